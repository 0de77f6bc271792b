"""What stands below a reply so that nobody is left standing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.dialogue import texts
from bot.dialogue.composing import ask_back, small_talk
from bot.dialogue.conversation import Conversation
from bot.dialogue.feedback import RATE
from bot.dialogue.intent import Intent, find_intent
from bot.dialogue.languages import in_language
from bot.dialogue.turn import Language, Outcome, Reply, SessionKey, Turn
from bot.store.memory import MemorySessions
from tests.fakes import FakeAnswers, abstention, answer
from tests.forms import Form

KEY = SessionKey("web", "p1")
GREETING, QUESTION = "سلام", "چالش‌ها چیست؟"
FOR_ONESELF = (
    "ما یه کارگاه داریم میخوایم ثبت نام کنیم",
    "پیش کی باید برم",
    "چجوری عضو بشم",
    "خب چطوری شروع کنیم",
    "وام میخوام",
    "میخوام شکایت کنم",
)
ABOUT_OTHERS = ("دانشگاه چه کمکی می‌کند؟", "بنگاه‌های خرد چرا حمایت لازم دارن؟", "کی جواب می‌ده؟")
COMPLAINTS = """
جواب درست نمیدی که
جوابم رو ندادی
اعصابم خورد شد
این جواب من نبود
اینا به دردم نمیخوره
کلافه شدم
نمیفهمی چی میگم
نه منظورم این نبود
سرکارم گذاشتی
ربطی نداشت
مسخره است
اه این که جواب نشد
چرا این همه طولانیه جوابات
تو دروغ میگی
خفه شو
""".strip().split("\n")
NO_COMPLAINTS = """
خوشه به درد من نمیخوره؟
چرا طرح خوشه‌ها به درد نخورد
مطالعات بی‌ربط بود یعنی چه
فرش تبریز چند نفر رو سر کار گذاشته؟
جواب بنگاه‌ها به بی‌اعتمادی چیست؟
چرا اجرای طرح طولانی است؟
چرا این قدر جواب بنگاه‌ها منفی بود؟
""".strip().split("\n")


OTHER_TURNS = {
    Intent.GREETING: ("الو", "کسی هست؟", "ببخشید مزاحم شدم", "یه سوال داشتم"),
    Intent.IDENTITY: ("شما از کدوم سازمانی؟", "کی تو رو ساخته؟"),
    Intent.HELP: ("چی بپرسم؟", "چه کمکی میتونی بکنی", "از چی بپرسم"),
    Intent.REPEAT: ("تکرار کن", "دوباره بگو"),
    Intent.PERSON: (
        "با کی حرف بزنم؟",
        "باید با چه کسی تماس بگیرم",
        "ادم واقعی میخوام",
        "با کارشناس صحبت کنم",
        "میشه با یه نفر حرف بزنم؟",
        "اپراتور",
        "میشه یه کارشناس زنگ بزنه",
        "بهم زنگ بزنید",
        "منو به کارشناس وصل کن",
        "زنگ بزن بهم",
        "شماره پشتیبانی بده",
        "آدرستون کجاست؟",
        "از کی تا کی کار میکنید؟",
    ),
    Intent.PRIVACY: (
        "اطلاعاتم رو به کسی نمیدین؟",
        "داده‌هایم جایی ذخیره می‌شود؟",
        "شماره‌ام پخش نمیشه؟",
        "اینجا امنه؟",
        "اطلاعات من محرمانه می‌ماند؟",
    ),
    Intent.PRICE: ("شما پول می‌گیرید؟", "این ربات پولیه یا رایگان؟", "استفاده از شما هزینه دارد؟"),
    Intent.REWORD: (
        "میشه فارسی ساده تر بگی",
        "خلاصه تر بگو",
        "خیلی طولانی شد، کوتاه بگو",
        "نفهمیدم",
        "هیچی نفهمیدم",
        "کوتاه‌تر لطفاً",
        "واضح‌تر بگو",
        "یه جمله بگو",
        "حوصله ندارم بخونم",
    ),
    Intent.NOTHING: ("هیچی", "نه هیچی", "همین بود", "ببخشید عصبانی شدم"),
}
QUESTIONS = (
    "کسی هست که عامل توسعه باشد؟",
    "شما از کدوم سازمان اسم بردید؟",
    "با کارشناس خوشه چه کسی صحبت می‌کند؟",
    "خلاصهٔ مقاله را بگو",
    "یعنی چی",
    "چه کمکی به خوشه‌ها می‌شود؟",
    "سلامت خوشه‌ها چگونه سنجیده می‌شود؟",
    "همین را برای دانشگاه بگو",
    "اطلاعات خوشه‌ها به کسی داده می‌شود؟",
    "خوشه‌ها چقدر پول می‌گیرند؟",
    "مشاوره برای بنگاه‌ها رایگان است؟",
    "شماره کارشناس خوشه تبریز چیست؟",
    "رایگانه؟",
    "آدرس دبیرخانه کجاست؟",
)


class Desk(Form):
    """A form that stands for the requests to the experts."""

    name, title, command, lasting = "desk", "ثبت درخواست", "intake", True


class Answers:
    """Courtesies as they are answered, «؟» with an answer, everything else with a refusal."""

    def answer(self, question: str, history: Sequence[str] = ()) -> Reply:
        intent = find_intent(question, lambda rest: False)
        if intent is not Intent.QUESTION:
            return small_talk(intent)
        return answer() if "؟" in question else abstention()


def talk(*said: str) -> list[Reply]:
    conversation = Conversation(MemorySessions(), Answers(), flows=(Desk(),))
    turns = (Turn(KEY, f"t{n}", text, datetime.now(UTC)) for n, text in enumerate(said))
    return [conversation.handle(turn) for turn in turns]


def labels(reply: Reply) -> list[str]:
    return [choice.label for choice in reply.choices]


def test_a_greeting_is_answered_with_something_to_begin_with() -> None:
    (reply,) = talk(GREETING)
    assert labels(reply) == [*texts.EXAMPLES, Desk.title]


@pytest.mark.parametrize("text", FOR_ONESELF)
def test_who_asks_for_oneself_and_is_refused_is_told_where_to_go(text: str) -> None:
    (reply,) = talk(text)
    assert reply.refused and reply.blocks[-1].lines[0].text == texts.LEADS["intake"]
    assert labels(reply)[0] == Desk.title  # before what is only near


def test_who_is_answered_gets_the_button_without_a_word() -> None:
    (reply,) = talk("چجوری عضو خوشه بشم؟")
    assert reply.blocks == answer().blocks and labels(reply)[-1] == Desk.title


@pytest.mark.parametrize("text", ABOUT_OTHERS)
def test_who_asks_about_others_is_not_sent_there(text: str) -> None:
    assert Desk.title not in labels(talk(text)[0])


@pytest.mark.parametrize("text", COMPLAINTS)
def test_a_complaint_is_no_question(text: str) -> None:
    assert find_intent(text, lambda rest: False) is Intent.COMPLAINT


@pytest.mark.parametrize("text", NO_COMPLAINTS)
def test_what_is_said_of_clusters_is_no_complaint(text: str) -> None:
    assert find_intent(text, lambda rest: False) is not Intent.COMPLAINT


def test_after_a_complaint_one_can_say_what_was_wrong_or_go_to_a_person() -> None:
    reply = talk(QUESTION, COMPLAINTS[0])[-1]
    assert reply.outcome is Outcome.SMALL_TALK
    assert [choice.data for choice in reply.choices] == [f"{RATE}down:t0", ":start:desk"]


def test_a_complaint_before_any_answer_blames_nothing() -> None:
    assert labels(talk(COMPLAINTS[0])[0]) == [Desk.title]


def test_who_told_of_themselves_may_go_to_a_person_too() -> None:
    conversation = Conversation(MemorySessions(), FakeAnswers(ask_back), flows=(Desk(),))
    reply = conversation.handle(Turn(KEY, "t0", "من یه کارگاه کفش دارم", datetime.now(UTC)))
    assert labels(reply) == [*texts.TO_TELLERS, Desk.title]


def test_a_form_that_waits_is_not_crowded() -> None:
    reply = talk(Desk.title, "وام میخوام؟")[-1]
    assert labels(reply) == ["لغو"]


def test_a_complaint_is_a_reason_when_one_is_asked_for() -> None:
    assert talk(QUESTION, "👎", "به درد نخورد")[-1].plain() == texts.WHY_KEPT


@pytest.mark.parametrize(("intent", "text"), [(i, text) for i, said in OTHER_TURNS.items() for text in said])
def test_what_is_said_to_the_assistant_is_no_question_to_the_documents(intent: Intent, text: str) -> None:
    assert find_intent(text, lambda rest: False) is intent


@pytest.mark.parametrize("text", QUESTIONS)
def test_questions_in_the_same_words_stay_questions(text: str) -> None:
    assert find_intent(text, lambda rest: False) is Intent.QUESTION


def test_who_wants_a_person_is_led_to_one() -> None:
    (reply,) = talk("با کارشناس صحبت کنم")
    assert reply.outcome is Outcome.SMALL_TALK and labels(reply) == [Desk.title]


@pytest.mark.parametrize(("signs", "said"), [("🙏🙏", texts.SMALL_TALK["thanks"]), ("🤔", texts.NO_WORDS)])
def test_thanks_without_a_word_are_heard(signs: str, said: str) -> None:
    assert talk(signs)[0].plain() == said


def test_nothing_is_an_answer_where_a_form_asks() -> None:
    assert talk(Desk.title, "هیچی")[-1].plain() == "شهر؟"


def test_examples_are_offered_in_the_language_of_who_reads_them() -> None:
    greeted = talk("/lang", GREETING)[-1]
    english = in_language(greeted, Language.ENGLISH)
    assert labels(english)[0] == "What is a business cluster?"
    refused = replace(greeted, outcome=Outcome.ABSTENTION)
    assert labels(in_language(refused, Language.ENGLISH))[0] == texts.EXAMPLES[0]

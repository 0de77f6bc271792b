"""The engine: flows, ratings, one's own data and the pace, over sessions in memory."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.dialogue import texts, words
from bot.dialogue.conversation import Conversation
from bot.dialogue.feedback import rating_choices
from bot.dialogue.flow import start
from bot.dialogue.intent import Intent, find_intent
from bot.dialogue.limits import spend
from bot.dialogue.ports import Rating, Sessions, Verdict
from bot.dialogue.turn import Choice, FileKind, Outcome, Reply, SessionKey, Turn, ask, notice
from bot.dialogue.words import command_of
from bot.store.memory import MemorySessions
from tests.fakes import PICTURE, REPORT, FakeAnswers, FakeFiles, abstention, answer
from tests.forms import Form

SARA = SessionKey("web", "sara")


@dataclass
class Talk:
    """One person's conversation with a clock of its own."""

    reply: Callable[[str], Reply] = lambda question: answer()
    per_minute: int = 0
    sessions: Sessions = field(default_factory=MemorySessions)
    form: Form = field(default_factory=Form)
    others: Sequence[Form] = ()
    now: datetime = datetime(2026, 3, 1, tzinfo=UTC)
    said: int = 0

    def __post_init__(self) -> None:
        self.answers = FakeAnswers(lambda question: self.reply(question))
        self.restart()

    def restart(self) -> None:
        """What a new process does: only the sessions are left."""
        self.conversation = Conversation(
            self.sessions, self.answers, 200, self.per_minute, (self.form, *self.others), lambda: self.now
        )

    def say(self, text: str, choice: str | None = None, turn_id: str = "") -> Reply:
        self.said += 1
        return self.conversation.handle(Turn(SARA, turn_id or f"t{self.said}", text, self.now, choice))

    def press(self, reply: Reply, label: str) -> Reply:
        choice = next(choice for choice in reply.choices if choice.label.startswith(label))
        return self.say(choice.label, choice.data)

    def begin_form(self) -> Reply:
        button = start(self.form)
        return self.say(button.label, button.data)

    @property
    def questions(self) -> Sequence[str]:
        return [question for question, _ in self.answers.asked]

    def rating(self, turn_id: str) -> Rating | None:
        with self.sessions.open(SARA) as session:
            return session.rating(turn_id)


def begun(*said: str) -> Talk:
    """A talk in whose form this has been said."""
    talk = Talk()
    talk.begin_form()
    for text in said:
        talk.say(text)
    return talk


def test_a_command_that_nobody_knows_is_no_question() -> None:
    talk = Talk()
    assert talk.say("/weather").plain() == texts.UNKNOWN_COMMAND
    assert talk.questions == []
    talk.say("/start")  # known everywhere, and a greeting where no channel does more
    assert talk.questions == ["/start"]
    assert find_intent("/start", lambda rest: False) is Intent.GREETING


# flows


def test_a_form_takes_what_is_typed_and_pressed_and_ends() -> None:
    talk = Talk()
    assert talk.begin_form().plain() == "نام؟"
    town = talk.say("سارا")
    assert (town.plain(), town.outcome) == ("شهر؟", Outcome.FLOW)
    done = talk.press(town, "تهران")
    assert (done.plain(), done.outcome) == ("سارا از تهران", Outcome.NOTICE)
    talk.say("یزد")
    assert talk.questions == ["یزد"]


@pytest.mark.parametrize("word", ["بازگشت", "باز‌گشت", "برگرد!", " قبلی "])
def test_back_asks_the_question_before(word: str) -> None:
    talk = begun("سارا")
    assert talk.say(word).plain() == "نام؟"
    talk.say("رضا")
    assert talk.say("یزد").plain() == "رضا از یزد"


@pytest.mark.parametrize("word", ["ردکردن", "رد کردن", "رد‌کردن", "رد کن"])
def test_skip_goes_on_without_an_answer_where_none_is_needed(word: str) -> None:
    talk = begun()
    assert talk.say(word).plain() == "نام؟"
    talk.say("سارا")
    assert talk.say(word).plain() == "سارا از —"


@pytest.mark.parametrize("word", ["لغو", "لغو.", "انصراف", "بی خیال", "/cancel"])
def test_cancel_ends_the_form(word: str) -> None:
    talk = begun()
    assert talk.say(word).plain() == texts.FLOW_CANCELLED
    assert talk.say(word).plain() == texts.NOTHING_TO_CANCEL
    talk.say("سارا")
    assert talk.questions == ["سارا"]


def test_from_the_start_forgets_what_was_said() -> None:
    talk = begun("سارا")
    assert talk.say("از اول").plain() == "نام؟"
    talk.say("رضا")
    assert talk.say("یزد").plain() == "رضا از یزد"


def test_a_question_in_the_middle_is_answered_with_its_citations_and_the_way_back() -> None:
    talk = begun("سارا")
    reply = talk.say("خوشه چیست؟")
    assert (reply.blocks, reply.citations) == (answer().blocks, answer().citations)
    assert [choice.label for choice in reply.choices] == ["ادامهٔ پرسشنامهٔ آزمون"]
    assert talk.press(reply, "ادامه").plain() == "شهر؟"
    assert talk.say("یزد").plain() == "سارا از یزد"


@pytest.mark.parametrize("word", ["ادامه", "ادامهٔ پرسشنامه", "بله"])
def test_after_a_question_words_lead_back_too(word: str) -> None:
    talk = begun("سارا")
    talk.say("خوشه چیست؟")
    assert talk.say(word).plain() == "شهر؟"


def test_after_a_question_a_passing_form_takes_nothing_typed_for_an_answer_until_one_goes_on() -> None:
    talk = begun()
    talk.say("خوشه چیست؟")
    talk.say("مزایای خوشه")
    assert talk.questions == ["خوشه چیست؟", "مزایای خوشه"]
    assert talk.say("ادامه").plain() == "نام؟"


def test_a_form_that_is_only_asked_past_is_let_go() -> None:
    talk = begun()
    offers = [len(talk.say(f"پرسش {n} چیست؟").choices) for n in range(5)]
    assert offers == [1, 1, 1, 0, 0]
    assert talk.say("ادامه").outcome is Outcome.ANSWER


def test_a_lasting_form_asks_on_below_the_answer_to_a_question() -> None:
    talk = Talk()
    talk.form.lasting = True
    talk.begin_form()
    talk.say("سارا")
    aside = talk.say("خوشه چیست؟")
    assert (aside.outcome, aside.citations) == (Outcome.ANSWER, answer().citations)
    assert aside.blocks[:-1] == answer().blocks
    assert [line.text for line in aside.blocks[-1].lines] == ["شهر؟"]
    assert aside.blocks[-1].asks
    assert talk.say("یزد").plain() == "سارا از یزد"


def test_a_lasting_form_is_kept_when_it_is_asked_past_but_no_longer_asks_on() -> None:
    talk = Talk()
    talk.form.lasting = True
    talk.begin_form()
    talk.say("سارا")
    asks_on = [talk.say(f"پرسش {n} چیست؟").blocks[-1].asks for n in range(5)]
    assert asks_on == [True, True, True, False, False]
    assert talk.say("یزد").outcome is Outcome.ANSWER
    assert talk.say("ادامه").plain() == "شهر؟"


@pytest.mark.parametrize("word", ["ادامه بعداً", "/pause", "بعدا"])
def test_a_form_put_aside_takes_nothing_for_an_answer_until_one_goes_on(word: str) -> None:
    talk = begun("سارا")
    paused = talk.say(word)
    assert paused.plain() == texts.paused(Form.title)
    talk.say("یزد")
    assert talk.questions == ["یزد"]
    talk.restart()
    assert talk.press(paused, "ادامه").plain() == "شهر؟"
    assert talk.say("یزد").plain() == "سارا از یزد"


def test_a_button_may_start_a_form_about_something() -> None:
    talk = Talk()
    button = start(talk.form, "فرم دیگر", "r12")
    assert button == Choice("فرم دیگر", ":start:form::r12")
    talk.say(button.label, button.data)
    assert talk.form.seeds == ["r12"]
    asked = talk.say(button.label, button.data)
    assert talk.press(asked, "آغاز").plain() == "نام؟"
    assert talk.form.seeds == ["r12", "r12"]
    talk.say(talk.begin_form().choices[1].label, ":start:form:anew")
    assert talk.form.seeds == ["r12", "r12", None]


@pytest.mark.parametrize("aside", ["سلام", "ممنون", "خوشه چرا مهمه", "خوشه چیه", "کمک"])
def test_courtesies_and_questions_are_no_answer_to_a_form(aside: str) -> None:
    talk = begun()
    talk.say(aside)
    assert talk.questions == [aside]


@pytest.mark.parametrize("text", ["", "🌱"])
def test_a_message_without_words_changes_nothing(text: str) -> None:
    talk = begun()
    assert talk.say(text).outcome is Outcome.NOTICE
    assert talk.say("سارا").plain() == "شهر؟"


def test_a_form_is_started_by_its_words_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(words.WORDS, "form", ("پر کردن فرم",))
    words._commands.cache_clear()
    assert Talk().say("پُر‌کردنِ فرم").plain() == "نام؟"
    words._commands.cache_clear()


def test_a_form_that_waits_is_not_thrown_away_unasked() -> None:
    talk = begun("سارا")
    asked = talk.begin_form()
    assert asked.plain() == texts.go_on(Form.title)
    talk.say("یزد")
    assert talk.questions == ["یزد"]  # it is no answer before the person has said so
    assert talk.press(asked, "ادامه").plain() == "شهر؟"
    assert talk.press(asked, "آغاز").plain() == "نام؟"


def second_form() -> Form:
    """Another one that people may start."""
    form = Form()
    form.name, form.title, form.lasting = "second", "فرم دوم", True  # type: ignore[misc]
    return form


def test_a_lasting_form_waits_below_another_one_and_goes_on_after_it() -> None:
    talk = Talk(others=(second_form(),))
    talk.form.lasting = True
    talk.begin_form()
    talk.say("سارا")
    assert talk.say("فرم دوم", ":start:second").plain() == "نام؟"
    talk.restart()
    talk.say("رضا")
    done = talk.say("یزد")
    assert done.plain() == "رضا از یزد"
    assert [choice.label for choice in done.choices] == ["ادامهٔ پرسشنامهٔ آزمون"]
    assert talk.press(done, "ادامه").plain() == "شهر؟"
    assert talk.say("قم").plain() == "سارا از قم"


def test_of_two_lasting_forms_each_is_found_again_and_neither_is_lost() -> None:
    talk = Talk(others=(second_form(),))
    talk.form.lasting = True
    talk.begin_form()
    talk.say("سارا")
    talk.say("فرم دوم", ":start:second")
    talk.say("رضا")
    asked = talk.begin_form()
    assert asked.plain() == texts.go_on(Form.title)
    assert talk.press(asked, "ادامه").plain() == "شهر؟"
    done = talk.say("قم")
    assert done.plain() == "سارا از قم"
    assert talk.press(done, "ادامهٔ فرم دوم").plain() == "شهر؟"
    assert talk.say("یزد").plain() == "رضا از یزد"


def test_giving_up_a_form_leads_back_to_the_one_below_it() -> None:
    talk = Talk(others=(second_form(),))
    talk.form.lasting = True
    talk.begin_form()
    talk.say("سارا")
    talk.say("فرم دوم", ":start:second")
    assert talk.press(talk.say("لغو"), "ادامه").plain() == "شهر؟"


def test_what_a_person_has_not_started_gives_way_to_a_form() -> None:
    talk = Talk()
    talk.say("خوشه چیست؟")
    talk.say("👎")
    assert talk.begin_form().plain() == "نام؟"


def test_a_side_dialogue_has_no_button_of_its_own() -> None:
    talk = Talk()
    assert talk.say("آغاز", ":start:why").outcome is Outcome.NOTICE
    assert talk.say("ناقص بود").outcome is Outcome.ANSWER


def test_a_form_goes_on_in_another_process() -> None:
    talk = begun("سارا")
    talk.restart()
    assert talk.say("یزد").plain() == "سارا از یزد"


def test_a_form_of_another_version_is_let_go() -> None:
    talk = Talk()
    old = talk.begin_form()
    talk.form.version = 2
    talk.restart()
    assert talk.press(old, texts.FLOW_CANCEL).plain() == texts.NOTHING_TO_CANCEL
    talk.say("سارا")
    assert talk.questions == ["سارا"]


def test_after_a_long_pause_the_person_is_asked_whether_to_go_on() -> None:
    talk = begun("سارا")
    talk.now += timedelta(hours=2)
    reply = talk.say("یزد")
    assert reply.plain() == texts.go_on(Form.title)
    assert [choice.label for choice in reply.choices] == ["ادامهٔ پرسشنامهٔ آزمون", "از اول", "لغو"]
    assert talk.say("آره").plain() == "شهر؟"
    assert talk.say("یزد").plain() == "سارا از یزد"


def test_yes_to_an_unasked_reminder_goes_on() -> None:
    talk = begun("سارا")
    talk.now += timedelta(hours=9)
    asked = talk.conversation.reminder(SARA)
    assert asked is not None
    assert asked.plain() == texts.go_on(Form.title)
    assert talk.say("بله").plain() == "شهر؟"


@pytest.mark.parametrize(
    ("begun", "due"),
    [  # a patience of one hour; Tehran is three and a half hours ahead
        ("2026-03-01T08:00", "2026-03-01T09:00"),
        ("2026-03-01T17:30", "2026-03-02T05:30"),
        ("2026-02-28T23:00", "2026-03-01T05:30"),
        ("2026-03-01T04:29", "2026-03-01T05:30"),
    ],
)
def test_a_reminder_is_due_after_the_patience_but_not_at_night(begun: str, due: str) -> None:
    talk = Talk(now=datetime.fromisoformat(f"{begun}+00:00"))
    talk.begin_form()
    moment = datetime.fromisoformat(f"{due}+00:00")
    talk.now = moment - timedelta(seconds=1)
    assert talk.conversation.reminder(SARA) is None
    talk.now = moment
    assert talk.conversation.reminder(SARA) is not None


def test_who_answers_who_pauses_and_who_has_finished_is_not_reminded() -> None:
    for end in (["سارا", "یزد"], ["/cancel"], ["بعداً"]):
        talk = begun(*end)
        talk.now += timedelta(days=2)
        assert talk.conversation.reminder(SARA) is None
    talk = begun()
    talk.now += timedelta(hours=8)
    talk.say("خوشه چیست؟")  # was here, and saw the way back under the answer
    talk.now += timedelta(days=2)
    assert talk.conversation.reminder(SARA) is None


def test_a_question_in_the_middle_leaves_the_reminder() -> None:
    talk = begun()
    talk.say("خوشه چیست؟")
    talk.now += timedelta(hours=9)
    assert talk.conversation.reminder(SARA) is not None


def test_a_dialogue_that_nobody_has_started_reminds_nobody() -> None:
    talk = Talk()
    talk.say("خوشه چیست؟")
    talk.say("👎")
    talk.now += timedelta(days=1)
    assert talk.conversation.reminder(SARA) is None
    assert talk.conversation.visit(SARA) is None


def test_who_comes_back_without_a_word_is_asked_once_whether_to_go_on() -> None:
    talk = begun("سارا")
    assert talk.conversation.visit(SARA) is None
    talk.now += timedelta(hours=9)
    asked = talk.conversation.visit(SARA)
    assert asked is not None
    assert asked.plain() == texts.go_on(Form.title)
    assert talk.conversation.visit(SARA) is None
    talk.say("یزد")  # no answer until they have said that they go on
    assert talk.questions == ["یزد"]
    assert talk.press(asked, "ادامه").plain() == "شهر؟"


def test_a_question_after_a_long_pause_is_answered_first() -> None:
    talk = begun()
    talk.now += timedelta(hours=2)
    assert [choice.label for choice in talk.say("خوشه چیست؟").choices] == ["ادامهٔ پرسشنامهٔ آزمون"]


def test_a_button_of_an_earlier_question_shows_the_one_that_waits() -> None:
    talk = begun()
    town = talk.say("سارا")
    talk.say("بازگشت")
    assert talk.press(town, "تهران").plain() == "نام؟"


@pytest.mark.parametrize("data", [":form:tehran", ":flow:back", ":flow:none", ":gone", ":rate:sideways:t1"])
def test_a_button_that_leads_nowhere_is_told_so(data: str) -> None:
    talk = Talk()
    assert talk.say("تهران", data).outcome is Outcome.NOTICE
    assert talk.questions == []


@pytest.mark.parametrize("command", ["/back", "/skip", "/restart", "/resume"])
def test_a_command_of_a_flow_without_one_says_so(command: str) -> None:
    talk = Talk()
    assert talk.say(command).plain() == texts.NOTHING_TO_CANCEL
    talk.say("چالش‌ها چیست؟")
    assert talk.say("ادامه").outcome is Outcome.ANSWER  # the bare word asks for more of the last answer


def test_a_repeated_turn_does_not_move_the_form_twice() -> None:
    talk = begun()
    first = talk.say("سارا", turn_id="x")
    assert talk.say("سارا", turn_id="x") == first
    assert talk.say("یزد").plain() == "سارا از یزد"


# ratings


def test_answers_and_refusals_can_be_rated_and_nothing_else() -> None:
    for reply, count in ((answer(), 2), (abstention(), 2), (notice("متن"), 0), (ask("نام؟"), 0)):
        assert len(rating_choices(reply, "t1")) == count


def test_a_rating_is_kept_and_may_change() -> None:
    talk = Talk()
    reply = talk.say("خوشه چیست؟", turn_id="q")
    up, down = rating_choices(reply, "q")
    assert talk.say(up.label, up.data).plain() == texts.RATED
    assert talk.say(up.label, up.data).plain() == texts.RATED_BEFORE
    assert talk.rating("q") == Rating(Verdict.UP)
    assert talk.say(down.label, down.data).plain() == texts.WHY
    assert talk.rating("q") == Rating(Verdict.DOWN)
    assert talk.say(up.label, up.data).plain() == texts.RATED
    assert talk.rating("q") == Rating(Verdict.UP)
    assert talk.say("ناقص بود").outcome is Outcome.ANSWER  # no reason is awaited any more


@pytest.mark.parametrize("how", ["press", "label", "words", "own"])
def test_a_reason_is_chosen_or_written(how: str) -> None:
    talk = Talk()
    talk.say("خوشه چیست؟", turn_id="q")
    why = talk.say("👎")
    done = {
        "press": lambda: talk.press(why, "ناقص بود"),
        "label": lambda: talk.say("ناقص بود."),
        "words": lambda: talk.say("تعریف دوم جا افتاده"),
        "own": lambda: talk.press(why, texts.WHY_OWN_BUTTON) and talk.say("چند تعریف جا افتاده"),
    }[how]()
    assert done.plain() == texts.WHY_KEPT
    reason = {"words": "تعریف دوم جا افتاده", "own": "چند تعریف جا افتاده"}.get(how, "ناقص بود")
    assert talk.rating("q") == Rating(Verdict.DOWN, reason)
    assert talk.questions == ["خوشه چیست؟"]


@pytest.mark.parametrize("text", ["جوابت غلط بود", "اشتباه بود!", "پاسخ خوبی نبود"])
def test_blame_in_words_is_a_thumb_down_and_afterwards_a_reason(text: str) -> None:
    talk = Talk()
    talk.say("خوشه چیست؟", turn_id="q")
    assert talk.say(text).plain() == texts.WHY
    assert talk.rating("q") == Rating(Verdict.DOWN)
    assert talk.say(text).plain() == texts.WHY_KEPT
    assert talk.rating("q") == Rating(Verdict.DOWN, text)


@pytest.mark.parametrize("word", ["ردکردن", "لغو", "/cancel"])
def test_a_reason_need_not_be_given(word: str) -> None:
    talk = Talk()
    talk.say("خوشه چیست؟", turn_id="q")
    talk.say("👎")
    assert talk.say(word).plain() == texts.WHY_LEFT
    assert talk.rating("q") == Rating(Verdict.DOWN)
    assert talk.say("👎").plain() == texts.WHY  # a reason may still follow


def test_back_from_own_words_shows_the_choices_again() -> None:
    talk = Talk()
    talk.say("خوشه چیست؟")
    talk.press(talk.say("👎"), texts.WHY_OWN_BUTTON)
    assert talk.say("بازگشت").plain() == texts.WHY


@pytest.mark.parametrize("text", ["شرایط پیدایش خوشه", "درصد افزایش شبکه‌ها", "List the characteristics"])
def test_a_text_that_blames_nothing_is_the_next_question(text: str) -> None:
    talk = Talk()
    talk.say("خوشه چیست؟", turn_id="q")
    talk.say("👎")
    talk.say(text)
    assert talk.questions == ["خوشه چیست؟", text]


def test_a_new_question_is_answered_instead_of_the_reason_and_offered_once() -> None:
    talk = Talk()
    talk.say("خوشه چیست؟", turn_id="q")
    talk.say("👎")
    assert [c.label for c in talk.say("مزایا چیست؟").choices] == [texts.resume(texts.WHY_TITLE)]
    assert talk.say("و معایب چیست؟").choices == ()
    assert talk.rating("q") == Rating(Verdict.DOWN)


def test_a_reason_button_of_another_answer_is_not_taken_for_this_one() -> None:
    talk = Talk()
    talk.say("یک", turn_id="q1")
    old = talk.say("👎")
    talk.say("دو چیست؟", turn_id="q2")
    talk.say("👎")
    assert talk.press(old, "ناقص بود").plain() == texts.WHY
    assert (talk.rating("q1"), talk.rating("q2")) == (Rating(Verdict.DOWN), Rating(Verdict.DOWN))


def test_a_rating_in_the_middle_of_a_form_does_not_end_it() -> None:
    talk = Talk()
    talk.say("خوشه چیست؟", turn_id="q")
    talk.begin_form()
    assert talk.say("👎").plain() == texts.RATED
    assert talk.rating("q") == Rating(Verdict.DOWN)
    assert talk.say("سارا").plain() == "شهر؟"


@pytest.mark.parametrize("text", ["👍", "👍🏽", " 👍 ", "/good", "👎"])
def test_a_thumb_without_an_answer_finds_nothing(text: str) -> None:
    assert Talk().say(text).plain() == texts.NOTHING_TO_RATE


def test_a_thumb_rates_the_last_answer_past_what_was_said_since() -> None:
    talk = Talk()
    talk.say("خوشه چیست؟", turn_id="q")
    talk.say("")
    talk.say("👍🏽")
    assert talk.rating("q") == Rating(Verdict.UP)


@pytest.mark.parametrize("turn_id", ["none", "n", ""])
def test_only_an_answer_of_ones_own_can_be_rated(turn_id: str) -> None:
    talk = Talk()
    talk.say("", turn_id="n")
    assert talk.say("👍", f":rate:up:{turn_id}").plain() == texts.NOTHING_TO_RATE


def test_what_is_no_question_is_no_history() -> None:
    talk = Talk()
    for text in ("یک", "👍", "", "داده‌های من", "دو"):
        talk.say(text)
    assert talk.answers.asked == [("یک", ()), ("دو", ("یک",))]


# one's own data


@pytest.mark.parametrize("text", ["داده‌های من", "داده های من", "/mydata", "اطلاعات من"])
def test_my_data_comes_as_a_file(text: str) -> None:
    talk = Talk()
    talk.say("خوشه چیست؟")
    (attachment,) = talk.say(text).attachments
    assert attachment.kind is FileKind.MY_DATA
    own = talk.conversation.open(SARA, attachment)
    other = talk.conversation.open(SessionKey("web", "reza"), attachment)
    assert own is not None
    assert other is not None
    assert "خوشه چیست؟" in str(json.loads(own.content))
    assert "خوشه چیست؟" not in str(json.loads(other.content))


def test_a_file_is_opened_by_who_makes_its_kind_and_for_its_own_person_only() -> None:
    conversation = Conversation(
        MemorySessions(), FakeAnswers(), attachments={PICTURE.kind: FakeFiles(SARA.person)}
    )
    assert conversation.open(SARA, PICTURE) == FakeFiles.FILES[PICTURE.kind]
    assert conversation.open(SessionKey("web", "reza"), PICTURE) is None
    assert conversation.open(SARA, replace(PICTURE, about="r2")) is None
    assert conversation.open(SARA, REPORT) is None


@pytest.mark.parametrize("text", ["فراموشم کن", "منو فراموش کن", "/forget"])
def test_forgetting_needs_a_confirmation(text: str) -> None:
    talk = Talk()
    talk.say("خوشه چیست؟", turn_id="q")
    question = talk.say(text)
    assert question.plain() == texts.FORGET
    assert talk.press(question, texts.FORGET_NO).plain() == texts.NOT_FORGOTTEN
    assert talk.conversation.recall(SARA, "q") is not None
    assert talk.press(question, texts.FORGET_YES).plain() == texts.FORGOTTEN
    assert talk.conversation.recall(SARA, "q") is None
    assert talk.sessions.export(SARA)["sessions"] in ([], [{"turns": [], "assessments": []}])


def test_a_confirmation_typed_as_a_word_forgets_nothing() -> None:
    talk = Talk()
    talk.say("خوشه چیست؟", turn_id="q")
    talk.say("فراموشم کن")
    assert talk.say("بله").plain() == texts.FORGET
    assert talk.say("نه").plain() == texts.NOT_FORGOTTEN
    assert talk.conversation.recall(SARA, "q") is not None


def test_a_text_that_only_holds_the_words_of_a_command_is_a_question() -> None:
    talk = Talk()
    talk.say("داده‌های من دربارهٔ خوشه چیست؟")
    assert len(talk.questions) == 1
    assert command_of("لغو مجوزها") is None


def test_a_data_button_of_a_command_s_name_is_no_command() -> None:
    talk = Talk()
    assert talk.say("مزایا", "forget").outcome is Outcome.ANSWER


# pace


def test_who_writes_too_fast_is_asked_to_wait_and_nothing_is_recorded() -> None:
    talk = Talk(per_minute=3)
    assert [talk.say(f"{n}").outcome for n in range(5)] == [Outcome.ANSWER] * 3 + [Outcome.LIMITED] * 2
    assert talk.say("باز", turn_id="again").plain() == texts.TOO_FAST
    talk.now += timedelta(seconds=20)
    assert talk.say("باز", turn_id="again").outcome is Outcome.ANSWER
    assert talk.say("و باز").outcome is Outcome.LIMITED
    assert talk.questions == ["0", "1", "2", "باز"]


def test_the_pace_holds_in_another_process() -> None:
    talk = Talk(per_minute=1)
    talk.say("یک")
    talk.restart()
    assert talk.say("دو").outcome is Outcome.LIMITED


def test_a_repeated_turn_costs_nothing() -> None:
    talk = Talk(per_minute=2)
    for _ in range(5):
        assert talk.say("یک", turn_id="same").outcome is Outcome.ANSWER
    assert talk.say("دو").outcome is Outcome.ANSWER


def test_a_budget_fills_evenly_and_never_above_its_size() -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    budget = None
    for _ in range(30):
        budget = spend(budget, 30, now)
        assert budget is not None
    assert spend(budget, 30, now) is None
    assert spend(budget, 30, now + timedelta(seconds=1.9)) is None
    assert spend(budget, 30, now + timedelta(seconds=2)) is not None
    later = spend(budget, 30, now + timedelta(days=1))
    assert later is not None
    assert later.left == 29
    assert spend(budget, 30, now - timedelta(hours=1)) is None  # a clock that was set back gives nothing


@pytest.mark.parametrize("words", ["ادامه", "بازگشت", "از اول"])
def test_a_word_of_forms_is_no_question_where_nothing_was_answered(words: str) -> None:
    talk = Talk()
    talk.begin_form()
    talk.say("لغو")
    assert talk.say(words).plain() == texts.NOTHING_TO_CANCEL
    assert talk.questions == []


def test_after_an_answer_going_on_is_about_it() -> None:
    talk = Talk()
    talk.say("چالش‌ها چیست؟")
    talk.say("ادامه")
    assert talk.questions == ["چالش‌ها چیست؟", "ادامه"]

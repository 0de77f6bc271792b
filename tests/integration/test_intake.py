"""The intake as a talk: typed and pressed, interrupted, corrected, sent once, followed."""

import re
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine, event, func, select, update

from bot.dialogue import texts as dialogue_texts
from bot.dialogue.ports import AssessmentRecord
from bot.dialogue.turn import Outcome, Reply, Turn
from bot.intake import texts
from bot.intake.case import Case, Status, staff_member
from bot.intake.loading import FRAMEWORKS, load_form, load_intake
from bot.intake.ports import CaseFilter
from bot.store.case_tables import case_events, cases
from bot.store.cases import SqlCases
from bot.store.columns import metadata
from bot.store.notifying import Notifier
from bot.store.retention import Pruned, prune
from bot.store.sealing import open_newest, seal_anew
from bot.store.sessions import SqlSessions
from bot.store.tables import sessions, turns
from bot.store.vault import KeyMissing, Vault
from tests.applicants import ANSWERS, NOW, PERSONAL, SAID, Applicant, open_talk
from tests.fakes import FakeAnswers, abstention, answer

EXPERT = staff_member("mina")
LATE = NOW + timedelta(days=400)


def desk(engine: Engine, vault: Vault | None = None) -> SqlCases:
    return SqlCases(engine, vault or Vault(), Notifier(), lambda: NOW)


def stored(engine: Engine, vault: Vault | None = None) -> list[Case]:
    return list(desk(engine, vault).every(CaseFilter(), personal=True))


def code_in(text: str) -> str:
    found = re.search(r"KH-\d{4}-\d{5}-\d", text)
    assert found is not None
    return found[0]


# filling in


def test_a_request_in_typed_words_becomes_a_case(database: Engine) -> None:
    sara = Applicant(open_talk(database))
    receipt = sara.says(*SAID)
    (case,) = stored(database)
    assert case.request.answers == ANSWERS
    assert case.request.personal == PERSONAL
    assert case.request.consent_version == load_intake().consent_version
    assert (case.status, case.created_at, case.consented_at) == (Status.NEW, NOW, NOW)
    assert code_in(receipt) == case.code


def test_a_request_by_buttons_becomes_the_same_case(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says("/intake")
    sara.presses("بنگاه یا کارگاه")
    sara.says("کفش نگین")
    sara.presses("نساجی", "کفش", "اصفهان", "نجف‌آباد", "۱۰ تا ۴۹", "نه هنوز")
    sara.presses("تأمین مالی", "صادرات", texts.ENOUGH)
    sara.says("مشتری در عراق داریم ولی سرمایهٔ خرید چرم نداریم", "سارا احمدی", "09121234567")
    sara.presses(texts.SEND)
    (case,) = stored(engine)
    assert (case.request.answers, case.request.personal) == (ANSWERS, PERSONAL)


def test_one_sentence_may_answer_several_questions(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    heard = sara.says("درخواست دارم", "یه کارگاه کفش دوازده نفره تو نجف‌آباد داریم")
    for shown in ("متقاضی: بنگاه", "رشتهٔ فعالیت: کفش", "اصفهان، نجف‌آباد", "۱۰ تا ۴۹ نفر"):
        assert shown in heard
    heard = sara.says("کفش نگین")
    assert "همین حالا در خوشه‌ای هستید؟" in heard


def test_what_was_understood_is_shown_back(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID[:3])
    assert "✓ رشتهٔ فعالیت: کفش" in sara.says("تو کار کفشیم")
    assert "✓ استان و شهر: فارس، شیراز" in sara.says("شیرازیم")
    assert "✓ شمار کارکنان: ۲ تا ۹ نفر" in sara.says("نه نفر")


def test_half_an_answer_is_asked_for_the_rest(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID[:3])
    assert sara.says("کیف و کفش").startswith(texts.WHICH)
    assert list(sara.labels[:2]) == ["کفش", "چرم، کیف و پوست"]
    sara.presses("چرم")
    assert "کدام شهرِ استان اصفهان" in sara.says("اصفهان")
    assert "✓ استان و شهر: اصفهان، قهدریجان" in sara.says("قهدریجان")  # it is in no list of ours
    sara.says("بازگشت", "فارس")
    assert "✓ استان و شهر: فارس، شیراز" in sara.says("مرکز استان")
    sara.says("بازگشت")
    assert "نورآباد، فارس" in (sara.says("نورآباد"), *sara.labels)
    assert "✓ استان و شهر: لرستان، نورآباد" in sara.presses("نورآباد، لرستان")


def test_a_firm_without_a_name_is_a_firm_and_a_person_has_one(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID[:2])
    assert "در چه رشته‌ای" in sara.says("اسمی نداره")
    sara.says(*SAID[3:9])
    for words in ("نمی‌خوام بگم", "نمیگم", "مهم نیست"):
        assert texts.NEEDED in sara.says(words)
    sara.says("ندا رستمی")
    assert texts.NEEDED in sara.says("ندارم")
    sara.says(*SAID[10:])
    (case,) = stored(engine)
    assert "firm" not in case.request.answers
    assert case.request.personal["name"] == "ندا رستمی"


def test_a_field_that_is_in_no_list_is_asked_in_words(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID[:3])
    assert "چه می‌سازید" in sara.presses("سایر")
    sara.says("قفس پرنده می‌سازیم", *SAID[4:])
    (case,) = stored(engine)
    assert case.request.answers == ANSWERS | {"sector": "other", "activity": "قفس پرنده می‌سازیم"}
    assert desk(engine).count(CaseFilter(words="قفس پرنده")) == 1


def test_a_story_is_a_description_whatever_words_it_has(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID[:8])
    story = "سلام، نمی‌دانیم چه کنیم که سیستم فروشمان درست شود و رمز بازار را پیدا کنیم، ممنون"
    assert f"✓ شرح درخواست: {story}" in sara.says(story)


def test_nonsense_is_asked_again_with_an_example(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID[:4])
    form = load_intake()
    for field_id, nonsense in (("place", "فلان جا"), ("staff", "خیلی زیاد"), ("clustered", "شاید شاید")):
        field = form.field(field_id)
        assert field is not None
        assert field.message in sara.says(nonsense)
        sara.says({"place": "شیراز", "staff": "۵ نفر", "clustered": "نه"}[field_id])
    sara.says("آموزش", "ردکردن", "سارا احمدی")
    for wrong in ("۰۹۱۲", "۰۳۱۳۳۳۳۳۳۳۳", "شمارهٔ خانه"):
        assert "شمارهٔ همراه درست نیست" in sara.says(wrong)
    assert texts.NEEDED in sara.says("بعداً می‌دهم")
    assert texts.SUMMARY in sara.says("٠٩١٢١٢٣٤٥٦٧")


def test_a_question_in_between_is_answered_and_the_talk_goes_on_after_a_restart(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    for at, text in enumerate(SAID[:-1]):
        sara.says(text)
        asked = sara.heard
        sara.says("خوشه چیست؟")
        assert sara.reply is not None
        assert sara.reply.outcome is Outcome.ANSWER, (at, text)
        assert sara.heard.splitlines()[-1] == asked.splitlines()[-1]
        sara.talk = open_talk(engine)  # the program was started anew
    sara.says("موافقم")
    assert stored(engine)[0].request.answers == ANSWERS


def test_any_answer_right_after_a_question_in_between_is_taken(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(SAID[0])
    for text in SAID[1:]:
        sara.says("خوشه چیست؟", "سلام", text)
    assert stored(engine)[0].request.answers == ANSWERS


def test_what_fits_neither_the_form_nor_the_documents_is_asked_again(engine: Engine) -> None:
    known = FakeAnswers(lambda question: abstention() if "فلان" in question else answer())
    sara = Applicant(open_talk(engine, answers=known))
    sara.says(*SAID[:4], "خوشه چیست؟")
    assert sara.says("مزایای خوشه").startswith(answer().plain())
    assert sara.says("فلان‌جا").startswith("این جا را نشناختم")
    assert "چند نفر" in sara.says(SAID[4])


def test_a_request_put_aside_takes_any_words_for_a_question(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID[:2], "ادامه بعداً", "کفش نگین")
    assert sara.reply is not None
    assert sara.reply.outcome is Outcome.ANSWER
    sara.presses("ادامهٔ ثبت درخواست")
    assert "✓ بنگاه یا نهاد: کفش نگین" in sara.says("کفش نگین")


def test_a_question_after_a_question_is_no_answer(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID[:7])
    for text in ("خوشه چیست؟", "برای صادرات چه پیشنهادی شده", "وام را توضیح بده", "آموزش چیست؟"):
        sara.says(text)
        assert sara.reply is not None
        assert sara.reply.outcome is Outcome.ANSWER, text


def test_a_firm_may_be_called_like_a_greeting_and_a_greeting_is_greeted(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID[:2], "سلام")
    assert sara.reply is not None
    assert sara.reply.outcome is not Outcome.FLOW
    assert "✓ بنگاه یا نهاد: درود صنعت" in sara.says("درود صنعت")
    sara.says("بازگشت")
    assert "✓ بنگاه یا نهاد: صنایع چند برادر" in sara.says("صنایع چند برادر")


def test_back_skip_and_cancel(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID[:3])
    assert "نام بنگاه" in sara.says("بازگشت")
    assert "در چه رشته‌ای" in sara.says("چرم بهار")
    assert texts.NEEDED in sara.says("رد کن")
    sara.says(*SAID[3:8])
    assert "نام و نام خانوادگی" in sara.presses("ردکردن")
    assert sara.presses("لغو") == texts.CANCELLED
    assert stored(engine) == []
    assert sara.says("ادامه") == dialogue_texts.NOTHING_TO_CANCEL or stored(engine) == []


def test_a_typed_word_that_cancels_throws_answers_away_only_when_it_is_meant(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID[:6], "خوشه چیست؟")  # a question in between, and one that «نه» answers waits
    asked = dialogue_texts.drop("ثبت درخواست")
    assert sara.says("توقف") == asked
    assert "همان‌جا که هست می‌ماند" in sara.says("نه")
    assert "پرسش ۶" in sara.says("ادامه")
    assert sara.says("لغو") == asked
    assert sara.says("لغو") == texts.CANCELLED
    sara.says("ثبت درخواست")
    assert sara.says("لغو") == texts.CANCELLED  # nothing has been answered yet


@pytest.mark.parametrize(
    "about",
    [
        *("چرا می‌پرسی؟", "این چیه می‌پرسی؟", "منظورت چیه؟", "برای چی لازم داری؟"),
        *("واسه چی باید اسممو بدم", "چرا شماره‌مو می‌خوای؟"),
    ],
)
def test_who_asks_about_the_question_is_told_and_asked_again(engine: Engine, about: str) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID[:2])
    heard = sara.says(about)
    assert heard.startswith(dialogue_texts.why_asked("ثبت درخواست"))
    assert "نام بنگاه" in heard
    assert "✓ بنگاه یا نهاد: چرم بهار" in sara.says("چرم بهار")


@pytest.mark.parametrize(
    "tired", ["چند تا سوال مونده؟", "چقدر دیگه مونده", "کی تموم می‌شه", "خسته شدم", "حوصله ندارم"]
)
def test_who_asks_how_long_the_form_is_learns_it_and_may_go_on_later(engine: Engine, tired: str) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID[:2])
    heard = sara.says(tired)
    assert heard.startswith(dialogue_texts.FLOW_LENGTH)
    assert "نام بنگاه" in heard


@pytest.mark.parametrize(
    "asked", ["وضعیت درخواستم چی شد", "درخواستمون به کجا رسید؟", "کد رو گم کردم", "کد پیگیریم یادم نیست"]
)
def test_who_asks_for_a_request_without_its_code_is_told_of_all(engine: Engine, asked: str) -> None:
    sara = Applicant(open_talk(engine))
    assert sara.says(asked) == sara.says("درخواست‌های من")


@pytest.mark.parametrize("typed", ["12", "نه", "بله"])
def test_a_number_or_a_yes_is_no_city(engine: Engine, typed: str) -> None:
    sara = Applicant(open_talk(engine))
    assert "کدام شهرِ استان یزد" in sara.says(*SAID[:4], "یزد")
    heard = sara.says(typed)
    assert "✓" not in heard
    assert "کدام شهرِ استان یزد" in heard
    assert "✓ استان و شهر: یزد، میبد" in sara.says("میبد")


def test_each_answer_can_be_corrected_before_sending(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID[:-1])
    assert "در کدام استان و شهر" in sara.says("اصلاح شهر")
    assert "فارس، شیراز" in sara.says("شیراز")
    assert "شمارهٔ همراهتان" in sara.says("شماره‌ام را عوض کن")
    sara.says("09351112233")
    sara.presses(texts.EDIT, "اصلاح نیازها", "آموزش", texts.ENOUGH)
    sara.presses(texts.EDIT, "اصلاح متقاضی", "تشکل")
    assert texts.SUMMARY in sara.heard
    assert "شمار کارکنان" not in sara.heard  # no longer relevant
    sara.says("موافقم")
    (case,) = stored(engine)
    assert case.request.answers["place"] == {"province": "fars", "city": "شیراز"}
    assert case.request.needs == ("training",)
    assert case.request.personal["mobile"] == "09351112233"
    assert "staff" not in case.request.answers


def test_nothing_is_sent_without_consent(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    summary = sara.says(*SAID[:-1])
    assert load_intake().consent in summary
    assert texts.WHICH_EDIT in sara.says("نه")
    sara.says("بازگشت")
    assert texts.SUMMARY_HINT in sara.says("هوم")
    assert stored(engine) == []


def test_a_button_of_an_earlier_question_changes_nothing(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID[:4])
    before = sara.heard.splitlines()[-1]
    assert sara.sends("فرش و گلیم", ":intake:o:sector:carpet").splitlines()[-1] == before
    assert sara.sends("بفرست", ":intake:send").splitlines()[-1] == before
    sara.says(*SAID[4:])
    assert stored(engine)[0].request.text("sector") == "shoes"


@pytest.mark.parametrize(
    "data",
    [
        ":intake:", ":intake:o", ":intake:o:place:x", ":intake:c:place:isfahan:999",
        ":intake:c:place:isfahan:x", ":intake:p:place:atlantis", ":intake:g:place:x",
        ":intake:edit:nothing", ":intake:merge", ":intake:enough:needs", ":case:KH-1405-00001-1",
        ":case:nothing", ":case:KH", ":intake:contact", ":start:intake::made-up",
    ],
)  # fmt: skip
def test_made_up_buttons_do_no_harm(data: str, engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID[:4])
    assert sara.sends("دکمه", data)
    assert stored(engine) == []


def test_a_form_that_changes_in_the_middle_asks_again_what_it_no_longer_knows(
    engine: Engine, tmp_path: Path
) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID[:-1])
    changed = (
        (FRAMEWORKS / "intake.toml").read_text(encoding="utf-8").replace('id = "shoes"', 'id = "footwear"')
    )
    (tmp_path / "intake.toml").write_text(changed, encoding="utf-8")
    sara.talk = open_talk(engine, load_form(tmp_path / "intake.toml", load_intake().places))
    assert "در چه رشته‌ای" in sara.says("موافقم")
    assert texts.SUMMARY in sara.says("کفش")
    sara.says("موافقم")
    assert stored(engine)[0].request.answers == ANSWERS | {"sector": "footwear"}


def test_after_a_long_pause_the_person_is_asked_whether_to_go_on(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID[:5])
    sara.talk = open_talk(engine, clock=lambda: NOW + timedelta(days=3))
    assert sara.says("دوازده نفر") == dialogue_texts.go_on("ثبت درخواست")
    assert "چند نفر" in sara.presses("ادامهٔ")
    sara.says(*SAID[5:])
    assert stored(engine)[0].request.answers == ANSWERS


def test_a_shared_number_is_taken_where_it_was_asked_for_only(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    assert sara.sends("+989121234567", ":intake:contact") == texts.CONTACT_NOT_NEEDED
    sara.says(*SAID[:9])
    assert "نام و نام خانوادگی" in sara.sends("+989121234567", ":intake:contact")
    sara.says("سارا احمدی")
    assert sara.reply is not None and sara.reply.asks_contact
    assert texts.SUMMARY in sara.sends("989121234567", ":intake:contact")


def test_in_a_group_no_request_is_taken(engine: Engine) -> None:
    sara = Applicant(open_talk(engine), "-100:17", "telegram")
    for words in (
        "ثبت درخواست",
        "/intake",
        "وضعیت درخواستم",
        "وضعیت KH-1405-00001-1",
        "وضعیت KH-1405-00001-2",
    ):
        assert sara.says(words) == dialogue_texts.IN_PRIVATE_ONLY
    assert sara.sends("آغاز", ":start:intake") == dialogue_texts.IN_PRIVATE_ONLY


def test_the_last_self_assessment_goes_with_the_request(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    for name in ("r1", "r2"):
        with SqlSessions(engine).open(sara.key) as session:
            session.keep_assessment(AssessmentRecord(name, "firm", "1", NOW, {}, {}, {}))
            session.record(Turn(sara.key, name, "خودارزیابی", NOW), Reply(Outcome.NOTICE, ()), 1.0)
    sara.sends("فرستادن برای کارشناس", ":start:intake::r1")
    assert texts.WITH_ASSESSMENT in sara.says(*SAID[1:-1])
    sara.says("موافقم", "ثبت درخواست", "عامل توسعه هستم", "خوشهٔ چرم", *SAID[3:5], "نه", "آموزش", "رد کن")
    sara.says("سارا احمدی", "09121234567", "موافقم")
    assert [case.request.assessment for case in stored(engine)] == ["r1", "r2"]


def test_the_result_of_somebody_else_is_not_attached(engine: Engine) -> None:
    sara, reza = Applicant(open_talk(engine)), Applicant(open_talk(engine), "reza")
    with SqlSessions(engine).open(reza.key) as session:
        session.keep_assessment(AssessmentRecord("r1", "firm", "1", NOW, {}, {}, {}))
        session.record(Turn(reza.key, "r", "خودارزیابی", NOW), Reply(Outcome.NOTICE, ()), 1.0)
    sara.sends("فرستادن برای کارشناس", ":start:intake::r1")
    sara.says(*SAID[1:])
    assert stored(engine)[0].request.assessment is None


# sent once


def test_the_same_firm_on_the_same_day_is_offered_to_be_merged(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    code = code_in(sara.says(*SAID))
    offer = sara.says(*SAID[:2], "شركت كفش نگین"[5:], *SAID[3:7], "آموزش", *SAID[8:])
    assert code in offer
    assert code in sara.presses(texts.MERGE)
    (case,) = stored(engine)
    assert case.request.needs == ("finance", "export", "training")


def test_it_may_be_a_new_request_all_the_same(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID, *SAID)
    assert "00002" in sara.says("نه، تازه است")
    assert len(stored(engine)) == 2


@pytest.mark.parametrize("other", ["firm", "person", "day", "closed"])
def test_other_requests_are_not_offered_to_be_merged(other: str, engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID)
    said = list(SAID)
    match other:
        case "firm":
            said[2] = "کفش پا"
        case "person":
            sara = Applicant(open_talk(engine), "reza")
        case "day":
            sara.talk = open_talk(engine, clock=lambda: NOW + timedelta(hours=25))
        case "closed":
            with desk(engine).change() as change:
                change.set_status(1, Status.DONE, EXPERT)
    assert "00002" in sara.says(*said)


def test_a_turn_that_comes_again_creates_nothing_twice(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    receipt = sara.says(*SAID)
    assert sara.again() == receipt
    assert sara.sends("موافقم", ":intake:send") == dialogue_texts.FLOW_DONE_WITH
    assert len(stored(engine)) == 1


def test_a_crash_at_any_statement_loses_nothing_confirmed_and_creates_nothing_twice(engine: Engine) -> None:
    """Each turn fails at its first, second, … statement until it goes through; then it comes once more."""
    sara = Applicant(open_talk(engine))
    left = [-1]

    class PowerCut(Exception):
        pass

    def cut(*_: Any) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise PowerCut

    event.listen(engine, "before_cursor_execute", cut)
    crashes = 0
    for text in SAID:
        turn = Turn(sara.key, f"crash-{crashes}", text, NOW)
        for statement in range(1, 200):
            left[0] = statement
            try:
                first = open_talk(engine).handle(turn)
                break
            except PowerCut:
                crashes += 1
                left[0] = -1
        left[0] = -1
        assert open_talk(engine).handle(turn) == first
    assert crashes > 2 * len(SAID)
    (case,) = stored(engine)
    assert (case.request.answers, case.request.personal) == (ANSWERS, PERSONAL)
    assert case.code.startswith("KH-1405-00001-")
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(case_events)).scalar() == 1


# followed


def test_the_code_works_in_the_talk_however_it_is_typed(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    code = code_in(sara.says(*SAID))
    with desk(engine).change() as change:
        change.refer(1, "صندوق ضمانت صادرات", EXPERT, "نامه‌اش را فرستادیم")
    sara.says("سلام")  # the news is told with this
    bare = code.replace("-", "").lower()
    for words in (f"وضعیت {code}", bare, f"وضعیت {bare} چی شد؟", "وضعیت درخواستم", "/status"):
        heard = sara.says(words)
        assert "«ارجاع‌شده»" in heard
        assert "صندوق ضمانت صادرات" in heard
        assert "۱ آذر ۱۴۰۵" in heard
        assert "نامه‌اش را فرستادیم" in heard


def test_the_bare_word_is_about_ones_own_case_where_one_has_one(engine: Engine) -> None:
    sara, reza = Applicant(open_talk(engine)), Applicant(open_talk(engine), "reza")
    sara.says(*SAID)
    assert "«جدید»" in sara.says("وضعیت")
    assert "«جدید»" in sara.says("درخواست من چی شد؟")
    assert "«جدید»" not in reza.says("وضعیت")


@pytest.mark.parametrize("words", ["هیچی", "چیزی ندارم", "توضیحی نیست", "نه", "همین"])
def test_who_has_nothing_to_add_goes_on(engine: Engine, words: str) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID[:8])
    assert "نام و نام خانوادگی" in sara.says("چالش‌ها چیست؟", words)


def test_the_end_comes_no_further_off_while_one_answers(engine: Engine) -> None:
    sara, totals = Applicant(open_talk(engine)), []
    for text in SAID[:11]:
        if found := re.search("پرسش ([۰-۹]+) از ([۰-۹]+)", sara.says(text)):
            totals.append((int(found[1]), int(found[2])))
    assert [total for _, total in totals] == sorted((total for _, total in totals), reverse=True)
    assert all(before < after for (before, _), (after, _) in pairwise(totals))
    assert totals[-1] == (10, 10)


def test_an_answer_may_be_corrected_before_the_summary(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID[:6])
    assert "در کدام استان و شهر" in sara.says("اصلاح شهر")
    assert "در خوشه‌ای هستید" in sara.says("یزد، میبد")
    sara.says(*SAID[6:])
    (case,) = stored(engine)
    assert case.request.answers["place"] == {"province": "yazd", "city": "میبد"}


def test_a_free_text_that_speaks_of_changing_something_is_no_correction(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID[:8])
    assert "نام و نام خانوادگی" in sara.says("برای تغییر محل کارگاه وام می‌خواهیم")


def test_a_first_name_is_completed_where_the_number_is_asked_for(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID[:9], "سارا")
    heard = sara.says("سارا احمدی")
    assert "سارا احمدی" in heard and "شمارهٔ همراهتان" in heard
    sara.says(*SAID[10:])
    assert stored(engine)[0].request.personal == PERSONAL


def test_who_agrees_where_an_answer_could_be_changed_sends_the_request(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID[:-1])
    assert sara.says("نه") == texts.WHICH_EDIT
    assert code_in(sara.says("موافقم")) == stored(engine)[0].code


def test_a_wrong_digit_is_said_and_a_foreign_code_tells_nothing(engine: Engine) -> None:
    sara, reza = Applicant(open_talk(engine)), Applicant(open_talk(engine), "reza")
    code = code_in(sara.says(*SAID))
    wrong = f"{code[:-1]}{(int(code[-1]) + 1) % 10}"
    assert sara.says(f"وضعیت {wrong}") == texts.CODE_WRONG
    heard = reza.says(f"وضعیت {code}")
    assert reza.labels == [texts.CLAIM_BUTTON]
    assert heard == texts.CODE_UNKNOWN.format(code=code)
    assert reza.says("وضعیت درخواستم") == texts.NO_CASES
    assert reza.presses(texts.CLAIM_BUTTON) == texts.CLAIM_HOW
    reza.says("وضعیت درخواستم")
    assert reza.presses("ثبت درخواست").startswith(texts.INTRO)


def test_several_requests_are_listed(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID, *SAID, "تازه است")
    assert sara.says("درخواست‌های من").count("KH-1405-") == 2
    assert "«جدید»" in sara.presses("KH-1405-00001")


def test_news_is_told_once_with_the_next_turn_or_visit(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID)
    with desk(engine).change() as change:
        change.set_status(1, Status.REVIEW, EXPERT)
    assert "در حال بررسی" in sara.says("خوشه چیست؟")
    assert "در حال بررسی" in sara.again()  # the same turn, the same reply
    assert "در حال بررسی" not in sara.says("خوشه چیست؟")
    with desk(engine).change() as change:
        change.set_status(1, Status.DONE, EXPERT)
    news = sara.talk.visit(sara.key)
    assert news is not None
    assert "سرانجام" in news.plain()
    assert sara.talk.visit(sara.key) is None
    assert "سرانجام" not in sara.says("خوشه چیست؟")


# data protection


def everything(engine: Engine) -> str:
    """All that is in the database, as it is stored."""
    with engine.connect() as connection:
        return "\n".join(
            str(row)
            for table in metadata.sorted_tables
            for row in connection.exec_driver_sql(f"SELECT * FROM {table.name}")
        )


def test_with_a_key_names_and_numbers_are_nowhere_readable(database: Engine) -> None:
    vault = Vault([Fernet.generate_key().decode()])
    sara = Applicant(open_talk(database, vault=vault))
    for text in SAID:
        sara.says(text)
        for personal in ("احمدی", "9121234567", "۹۱۲۱۲۳۴۵۶۷", "۱۲۳ ۴۵ ۶۷"):
            assert personal not in everything(database)
    assert stored(database, vault)[0].request.personal == PERSONAL
    export = str(SqlSessions(database, vault=vault).export(sara.key))
    assert export.count("احمدی") > 2  # the talk and the case
    assert [turn.text for turn in SqlSessions(database, vault=vault).exchanges(sara.key, 50)] == list(SAID)


def test_keys_are_rotated_without_losing_anything(database: Engine) -> None:
    old, new = (Fernet.generate_key().decode() for _ in range(2))
    sara = Applicant(open_talk(database, vault=Vault([old])))
    sara.says(*SAID, *SAID[:4])  # a case, and a talk in the middle
    both = Vault([new, old])
    assert seal_anew(database, both) > len(SAID)
    with pytest.raises(KeyMissing):
        open_newest(database, Vault([old]))
    sara.talk = open_talk(database, vault=Vault([new]))
    assert "«جدید»" in sara.says("وضعیت درخواستم")
    sara.says(*SAID[4:-1])
    assert texts.SUMMARY in sara.heard
    page = desk(database, Vault([new])).page(CaseFilter(words="09121234567"), 5)
    assert len(page.cases) == 1


def test_what_was_stored_without_a_key_is_sealed_by_rotating(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID)
    assert "احمدی" in everything(engine)
    vault = Vault([Fernet.generate_key().decode()])
    seal_anew(engine, vault)
    assert "احمدی" not in everything(engine)
    assert stored(engine, vault)[0].request.personal == PERSONAL


@pytest.mark.parametrize("name", ["fernet:gAAAA", "plain:علی", "fernet:"])
def test_a_name_that_looks_sealed_is_a_name(name: str, engine: Engine) -> None:
    for vault in (Vault(), Vault([Fernet.generate_key().decode()])):
        sara = Applicant(open_talk(engine, vault=vault), f"p{id(vault)}")
        sara.says(*SAID[:9], f"{name} احمدی", *SAID[10:])
        case = desk(engine, vault).page(CaseFilter(), 1).cases[0]
        found = desk(engine, vault).find(case.id, personal=True)
        assert found is not None
        assert found.request.personal["name"] == f"{name} احمدی"
        assert f"{name} احمدی" in [e.text for e in SqlSessions(engine, vault=vault).exchanges(sara.key, 50)]


def test_pruning_erases_old_talks_and_the_persons_of_closed_cases(database: Engine) -> None:
    sara, reza, mina = (Applicant(open_talk(database), name) for name in ("sara", "reza", "mina"))
    sara.says(*SAID)
    reza.says(*SAID)
    mina.talk = open_talk(database, clock=lambda: NOW + timedelta(days=400))
    mina.says(*SAID)
    with desk(database).change() as change:
        for case_id in (1, 3):
            change.set_status(case_id, Status.DONE, EXPERT, "آقای احمدی خشنود بود")
    with database.begin() as connection:  # what was said lately, and a case that was worked lately
        connection.execute(update(turns).where(turns.c.id > 2 * len(SAID)).values(sent_at=LATE))
        connection.execute(update(cases).where(cases.c.id == 3).values(updated_at=LATE))
        connection.execute(update(sessions).values(created_at=NOW))
    pruned = prune(database, NOW + timedelta(days=365), NOW + timedelta(days=730))
    assert pruned == Pruned(cases=1, turns=2 * len(SAID), people=2)
    kept = {case.id: (case.applicant, case.status) for case in stored(database)}
    assert kept[1] == (None, Status.DONE)
    assert kept[2] == (reza.key, Status.NEW)  # nobody has closed it: it is still owed an answer
    assert kept[3] == (mina.key, Status.DONE)
    events = desk(database).timeline(1)
    assert [event.actor for event in events][-1] == "system"
    assert not [event.text for event in events if event.text]
    assert prune(database, NOW + timedelta(days=365), NOW + timedelta(days=730)) == Pruned(0, 0, 0)


def test_forgetting_in_the_talk_erases_the_person_and_withdraws_the_case(engine: Engine) -> None:
    sara = Applicant(open_talk(engine))
    sara.says(*SAID, "فراموشم کن")
    sara.presses(dialogue_texts.FORGET_YES)
    (case,) = stored(engine)
    assert (case.status, case.applicant) == (Status.WITHDRAWN, None)
    held = everything(engine)
    for gone in ("احمدی", "9121234567", "نگین", "عراق", "نجف"):
        assert gone not in held
    assert sara.says("وضعیت درخواستم") == texts.NO_CASES

"""The guided talk: answers typed and pressed, the way back and forth, interruptions, and what comes of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.assessment import texts
from bot.assessment.reading import digest_of
from bot.assessment.result import from_record
from bot.dialogue import texts as dialogue_texts
from bot.dialogue.turn import FileKind, Outcome, Reply, Tone
from tests.assessing import SARA, Talk


def first_lines(reply: Reply, count: int = 1) -> list[str]:
    return reply.plain().splitlines()[:count]


def question_of(reply: Reply) -> str:
    """«سؤال ۵ از ۱۸ · …»."""
    return next(line for line in reply.plain().splitlines() if line.startswith("سؤال"))


def labels(reply: Reply) -> list[str]:
    return [choice.label for choice in reply.choices]


@pytest.mark.parametrize(
    "words", ["/assess", "خودارزیابی", "ارزیابی آمادگی", "خود‌ارزیابی", "khodarzyabi", "خودارزيابي"]
)
def test_it_is_begun_by_its_words(words: str) -> None:
    reply = Talk().say(words)
    assert labels(reply) == ["بنگاه من (۶ تا ۸ دقیقه)", "خوشهٔ ما (۱۰ تا ۱۲ دقیقه)", "لغو"]
    assert reply.outcome is Outcome.FLOW


def test_it_is_begun_by_the_button_that_every_channel_shows() -> None:
    talk = Talk()
    (offer,) = talk.conversation.offers
    assert offer.label == "خودارزیابی"
    assert labels(talk.say(offer.label, offer.data))[-1] == "لغو"


@pytest.mark.parametrize(
    ("said", "total"), [("بنگاه", "۱۸"), ("۱", "۱۸"), ("خوشه", "۲۴"), ("2", "۲۴"), ("خوشهٔ ما", "۲۴")]
)
def test_what_is_assessed_may_be_typed(said: str, total: str) -> None:
    talk = Talk()
    talk.say("خودارزیابی")
    assert question_of(talk.say(said)).startswith(f"سؤال ۱ از {total} · ")


def test_what_is_assessed_is_asked_again_after_nonsense() -> None:
    talk = Talk()
    talk.say("خودارزیابی")
    assert first_lines(talk.say("هندوانه")) == [texts.CHOOSE_AGAIN]


def test_a_question_shows_its_place_its_levels_and_all_buttons() -> None:
    talk = Talk()
    reply = talk.begin()
    lines = reply.plain().splitlines()
    at = lines.index("سؤال ۱ از ۱۸ · مکان و همسایه‌ها")
    assert lines[at + 1] == "\u200f●○○○○○○○○○"
    assert [line for line in lines if line.startswith("• ")] == [
        f"• {level}" for level in talk.instruments[0].dimensions[0].indicators[0].levels
    ]
    assert labels(reply) == [
        *("۱. اصلاً", "۲. کم", "۳. تا حدی", "۴. زیاد", "۵. کاملاً", "نمی‌دانم", "مربوط نیست"),
        *("بازگشت", "ردکردن", "ادامه بعداً"),
    ]
    assert all(len(choice.data.encode()) <= 64 for choice in reply.choices)


@pytest.mark.parametrize(
    ("typed", "level"),
    [
        *(("۳", 3), ("3", 3), ("٣", 3), ("سه", 3), ("گزینهٔ ۳", 3), ("۳ از ۵", 3), ("سوم", 3), ("پنج", 5)),
        *(("تا حدی", 3), ("تاحدی", 3), ("تا حدودی", 3), ("متوسط", 3), ("کاملا", 5), ("خیلی زیاد", 5)),
        *(("اصلا", 1), ("هیچی", 1), ("کم", 2), ("خیلی کم", 2), ("زیاد", 4)),
        *(("هرگز", 1), ("یک بار، و ادامه پیدا نکرد", 2), ("یه بار", None), ("گاهی", 3)),
        *(
            ("هر سال چند کار مشترک", 4),
            ("شبکه داریم", 5),
            ("همیشه", 5),
            ("هميشه؛ شبكه يا شركت مشترک داريم", 5),
        ),
        *(
            ("هر سال چند کار مشترک با چند بنگه", 4),
            ("نمی‌دانم", None),
            ("نمیدونم", None),
            ("مربوط نیست", None),
        ),
    ],
)
def test_typed_answers_are_understood(typed: str, level: int | None) -> None:
    talk = Talk()
    talk.begin()
    for _ in range(3):
        talk.say("۳")
    assert question_of(talk.reply).startswith("سؤال ۴")
    talk.say(typed)
    assert level is None or question_of(talk.reply).startswith("سؤال ۵")
    talk.answer_all()
    talk.finish()
    (record,) = talk.results
    assert record.answers["joint_action"] == (level or (3 if typed == "یه بار" else None))


@pytest.mark.parametrize("nonsense", ["۷", "۰", "لالالا", "هندوانهٔ شیرین", "asdf", "۳۳", "سه یا چهار"])
def test_nonsense_is_asked_again_with_an_example(nonsense: str) -> None:
    talk = Talk()
    before = question_of(talk.begin())
    reply = talk.say(nonsense)
    assert first_lines(reply) == [texts.NOT_UNDERSTOOD.format(word="تا حدی")]
    assert "«۳»" in first_lines(reply)[0]
    assert question_of(reply) == before
    assert not talk.results


def test_a_question_in_the_middle_is_answered_and_leads_back() -> None:
    talk = Talk()
    talk.begin()
    talk.say("۴")
    aside = talk.say("خوشه چیست؟")
    assert aside.outcome is Outcome.ANSWER
    assert aside.citations
    assert question_of(aside).startswith("سؤال ۲ از ۱۸")
    assert question_of(talk.say("۳")).startswith("سؤال ۳ از ۱۸")


@pytest.mark.parametrize("word", ["چرا؟", "چرا این را می‌پرسید؟", "منبع"])
def test_why_tells_what_the_question_rests_on_and_asks_it_again(word: str) -> None:
    talk = Talk()
    asked = talk.begin()
    reply = talk.say(word)
    assert first_lines(reply) == [texts.WHY_ASKED]
    assert {citation.quote for citation in reply.citations} >= {"خوشه را به‌سختی می‌توان ایجاد نمود."}
    assert question_of(reply) == question_of(asked)
    assert reply.choices == asked.choices


def test_back_goes_to_the_question_before_and_forth_to_the_first_open_one() -> None:
    talk = Talk()
    talk.begin()
    for answer in ("۴", "۳", "۲"):
        talk.say(answer)
    talk.press("بازگشت")
    assert question_of(talk.say("برگرد")).startswith("سؤال ۲")
    assert question_of(talk.say("۵")).startswith("سؤال ۴")
    talk.answer_all()
    talk.finish()
    assert (talk.results[0].answers["same_product"], talk.results[0].answers["trust"]) == (5, 2)


def test_back_from_the_first_question_leads_to_the_choice() -> None:
    talk = Talk()
    talk.begin()
    assert labels(talk.say("بازگشت"))[-1] == "لغو"
    assert question_of(talk.say("خوشه")).startswith("سؤال ۱ از ۲۴")


def test_what_is_skipped_stays_without_an_answer() -> None:
    talk = Talk()
    talk.begin()
    talk.say("ردکردن")  # the neighbours: what hangs on them is not asked either
    assert question_of(talk.reply).startswith("سؤال ۲ از ۱۷ · اعتماد")
    talk.answer_all()
    talk.finish()
    result = from_record(talk.results[0])
    assert {answer.words for answer in result.answers[:2]} == {"بی‌پاسخ", "پرسیده نشد"}
    assert result.dimensions[0].score is None


def test_a_condition_that_fails_leaves_its_question_out() -> None:
    talk = Talk()
    talk.begin()
    assert question_of(talk.say("۱")).startswith("سؤال ۲ از ۱۷ · اعتماد و همکاری")


def test_an_old_button_only_asks_again_what_is_asked_now() -> None:
    talk = Talk()
    first = talk.begin()
    talk.say("۴")
    assert question_of(talk.press("۱.", first)).startswith("سؤال ۲")
    talk.answer_all()
    talk.finish()
    assert talk.results[0].answers["neighbours"] == 4


@pytest.mark.parametrize(
    "data", [":assess:is:neighbours:9", ":assess:is:neighbours:skipped", ":assess:go:x", ":assess:"]
)
def test_a_forged_button_changes_nothing(data: str) -> None:
    talk = Talk()
    talk.begin()
    assert question_of(talk.say("۹", data)).startswith("سؤال ۱")


@pytest.mark.parametrize("pressed", [True, False])
def test_it_is_put_aside_and_goes_on_days_later_in_another_process(pressed: bool) -> None:
    talk = Talk()
    talk.begin()
    talk.say("۴")
    paused = talk.press("ادامه بعداً") if pressed else talk.say("بعداً")
    assert paused.plain() == dialogue_texts.paused("خودارزیابی")
    talk.now += timedelta(days=9)
    talk.restart()
    assert talk.say("خوشه چیست؟").outcome is Outcome.ANSWER
    assert question_of(talk.say("ادامه")).startswith("سؤال ۲ از ۱۸")
    talk.answer_all()
    talk.finish()
    assert talk.results[0].answers["neighbours"] == 4


def test_who_only_asks_for_long_can_still_go_on() -> None:
    talk = Talk()
    talk.begin()
    talk.say("۴")
    asks_on = [talk.say("خوشه چیست؟").blocks[-1].asks for _ in range(9)]
    assert asks_on[0]
    assert not asks_on[-1]
    again = talk.say("/assess")
    assert first_lines(again) == [dialogue_texts.go_on("خودارزیابی")]
    assert question_of(talk.press("ادامه")).startswith("سؤال ۲")


def test_who_is_in_the_middle_finishes_on_the_old_questions_when_the_file_changes() -> None:
    talk = Talk()
    talk.begin()
    talk.say("۴")
    firm, cluster = talk.instruments
    shorter = replace(firm, version="2", dimensions=firm.dimensions[:3])
    talk.restart((replace(shorter, digest=digest_of(shorter)), cluster))
    assert question_of(talk.say("۴")).startswith("سؤال ۳ از ۱۸")
    talk.answer_all()
    talk.finish()
    assert (talk.results[0].version, len(talk.results[0].answers)) == ("1", 18)
    talk.press("دوباره")
    assert question_of(talk.reply).startswith("سؤال ۱ از ۸")


def test_where_the_old_questions_are_lost_it_begins_again() -> None:
    talk = Talk()
    talk.begin()
    firm, cluster = talk.instruments
    talk.archive.kept.clear()  # type: ignore[attr-defined]
    talk.restart((replace(firm, digest="other"), cluster))
    assert labels(talk.say("۴"))[0].startswith("بنگاه من")


def test_the_review_shows_all_answers_and_lets_each_be_changed() -> None:
    talk = Talk()
    talk.begin()
    review = talk.answer_all("۴", "۵", "نمی‌دانم")
    lines = review.plain().splitlines()
    assert lines[:2] == [texts.REVIEW, "مکان و همسایه‌ها:"]
    assert "۱. ده‌ها واحد در همین منطقه" in lines
    assert "۳. نمی‌دانم" in lines
    assert "۱۸. حساب‌ها در نرم‌افزار است، برنامهٔ نوشته نداریم" in lines
    # by its number
    assert question_of(talk.say("سؤال ۳")).startswith("سؤال ۳")
    assert "۳. در کارهای کوچک و کم‌خطر به هم اعتماد می‌کنیم" in talk.say("۳").plain()
    # by its part
    talk.press("تغییر «اعتماد")
    assert first_lines(talk.reply) == [texts.WHICH_ONE]
    talk.press("سؤال ۵")
    assert "۵. همیشه؛ برای یادگیری از هم برنامهٔ ثابت داریم" in talk.press("۵.").plain()
    # and back without a change
    talk.press("تغییر «مکان")
    assert first_lines(talk.press("بازگشت به پاسخ‌ها")) == [texts.REVIEW]
    talk.say("۱")
    assert first_lines(talk.say("بازگشت")) == [texts.REVIEW]
    talk.finish()
    answers = talk.results[0].answers
    assert (answers["neighbours"], answers["trust"], answers["sharing"]) == (4, 3, 5)


def test_passing_over_an_answered_question_keeps_its_answer() -> None:
    talk = Talk()
    talk.begin()
    talk.answer_all("۴")
    talk.say("سؤال ۱")
    assert "۱. ده‌ها واحد در همین منطقه" in talk.say("رد کن").plain()


def test_a_change_that_opens_a_question_has_it_asked() -> None:
    talk = Talk()
    talk.begin()
    talk.answer_all("۱")
    talk.say("سؤال ۱")
    assert question_of(talk.say("۴")).startswith("سؤال ۲ از ۱۸ · مکان")
    assert first_lines(talk.say("۵")) == [texts.REVIEW]


@pytest.mark.parametrize("nonsense", ["۹۹", "لالا"])
def test_nonsense_in_the_review_is_asked_again(nonsense: str) -> None:
    talk = Talk()
    talk.begin()
    talk.answer_all()
    assert first_lines(talk.say(nonsense)) == [texts.REVIEW_AGAIN]


def test_nothing_answered_is_no_result() -> None:
    talk = Talk()
    talk.begin()
    talk.answer_all(*["رد کن"] * 18)
    assert first_lines(talk.say("پایان")) == [texts.NOTHING_ANSWERED]
    assert not talk.results


def test_place_and_trade_are_asked_once() -> None:
    talk = Talk()
    talk.begin()
    talk.answer_all()
    assert first_lines(talk.say("پایان")) == [texts.PROVINCE]
    assert first_lines(talk.say("هندوانه")) == [texts.PROVINCE_AGAIN]
    assert first_lines(talk.say("استان اصفهن")) == [texts.SECTOR]
    assert first_lines(talk.say("هندوانه")) == [texts.SECTOR_AGAIN]
    talk.press("چرم و کفش")
    talk.press("دوباره")
    talk.answer_all("۵")
    talk.say("پایان")
    assert [(each.province, each.sector) for each in talk.results] == [("اصفهان", "چرم و کفش")] * 2


@pytest.mark.parametrize(
    ("typed", "sector"), [("کفش", "چرم و کفش"), ("نساجی", "نساجی و پوشاک"), ("۴", "مبل و چوب")]
)
def test_a_trade_may_be_typed(typed: str, sector: str) -> None:
    talk = Talk()
    talk.begin()
    talk.answer_all()
    for said in ("پایان", "رد کن", typed):
        talk.say(said)
    assert (talk.results[0].province, talk.results[0].sector) == (None, sector)


def test_the_result_tells_band_parts_and_a_plan_with_a_source_for_every_line() -> None:
    talk = Talk()
    talk.begin()
    talk.answer_all("۵", "۵", "۲", "۱", "۲")
    reply = talk.finish()
    text = reply.plain()
    assert reply.outcome is Outcome.RESULT
    assert first_lines(reply)[0].startswith("آمادگی بنگاه برای خوشه: ")
    assert "قوی‌ترین بخش: مکان و همسایه‌ها (۱۰۰). ضعیف‌ترین بخش: اعتماد و همکاری (۱۶)." in text
    (plan,) = [block for block in reply.blocks if block.kind == "steps"]
    assert len(plan.lines) == 5
    for line in plan.lines:
        assert line.citation is not None
        words = line.text.partition(" — مرحلهٔ ")[0].rpartition(": ")[2]
        assert words in reply.citations[line.citation].quote
    assert labels(reply) == ["گزارش کامل", "تصویر نتیجه", "دوباره"]


def test_a_gate_is_told_with_the_question_the_answer_and_the_documents_sentence() -> None:
    talk = Talk()
    talk.begin()
    talk.answer_all("۲", "۴", *["۵"] * 16)
    reply = talk.finish()
    assert "«آغازین»" in first_lines(reply)[0]
    lines = [line for block in reply.blocks for line in block.lines]
    (said,) = [line for line in lines if line.text == "«خوشه را به‌سختی می‌توان ایجاد نمود.»"]
    assert said.citation is not None
    assert reply.citations[said.citation].locator == "بخش ۲.۴: شرایط پیدایش و توسعه خوشه"
    assert "«دو سه واحد، دور از هم»" in reply.plain()


def test_too_few_answers_are_said_to_be_too_few() -> None:
    talk = Talk()
    talk.begin()
    talk.answer_all("۴", "۴", *["نمی‌دانم"] * 16)
    reply = talk.finish()
    assert first_lines(reply, 2)[0] == texts.NO_BAND.format(title="آمادگی بنگاه برای خوشه")
    assert "۶۰٪" in reply.plain()
    assert talk.results[0].scores["location"] == 75.0


def test_a_second_run_is_compared_with_the_first_by_dimension() -> None:
    talk = Talk()
    talk.begin()
    talk.answer_all()
    talk.finish()
    talk.now += timedelta(days=92)
    talk.say("/assess")
    talk.say("بنگاه")
    talk.answer_all("۴", "۴", "۴", "۴", "۴", "۲")
    reply = talk.finish()
    assert "مقایسه با قبل" in labels(reply)
    compared = talk.press("مقایسه").plain().splitlines()
    assert "مکان و همسایه‌ها: \u2066+۲۵\u2069 نسبت به ۳ ماه پیش (۵۰ ← ۷۵)" in compared
    assert any(line.startswith("زنجیرهٔ تأمین و مواد اولیه: \u2066−۱۱\u2069") for line in compared)
    assert "بازار، برند و صادرات: بی‌تغییر نسبت به ۳ ماه پیش (۵۰)" in compared


def test_results_of_the_other_instrument_are_not_compared() -> None:
    talk = Talk()
    talk.begin()
    talk.answer_all()
    talk.finish()
    talk.begin("خوشه")
    talk.answer_all()
    talk.finish()
    assert talk.say("مقایسه با قبل").plain().startswith("از «آمادگی خوشه برای پروژهٔ توسعه»")


def test_picture_report_and_the_result_again_are_there_for_old_results_too() -> None:
    talk = Talk()
    talk.begin()
    talk.answer_all()
    first = talk.finish()
    talk.say("خوشه چیست؟")
    talk.restart()
    picture = talk.press("تصویر", first)
    (attached,) = picture.attachments
    assert (attached.kind, attached.about) == (FileKind.ASSESSMENT_PICTURE, talk.results[0].id)
    assert "مکان و همسایه‌ها: ۵۰" in attached.text
    (attached,) = talk.press("گزارش", first).attachments
    assert (attached.kind, attached.about) == (FileKind.ASSESSMENT_REPORT, talk.results[0].id)
    assert talk.say("نتیجهٔ من").blocks == first.blocks


def test_without_a_result_there_is_nothing_to_show() -> None:
    talk = Talk()
    for word in ("/result", "گزارش کامل", "تصویر نتیجه", "مقایسه با قبل"):
        assert talk.say(word).plain() == texts.NO_RESULT
        assert labels(talk.press(texts.BEGIN))[-1] == "لغو"
        talk.say("لغو")
    assert talk.say("گزارش", ":result:report:none").plain() == texts.GONE


def test_cancel_ends_it_and_keeps_nothing() -> None:
    talk = Talk()
    talk.begin()
    talk.say("۴")
    assert talk.say("/cancel").plain() == dialogue_texts.FLOW_CANCELLED
    with talk.sessions.open(SARA) as session:
        assert (session.flow, list(session.assessments(9))) == (None, [])


def test_typed_words_are_shown_back_and_a_number_is_not() -> None:
    talk = Talk()
    talk.begin()
    assert first_lines(talk.say("خیلی کم")) == ["✓ دو سه واحد، دور از هم"]
    assert first_lines(talk.say("۳"))[0].startswith("سؤال ۳")


def test_who_goes_back_sees_what_was_answered() -> None:
    talk = Talk()
    talk.begin()
    talk.say("۲")
    talk.say("ردکردن")
    assert "پاسخ شما تا اینجا" not in talk.say("بازگشت").plain()
    assert texts.GIVEN.format(answer="دو سه واحد، دور از هم") in talk.say("بازگشت").plain()


@pytest.mark.parametrize("words", ["اشتباه زدم", "سوال قبل", "برگردیم عقب", "می‌خوام عوض کنم"])
def test_a_slip_leads_to_the_question_before(words: str) -> None:
    talk = Talk()
    talk.begin()
    talk.say("۲")
    assert question_of(talk.say(words)).startswith("سؤال ۱ ")


@pytest.mark.parametrize("words", ["تمومش کن", "نتیجه رو بده", "تمامش کن"])
def test_who_wants_to_be_done_keeps_the_answers(words: str) -> None:
    talk = Talk()
    talk.begin()
    talk.say("۲")
    reply = talk.say(words)
    assert texts.FINISH in labels(reply) and "۱. دو سه واحد، دور از هم" in reply.plain()


@pytest.mark.parametrize(
    "words",
    [
        "چرا",
        "چرا اینو می‌پرسی؟",
        "برا چی میپرسی",
        "واسه چی اینا رو می‌خواید؟",
        "یعنی چی",
        "منظورت چیه؟",
        "نفهمیدم",
    ],
)
def test_who_wonders_about_a_question_is_told_what_it_rests_on(words: str) -> None:
    talk = Talk()
    question = question_of(talk.begin())
    reply = talk.say(words)
    assert first_lines(reply) == [texts.WHY_ASKED] and reply.citations
    assert question_of(reply) == question


def test_the_question_stands_out_from_what_is_around_it() -> None:
    tones = {line.text: line.tone for block in Talk().begin().blocks for line in block.lines}
    asked = [text for text, tone in tones.items() if tone is Tone.STRONG]
    assert asked == ["در شهر یا منطقهٔ شما چند کارگاه و شرکت دیگر هم‌کار شما هستند؟"]


def test_an_early_review_shows_what_is_answered_and_leads_on_to_the_rest() -> None:
    talk = Talk()
    talk.begin()
    talk.say("۲")
    review = talk.say("تمام")
    assert labels(review)[:2] == [texts.MORE_QUESTIONS.format(count="۱۷"), texts.FINISH]
    assert "بی‌پاسخ" not in review.plain()
    assert question_of(talk.press("ادامهٔ پرسش‌ها")).startswith("سؤال ۲ ")


def test_too_few_answers_are_no_result_while_questions_are_left() -> None:
    talk = Talk()
    talk.begin()
    talk.say("۲")
    talk.say("تمام")
    assert first_lines(talk.press(texts.FINISH)) == [texts.TOO_FEW]
    assert not talk.results


def test_who_answers_most_may_end_without_the_rest() -> None:
    talk = Talk()
    talk.begin()
    for _ in range(16):
        talk.say("۳")
    talk.say("تمام")
    assert first_lines(talk.press(texts.FINISH)) == [texts.PROVINCE]

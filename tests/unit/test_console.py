"""The terminal: what a reply looks like and how a choice is made."""

import json
from dataclasses import replace
from pathlib import Path

from bot.console import as_json, as_text, ask_once, chat
from bot.dialogue import texts
from bot.dialogue.conversation import Conversation
from bot.dialogue.turn import Block, BlockKind, Language, Line, Outcome, Reply
from bot.store.memory import MemorySessions
from tests.fakes import PICTURE, QUOTE, REPORT, FakeAnswers, FakeFiles, abstention, answer


def said(lines: list[str], answers: FakeAnswers, folder: Path = Path("nowhere")) -> list[str]:
    shown: list[str] = []
    files = dict.fromkeys(FakeFiles.FILES, FakeFiles("me"))
    chat(Conversation(MemorySessions(), answers, attachments=files), "me", lines, shown.append, folder)
    return shown


def test_an_answer_shows_its_blocks_marks_and_sources() -> None:
    assert as_text(answer()) == (
        "خوشه یعنی بنگاه‌های نزدیک به هم. [۱]\n\n"
        "• کاهش هزینه [۱]\n• نوآوری [۲]\n\n"
        "۱. مطالعه شناختی [۲]\n۲. اعتمادآفرینی\n۳. برنامه عمل\n\n"
        "منابع:\n"
        f"[۱] برنامهٔ خوشه‌ها، بخش ۲: تعریف، اسلاید ۴\n    «{QUOTE}»\n"
        "[۲] خوشه‌های صنعتی، بخش ۱.۲: مزایا\n    «نوآوری از مزایای خوشه است.»\n"
    )


def test_the_heading_of_the_sources_is_in_the_language_of_the_reply() -> None:
    shown = as_text(replace(answer(), language=Language.ENGLISH))
    assert "\nSources:\n[۱] برنامهٔ خوشه‌ها" in shown


def test_steps_go_on_from_the_number_they_start_with() -> None:
    blocks = (
        Block(BlockKind.STEPS, (Line("یک"),)),
        Block(BlockKind.BULLETS, (Line("میان"),)),
        Block(BlockKind.STEPS, (Line("دو"),), 2),
    )
    assert as_text(Reply(Outcome.ANSWER, blocks)) == "۱. یک\n\n• میان\n\n۲. دو\n"


def test_a_refusal_numbers_its_choices() -> None:
    assert as_text(abstention()).endswith("(۱) مزایای خوشه چیست؟\n(۲) خوشه چیست؟\n")


def test_json_has_the_whole_reply() -> None:
    shape = json.loads(as_json(answer()))
    assert shape["refused"] is False
    assert shape["text"] == answer().plain()
    assert shape["citations"][0]["quote"] == QUOTE
    assert [block["kind"] for block in shape["blocks"]] == ["paragraph", "bullets", "steps"]
    assert json.loads(as_json(abstention()))["refused"] is True


def test_a_number_presses_that_choice_of_the_last_reply() -> None:
    answers = FakeAnswers(lambda question: abstention())
    said(["هوا چطور است؟", "۲", " (1) "], answers)
    assert [question for question, _ in answers.asked] == [
        "هوا چطور است؟",
        "خوشه چیست؟",
        "مزایای خوشه چیست؟",
    ]


def test_a_number_that_is_no_choice_is_a_message() -> None:
    answers = FakeAnswers(lambda question: answer() if question == "سلام" else abstention())
    said(["۱", "3", "0", "سلام", "1"], answers)
    assert [question for question, _ in answers.asked] == ["۱", "3", "0", "سلام", "1"]


def test_a_chat_remembers_what_was_said() -> None:
    answers = FakeAnswers()
    assert len(said(["یک", "دو"], answers)) == 2
    assert answers.asked[1] == ("دو", ("یک",))


def test_a_typed_thumb_rates_and_the_reason_is_chosen_by_number() -> None:
    shown = said(["خوشه چیست؟", "👎", "2", "/bad", "/good"], FakeAnswers())
    assert "(۲) ناقص بود" in shown[1]
    assert [text.strip() for text in shown[2:]] == [texts.WHY_KEPT, texts.RATED_BEFORE, texts.RATED]


def test_files_are_written_beside_and_overwrite_nothing(tmp_path: Path) -> None:
    reply = replace(answer(), attachments=(PICTURE, replace(REPORT, about="gone"), REPORT))
    (tmp_path / "assessment.pdf").write_bytes(b"older")
    shown = said(["خوشه چیست؟"], FakeAnswers(lambda question: reply), tmp_path)
    assert shown[1:] == [
        PICTURE.text,
        f"{texts.SAVED_AT} \u2066{tmp_path / 'assessment.png'}\u2069",
        texts.NO_FILE,
        f"{texts.SAVED_AT} \u2066{tmp_path / 'assessment-2.pdf'}\u2069",
    ]
    assert (tmp_path / "assessment.png").read_bytes() == FakeFiles.FILES[PICTURE.kind].content
    assert (tmp_path / "assessment-2.pdf").read_bytes() == FakeFiles.FILES[REPORT.kind].content
    assert (tmp_path / "assessment.pdf").read_bytes() == b"older"


def test_where_a_file_is_written_is_told_in_the_language_of_the_reply(tmp_path: Path) -> None:
    reply = replace(answer(), attachments=(REPORT,))
    shown = said(["/lang", "2", "خوشه چیست؟"], FakeAnswers(lambda question: reply), tmp_path)
    assert shown[-1] == f"The file is here: \u2066{tmp_path / 'assessment.pdf'}\u2069"


def test_my_data_is_written_as_json(tmp_path: Path) -> None:
    said(["خوشه چیست؟", "داده‌های من"], FakeAnswers(), tmp_path)
    held = json.loads((tmp_path / texts.MY_DATA_FILE).read_text(encoding="utf-8"))
    assert "خوشه چیست؟" in str(held["sessions"])


def test_forgetting_is_confirmed_by_number(tmp_path: Path) -> None:
    shown = said(["خوشه چیست؟", "/forget", "1", "/mydata"], FakeAnswers(), tmp_path)
    assert shown[2].strip() == texts.FORGOTTEN
    assert "خوشه چیست؟" not in (tmp_path / texts.MY_DATA_FILE).read_text(encoding="utf-8")


def test_one_question_sees_the_history_it_is_given() -> None:
    answers = FakeAnswers()
    reply: Reply = ask_once(Conversation(MemorySessions(["یک", "دو"]), answers), "سه", "me")
    assert reply == answer()
    assert answers.asked == [("سه", ("یک", "دو"))]

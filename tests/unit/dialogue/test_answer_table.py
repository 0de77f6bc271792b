from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.dialogue import texts
from bot.dialogue.answer_table import FEWEST, TABLE, AnswerTables, spreadsheet, table_choices, without_table
from bot.dialogue.conversation import Conversation
from bot.dialogue.turn import (
    Attachment,
    Block,
    BlockKind,
    FileKind,
    Line,
    Outcome,
    Reply,
    SessionKey,
    Turn,
    paragraph,
)
from bot.store.memory import MemorySessions
from knowledge.document import Citation

CITATION = Citation("deck.md", "برنامه", "بخش ۵: پیشنهادها", "متن")


def listed(*lines: str) -> Reply:
    lead = paragraph("پیشنهادها:", 0)
    items = Block(BlockKind.BULLETS, tuple(Line(line, 0) for line in lines))
    return Reply(Outcome.ANSWER, (lead, items), (CITATION,))


LONG = listed("مشوق صادراتی داده شود", "=1+1", "دانشگاه‌ها همراه شوند", *["صندوق مالی ساخته شود"] * 4)


KEY = SessionKey("web", "p1")


def turn(text: str, turn_id: str, choice: str | None = None) -> Turn:
    return Turn(KEY, turn_id, text, datetime.now(UTC), choice)


class OneAnswer:
    def answer(self, question: str, history: Sequence[str] = ()) -> Reply:
        return LONG


def test_each_line_stands_with_its_place_theme_and_body() -> None:
    sheet = load_workbook(BytesIO(spreadsheet(LONG))).active
    assert sheet is not None and sheet.sheet_view.rightToLeft
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == texts.TABLE_COLUMNS
    assert [row[1] for row in rows[1:]] == [line.text for line in LONG.blocks[1].lines]
    assert rows[1][2:5] == ("برنامه", "بخش ۵: پیشنهادها", "صادرات")
    assert rows[3][5] == "دانشگاه‌ها"


def test_a_line_that_only_perhaps_belongs_is_told_from_the_answer() -> None:
    further = (paragraph(texts.BESIDES), Block(BlockKind.BULLETS, (Line("آموزش داده شود", 0),)))
    reply = replace(LONG, blocks=(*LONG.blocks, *(replace(block, beside=True) for block in further)))
    sheet = load_workbook(BytesIO(spreadsheet(reply))).active
    assert sheet is not None
    places = [row[-1] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert places == [texts.TABLE_PLACES[False]] * len(LONG.blocks[1].lines) + [texts.TABLE_PLACES[True]]


def test_a_line_that_looks_like_a_formula_stays_text() -> None:
    sheet = load_workbook(BytesIO(spreadsheet(LONG))).active
    assert sheet is not None
    assert sheet["B3"].value == "=1+1" and sheet["B3"].data_type == "s"


@pytest.mark.parametrize(
    "reply",
    [
        listed(*["یک"] * (FEWEST - 1)),
        Reply(Outcome.ABSTENTION, LONG.blocks),
    ],
)
def test_short_answers_and_refusals_offer_no_table(reply: Reply) -> None:
    assert table_choices(LONG, "t1") and not table_choices(reply, "t1")


@pytest.mark.parametrize(("text", "choice"), [("جدولش کن", None), (texts.TABLE_BUTTON, f"{TABLE}web:1.a")])
def test_the_table_of_an_answer_is_given_by_its_button_and_by_words(text: str, choice: str | None) -> None:
    conversation = Conversation(MemorySessions(), OneAnswer())
    offered = conversation.handle(turn("همهٔ پیشنهادها", "web:1.a"))
    assert offered.choices[-1].data == f"{TABLE}web:1.a"
    (file,) = conversation.handle(turn(text, "web:2", choice=choice)).attachments
    assert file.kind is FileKind.ANSWER_TABLE
    opened = conversation.open(KEY, file)
    assert opened is not None
    assert load_workbook(BytesIO(opened.content)).sheetnames == [texts.TABLE_SHEET]


def test_without_an_answer_there_is_no_table() -> None:
    conversation = Conversation(MemorySessions(), OneAnswer())
    reply = conversation.handle(turn("جدولش کن", "1"))
    assert not reply.attachments and reply.blocks[0].lines[0].text == texts.NO_TABLE
    assert AnswerTables(MemorySessions()).open(KEY, Attachment(FileKind.ANSWER_TABLE, "***")) is None


@pytest.mark.parametrize(
    ("wish", "question"),
    [
        ("همه پیشنهادها را در اکسل بده", "همه پیشنهادها"),
        ("همه چالش ها رو بریز تو اکسل", "همه چالش ها"),
        ("پیشنهادها رو جدول کن", "پیشنهادها"),
        ("پیشنهادهای صادراتی به صورت جدول بدهید", "پیشنهادهای صادراتی"),
        ("چالش ها و پیشنهادها را به صورت جدول مقایسه کن", "چالش ها و پیشنهادها مقایسه کن"),
        ("جدول دستاوردها رو بگو", "جدول دستاوردها رو بگو"),
        ("رقم‌های جدول بازسازی‌شده یعنی چه؟", "رقم‌های جدول بازسازی‌شده یعنی چه؟"),
        ("فایلا اکسل بودن؟", "فایلا اکسل بودن؟"),
    ],
)
def test_how_an_answer_is_wanted_is_no_part_of_the_question(wish: str, question: str) -> None:
    assert without_table(wish) == question


def test_who_asks_for_a_table_gets_it_with_the_answer() -> None:
    conversation = Conversation(MemorySessions(), OneAnswer())
    reply = conversation.handle(turn("پیشنهادهای صادراتی را در اکسل بده", "t1"))
    assert reply.outcome is Outcome.ANSWER and reply.choices == ()
    (file,) = reply.attachments
    made = conversation.open(KEY, file)
    assert made is not None
    sheet = load_workbook(BytesIO(made.content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet["B"][1:]] == [line.text for line in LONG.blocks[1].lines]


@pytest.mark.parametrize("words", ["همینا رو بریز تو اکسل", "همه را در قالب جدول بده", "اینو جدول کن"])
def test_a_wish_that_names_nothing_is_about_the_last_answer(words: str) -> None:
    conversation = Conversation(MemorySessions(), OneAnswer())
    conversation.handle(turn("پیشنهادها", "t1"))
    assert conversation.handle(turn(words, "t2")).plain() == texts.TABLE_READY

"""A list answer as a spreadsheet: each line with its place, themes, bodies and part of the answer."""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from bot.dialogue import texts
from bot.dialogue.ports import File, OpenSession, Sessions
from bot.dialogue.rules import load_rules, plain
from bot.dialogue.turn import (
    Attachment,
    BlockKind,
    Choice,
    FileKind,
    Line,
    Outcome,
    Reply,
    SessionKey,
    Turn,
    notice,
)
from bot.dialogue.words import command_of
from knowledge.persian import persian_digits
from knowledge.themes import find_bodies, find_themes

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLE = ":table:"  # button data: «:table:the turn's id»
FEWEST = 7  # lines that are worth a table
# what points at the last answer and names nothing: «همینا رو بریز تو اکسل»
_POINTING = frozenset(
    "این اینو اینا اینها اون اونا همین همینو همینا همینها همه همش همشو همشون را رو ها و لطفا خب حالا".split()
)
_WIDTHS = (6, 80, 40, 40, 25, 30, 20)  # characters a column


def table_choices(reply: Reply, turn_id: str) -> tuple[Choice, ...]:
    """The button that belongs under this reply; none under a short or unlisted answer."""
    data = f"{TABLE}{turn_id}"
    if reply.outcome is not Outcome.ANSWER or len(list(_lines(reply))) < FEWEST or len(data.encode()) > 64:
        return ()
    return (Choice(texts.TABLE_BUTTON, data),)


def without_table(text: str) -> str:
    """The question without «در اکسل بده» and the like, which is no part of what it asks."""
    rest = _beside_wish(text)
    return text if rest is None or _POINTING.issuperset(rest) else " ".join(rest)


def with_table(reply: Reply, turn_id: str) -> Reply:
    """The answer to a question that wants a table, with the file at once."""
    if reply.outcome is not Outcome.ANSWER or next(_lines(reply), None) is None:
        return reply
    return replace(reply, attachments=(*reply.attachments, _file(turn_id)))


class AnswerTables:
    """Implements Service and Attachments for the kind ANSWER_TABLE."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def take(self, session: OpenSession, turn: Turn) -> Reply | None:
        """The table of the answer whose button was pressed, or of the last one («جدولش کن»)."""
        if turn.choice is None:
            if command_of(turn.text) != "table" and not _wants_last(turn.text):
                return None
            last = session.last_answer()
            turn_id = last.turn_id if last else ""
        elif turn.choice.startswith(TABLE):
            turn_id = turn.choice.removeprefix(TABLE)
        else:
            return None
        reply = session.reply_to(turn_id)
        if reply is None or next(_lines(reply), None) is None:
            return notice(texts.NO_TABLE)
        return replace(notice(texts.TABLE_READY), attachments=(_file(turn_id),))

    def open(self, key: SessionKey, attachment: Attachment) -> File | None:
        try:
            turn_id = base64.urlsafe_b64decode(attachment.about + "==").decode()
        except (binascii.Error, UnicodeDecodeError):
            return None
        with self._sessions.open(key) as session:
            reply = session.reply_to(turn_id)
        return None if reply is None else File("khoosheyar.xlsx", XLSX, spreadsheet(reply))


def _wants_last(text: str) -> bool:
    """Whether a table is wished for and nothing else is named: «همینا رو بریز تو اکسل»."""
    rest = _beside_wish(text)
    return rest is not None and _POINTING.issuperset(rest)


def _beside_wish(text: str) -> list[str] | None:
    """The words beside a wish for a table, None when there is no such wish."""
    wish, folded = load_rules().turns["table"], plain(text)
    return None if wish.search(folded) is None else wish.sub(" ", folded).split()


def _file(turn_id: str) -> Attachment:
    about = base64.urlsafe_b64encode(turn_id.encode()).decode().rstrip("=")
    return Attachment(FileKind.ANSWER_TABLE, about, texts.TABLE_BUTTON)


def spreadsheet(reply: Reply) -> bytes:
    """An XLSX file with one right-to-left sheet; every cell is text and no formula."""
    from openpyxl import Workbook  # 0.3 s to import: who asks for a table pays for it
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.create_sheet(texts.TABLE_SHEET, 0)
    book.remove(book.worksheets[-1])
    sheet.sheet_view.rightToLeft = True
    sheet.freeze_panes = "A2"
    rows = [texts.TABLE_COLUMNS, *(_row(n, *each, reply) for n, each in enumerate(_lines(reply), start=1))]
    for y, row in enumerate(rows, start=1):
        for x, text in enumerate(row, start=1):
            cell = sheet.cell(y, x)
            cell.value = text
            cell.data_type = "s"  # a line that begins with «=» is no formula
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="right", readingOrder=2)
            cell.font = Font(bold=y == 1)
    for x, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(x)].width = width
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _row(number: int, line: Line, beside: bool, reply: Reply) -> tuple[str, ...]:
    citation = None if line.citation is None else reply.citations[line.citation]
    return (
        persian_digits(number),
        line.text,
        citation.title if citation else "",
        citation.locator if citation else "",
        "، ".join(texts.THEMES[theme] for theme in find_themes(line.text)),
        "، ".join(find_bodies(line.text)),
        texts.TABLE_PLACES[beside],
    )


def _lines(reply: Reply) -> Iterator[tuple[Line, bool]]:
    """Lines of the lists, and paragraphs that are no list's heading; and whether they stand beside it."""
    for block in reply.blocks:
        if block.asks:
            continue
        listed = block.kind is not BlockKind.PARAGRAPH
        for line in block.lines:
            if listed or (line.citation is not None and _says(line)):
                yield line, block.beside


def _says(line: Line) -> bool:
    return not line.text.rstrip().endswith(":")

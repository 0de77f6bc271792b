"""Cases as tables for other programs: CSV and XLSX, codes beside labels, and nothing in a cell that runs."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from tempfile import TemporaryFile

from bot.assessment.result import Result
from bot.dialogue.calendar import TEHRAN, numeric
from bot.intake.case import Case, Status
from bot.staff.casework import city_of, province_of

Labels = Mapping[str, Mapping[str, str]]
type Cell = str | int | float | None

_FORMULA = re.compile(r"[=+\-@\t\r\n]|[\uff1d\uff0b\uff0d\uff20]")  # how a formula begins, in full width, too
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_BOM = "\ufeff"  # so that Excel reads UTF-8
_LONGEST = 32_000  # characters of a cell; Excel takes 32,767
_CHUNK = 200  # lines of CSV that are sent at once


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table; `code` columns stand beside the labels they are the codes of."""

    key: str  # of the API
    title: str
    value: Callable[[Case, Result | None], Cell]
    width: int = 16
    personal: bool = False


def columns(labels: Labels, titles: Mapping[str, str], statuses: Mapping[Status, str]) -> tuple[Column, ...]:
    """All columns in their order; `titles` by key, `statuses` what people read for a status."""

    def named(field: str) -> Callable[[Case, Result | None], Cell]:
        return lambda case, _: _label(labels, field, case.request.text(field) or "")

    def coded(field: str) -> Callable[[Case, Result | None], Cell]:
        return lambda case, _: case.request.text(field) or ""

    def needs(case: Case) -> list[str]:
        return [_label(labels, "needs", need) for need in case.request.needs]

    made: tuple[tuple[str, Callable[[Case, Result | None], Cell], int, bool], ...] = (
        ("code", lambda case, _: case.code, 18, False),
        ("status", lambda case, _: statuses[case.status], 12, False),
        ("status_code", lambda case, _: case.status.value, 12, False),
        ("created", lambda case, _: numeric(case.created_at), 12, False),
        ("created_at", lambda case, _: _moment(case.created_at), 20, False),
        ("changed", lambda case, _: numeric(case.updated_at), 12, False),
        ("changed_at", lambda case, _: _moment(case.updated_at), 20, False),
        ("kind", named("kind"), 14, False),
        ("kind_code", coded("kind"), 12, False),
        ("firm", coded("firm"), 30, False),
        ("province", lambda case, _: _label(labels, "province", province_of(case) or ""), 16, False),
        ("province_code", lambda case, _: province_of(case) or "", 14, False),
        ("city", lambda case, _: city_of(case) or "", 16, False),
        ("sector", named("sector"), 20, False),
        ("sector_code", coded("sector"), 14, False),
        ("staff", named("staff"), 14, False),
        ("staff_code", coded("staff"), 12, False),
        ("needs", lambda case, _: "، ".join(needs(case)), 30, False),
        ("needs_codes", lambda case, _: ",".join(case.request.needs), 24, False),
        ("assignee", lambda case, _: case.assignee or "", 18, False),
        ("referral", lambda case, _: case.referral or "", 24, False),
        ("assessment", lambda _, result: result.title if result else "", 20, False),
        ("score", lambda _, result: _score(result), 10, False),
        ("verdict", lambda _, result: result.verdict.title if result and result.verdict else "", 20, False),
        ("description", lambda case, _: case.request.text("description") or "", 40, True),
        ("name", lambda case, _: case.request.personal.get("name", ""), 20, True),
        ("mobile", lambda case, _: case.request.personal.get("mobile", ""), 14, True),
    )
    return tuple(Column(key, titles[key], value, width, personal) for key, value, width, personal in made)


def rows(
    cases: Iterable[Case], table: Sequence[Column], result_of: Callable[[str | None], Result | None]
) -> Iterator[list[Cell]]:
    """A row for each case."""
    for case in cases:
        result = result_of(case.request.assessment)
        yield [column.value(case, result) for column in table]


def inert(value: Cell) -> Cell:
    """The value as no spreadsheet runs it: what begins like a formula gets an apostrophe before it."""
    if not isinstance(value, str):
        return value
    text = _NOT_XML.sub("", value)[:_LONGEST]
    return f"'{text}" if _FORMULA.match(text.lstrip(" \u200c\u200e\u200f\ufeff")) else text


def write_csv(table: Sequence[Column], lines: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """UTF-8 with a mark for Excel, a header, CRLF, in pieces."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write(_BOM)
    writer.writerow([column.title for column in table])
    for number, line in enumerate(lines, 1):
        writer.writerow([inert(cell) for cell in line])
        if number % _CHUNK == 0:
            yield buffer.getvalue().encode("utf-8", errors="replace")
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode("utf-8", errors="replace")


def write_xlsx(title: str, table: Sequence[Column], lines: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """A workbook of one sheet that runs from right to left, in pieces."""
    from openpyxl import Workbook  # 0.3 s to import: who asks for a table pays for it
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.sheet_view.rightToLeft = True
    sheet.freeze_panes = "B2"
    for number, column in enumerate(table, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    header = []
    for column in table:
        cell = WriteOnlyCell(sheet, column.title)
        cell.font = Font(bold=True)
        header.append(cell)
    sheet.append(header)
    for line in lines:
        sheet.append([inert(cell) for cell in line])  # never begins with «=»: openpyxl writes text
    with TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while piece := file.read(64 * 1024):
            yield piece


def _label(labels: Labels, field: str, code: str) -> str:
    return labels.get(field, {}).get(code, code)


def _moment(moment: datetime) -> str:
    return moment.astimezone(TEHRAN).isoformat(timespec="seconds")


def _score(result: Result | None) -> Cell:
    return None if result is None or result.overall is None else round(result.overall, 1)

"""Spreadsheets: each sheet a section, each block of filled cells a table."""

import csv
import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ingest.blocks import Block, BlockKind, Meta, Page, Reading
from ingest.errors import FileMislabelled, FileTooLarge, FileTruncated
from ingest.readers.archives import check_archive
from ingest.readers.numerals import shown
from ingest.readers.spans import Cell, lay_out
from ingest.readers.text import decode
from knowledge.reports import LeftOut

MOST_ROWS = 50_000
MOST_COLUMNS = 1_000
MOST_NAMED = 20  # formulas of a sheet
_NO_RESULT = re.compile(rb"<f[^>/]*>([^<]+)</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_HIDDEN = "برگهٔ پنهان است؛ اگر بخشی از سند است، آن را در فایل آشکار کنید"
_UNCOMPUTED = "فرمولی که نتیجه‌اش در فایل نیست؛ فایل را در برنامهٔ صفحه‌گسترده باز و دوباره ذخیره کنید"

Spans = Mapping[tuple[int, int], tuple[int, int]]


def read_xlsx(data: bytes) -> Reading:
    """One page of a heading and a table for each sheet; raises an UnreadableDocument."""
    check_archive(data, "xl/")
    import openpyxl  # 0.3 s: only spreadsheets pay for it

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        shown_sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        blocks = [block for sheet in shown_sheets for block in _sheet(sheet, _merged(data, sheet))]
        hidden = [LeftOut(str(one.title), _HIDDEN) for one in book.worksheets if one not in shown_sheets]
        properties = book.properties
    except (KeyError, ValueError, TypeError, AttributeError, OSError, SyntaxError) as error:
        raise FileTruncated(str(error)) from error
    meta = Meta(title=properties.title or None, author=_author(properties.creator), kind="table")
    return Reading(pages=(Page(blocks=tuple(blocks)),), meta=meta, left_out=(*hidden, *_uncomputed(data)))


def read_csv(data: bytes) -> Reading:
    """One table; raises FileMislabelled where no line has two cells."""
    text = decode(data)
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:8192], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text), dialect):
            _limit(len(rows), len(row))
            rows.append(tuple(" ".join(cell.split()) for cell in row))
    except csv.Error as error:
        raise FileMislabelled(str(error)) from error
    if max((len(row) for row in rows), default=0) < 2:
        raise FileMislabelled("no line has two cells")
    return Reading(pages=(Page(blocks=tuple(_tables(rows, {}))),), meta=Meta(kind="table"))


def _uncomputed(data: bytes) -> Iterator[LeftOut]:
    """Formulas that were saved without their result, as programs write them that do not compute."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                for formula in _NO_RESULT.findall(archive.read(name))[:MOST_NAMED]:
                    yield LeftOut("=" + html.unescape(formula.decode("utf-8", "replace")), _UNCOMPUTED)


def _merged(data: bytes, sheet: Any) -> Spans:
    """Height and width of the merged cells of a sheet by row and column from 0."""
    from openpyxl.utils import range_boundaries

    found: dict[tuple[int, int], tuple[int, int]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for match in _MERGED.finditer(archive.read(sheet._worksheet_path)):
            left, top, right, bottom = range_boundaries(match[1].decode())
            found[top - 1, left - 1] = (bottom - top + 1, right - left + 1)
    return found


def _sheet(sheet: Any, merged: Spans) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    for row in sheet.iter_rows(max_col=MOST_COLUMNS + 1):  # formats may reach to the last column there is
        texts = [shown(cell.value, cell.number_format or "") for cell in row]
        _limit(len(rows), max((at for at, text in enumerate(texts, start=1) if text), default=0))
        rows.append(tuple(texts[:MOST_COLUMNS]))
    tables = list(_tables(rows, merged))
    if tables:
        yield Block(BlockKind.HEADING, str(sheet.title), level=1)
        yield from tables


def _tables(rows: Sequence[tuple[str, ...]], merged: Spans) -> Iterator[Block]:
    """Runs of filled rows; a single filled cell over a table is a paragraph before it."""
    start = 0
    for at, row in enumerate([*rows, ()]):
        if any(row):
            continue
        while start < at and sum(map(bool, rows[start])) == 1 and len(rows[start]) > 1:
            yield Block(BlockKind.PARAGRAPH, next(filter(None, rows[start])))
            start += 1
        if start < at:
            yield from _table(rows, start, at, merged)
        start = at + 1


def _table(rows: Sequence[tuple[str, ...]], start: int, end: int, merged: Spans) -> Iterator[Block]:
    """The table of these rows without its empty columns."""
    cells = [
        Cell(text, at - start, column, *merged.get((at, column), (1, 1)))
        for at in range(start, end)
        for column, text in enumerate(rows[at])
        if text
    ]
    last = max(cell.column for cell in cells)
    used = {
        column for cell in cells for column in range(cell.column, min(cell.column + cell.width, last + 1))
    }
    places = {column: number for number, column in enumerate(sorted(used))}
    laid = lay_out(replace(cell, column=places[cell.column]) for cell in cells)
    yield from (Block(BlockKind.PARAGRAPH, caption) for caption in laid.captions)
    if laid.rows:
        yield Block(BlockKind.TABLE, rows=laid.rows)


def _limit(rows: int, columns: int) -> None:
    if rows >= MOST_ROWS or columns > MOST_COLUMNS:
        raise FileTooLarge(f"more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns")


def _author(name: str | None) -> str | None:
    return None if not name or name == "openpyxl" else name

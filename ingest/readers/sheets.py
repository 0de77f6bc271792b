"""Spreadsheets: each sheet a section, each block of filled cells a table."""

import csv
import html
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from ingest.blocks import Block, BlockKind, Meta, Page, Reading
from ingest.errors import FileMislabelled, FileTooLarge, FileTruncated
from ingest.readers.archives import check_archive
from ingest.readers.numerals import shown
from ingest.readers.text import decode
from knowledge.reports import LeftOut

MOST_ROWS = 50_000
MOST_COLUMNS = 1_000
MOST_NAMED = 20  # formulas of a sheet
_NO_RESULT = re.compile(rb"<f[^>/]*>([^<]+)</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_UNCOMPUTED = "فرمولی که نتیجه‌اش در فایل نیست؛ فایل را در برنامهٔ صفحه‌گسترده باز و دوباره ذخیره کنید"


def read_xlsx(data: bytes) -> Reading:
    """One page of a heading and a table for each sheet; raises an UnreadableDocument."""
    check_archive(data, "xl/")
    import openpyxl  # 0.3 s: only spreadsheets pay for it

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        blocks = [block for sheet in book.worksheets for block in _sheet(sheet)]
        properties = book.properties
    except (KeyError, ValueError, TypeError, AttributeError, OSError, SyntaxError) as error:
        raise FileTruncated(str(error)) from error
    meta = Meta(title=properties.title or None, author=_author(properties.creator), kind="table")
    return Reading(pages=(Page(blocks=tuple(blocks)),), meta=meta, left_out=tuple(_uncomputed(data)))


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
    return Reading(pages=(Page(blocks=tuple(_tables(rows))),), meta=Meta(kind="table"))


def _uncomputed(data: bytes) -> Iterator[LeftOut]:
    """Formulas that were saved without their result, as programs write them that do not compute."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                for formula in _NO_RESULT.findall(archive.read(name))[:MOST_NAMED]:
                    yield LeftOut("=" + html.unescape(formula.decode("utf-8", "replace")), _UNCOMPUTED)


def _sheet(sheet: Any) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    for row in sheet.iter_rows():
        _limit(len(rows), len(row))
        rows.append(tuple(shown(cell.value, cell.number_format or "") for cell in row))
    tables = list(_tables(rows))
    if tables:
        yield Block(BlockKind.HEADING, str(sheet.title), level=1)
        yield from tables


def _tables(rows: Sequence[tuple[str, ...]]) -> Iterator[Block]:
    """Runs of filled rows; a single filled cell over a table is a paragraph before it."""
    run: list[tuple[str, ...]] = []
    for row in [*rows, ()]:
        if any(row):
            run.append(row)
            continue
        while run and sum(bool(cell) for cell in run[0]) == 1 and len(run[0]) > 1:
            yield Block(BlockKind.PARAGRAPH, next(cell for cell in run.pop(0) if cell))
        if run:
            used = [at for at in range(max(map(len, run))) if any(at < len(row) and row[at] for row in run)]
            yield Block(
                BlockKind.TABLE,
                rows=tuple(tuple(row[at] if at < len(row) else "" for at in used) for row in run),
            )
        run = []


def _limit(rows: int, columns: int) -> None:
    if rows >= MOST_ROWS or columns > MOST_COLUMNS:
        raise FileTooLarge(f"more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns")


def _author(name: str | None) -> str | None:
    return None if not name or name == "openpyxl" else name

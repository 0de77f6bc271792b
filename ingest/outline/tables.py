"""Tables that extraction flattened to lines: rows with a running number, or rows whose cells run together."""

import re
from collections.abc import Sequence

from ingest.blocks import Block, BlockKind
from ingest.cells import split_run
from ingest.outline.entries import join_entries
from ingest.outline.lines import Row
from ingest.tables import RECOVERED_CELL, STATUS_HEADER
from knowledge.deciding import UNREADABLE
from knowledge.persian import ASCII_DIGITS, DIGIT, fold

_NUMERAL = re.compile(rf"[{DIGIT}]+(?:[,٬.٫/][{DIGIT}]+)*")
_RUN = re.compile(rf"([%٪]?)\s*([{DIGIT}]{{6,}})\s*([%٪]?)")
_UNIT = r"نفر|ریال|تومان|دلار|یورو|درصد|٪|%|مورد|فقره|واحد|سال|ماه|روز"
_UNIT_BY = re.compile(rf"^\s*({_UNIT})(?=\s|$)|(?:^|\s)({_UNIT})\s*$")
_LABEL_HEADER = re.compile(r"^(ردیف|عنوان|شرح|نام|شاخص)( ردیف| دستاوردها| شاخص)?$|^(عنوان ردیف|ردیف عنوان)$")
_BRACKET_FIRST = re.compile(rf"(\([^()]+\))\s*([{DIGIT}]{{4}})")
FEWEST_ROWS = 3


def find_table(rows: Sequence[Row]) -> Block | None:
    """The table that these rows of a slide are, or None."""
    return _numbered(rows) or _run_together(rows)


def _numbered(rows: Sequence[Row]) -> Block | None:
    """Rows with 1, 2, 3 … at one end and a value at the other."""
    for start in range(len(rows)):
        body = [_split_numbered(row.text, number) for number, row in enumerate(rows[start:], start=1)]
        if len(body) >= FEWEST_ROWS and all(body):
            header = _value_header(rows[:start])
            cells = tuple((label, value) for found in body if found is not None for label, value in [found])
            return Block(
                BlockKind.TABLE,
                rows=(("عنوان", header), *cells),
                row_originals=tuple(row.line.original for row in rows[start:]),
                confidence=min(row.line.confidence for row in rows),
            )
    return None


def _split_numbered(text: str, number: int) -> tuple[str, str] | None:
    """(label, value with its unit) of the row with this number."""
    numerals = list(_NUMERAL.finditer(text))
    if len(numerals) < 2:
        return None
    first, last = numerals[0], numerals[-1]
    ends = {
        "first": not text[: first.start()].strip(" .-)") and int_of(first[0]) == number,
        "last": not text[last.end() :].strip(" .-)") and int_of(last[0]) == number,
    }
    if not any(ends.values()):
        return None
    index, others = (last, numerals[:-1]) if ends["last"] else (first, numerals[1:])
    if len(others) != 1:
        return None
    value = others[0]
    rest = [text[: value.start()], text[value.end() :]]
    at = 0 if index.start() < value.start() else 1
    offset = 0 if at == 0 else value.end()
    rest[at] = rest[at][: index.start() - offset] + rest[at][index.end() - offset :]
    unit = ""
    for side, piece in enumerate(rest):
        match = _UNIT_BY.search(piece)
        touches = match is not None and (
            piece.rstrip().endswith(match[0].strip()) if side == 0 else bool(match[1])
        )
        if match is not None and touches:
            unit = (match[1] or match[2]).strip()
            rest[side] = piece.replace(match[0], " ", 1)
    label = " ".join(" ".join(rest).split()).strip(" .:|")
    return (label, f"{value[0]} {unit}".strip()) if label else None


def int_of(numeral: str) -> int | None:
    """The whole number that is written, or None."""
    plain = numeral.translate(ASCII_DIGITS)
    return int(plain) if plain.isdigit() else None


def _value_header(rows: Sequence[Row]) -> str:
    """What the header says of the values: its lines without the names of label and number columns."""
    texts = [row.text for row in rows if not _LABEL_HEADER.match(" ".join(fold(row.text).split()))]
    return _BRACKET_FIRST.sub(r"\2 \1", " ".join(texts)).strip()


def _run_together(rows: Sequence[Row]) -> Block | None:
    """Rows of a label and one long run of digits under a header of several columns."""
    found = [_RUN.search(row.text) for row in rows]
    start = next((at for at, match in enumerate(found) if match), len(rows))
    body = [(row, match) for row, match in zip(rows[start:], found[start:], strict=True) if match]
    if len(body) < FEWEST_ROWS or len(body) < len(rows) - start:
        return None
    names = [entry.text for entry in join_entries(rows[:start])]
    headers = names[1:] or [""]
    cells: list[tuple[str, ...]] = []
    for row, match in body:
        label = " ".join((row.text[: match.start()] + " " + row.text[match.end() :]).split()).strip(" |")
        digits = match[2].translate(ASCII_DIGITS)
        percent = bool(match[1] or match[3])
        reading = split_run(digits, headers, percent)
        if reading is None:
            cells.append((label, UNREADABLE, *[""] * len(headers)))
        else:
            values = [*reading.values[:-1], f"{reading.values[-1]}٪" if percent else reading.values[-1]]
            cells.append((label, *values, f"{RECOVERED_CELL}: {reading.proof}"))
    return Block(
        BlockKind.TABLE,
        rows=((names[0] if names else "", *headers, STATUS_HEADER), *cells),
        row_originals=tuple(row.line.original for row, _ in body),
        confidence=min(row.line.confidence for row in rows),
    )

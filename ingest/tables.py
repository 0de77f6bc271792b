"""Table rows as readable propositions: «label: header value، header value»."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.years import canonical, is_year
from knowledge.deciding import UNREADABLE
from knowledge.persian import fold

_ROW_NUMBER = re.compile(r"^(ردیف|شماره|#|no\.?|row)$")
_STATUS = re.compile(r"^(وضعیت (رقم|داده|ارقام)|figure status)$")
_RECOVERED = re.compile(r"^(بازسازی|recovered)")
STATUS_HEADER = "وضعیت رقم"  # of a column that says whether a row's figures were recovered, and how
RECOVERED_CELL = "بازسازی‌شده"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its text, what it counts, headers with cells, and whether its figures were recovered."""

    text: str
    label: str
    cells: tuple[tuple[str, str], ...]  # header, value
    recovered: bool = False
    proof: str | None = None  # the arithmetic that the recovered figures pass
    position: int = 0  # among the rows under the header, from 0


def read_rows(rows: Sequence[Sequence[str]]) -> Iterator[TableRow]:
    """The rows under the header row; row numbers are left out, empty cells and empty rows too."""
    if not rows:
        return
    if len(rows) == 1:
        text = "، ".join(cell for cell in rows[0] if cell)
        if text:
            yield TableRow(text, text, ())
        return
    header, *body = _label_first(rows)
    if _counts(header) and all(map(_counts, body)):
        header, body = (), [header, *body]
    width = max(len(row) for row in rows)
    names = [*header, *[""] * (width - len(header))]
    folded = [" ".join(fold(name).split()) for name in names]
    status = next((at for at, name in enumerate(folded) if _STATUS.match(name)), None)
    columns = [at for at in range(width) if at != status and not (at == 0 and _ROW_NUMBER.match(folded[at]))]
    for position, row in enumerate(body):
        values = [*row, *[""] * (width - len(row))]
        filled = [(names[at], values[at]) for at in columns if values[at].strip()]
        if not filled:
            continue
        label, *cells = filled
        mark = values[status] if status is not None else ""
        yield TableRow(
            text=_sentence(label[1], cells),
            label=label[1],
            cells=tuple(cells),
            recovered=bool(_RECOVERED.match(fold(mark))),
            proof=mark.partition(": ")[2] or None,
            position=position,
        )


def _label_first(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """The rows, turned round where their labels or their numbers stand in the last column."""
    header, *body = rows
    width = len(header)
    if width < 2 or any(len(row) != width for row in body):
        return rows
    first, last = " ".join(fold(header[0]).split()), " ".join(fold(header[-1]).split())
    numbered = bool(_ROW_NUMBER.match(last)) and not _ROW_NUMBER.match(first)
    numerals = not _ROW_NUMBER.match(first) and all(_is_numeral(row[0]) for row in body)
    if numbered or (numerals and not any(_is_numeral(row[-1]) or not row[-1].strip() for row in body)):
        return [tuple(reversed(row)) for row in rows]
    return rows


def _counts(row: Sequence[str]) -> bool:
    """Whether a row gives a label and numbers, which no header does but with years."""
    label, *values = row
    return (
        bool(values)
        and any(char.isalpha() for char in label)
        and all(_is_numeral(value) and not is_year(canonical(value.strip())) for value in values)
    )


def goes_on_as(table: Sequence[Sequence[str]], row: Sequence[str]) -> bool:
    """Whether a row may be the next of a table: numerals where its last row has them, and no header."""
    header, *_, last = table
    places = [_is_numeral(cell) for cell in last]
    return (
        any(places)
        and places == [_is_numeral(cell) for cell in row]
        and places != [_is_numeral(cell) for cell in header]
    )


def _is_numeral(cell: str) -> bool:
    return not any(char.isalpha() for char in cell) and any(char.isdigit() for char in cell)


def _sentence(label: str, cells: Sequence[tuple[str, str]]) -> str:
    if not cells:
        return label
    pairs = (value if value == UNREADABLE else f"{name} {value}".strip() for name, value in cells)
    return f"{label}: " + "، ".join(pairs)

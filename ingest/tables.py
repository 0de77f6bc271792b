"""Table rows as readable propositions: «label: header value، header value»."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.persian import fold

_ROW_NUMBER = re.compile(r"^(ردیف|شماره|#|no\.?|row)$")
_STATUS = re.compile(r"^(وضعیت (رقم|داده|ارقام)|figure status)$")
_RECOVERED = re.compile(r"^(بازسازی|recovered)")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its text, what it counts, headers with cells, and whether its figures were recovered."""

    text: str
    label: str
    cells: tuple[tuple[str, str], ...]  # header, value
    recovered: bool = False


def read_rows(rows: Sequence[Sequence[str]]) -> Iterator[TableRow]:
    """The rows under the header row; row numbers are left out, empty cells and empty rows too."""
    if not rows:
        return
    if len(rows) == 1:
        text = "، ".join(cell for cell in rows[0] if cell)
        if text:
            yield TableRow(text, text, ())
        return
    header, *body = rows
    width = max(len(row) for row in rows)
    names = [*header, *[""] * (width - len(header))]
    folded = [" ".join(fold(name).split()) for name in names]
    status = next((at for at, name in enumerate(folded) if _STATUS.match(name)), None)
    columns = [at for at in range(width) if at != status and not (at == 0 and _ROW_NUMBER.match(folded[at]))]
    for row in body:
        values = [*row, *[""] * (width - len(row))]
        filled = [(names[at], values[at]) for at in columns if values[at].strip()]
        if not filled:
            continue
        label, *cells = filled
        recovered = status is not None and bool(_RECOVERED.match(fold(values[status])))
        yield TableRow(_sentence(label[1], cells), label[1], tuple(cells), recovered)


def _sentence(label: str, cells: Sequence[tuple[str, str]]) -> str:
    if not cells:
        return label
    return f"{label}: " + "، ".join(f"{name} {value}".strip() for name, value in cells)

"""Small pieces of the page: escaped text, Persian numbers, tables."""

from collections.abc import Iterable, Sequence
from html import escape

from evals.scores import UNITS
from evals.statistics import Estimate
from knowledge.persian import persian_digits


def text(value: object) -> str:
    """Escaped for the page."""
    return escape(str(value))


def latin(value: object) -> str:
    """An identifier or file name, kept from being turned around by its Persian neighbours."""
    return f'<bdi class="latin">{escape(str(value))}</bdi>'


def number(value: float, digits: int = 0) -> str:
    """Persian digits, «٫» before decimals."""
    return persian_digits(f"{value:.{digits}f}").replace(".", "٫")


def measure(name: str, value: float) -> str:
    """A value in its measure's unit: a share as percent without a sign, everything else with its unit.

    A sign would jump from one side of the number to the other, as letters before it make Persian digits
    behave like Arabic ones (Unicode annex 9, rule W2); the column's heading says «درصد» instead.
    """
    unit = UNITS.get(name, "")
    return f"{number(value)} {unit}" if unit else number(100 * value, 1)


def interval(name: str, estimate: Estimate) -> str:
    """The 95 % interval, in the unit of the measure."""
    low, high = (measure(name, value).partition(" ")[0] for value in (estimate.low, estimate.high))
    return f"{low} تا {high}"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of ready cells; a cell that is a chart or a number brings its own <td>."""
    made = [list(row) for row in rows]
    body = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in made)
    numbers = [bool(made) and made[0][n].startswith('<td class="n"') for n in range(len(headings))]
    head = head_row(headings, numbers) if any(headings) else ""
    return framed(f"{head}<tbody>{body}</tbody>")


def head_row(headings: Sequence[str], numbers: Sequence[bool]) -> str:
    """The row of headings, those of number columns aligned with their numbers."""
    cells = (
        f'<th class="n">{h}</th>' if n else f"<th>{h}</th>" for h, n in zip(headings, numbers, strict=True)
    )
    return f"<thead><tr>{''.join(cells)}</tr></thead>"


def framed(rows: str) -> str:
    """The table's frame, scrolled sideways on a narrow screen."""
    return f'<div class="scroll"><table>{rows}</table></div>'


def cell(content: str) -> str:
    """The content in a cell, unless it is one already."""
    return content if content.startswith("<td") else f"<td>{content}</td>"


def numeric(content: str) -> str:
    """A cell with a number."""
    return f'<td class="n">{content}</td>'


def chart(content: str) -> str:
    """A cell with a chart."""
    return f'<td class="chart">{content}</td>'

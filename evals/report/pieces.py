"""Small pieces of the page: escaped text, Persian numbers, tables."""

from collections.abc import Iterable, Sequence
from html import escape

from evals.scores import METRICS
from evals.statistics import Estimate
from knowledge.persian import persian_digits

UNITS = {metric.name: metric.unit for metric in METRICS}


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
    """A value in its measure's unit: a share in percent, a length in characters."""
    unit = UNITS.get(name, "")
    return f"{number(value)} {unit}" if unit else f"{number(100 * value, 1)}٪"


def interval(name: str, estimate: Estimate) -> str:
    """The 95 % interval in Persian."""
    return f"{measure(name, estimate.low)} تا {measure(name, estimate.high)}"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of ready cells; a cell that is a chart or a number brings its own <td>."""
    head = "".join(f"<th>{heading}</th>" for heading in headings)
    body = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def cell(content: str) -> str:
    return content if content.startswith("<td") else f"<td>{content}</td>"


def numeric(content: str) -> str:
    """A cell with a number."""
    return f'<td class="n">{content}</td>'


def chart(content: str) -> str:
    """A cell with a chart."""
    return f'<td class="chart">{content}</td>'

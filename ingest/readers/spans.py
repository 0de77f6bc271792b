"""Tables whose cells span columns and rows: laid out so that each value stands under all of its headers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.errors import FileTooLarge

MOST_CELLS = 20_000_000  # of one table
MOST_HEADERS = 4  # rows


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with its place from 0, and over how many rows and columns it stands."""

    text: str
    row: int
    column: int
    height: int = 1
    width: int = 1


@dataclass(frozen=True, slots=True)
class Laid:
    """A table with one header row, and what stands over the whole of it."""

    captions: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def lay_out(cells: Iterable[Cell], headers: int = 1) -> Laid:
    """The table of these cells, `headers` of its rows marked as such; raises FileTooLarge.

    A header's text goes to each column under it, the texts of several header rows are joined; a value that
    spans rows belongs to each of them, one that spans columns to the first.
    """
    cells = list(cells)
    # spans may reach far beyond what is filled
    width = max((cell.column + 1 for cell in cells if cell.text), default=0)
    height = max((cell.row + 1 for cell in cells if cell.text), default=0)
    if width * height > MOST_CELLS:
        raise FileTooLarge(f"a table of {width:,} columns and {height:,} rows")
    cells = [
        replace(cell, width=min(cell.width, width - cell.column), height=min(cell.height, height - cell.row))
        for cell in cells
        if cell.column < width and cell.row < height
    ]
    captions: list[str] = []
    while (whole := _whole_row(cells, len(captions), width)) is not None and len(captions) + 1 < height:
        captions.append(whole)
    top = len(captions)
    bottom = _last_header(cells, top, max(headers, top + 1), height)
    grid = [[""] * width for _ in range(height)]
    for cell in cells:
        spread = cell.width if cell.row < bottom else 1
        for row in grid[cell.row : cell.row + cell.height]:
            row[cell.column : cell.column + spread] = [cell.text] * spread
    names = (_joined([row[column] for row in grid[top:bottom]]) for column in range(width))
    rows = [tuple(names), *map(tuple, grid[bottom:])]
    return Laid(tuple(filter(None, captions)), tuple(row for row in rows if any(row)))


def _whole_row(cells: Sequence[Cell], row: int, width: int) -> str | None:
    """The text of a row that is one cell."""
    inside = [cell for cell in cells if cell.row <= row < cell.row + cell.height]
    one = len(inside) == 1 and width > 1 and inside[0].width == width and inside[0].height == 1
    return inside[0].text if one else None


def _last_header(cells: Sequence[Cell], top: int, bottom: int, height: int) -> int:
    """The row behind the header rows: those that a header cell reaches down to, or that part one."""
    while bottom < min(height, top + MOST_HEADERS):
        over = [cell for cell in cells if top <= cell.row < bottom <= cell.row + cell.height]
        reached = max((cell.row + cell.height for cell in over), default=bottom)
        parted = [cell for cell in over if cell.width > 1]
        below = {cell.column: cell.text for cell in cells if cell.row == bottom}
        alone = [cell for cell in over if cell.width == 1]
        bare = all(not below.get(cell.column) for cell in alone)
        under = [below.get(at, "") for cell in parted for at in range(cell.column, cell.column + cell.width)]
        if reached > bottom:
            bottom = reached
        elif parted and bare and all(under):
            bottom += 1
        else:
            break
    return bottom if bottom < height else min(top + 1, height)


def _joined(texts: Sequence[str]) -> str:
    return " ".join(text for text, _ in groupby(texts) if text)

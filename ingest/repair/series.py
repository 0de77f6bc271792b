"""Cells of a flattened diagram that belong to one row: «بنگاه 1» here, «بنگاه 2، بنگاه 3» there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from ingest.repair.model import Damage, Repair, RepairedLine

_NUMBERED = re.compile(r"(?P<label>[^\W\d_]+(?: [^\W\d_]+)*) (?P<number>\d{1,2}|[A-Z])")
_PARTED = "، "
_DOTS = re.compile(r"\.{3,}|…")
_LEAST = 3  # cells that make a row
_FEWEST = 2  # numbered cells of a row that may lack others
_SURE = 0.9


def gather_series(lines: Sequence[RepairedLine]) -> list[RepairedLine]:
    """The lines with each row of like cells as one line, its cells parted by commas."""
    full = [number for number, line in enumerate(lines) if line.text]
    gathered: list[RepairedLine] = []
    end = 0
    for label, group in groupby(full, key=lambda number: _label(lines[number])):
        numbers = list(group)
        start, after = numbers[0], numbers[-1] + 1
        members = [lines[number] for number in numbers]
        cells = [cell for line in members for cell in _cells(line.text, label)] if label else []
        row = (
            [_row(members, sorted(cells, key=lambda cell: _place(cell.split()[-1])))]
            if len(cells) >= _LEAST and len(members) > 1
            else lines[start:after]
        )
        gathered += [*lines[end:start], *row]
        end = after
    return _with_lost_cells([*gathered, *lines[end:]])


def _label(line: RepairedLine) -> str:
    """What a line of like cells says in each of them; "" for other lines."""
    words = line.text.split()
    if len(words) > 1 and len(set(words)) == 1 and words[0].isalpha():
        return words[0]
    match = _NUMBERED.fullmatch(line.text)
    return f"{match['label']} " if match else ""


def _cells(text: str, label: str) -> list[str]:
    return [text] if label.endswith(" ") else text.split()


def _with_lost_cells(lines: Sequence[RepairedLine]) -> list[RepairedLine]:
    """Rows with the cells that they lack up to their highest number, where each of those is found: it stands
    alone, or first in one other line.
    """
    found = list(lines)
    for row in lines:
        label, cells = _parse(row.text)
        numbers = {int(cell) for cell in cells if cell.isdigit()}
        lacking = [number for number in range(1, max(numbers, default=0)) if number not in numbers]
        if len(numbers) < _FEWEST or not lacking:
            continue
        holders = [_holder(f"{label}{number}", found, row) for number in lacking]
        if all(holder is not None for holder in holders):
            _complete(found, row, label, cells, dict(zip(lacking, holders, strict=True)))
    return found


def _parse(text: str) -> tuple[str, list[str]]:
    """The label of a row and what each cell has behind it; ("", []) for other lines."""
    cells = text.split(_PARTED)
    matches = [_NUMBERED.fullmatch(cell) for cell in cells]
    labels = {match["label"] for match in matches if match}
    if len(labels) != 1 or any(
        not match and not _DOTS.fullmatch(c) for match, c in zip(matches, cells, strict=True)
    ):
        return "", []
    return f"{labels.pop()} ", [
        match["number"] if match else c for match, c in zip(matches, cells, strict=True)
    ]


def _holder(cell: str, lines: Sequence[RepairedLine], row: RepairedLine) -> RepairedLine | None:
    """The one line that is the cell, or begins with it."""
    found = [
        line for line in lines if line is not row and (line.text == cell or line.text.startswith(f"{cell} "))
    ]
    return found[0] if len(found) == 1 else None


def _complete(
    lines: list[RepairedLine],
    row: RepairedLine,
    label: str,
    cells: Sequence[str],
    lacking: Mapping[int, RepairedLine | None],
) -> None:
    """Puts the whole row in the place of its first lost cell; what else the holders say stays behind it."""
    holders = [holder for holder in lacking.values() if holder is not None]
    named = sorted([*cells, *map(str, lacking)], key=_place)
    text = _PARTED.join(cell if _DOTS.fullmatch(cell) else f"{label}{cell}" for cell in named)
    whole = RepairedLine(
        text,
        "\n".join(line.original for line in (*holders, row)),
        (
            *(repair for line in (*holders, row) for repair in line.repairs),
            Repair(Damage.CELLS, row.text, text, _SURE),
        ),
    )
    lines.remove(row)
    first = min(lines.index(holder) for holder in holders)
    for number, holder in lacking.items():
        if holder is not None:
            rest = holder.text.removeprefix(f"{label}{number}").strip()
            place = lines.index(holder)
            lines[place : place + 1] = [replace(holder, text=rest)] if rest else []
    lines.insert(first, whole)


def _place(cell: str) -> tuple[int, int, str]:
    """Numbers by their value, dots behind them, letters last."""
    if cell.isdigit():
        return 0, int(cell), ""
    return (1, 0, "") if _DOTS.fullmatch(cell) else (2, 0, cell)


def _row(members: Sequence[RepairedLine], cells: Sequence[str]) -> RepairedLine:
    text = _PARTED.join(cells)
    repairs = [repair for line in members for repair in line.repairs]
    before = " ".join(line.text for line in members)
    return RepairedLine(
        text,
        "\n".join(line.original for line in members),
        (*repairs, Repair(Damage.CELLS, before, text, _SURE)),
    )

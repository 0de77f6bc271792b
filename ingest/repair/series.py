"""Cells of a flattened diagram that belong to one row: «بنگاه 1» here, «بنگاه 2، بنگاه 3» there."""

import re
from collections.abc import Sequence
from itertools import groupby

from ingest.repair.model import Damage, Repair, RepairedLine

_NUMBERED = re.compile(r"(?P<label>[^\W\d_]+(?: [^\W\d_]+)*) (?P<number>\d{1,2}|[A-Z])")
_BEGINS_AT_TWO = re.compile(r"(?P<label>[^\W\d_]+(?: [^\W\d_]+)*) 2، (?P=label) 3\b")
_LEAST = 3  # cells that make a row
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
            [_row(members, sorted(cells))]
            if len(cells) >= _LEAST and len(members) > 1
            else lines[start:after]
        )
        gathered += [*lines[end:start], *row]
        end = after
    return _with_first_cells([*gathered, *lines[end:]])


def _label(line: RepairedLine) -> str:
    """What a line of like cells says in each of them; "" for other lines."""
    words = line.text.split()
    if len(words) > 1 and len(set(words)) == 1 and words[0].isalpha():
        return words[0]
    match = _NUMBERED.fullmatch(line.text)
    return f"{match['label']} " if match else ""


def _cells(text: str, label: str) -> list[str]:
    return [text] if label.endswith(" ") else text.split()


def _with_first_cells(lines: Sequence[RepairedLine]) -> list[RepairedLine]:
    """Rows that begin at 2 with the cell 1 that stands alone, or first in another line."""
    found = list(lines)
    for row in lines:
        match = _BEGINS_AT_TWO.match(row.text)
        if match is None:
            continue
        first = f"{match['label']} 1"
        holders = [line for line in found if line.text == first or line.text.startswith(f"{first} ")]
        if len(holders) != 1:
            continue
        holder = holders[0]
        whole = RepairedLine(
            f"{first}، {row.text}",
            f"{holder.original}\n{row.original}",
            (*holder.repairs, *row.repairs, Repair(Damage.CELLS, row.text, f"{first}، {row.text}", _SURE)),
        )
        rest = holder.text.removeprefix(first).strip()
        found.remove(row)
        place = found.index(holder)
        found[place : place + 1] = [whole, RepairedLine(rest, holder.original, holder.repairs)][
            : 1 + bool(rest)
        ]
    return found


def _row(members: Sequence[RepairedLine], cells: Sequence[str]) -> RepairedLine:
    text = "، ".join(cells)
    repairs = [repair for line in members for repair in line.repairs]
    before = " ".join(line.text for line in members)
    return RepairedLine(
        text,
        "\n".join(line.original for line in members),
        (*repairs, Repair(Damage.CELLS, before, text, _SURE)),
    )

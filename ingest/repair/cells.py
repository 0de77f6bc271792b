"""Cells of a table or of two columns that stand in one raw line."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.repair.letters import bare
from ingest.repair.lexicon import ENDINGS, FUNCTION_WORDS

_NUMBERED = re.compile(r"(\d+|[A-Z])\s*([^\W\d_A-Za-z]+(?: [^\W\d_A-Za-z]+)*)|(\.{3,}|…)")
_WIDE_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")


def column_heads(lines: Sequence[str]) -> dict[int, str]:
    """Line number -> the word that begins its second cell, for lines that are two columns of like names.

    Two columns («شرکت … شرکت …») come out as one line each; two such lines must follow each other.
    """
    full = [number for number, line in enumerate(lines) if line.strip()]
    begins = {number: lines[number].split()[0] for number in full}
    two = {
        number: begins[number]
        for number in full
        if bare(begins[number]) not in FUNCTION_WORDS
        and len(_cell_starts(lines[number], begins[number])) == 1
    }
    heads: dict[int, str] = {}
    for before, after in pairwise(full):
        for number, neighbour in ((before, after), (after, before)):
            head = two.get(neighbour, "")
            if (
                head
                and len(_cell_starts(lines[number], head)) == 1
                and (number in two or head in lines[number])
            ):
                heads[number] = head
    return {number: head for number, head in heads.items() if list(heads.values()).count(head) > 1}


def split_columns(line: str, head: str | None) -> list[str]:
    """The cells of a line; the line itself when it has one."""
    if head is None:
        return _WIDE_GAP.split(line) if _WIDE_GAP.search(line) else [line]
    start = _cell_starts(line, head)[0]
    return [line[:start].rstrip(), line[start:]]


def numbered_cells(line: str) -> str | None:
    """«۲بخش ۱بخش …» in visual order, cells of one label with a number each, listed by number, or None."""
    cells = list(_NUMBERED.finditer(line))
    labels = {match[2] for match in cells if match[2]}
    rest = _NUMBERED.sub("", line).strip()
    if len(labels) != 1 or rest or sum(bool(match[2]) for match in cells) < 2:
        return None
    label = labels.pop()
    numbers = [match[1] for match in cells if match[2]]
    digits = sorted((number for number in numbers if number.isdigit()), key=int)
    letters = sorted(number for number in numbers if not number.isdigit())
    dots = [match[3] for match in cells if match[3]][:1]
    named = [*(f"{label} {each}" for each in digits), *dots, *(f"{label} {each}" for each in letters)]
    return "، ".join(named)


def _cell_starts(line: str, head: str) -> list[int]:
    """Where `head` stands again behind at least one word, with no ending hanging on it."""
    found = []
    for match in re.finditer(rf"(?<=\S)\s+({re.escape(head)})\s+(\S+)", line):
        before = line[: match.start()].split()
        if len(before) > 1 and bare(match[2]) not in ENDINGS and bare(before[-1]) not in FUNCTION_WORDS:
            found.append(match.start(1))
    return found

"""Cells of a table or of two columns that stand in one raw line."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.repair.letters import bare
from ingest.repair.lexicon import ENDINGS, FUNCTION_WORDS

_LIKE_LINES = 2


def column_head(lines: Sequence[str]) -> str | None:
    """The word that begins several lines of a page and begins a second cell in the middle of each, if there is one.

    Two columns of names («شرکت … شرکت …») come out as one line each.
    """
    heads: Counter[str] = Counter()
    for line in lines:
        words = line.split()
        if words and len(_cell_starts(line, words[0])) == 1:
            heads[words[0]] += 1
    head, count = heads.most_common(1)[0] if heads else ("", 0)
    return head if count >= _LIKE_LINES and bare(head) not in FUNCTION_WORDS else None


def split_columns(line: str, head: str | None) -> list[str]:
    """The cells of a line that has two; else the line itself."""
    starts = _cell_starts(line, head) if head else []
    if len(starts) != 1 or head not in line[: starts[0]]:
        return [line]
    return [line[: starts[0]].rstrip(), line[starts[0] :]]


def _cell_starts(line: str, head: str) -> list[int]:
    """Where `head` stands again behind at least one word, with no ending hanging on it."""
    found = []
    for match in re.finditer(rf"(?<=\S)\s+({re.escape(head)})\s+(\S+)", line):
        before = line[: match.start()].split()
        if len(before) > 1 and bare(match[2]) not in ENDINGS and bare(before[-1]) not in FUNCTION_WORDS:
            found.append(match.start(1))
    return found

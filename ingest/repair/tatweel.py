"""Tatweel: taken out of words, and the runs put back that it tore a word apart between.

A justified newspaper line may come out as «ــران نشان … از  تجربه ای»: the run that begins inside a stretched
word first, the one that ends in it last. A token that begins with tatweel marks such a run for certain.
"""

import re
from collections.abc import Callable
from itertools import pairwise

from ingest.repair.letters import TATWEEL

_WORD_START = re.compile(rf"(?<!\S){TATWEEL}+(?=[^\s{TATWEEL}])")
_LOOSE_END = re.compile(rf"{TATWEEL}\s+(?=[^\s{TATWEEL}])")
_WIDE = re.compile(r"(?<=\S)[ ]{2,}(?=\S)")


def order_torn_runs(line: str, likely: Callable[[str], float]) -> str:
    """The line with torn words whole again and its runs in order; unchanged when none begins with tatweel.

    `likely` is ln P of a word; it finds the seam where nothing else marks it.
    """
    body = line.strip()
    starts = [match.start() for match in _WORD_START.finditer(body)]
    if not starts or starts[0] != 0:
        return line
    last = _last_run(body, starts, likely)
    if last is None:
        return line
    edges = [*starts, last, len(body)]
    runs = [body[start:end] for start, end in pairwise(edges)]
    ordered = ""
    for run in reversed(runs):
        ordered = (
            ordered.rstrip(f" {TATWEEL}") + run.lstrip(TATWEEL) if run.startswith(TATWEEL) else ordered + run
        )
    return ordered.strip() + (" " if runs[0] != runs[0].rstrip() else "")


def _last_run(body: str, starts: list[int], likely: Callable[[str], float]) -> int | None:
    """Where the line's first run begins in the raw order: behind a loose end, a wide gap or a half word."""
    for pattern in (_LOOSE_END, _WIDE):
        found = [match.end() for match in pattern.finditer(body) if match.end() > starts[-1] + 1]
        if found:
            return found[-1]
    if len(starts) < 2:
        return None
    continuation = body[starts[-2] :].split()[0].replace(TATWEEL, "")
    gains = {}
    for match in re.finditer(r"(\S+)\s+(?=\S)", body[starts[-1] :]):
        half = match[1].replace(TATWEEL, "")
        if match.start():
            gains[match.end()] = likely(half + continuation) - likely(half)
    best = max(gains, key=lambda end: gains[end], default=0)
    return starts[-1] + best if best and gains[best] > 0 else None


def without_tatweel(text: str) -> str:
    """Tatweel that stretches a word is no letter; «هـ» as a list letter keeps its form."""
    return re.sub(rf"(?<!ه){TATWEEL}+|(?<=\wه){TATWEEL}+|(?<=ه){TATWEEL}+(?=[^\W\d_])", "", text)

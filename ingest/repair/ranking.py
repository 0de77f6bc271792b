"""A second opinion on a damaged line: something that ranks our own readings of it, and never writes."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from ingest.repair.letters import bare

_MOST_FAILURES = 3  # in a row; then the rest of the document is read without it


class RankerUnusable(Exception):
    """REPAIR_RANKER names nothing that can rank; the message says why."""


class Ranker(Protocol):
    """Ranks readings of one line."""

    name: str  # another name means that documents are read again

    def rank(self, readings: Sequence[str], seconds: float) -> int | None:
        """The index of the best reading within `seconds` and a moment; None where it cannot say."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """A ranker and the time it may take."""

    ranker: Ranker
    line_seconds: float
    document_seconds: float


class Adviser:
    """A ranker with a budget for one document; what it answers can only choose among our readings."""

    def __init__(self, ranking: Ranking, clock: Callable[[], float] = time.monotonic) -> None:
        self._ranking = ranking
        self._clock = clock
        self._left = ranking.document_seconds
        self._failures = 0

    def choose(self, readings: Sequence[str]) -> int:
        """The index of the reading to take: 0, our own best, unless another is preferred.

        Only readings with the letters and digits of our own best are put to the ranker.
        """
        content = letters_and_digits(readings[0])
        same = [number for number, text in enumerate(readings) if letters_and_digits(text) == content]
        if len(same) < 2 or self._left <= 0 or self._failures >= _MOST_FAILURES:
            return 0
        started = self._clock()
        seconds = min(self._ranking.line_seconds, self._left)
        found = self._ranking.ranker.rank([readings[number] for number in same], seconds)
        self._left -= self._clock() - started
        if found is None or not 0 <= found < len(same):
            self._failures += 1
            return 0
        self._failures = 0
        return same[found]


def letters_and_digits(text: str) -> Counter[str]:
    """How often each letter and digit occurs."""
    return Counter(char for char in bare(text) if char.isalnum())

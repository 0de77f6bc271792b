"""What the documents lack: refused questions of late, grouped by what they ask, beside the page."""

import logging
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import numpy as np

from bot.staff.grouping import groups_of
from bot.staff.likeness import ALIKE, Likeness
from bot.staff.questions import Asked, Kind
from bot.staff.reviewed import Embed, folded
from knowledge.engine import Vectors

log = logging.getLogger(__name__)

LATEST = 20_000  # refused questions that are looked at
WORDINGS = 5_000  # of them, different ones: each costs one embedding, once
_FIRST, _THEN = 300, 1_500  # wordings embedded before the first groups are shown, and between the next ones


@dataclass(frozen=True, slots=True)
class Lack:
    """Refused questions that ask the same."""

    text: str  # the one most like the others
    count: int
    others: tuple[str, ...]  # different wordings, the most frequent first
    last_at: datetime
    id: int  # of the newest one


@dataclass(frozen=True, slots=True)
class Look:
    """The groups as far as they are known."""

    lacks: Sequence[Lack]  # the largest first
    waiting: int = 0  # wordings that are yet to be read


class Refusals(Protocol):
    """Where refused questions are read: the part of Questions that is needed here."""

    def page(self, kind: Kind, limit: int) -> Sequence[Asked]:
        """At most `limit`, the newest first."""


class Lacks:
    """Groups of refused questions; one thread at a time works them out, and a page waits a little for it."""

    def __init__(self, questions: Refusals, embed: Embed, patience: float = 2.0, rest: float = 0.004) -> None:
        """`patience` is how long a look waits, `rest` the pause after each embedding; in seconds."""
        self._questions = questions
        self._embed = embed
        self._patience = patience
        self._rest = rest
        self._vectors: dict[str, Vectors] = {}
        self._lock = threading.Lock()
        self._worker: threading.Thread | None = None
        self._found: Look | None = None

    def look(self) -> Look:
        """What is asked in vain; with `waiting` above 0 it is worth looking again in a while."""
        with self._lock:
            if self._worker is None or not self._worker.is_alive():
                self._worker = threading.Thread(target=self._work, name="lacks", daemon=True)
                self._worker.start()
            worker = self._worker
        worker.join(self._patience)
        found = self._found
        return found if found is not None else Look((), waiting=1)

    def _work(self) -> None:
        try:
            self._look_through()
        except Exception as error:  # the next look tries again; questions of people are not logged
            log.warning("what the documents lack was not worked out: %s", type(error).__name__)

    def _look_through(self) -> None:
        wordings = _wordings(self._questions.page(Kind.REFUSED, LATEST))
        known = {wording: self._vectors[wording] for wording in wordings if wording in self._vectors}
        unread = [wording for wording in wordings if wording not in known]
        self._vectors = known  # wordings that are gone are let go
        size = _FIRST
        while unread:
            chunk, unread, size = unread[:size], unread[size:], _THEN
            for wording in chunk:
                known[wording] = self._embed.query_vector(_usual(wordings[wording]))
                time.sleep(self._rest)
            if unread:
                self._found = Look(_grouped(wordings, known), len(unread))
        self._found = Look(_grouped(wordings, known))


def _wordings(asked: Sequence[Asked]) -> dict[str, list[Asked]]:
    """The questions by their one spelling; of too many wordings the latest."""
    wordings: dict[str, list[Asked]] = {}
    for one in sorted(asked, key=lambda one: (one.at, one.id), reverse=True):
        wording = folded(one.text)
        if wording and (wording in wordings or len(wordings) < WORDINGS):
            wordings.setdefault(wording, []).append(one)
    return wordings


def _grouped(wordings: dict[str, list[Asked]], vectors: dict[str, Vectors]) -> list[Lack]:
    """The wordings with a vector, (d,) float32 and L2-normalised, in groups, the largest first."""
    names = sorted(wording for wording in wordings if wording in vectors)  # so that no order tells
    if not names:
        return []
    texts = [_usual(wordings[name]) for name in names]
    likeness = Likeness(texts, np.stack([vectors[name] for name in names]))
    counts = np.array([len(wordings[name]) for name in names], dtype=np.float32)
    lacks = []
    for members in groups_of(len(names), likeness.between, ALIKE):
        middle = likeness.between(members, members) @ counts[members]
        ranked = sorted(members, key=lambda number: (-counts[number], number))
        medoid = members[int(middle.argmax())]
        everything = [one for number in members for one in wordings[names[number]]]
        newest = max(everything, key=lambda one: (one.at, one.id))
        others = tuple(texts[number] for number in ranked if number != medoid)
        lacks.append(Lack(texts[medoid], len(everything), others, newest.at, newest.id))
    return sorted(lacks, key=lambda lack: (lack.count, lack.last_at, lack.id), reverse=True)


def _usual(asked: Sequence[Asked]) -> str:
    """Of one wording's spellings the most frequent."""
    spelled = Counter(one.text for one in asked)
    return min(spelled, key=lambda text: (-spelled[text], text))

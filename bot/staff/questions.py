"""What people have asked: answered, refused, disliked; and what the documents lack, grouped by likeness."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import numpy as np

from bot.dialogue.turn import Outcome, Reply
from bot.staff.rights import Visit
from knowledge.persian import fold

type Vectors = np.ndarray[tuple[int, ...], np.dtype[np.float32]]

# Cosine from which two questions count as asking the same. Measured with e5-onnx on nineteen pairs: the
# same in other words 0.921 to 0.982, something else up to 0.919, but 0.94 and 0.97 where one word differs.
LIKE = 0.92
_PERSONAL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|@\w{4,}|(?:[\d۰-۹٠-٩][ \-]?){7,}")


class Kind(StrEnum):
    ALL = "all"
    ANSWERED = "answered"
    REFUSED = "refused"
    DISLIKED = "disliked"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to the documents with what became of it."""

    id: int
    text: str
    at: datetime
    channel: str
    outcome: Outcome
    verdict: str | None
    reason: str | None
    marked: bool  # whether it is an evaluation case


@dataclass(frozen=True, slots=True)
class AskedWhole:
    """A question with its answer and the questions before it."""

    asked: Asked
    earlier: tuple[str, ...]  # oldest first
    reply: Reply


@dataclass(frozen=True, slots=True)
class Lack:
    """Refused questions that ask the same."""

    text: str  # the one most like the others
    count: int
    others: tuple[str, ...]  # different wordings, the most frequent first
    last_at: datetime
    id: int  # of the newest one


class Questions(Protocol):
    """Where questions are read; nothing says who has asked."""

    def page(self, kind: Kind, limit: int, before: int | None = None) -> Sequence[Asked]:
        """At most `limit`, the newest first, with ids below `before`."""

    def find(self, question_id: int) -> AskedWhole | None: ...

    def mark(self, question_id: int, account_id: int, answer_id: int | None, now: datetime) -> bool:
        """Makes it an evaluation case, with the reviewed answer where there is one; False when it was one."""


def veiled(visit: Visit, asked: Asked) -> Asked:
    """Without telephone numbers and addresses for a blind visit."""
    return replace(asked, text=_PERSONAL.sub("…", asked.text), reason=None) if visit.blind else asked


def group(asked: Sequence[Asked], vectors: Vectors, like: float = LIKE) -> list[Lack]:
    """The questions in groups, the largest first; `vectors` is (n, d) float32, L2-normalised.

    Greedy leader clustering (Hartigan 1975): the most frequent wording leads, and takes every later one whose
    cosine to it reaches `like`.
    """
    wordings: dict[str, list[int]] = {}
    for number, one in enumerate(asked):
        wordings.setdefault(" ".join(fold(one.text).split()), []).append(number)
    ranked = sorted(wordings.values(), key=lambda numbers: (-len(numbers), numbers[0]))
    groups: list[list[list[int]]] = []
    leaders: list[Vectors] = []
    for numbers in ranked:
        vector = vectors[numbers[0]]
        cosines = np.asarray(leaders) @ vector if leaders else np.zeros(0, dtype=np.float32)
        if cosines.size and float(cosines.max()) >= like:
            groups[int(cosines.argmax())].append(numbers)
        else:
            groups.append([numbers])
            leaders.append(vector)
    lacks = [_lack(asked, one) for one in groups]
    return sorted(lacks, key=lambda lack: (lack.count, lack.last_at), reverse=True)


def _lack(asked: Sequence[Asked], wordings: Sequence[Sequence[int]]) -> Lack:
    everything = [asked[number] for numbers in wordings for number in numbers]
    newest = max(everything, key=lambda one: one.at)
    return Lack(
        asked[wordings[0][0]].text,
        len(everything),
        tuple(asked[numbers[0]].text for numbers in wordings[1:]),
        newest.at,
        newest.id,
    )

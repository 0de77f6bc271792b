"""What people have asked: answered, refused, disliked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.dialogue.turn import Outcome, Reply
from bot.staff.rights import Visit
from knowledge.document import Citation

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
class Expected:
    """What a right answer is, as staff say: these facts from this place of a document, or a refusal."""

    question: str  # so that it is understood without the ones before it
    must: tuple[tuple[str, ...], ...] = ()  # facts, each in alternative wordings
    citation: Citation | None = None  # where the facts stand; None: the documents do not have it


@dataclass(frozen=True, slots=True)
class Marked:
    """A question that is an evaluation case without a reviewed answer."""

    id: int
    question: str
    reason: str | None  # why its answer was disliked
    expected: Expected | None  # None: nobody has said yet what is right


@dataclass(frozen=True, slots=True)
class AskedWhole:
    """A question with its answer and the questions before it."""

    asked: Asked
    earlier: tuple[str, ...]  # oldest first
    reply: Reply
    expected: Expected | None = None


class Questions(Protocol):
    """Where questions are read; nothing says who has asked."""

    def page(self, kind: Kind, limit: int, before: int | None = None) -> Sequence[Asked]:
        """At most `limit`, the newest first, with ids below `before`."""

    def find(self, question_id: int) -> AskedWhole | None: ...

    def mark(
        self,
        question_id: int,
        account_id: int,
        now: datetime,
        answer_id: int | None = None,
        expected: Expected | None = None,
    ) -> bool:
        """Makes it an evaluation case; False when it was one.

        A reviewed answer or what is expected is kept in both cases, in place of an earlier one.
        """


def veiled(visit: Visit, asked: Asked) -> Asked:
    """Without telephone numbers and addresses for a blind visit."""
    return replace(asked, text=_PERSONAL.sub("…", asked.text), reason=None) if visit.blind else asked

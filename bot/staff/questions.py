"""What people have asked: answered, refused, disliked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.dialogue.turn import Outcome, Reply
from bot.staff.rights import Visit

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

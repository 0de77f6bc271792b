"""What the dialogue needs from the outside; stores and answerers implement these."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.dialogue.turn import Attachment, Language, Outcome, Reply, SessionKey, Turn

type Json = bool | int | float | str | list[Json] | dict[str, Json] | None

ANSWERED = frozenset({Outcome.ANSWER, Outcome.ABSTENTION})  # outcomes of questions to the documents
TALK = ANSWERED | {Outcome.SMALL_TALK}  # … and of what people tell beside them


class Verdict(StrEnum):
    UP = "up"  # 👍
    DOWN = "down"  # 👎


@dataclass(frozen=True, slots=True)
class Rating:
    """What a person thinks of the reply to one of their questions."""

    verdict: Verdict
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class RunningFlow:
    """A flow that has begun and not ended, as it waits between two turns."""

    name: str
    version: int  # of the flow's state; a program with another version lets it go
    seed: Json  # what it was started with
    state: Json
    touched_at: datetime  # aware, UTC: the last turn that was part of it
    asides: int = 0  # questions asked in between, since then
    paused: bool = False  # nothing that is typed is an answer until the person goes on
    below: "RunningFlow | None" = None  # a lasting one that goes on when this one has ended
    remind_at: datetime | None = None  # when to ask, unasked, whether to go on; None: not at all


@dataclass(frozen=True, slots=True)
class Budget:
    """How many turns a person may take at once; see limits.spend."""

    left: float
    at: datetime  # aware, UTC


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a session stands between two turns."""

    language: Language
    flow: RunningFlow | None
    news: bool = False  # something waits to be told; see OpenSession.take_notices


@dataclass(frozen=True, slots=True)
class Exchange:
    """One earlier turn of a session with what was answered."""

    turn_id: str
    text: str
    reply: Reply
    sent_at: datetime
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class RatedTurn:
    """A rated answer with all that is needed to ask the same again."""

    id: int  # stable and unique over all people
    channel: str
    question: str
    earlier: tuple[str, ...]  # the same person's questions before it, oldest first
    reply: Reply  # answer and citations
    index_version: str | None
    rating: Rating
    rated_at: datetime


@dataclass(frozen=True, slots=True)
class AssessmentRecord:
    """A finished self-assessment of a person; bot.assessment.result reads what is in it."""

    id: str  # unique over all people
    instrument: str  # key
    version: str  # of the instrument
    taken_at: datetime  # aware, UTC
    answers: dict[str, Json]  # indicator to level, None without one
    scores: dict[str, float | None]  # dimension to score
    result: Json  # all of it, as it was told
    province: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class PartKey[P]:
    """Names what a package above the dialogue keeps of a person; see OpenSession.part."""

    name: str


class SessionBusy(RuntimeError):
    """An earlier message of the same person is still being answered."""


class OpenSession(Protocol):
    """One person's session in one transaction: what is set here is stored if it closes without an error."""

    flow: RunningFlow | None
    budget: Budget | None
    language: Language

    def reply_to(self, turn_id: str) -> Reply | None:
        """The recorded reply to this turn, or None when it is new."""

    def history(self, limit: int) -> Sequence[Exchange]:
        """The last `limit` exchanges, oldest first."""

    def said(self, limit: int) -> Sequence[str]:
        """The last `limit` messages of the talk, oldest first; without those to a flow or for a service."""

    def last_answer(self) -> Exchange | None:
        """The newest exchange whose reply can be rated."""

    def rating(self, turn_id: str) -> Rating | None:
        """What the person thinks of the reply to this turn."""

    def rate(self, turn_id: str, rating: Rating) -> None:
        """Keeps the rating of a recorded turn in place of an earlier one."""

    def record(self, turn: Turn, reply: Reply, latency_ms: float) -> None:
        """Keeps the turn and its reply."""

    def keep_assessment(self, record: AssessmentRecord) -> None:
        """Keeps a finished self-assessment beside the earlier ones."""

    def assessments(self, limit: int) -> Sequence[AssessmentRecord]:
        """The last `limit` finished self-assessments, oldest first, those kept just now among them."""

    def part[P](self, part: PartKey[P]) -> P:
        """What is kept under this name of the person; what is written there is stored with the turn."""

    def take_notices(self) -> Sequence[str]:
        """What the person is still to be told, oldest first; told again unless a turn is recorded."""

    def forget(self) -> None:
        """Erases everything that is held about this person; nothing set or recorded here is kept either."""


class Sessions(Protocol):
    """Where sessions live. Turns of one person never run at the same time, on any replica."""

    def open(self, key: SessionKey) -> AbstractContextManager[OpenSession]:
        """This person's session until the `with` block ends; raises SessionBusy after a long wait."""

    def standing(self, key: SessionKey) -> Standing:
        """Where this session stands, without waiting for a running turn."""

    def export(self, key: SessionKey) -> dict[str, Json]:
        """Everything that is held about this person."""


@dataclass(frozen=True, slots=True)
class File:
    """What a person gets to keep."""

    name: str  # ASCII, with its ending
    media_type: str
    content: bytes


class Attachments(Protocol):
    """Makes the files of one kind."""

    def open(self, key: SessionKey, attachment: Attachment) -> File | None:
        """The file, None when this person has nothing of this id (any more)."""


class Assessments(Protocol):
    """Finished self-assessments, without waiting for a running turn."""

    def assessments(self, key: SessionKey, limit: int) -> Sequence[AssessmentRecord]:
        """The last `limit` of this session, oldest first."""


class Answers(Protocol):
    """Finds and composes the answer to a question."""

    def answer(self, question: str, history: Sequence[str] = ()) -> Reply:
        """A verified answer or an abstention; `history` is what the person said before, oldest first."""


class Service(Protocol):
    """Takes turns that it knows by their button or their words, before they are taken for questions."""

    def take(self, session: OpenSession, turn: Turn) -> Reply | None:
        """The reply; None when the turn is not for it."""


class Transcripts(Protocol):
    """What was said before, for showing it again."""

    def exchanges(self, key: SessionKey, limit: int) -> Sequence[Exchange]:
        """The last `limit` recorded exchanges of this session, oldest first."""


@dataclass(frozen=True, slots=True)
class Found:
    """One passage that search found."""

    id: str
    text: str
    source: str  # file name
    title: str  # of the document
    locator: str
    score: float


@dataclass(frozen=True, slots=True)
class KnowledgeState:
    """Which knowledge is answering now."""

    version: str
    documents: int


class Search(Protocol):
    """Finds passages as they are, without composing an answer."""

    def search(self, query: str, limit: int) -> Sequence[Found]:
        """At most `limit` passages, best first; empty when the query has no words."""

    def state(self) -> KnowledgeState: ...

"""Sessions that live as long as the program: for one question, for batches and for tests."""

import copy
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.dialogue.ports import (
    ANSWERED,
    TALK,
    AssessmentRecord,
    Budget,
    Exchange,
    Json,
    OpenSession,
    PartKey,
    Rating,
    RunningFlow,
    Standing,
)
from bot.dialogue.turn import Language, Outcome, Reply, SessionKey, Turn


class MemorySessions:
    """Sessions in a dictionary; one turn at a time over all people."""

    def __init__(self, earlier: Sequence[str] = ()) -> None:
        """`earlier` holds questions that every session starts with, oldest first."""
        unknown = Reply(Outcome.ANSWER, ())
        self._earlier = [Exchange("", text, unknown, datetime.now(UTC)) for text in earlier]
        self._sessions: dict[SessionKey, _MemorySession] = {}
        self._lock = threading.Lock()

    @contextmanager
    def open(self, key: SessionKey) -> Iterator[OpenSession]:
        with self._lock:
            session = self._copy(key)
            yield session
            if session.forgotten:
                self._sessions.pop(key, None)
            else:
                self._sessions[key] = session

    def exchanges(self, key: SessionKey, limit: int) -> Sequence[Exchange]:
        return [exchange for exchange in self._copy(key).history(limit) if exchange.turn_id]

    def standing(self, key: SessionKey) -> Standing:
        session = self._copy(key)
        return Standing(session.language, session.flow)

    def assessments(self, key: SessionKey, limit: int) -> Sequence[AssessmentRecord]:
        return self._copy(key).assessments(limit)

    def export(self, key: SessionKey) -> dict[str, Json]:
        turns: list[Json] = [
            {"text": exchange.text, "reply": exchange.reply.plain()}
            for exchange in self.exchanges(key, 10**6)
        ]
        assessments: list[Json] = [record.result for record in self._copy(key).assessed]
        sessions: list[Json] = [{"turns": turns, "assessments": assessments}]
        return {"channel": key.channel, "person": key.person, "sessions": sessions}

    def _copy(self, key: SessionKey) -> "_MemorySession":
        known = self._sessions.get(key) or _MemorySession(self._earlier)
        return copy.copy(known).apart()


@dataclass
class _MemorySession:
    earlier: list[Exchange]
    turns: list[tuple[Turn, Reply]] = field(default_factory=list)
    ratings: dict[str, Rating] = field(default_factory=dict)
    assessed: list[AssessmentRecord] = field(default_factory=list)
    flow: RunningFlow | None = None
    budget: Budget | None = None
    language: Language = Language.PERSIAN
    forgotten: bool = False

    def apart(self) -> "_MemorySession":
        """Lists of its own, so that a turn that fails changes nothing."""
        self.turns, self.ratings = list(self.turns), dict(self.ratings)
        self.assessed = list(self.assessed)
        return self

    def reply_to(self, turn_id: str) -> Reply | None:
        return next((reply for turn, reply in self.turns if turn.turn_id == turn_id), None)

    def history(self, limit: int) -> Sequence[Exchange]:
        said = [
            Exchange(
                turn.turn_id,
                turn.text,
                reply,
                turn.sent_at,
                rating.verdict if (rating := self.ratings.get(turn.turn_id)) else None,
            )
            for turn, reply in self.turns
        ]
        return [*self.earlier, *said][-limit:]

    def said(self, limit: int) -> Sequence[str]:
        return [e.text for e in self.history(10**6) if e.reply.outcome in TALK][-limit:]

    def last_answer(self) -> Exchange | None:
        said = [e for e in self.history(10**6) if e.turn_id and e.reply.outcome in ANSWERED]
        return said[-1] if said else None

    def rating(self, turn_id: str) -> Rating | None:
        return self.ratings.get(turn_id)

    def rate(self, turn_id: str, rating: Rating) -> None:
        self.ratings[turn_id] = rating

    def record(self, turn: Turn, reply: Reply, latency_ms: float) -> None:
        self.turns.append((turn, reply))

    def keep_assessment(self, record: AssessmentRecord) -> None:
        self.assessed.append(record)

    def assessments(self, limit: int) -> Sequence[AssessmentRecord]:
        return self.assessed[-limit:]

    def part(self, part: PartKey[Any]) -> Any:
        """Nothing is kept beside the session: nothing here starts what would ask for it."""
        raise LookupError(part.name)

    def take_notices(self) -> Sequence[str]:
        return ()

    def forget(self) -> None:
        self.forgotten = True

"""Sessions that live as long as the program: for one question, for batches and for tests."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from bot.dialogue.ports import Exchange, OpenSession
from bot.dialogue.turn import Outcome, Reply, SessionKey, Turn


class MemorySessions:
    """Sessions in a dictionary; one turn at a time over all people."""

    def __init__(self, earlier: Sequence[str] = ()) -> None:
        """`earlier` holds questions that every session starts with, oldest first."""
        unknown = Reply(Outcome.NOTICE, ())
        self._earlier = [Exchange("", text, unknown, datetime.now(UTC)) for text in earlier]
        self._turns: dict[SessionKey, list[tuple[Turn, Reply]]] = {}
        self._lock = threading.Lock()

    @contextmanager
    def open(self, key: SessionKey) -> Iterator[OpenSession]:
        with self._lock:
            session = _MemorySession(self._earlier, self._turns.get(key, []))
            yield session
            self._turns[key] = session.turns

    def exchanges(self, key: SessionKey, limit: int) -> Sequence[Exchange]:
        return _MemorySession([], self._turns.get(key, [])).history(limit)


class _MemorySession:
    def __init__(self, earlier: list[Exchange], turns: list[tuple[Turn, Reply]]) -> None:
        self._earlier = earlier
        self.turns = list(turns)

    def reply_to(self, turn_id: str) -> Reply | None:
        return next((reply for turn, reply in self.turns if turn.turn_id == turn_id), None)

    def history(self, limit: int) -> Sequence[Exchange]:
        said = [Exchange(turn.turn_id, turn.text, reply, turn.sent_at) for turn, reply in self.turns]
        return [*self._earlier, *said][-limit:]

    def record(self, turn: Turn, reply: Reply, latency_ms: float) -> None:
        self.turns.append((turn, reply))

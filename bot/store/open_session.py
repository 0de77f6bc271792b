"""One person's session in one transaction: read from SQL as it is asked for, and kept until it is stored."""

from collections.abc import Callable, Sequence
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, select

from bot.dialogue.ports import (
    AssessmentRecord,
    Budget,
    Exchange,
    PartKey,
    Rating,
    RunningFlow,
    Verdict,
)
from bot.dialogue.turn import Language, Reply, SessionKey, Turn
from bot.intake.ports import OWN_CASES
from bot.store.assessments import read_assessments
from bot.store.exchanges import OF_SESSION, find_reply, named, read_answered, read_exchanges, read_talk
from bot.store.notifying import Notifier, unseen_notices
from bot.store.own_cases import SqlOwnCases
from bot.store.sealing import open_json
from bot.store.tables import feedback, sessions, turns
from bot.store.vault import Vault

type _Reader = Callable[[Connection, SessionKey, int, Vault], Sequence[Exchange]]

FLOW = TypeAdapter(RunningFlow)
_STATE = select(
    sessions.c.id,
    sessions.c.version,
    sessions.c.flow,
    sessions.c.turns_left,
    sessions.c.turns_left_at,
    sessions.c.language,
).where(OF_SESSION)


class SqlSession:
    """One person's session; what is set and recorded stays here until SqlSessions stores it."""

    def __init__(
        self,
        connection: Connection,
        begin: Callable[[], Connection],
        key: SessionKey,
        vault: Vault,
        notifier: Notifier,
    ) -> None:
        """`begin` opens the transaction that is stored with the turn."""
        self._connection = connection
        self._begin = begin
        self._writer: Connection | None = None
        self._vault = vault
        self._notifier = notifier
        self.key = key
        row = connection.execute(_STATE, named(key)).one_or_none()
        self.row: int | None = row.id if row else None  # of a person who is new there is nothing to look up
        self.version: int = row.version if row else 0
        self.language = Language(row.language) if row else Language.PERSIAN
        self.flow: RunningFlow | None = read_flow(row.flow, vault) if row else None
        self.budget: Budget | None = None
        if row and row.turns_left_at is not None:
            self.budget = Budget(row.turns_left, row.turns_left_at)
        self.recorded: list[tuple[Turn, Reply, float]] = []
        self.rated: dict[str, Rating] = {}
        self.assessed: list[AssessmentRecord] = []
        self.noticed: list[int] = []
        self.forgotten = False

    @property
    def changed(self) -> bool:
        return bool(self.recorded or self.forgotten)

    def reply_to(self, turn_id: str) -> Reply | None:
        return None if self.row is None else find_reply(self._connection, self.key, turn_id, self._vault)

    def history(self, limit: int) -> Sequence[Exchange]:
        return self._past(read_exchanges, limit)

    def said(self, limit: int) -> Sequence[str]:
        return [each.text for each in self._past(read_talk, limit)]

    def last_answer(self) -> Exchange | None:
        return next(iter(self._past(read_answered, 1)), None)

    def _past(self, read: _Reader, limit: int) -> Sequence[Exchange]:
        return () if self.row is None else read(self._connection, self.key, limit, self._vault)

    def rating(self, turn_id: str) -> Rating | None:
        query = (
            select(feedback.c.verdict, feedback.c.reason)
            .select_from(feedback.join(turns).join(sessions))
            .where(
                sessions.c.channel == self.key.channel,
                sessions.c.person == self.key.person,
                turns.c.turn_id == turn_id,
            )
        )
        row = self._connection.execute(query).one_or_none()
        return None if row is None else Rating(Verdict(row.verdict), row.reason)

    def rate(self, turn_id: str, rating: Rating) -> None:
        self.rated[turn_id] = rating

    def record(self, turn: Turn, reply: Reply, latency_ms: float) -> None:
        self.recorded.append((turn, reply, latency_ms))

    def keep_assessment(self, record: AssessmentRecord) -> None:
        self.assessed.append(record)

    def assessments(self, limit: int) -> Sequence[AssessmentRecord]:
        return [*read_assessments(self._connection, self.key, limit), *self.assessed][-limit:]

    def part(self, part: PartKey[Any]) -> Any:
        return _PARTS[part.name](self._connection, self.writing, self.key, self._vault, self._notifier)

    def take_notices(self) -> Sequence[str]:
        found = unseen_notices(self._connection, self.key)
        self.noticed += [number for number, _ in found]
        return [text for _, text in found]

    def writing(self) -> Connection:
        """The transaction of this turn; from here on SQLite lets nobody else write until it ends."""
        if self._writer is None:
            self._writer = self._begin()
        return self._writer

    def undo(self) -> None:
        if self._writer is not None:
            self._writer.rollback()

    def forget(self) -> None:
        self.forgotten = True


_PARTS = {OWN_CASES.name: SqlOwnCases}


def read_flow(stored: Any, vault: Vault) -> RunningFlow | None:
    """The flow of a session's row."""
    return None if stored is None else FLOW.validate_python(open_json(stored, vault))

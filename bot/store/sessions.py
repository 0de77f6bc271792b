"""Sessions and their turns in SQL: a turn is recorded whole or not at all, one person at a time."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, bindparam, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError

from bot.dialogue.ports import (
    AssessmentRecord,
    Exchange,
    Json,
    OpenSession,
    SessionBusy,
    Standing,
)
from bot.dialogue.turn import Language, SessionKey
from bot.store.assessments import read_assessments, store_assessment
from bot.store.database import reading, sqlite_file
from bot.store.exchanges import OF_SESSION, named, read_exchanges, store_rating
from bot.store.locks import FileLocks
from bot.store.notifying import Notifier, mark_shown, unseen_notices
from bot.store.open_session import FLOW, SqlSession, read_flow
from bot.store.people import erase_person, export_person
from bot.store.replies import dump_reply
from bot.store.sealing import seal_json, seal_reply, seal_text
from bot.store.tables import sessions, turns
from bot.store.vault import Vault

PATIENCE = 60.0  # seconds a turn waits for an earlier one of the same person

_LOCK_NOT_AVAILABLE = "55P03"  # what PostgreSQL answers after lock_timeout

_NEW_ROW = {
    "sqlite": sqlite.insert(sessions).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(sessions).on_conflict_do_nothing(),
}
# SQLite has no FOR UPDATE and leaves it out
_LOCKED_ROW = select(sessions.c.id).where(OF_SESSION).with_for_update()
# SQLite gives the number of an erased row to the next person: the row must still be this one's
_NEW_STATE = update(sessions).where(
    sessions.c.id == bindparam("row"),
    sessions.c.version == bindparam("seen"),
    sessions.c.channel == bindparam("own_channel"),
    sessions.c.person == bindparam("own_person"),
)
_RECORD = turns.insert()


class SqlSessions:
    """Sessions on SQLite or PostgreSQL; any number of threads, processes or replicas may share one.

    On PostgreSQL the session's row stays locked for the whole turn. On SQLite a file lock of the person
    does that, and the database itself is locked only for the moment of writing.
    """

    def __init__(
        self,
        engine: Engine,
        index_version: Callable[[], str | None] = lambda: None,
        patience: float = PATIENCE,
        vault: Vault | None = None,
        notifier: Notifier | None = None,
    ) -> None:
        """`index_version` names the knowledge that is answering now; `patience` is in seconds.

        `vault` seals what is personal; without one it is stored as it is. `notifier` writes to people on
        other channels than the session's.
        """
        self._engine = engine
        self._reading = reading(engine)
        self._index_version = index_version
        self._patience = patience
        self._vault = vault or Vault()
        self._notifier = notifier or Notifier()
        self._open = self._on_rows
        if engine.dialect.name == "sqlite":
            file = sqlite_file(engine.url)
            self._locks = FileLocks(file.with_name(file.name + "-locks"), patience)
            self._writing = threading.Lock()
            self._open = self._on_files

    def open(self, key: SessionKey) -> AbstractContextManager[OpenSession]:
        """This person's session until the `with` block ends; raises SessionBusy after the patience."""
        return self._open(key)

    def exchanges(self, key: SessionKey, limit: int) -> Sequence[Exchange]:
        """The last recorded exchanges, oldest first, without waiting for a running turn."""
        with self._reading.connect() as connection:
            return read_exchanges(connection, key, limit, self._vault)

    def standing(self, key: SessionKey) -> Standing:
        """Where this session stands, without waiting for a running turn."""
        query = select(sessions.c.language, sessions.c.flow).where(OF_SESSION)
        with self._reading.connect() as connection:
            row = connection.execute(query, named(key)).one_or_none()
            news = bool(unseen_notices(connection, key))
        if row is None:
            return Standing(Language.PERSIAN, None, news)
        return Standing(Language(row.language), read_flow(row.flow, self._vault), news)

    def assessments(self, key: SessionKey, limit: int) -> Sequence[AssessmentRecord]:
        """The last finished self-assessments, oldest first, without waiting for a running turn."""
        with self._reading.connect() as connection:
            return read_assessments(connection, key, limit)

    def export(self, key: SessionKey) -> dict[str, Json]:
        """Everything that is held about this person."""
        return export_person(self._engine, key, self._vault)

    @contextmanager
    def _on_files(self, key: SessionKey) -> Iterator[OpenSession]:
        with self._locks.hold(key), ExitStack() as stack:
            connection = stack.enter_context(self._reading.connect())

            def begin() -> Connection:
                # SQLite has those who wait for its write lock sleep longer and longer, and newcomers get it
                stack.enter_context(self._writing)
                return stack.enter_context(self._engine.begin())

            session = SqlSession(connection, begin, key, self._vault, self._notifier)
            yield session
            self._close(session)

    @contextmanager
    def _on_rows(self, key: SessionKey) -> Iterator[OpenSession]:
        with self._engine.begin() as connection:
            try:
                connection.execute(
                    text("SELECT set_config('lock_timeout', :wait, true)"), {"wait": f"{self._patience:.3f}s"}
                )
                _lock_row(connection, key)
            except OperationalError as error:
                if getattr(error.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE:
                    raise SessionBusy("an earlier message of this person is still being answered") from error
                raise
            session = SqlSession(connection, lambda: connection, key, self._vault, self._notifier)
            yield session
            self._close(session)

    def _close(self, session: SqlSession) -> None:
        """Stores what the turn has changed; without a recorded turn nothing of it stays."""
        if session.changed:
            self._store(session.writing(), session)
        else:
            session.undo()

    def _store(self, connection: Connection, session: SqlSession) -> None:
        if session.forgotten:
            erase_person(connection, session.key)
            return
        row = session.row if session.row is not None else _lock_row(connection, session.key)
        self._store_state(connection, row, session)
        version = self._index_version()
        for turn, reply, latency_ms in session.recorded:
            connection.execute(
                _RECORD,
                {
                    "session_id": row,
                    "turn_id": turn.turn_id,
                    "text": seal_text(turn.text, reply.outcome, self._vault),
                    "choice": turn.choice,
                    "outcome": reply.outcome,
                    "reply": seal_reply(dump_reply(reply), reply.outcome, self._vault),
                    "latency_ms": latency_ms,
                    "index_version": version,
                    "sent_at": turn.sent_at,
                },
            )
        for turn_id, rating in session.rated.items():
            store_rating(connection, row, turn_id, rating)
        for record in session.assessed:
            store_assessment(connection, row, record)
        mark_shown(connection, session.noticed)

    def _store_state(self, connection: Connection, row: int, session: SqlSession) -> None:
        """Raises SessionBusy when somebody else has stored a turn since the session was read."""
        flow, budget = session.flow, session.budget
        stored = connection.execute(
            _NEW_STATE,
            {
                "row": row,
                "seen": session.version,
                "own_channel": session.key.channel,
                "own_person": session.key.person,
                "version": session.version + 1,
                "flow": None if flow is None else seal_json(FLOW.dump_python(flow, mode="json"), self._vault),
                "turns_left": budget.left if budget else None,
                "turns_left_at": budget.at if budget else None,
                "language": session.language,
                "remind_at": flow.remind_at if flow else None,
            },
        )
        if not stored.rowcount:
            raise SessionBusy("another message of this person was stored in the meantime")


def _lock_row(connection: Connection, key: SessionKey) -> int:
    """The id of the session's row, made if missing, and locked until the transaction ends."""
    connection.execute(_NEW_ROW[connection.dialect.name], named(key) | {"created_at": datetime.now(UTC)})
    row: int = connection.execute(_LOCKED_ROW, named(key)).scalar_one()
    return row

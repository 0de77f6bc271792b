"""Sessions and their turns in SQL: a turn is recorded whole or not at all, one person at a time."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, Engine, Select, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError

from bot.dialogue.ports import Exchange, OpenSession, SessionBusy
from bot.dialogue.turn import Reply, SessionKey, Turn
from bot.store.database import reading, sqlite_file
from bot.store.locks import FileLocks
from bot.store.tables import sessions, turns

PATIENCE = 60.0  # seconds a turn waits for an earlier one of the same person

_REPLY = TypeAdapter(Reply)
_LOCK_NOT_AVAILABLE = "55P03"  # what PostgreSQL answers after lock_timeout


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
    ) -> None:
        """`index_version` names the knowledge that is answering now; `patience` is in seconds."""
        self._engine = engine
        self._index_version = index_version
        self._patience = patience
        self._open = self._on_rows
        if engine.dialect.name == "sqlite":
            file = sqlite_file(engine.url)
            self._locks = FileLocks(file.with_name(file.name + "-locks"), patience)
            self._open = self._on_files

    def open(self, key: SessionKey) -> AbstractContextManager[OpenSession]:
        """This person's session until the `with` block ends; raises SessionBusy after the patience."""
        return self._open(key)

    def exchanges(self, key: SessionKey, limit: int) -> Sequence[Exchange]:
        """The last recorded exchanges, oldest first, without waiting for a running turn."""
        with reading(self._engine).connect() as connection:
            return _SqlSession(connection, key).history(limit)

    @contextmanager
    def _on_files(self, key: SessionKey) -> Iterator[OpenSession]:
        with self._locks.hold(key):
            with reading(self._engine).connect() as connection:
                session = _SqlSession(connection, key)
                yield session
            if session.recorded:
                with self._engine.begin() as connection:
                    self._store(connection, _session_row(connection, key), session)

    @contextmanager
    def _on_rows(self, key: SessionKey) -> Iterator[OpenSession]:
        with self._engine.begin() as connection:
            try:
                connection.execute(
                    text("SELECT set_config('lock_timeout', :wait, true)"), {"wait": f"{self._patience:.3f}s"}
                )
                row = _session_row(connection, key)
            except OperationalError as error:
                if getattr(error.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE:
                    raise SessionBusy("an earlier message of this person is still being answered") from error
                raise
            session = _SqlSession(connection, key)
            yield session
            self._store(connection, row, session)

    def _store(self, connection: Connection, row: int, session: "_SqlSession") -> None:
        version = self._index_version()
        for turn, reply, latency_ms in session.recorded:
            connection.execute(
                turns.insert().values(
                    session_id=row,
                    turn_id=turn.turn_id,
                    text=turn.text,
                    choice=turn.choice,
                    outcome=reply.outcome,
                    reply=_REPLY.dump_python(reply, mode="json"),
                    latency_ms=latency_ms,
                    index_version=version,
                    sent_at=turn.sent_at,
                )
            )


class _SqlSession:
    """One person's session; what is recorded stays here until the transaction of SqlSessions stores it."""

    def __init__(self, connection: Connection, key: SessionKey) -> None:
        self._connection = connection
        self._key = key
        self.recorded: list[tuple[Turn, Reply, float]] = []

    def reply_to(self, turn_id: str) -> Reply | None:
        stored = self._connection.execute(
            _turns_of(self._key).where(turns.c.turn_id == turn_id)
        ).one_or_none()
        return None if stored is None else _REPLY.validate_python(stored.reply)

    def history(self, limit: int) -> Sequence[Exchange]:
        newest_first = self._connection.execute(
            _turns_of(self._key).order_by(turns.c.id.desc()).limit(limit)
        ).all()
        return [
            Exchange(row.turn_id, row.text, _REPLY.validate_python(row.reply), row.sent_at)
            for row in reversed(newest_first)
        ]

    def record(self, turn: Turn, reply: Reply, latency_ms: float) -> None:
        self.recorded.append((turn, reply, latency_ms))


def _turns_of(key: SessionKey) -> Select[tuple[str, str, object, datetime]]:
    return (
        select(turns.c.turn_id, turns.c.text, turns.c.reply, turns.c.sent_at)
        .join(sessions)
        .where(sessions.c.channel == key.channel, sessions.c.person == key.person)
    )


def _session_row(connection: Connection, key: SessionKey) -> int:
    """The id of the session's row, made if missing, and locked until the transaction ends."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(
        insert(sessions)
        .values(channel=key.channel, person=key.person, created_at=datetime.now(UTC))
        .on_conflict_do_nothing()
    )
    row: int = connection.execute(
        select(sessions.c.id)
        .where(sessions.c.channel == key.channel, sessions.c.person == key.person)
        .with_for_update()  # SQLite has no such clause and leaves it out
    ).scalar_one()
    return row

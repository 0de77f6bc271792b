"""Whose unfinished flow has waited long enough to be asked about."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine, select, update

from bot.dialogue.turn import SessionKey
from bot.store.database import reading
from bot.store.tables import sessions


class SqlOverdue:
    """What owed.Overdue promises, on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def overdue(self, channel: str, now: datetime, limit: int) -> Sequence[tuple[SessionKey, datetime]]:
        query = (
            select(sessions.c.person, sessions.c.remind_at)
            .where(sessions.c.channel == channel, sessions.c.remind_at <= now)
            .order_by(sessions.c.remind_at)
            .limit(limit)
        )
        with reading(self._engine).connect() as connection:
            return [(SessionKey(channel, row.person), row.remind_at) for row in connection.execute(query)]

    def reminded(self, key: SessionKey, moment: datetime) -> None:
        own = (sessions.c.channel == key.channel) & (sessions.c.person == key.person)
        with self._engine.begin() as connection:
            connection.execute(
                update(sessions).where(own, sessions.c.remind_at == moment).values(remind_at=None)
            )

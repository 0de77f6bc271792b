"""Messages that are owed to people, in SQL: put before anything is confirmed, closed when sent."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

from sqlalchemy import Engine, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.dialogue.owed import Parcel
from bot.store.database import reading
from bot.store.tables import blocked_chats, outbox


class SqlOutbox:
    """What owed.Outbox promises, for one channel, on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine, channel: str) -> None:
        self._engine = engine
        self._channel = channel

    def put(self, key: str, chat: str, bodies: Sequence[str], also: Sequence[str] = ()) -> Sequence[Parcel]:
        parcels = [Parcel(key, part, chat, body) for part, body in enumerate(bodies)]
        now = datetime.now(UTC)
        shared = {"channel": self._channel, "chat": chat, "put_at": now, "taken_at": now}
        rows = [
            *(shared | {"key": key, "part": part, "body": body} for part, body in enumerate(bodies)),
            *(shared | {"key": other, "part": 0, "body": None} for other in also),
        ]
        try:
            with self._engine.begin() as connection:
                if rows:
                    connection.execute(insert(outbox), rows)
                connection.execute(
                    delete(blocked_chats).where(
                        blocked_chats.c.channel == self._channel, blocked_chats.c.chat == chat
                    )
                )
        except IntegrityError:  # the key was put before
            return ()
        return parcels

    def knows(self, key: str) -> bool:
        query = select(outbox.c.id).where(outbox.c.channel == self._channel, outbox.c.key == key).limit(1)
        with reading(self._engine).connect() as connection:
            return connection.execute(query).first() is not None

    def waiting(self) -> Sequence[Parcel]:
        query = (
            select(outbox.c.key, outbox.c.part, outbox.c.chat, outbox.c.body, outbox.c.above)
            .where(
                outbox.c.channel == self._channel,
                outbox.c.body.is_not(None),
                outbox.c.taken_at.is_not(None),
            )
            .order_by(outbox.c.id)
        )
        with reading(self._engine).connect() as connection:
            return [Parcel(*row) for row in connection.execute(query)]

    def collect(self) -> Sequence[Parcel]:
        free = outbox.c.taken_at.is_(None) & outbox.c.body.is_not(None)
        ours = select(outbox.c.id).where(outbox.c.channel == self._channel, free)
        with reading(self._engine).connect() as connection:
            if connection.execute(ours.limit(1)).first() is None:
                return ()
        take = (
            update(outbox)
            .where(outbox.c.channel == self._channel, free)
            .values(taken_at=datetime.now(UTC))
            .returning(outbox.c.key, outbox.c.part, outbox.c.chat, outbox.c.body, outbox.c.above, outbox.c.id)
        )
        with self._engine.begin() as connection:
            taken = sorted(connection.execute(take), key=lambda row: row.id)
        return [Parcel(row.key, row.part, row.chat, row.body, row.above) for row in taken]

    def begin(self, parcel: Parcel, above: int) -> None:
        self._note(parcel, above=above)

    def close(self, parcel: Parcel, message_id: int = 0) -> None:
        self._note(parcel, body=None, message_id=message_id)

    def newest(self, chat: str) -> int:
        query = select(func.max(outbox.c.message_id)).where(
            outbox.c.channel == self._channel, outbox.c.chat == chat
        )
        with reading(self._engine).connect() as connection:
            return connection.execute(query).scalar() or 0

    def recent(self, limit: int) -> Sequence[tuple[str, int]]:
        query = (
            select(outbox.c.chat, outbox.c.message_id)
            .where(outbox.c.channel == self._channel, outbox.c.message_id > 0)
            .order_by(outbox.c.id.desc())
            .limit(limit)
        )
        with reading(self._engine).connect() as connection:
            return [(row.chat, row.message_id) for row in connection.execute(query)]

    def prune(self, before: datetime) -> int:
        with self._engine.begin() as connection:
            return connection.execute(
                delete(outbox).where(
                    outbox.c.channel == self._channel, outbox.c.body.is_(None), outbox.c.put_at < before
                )
            ).rowcount

    def block(self, chat: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                update(outbox)
                .where(outbox.c.channel == self._channel, outbox.c.chat == chat)
                .values(body=None)
            )
            with suppress(IntegrityError), connection.begin_nested():  # it may be blocked already
                connection.execute(
                    insert(blocked_chats).values(channel=self._channel, chat=chat, at=datetime.now(UTC))
                )

    def blocked(self, chat: str) -> bool:
        query = select(blocked_chats.c.chat).where(
            blocked_chats.c.channel == self._channel, blocked_chats.c.chat == chat
        )
        with reading(self._engine).connect() as connection:
            return connection.execute(query).one_or_none() is not None

    def _note(self, parcel: Parcel, **values: object) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                update(outbox)
                .where(
                    outbox.c.channel == self._channel,
                    outbox.c.key == parcel.key,
                    outbox.c.part == parcel.part,
                )
                .values(**values)
            )

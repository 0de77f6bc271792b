"""What was said in a session, and what was thought of it, between rows and exchanges.

The statements of every turn are made once: SQLAlchemy takes as long to make one as the database to run it.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.dialogue.ports import ANSWERED, TALK, Exchange, Rating, Verdict
from bot.dialogue.turn import Reply, SessionKey
from bot.store.replies import load_reply
from bot.store.sealing import open_json, open_text
from bot.store.tables import feedback, sessions, turns
from bot.store.vault import Vault

type TurnRow = tuple[str, str, str, Any, datetime, str]

OF_SESSION = (sessions.c.channel == bindparam("channel")) & (sessions.c.person == bindparam("person"))
_TURNS = (
    select(turns.c.turn_id, turns.c.text, turns.c.outcome, turns.c.reply, turns.c.sent_at, feedback.c.verdict)
    .select_from(turns.join(sessions).outerjoin(feedback))
    .where(OF_SESSION)
)
_TURN = _TURNS.where(turns.c.turn_id == bindparam("turn"))
_NEWEST = _TURNS.order_by(turns.c.id.desc()).limit(bindparam("limit"))
_NEWEST_ANSWERED = _NEWEST.where(turns.c.outcome.in_(ANSWERED))
_NEWEST_TALK = _NEWEST.where(turns.c.outcome.in_(TALK))


def named(key: SessionKey) -> dict[str, str]:
    """The values of OF_SESSION for this session."""
    return {"channel": key.channel, "person": key.person}


def find_reply(connection: Connection, key: SessionKey, turn_id: str, vault: Vault) -> Reply | None:
    """The recorded reply to this turn."""
    row = connection.execute(_TURN, named(key) | {"turn": turn_id}).one_or_none()
    return None if row is None else load_reply(open_json(row.reply, vault))


def read_exchanges(connection: Connection, key: SessionKey, limit: int, vault: Vault) -> Sequence[Exchange]:
    """The last `limit` exchanges, oldest first."""
    return _read(connection, _NEWEST, key, limit, vault)


def read_answered(connection: Connection, key: SessionKey, limit: int, vault: Vault) -> Sequence[Exchange]:
    """The last `limit` questions to the documents with their answers, oldest first."""
    return _read(connection, _NEWEST_ANSWERED, key, limit, vault)


def read_talk(connection: Connection, key: SessionKey, limit: int, vault: Vault) -> Sequence[Exchange]:
    """The last `limit` exchanges that a question may lean on, oldest first."""
    return _read(connection, _NEWEST_TALK, key, limit, vault)


def _read(
    connection: Connection, query: Select[TurnRow], key: SessionKey, limit: int, vault: Vault
) -> Sequence[Exchange]:
    newest_first = connection.execute(query, {**named(key), "limit": limit}).all()
    return [
        Exchange(
            row.turn_id,
            open_text(row.text, row.outcome, vault),
            load_reply(open_json(row.reply, vault)),
            row.sent_at,
            Verdict(row.verdict) if row.verdict else None,
        )
        for row in reversed(newest_first)
    ]


def store_rating(connection: Connection, session: int, turn_id: str, rating: Rating) -> None:
    """One row for each turn; a turn that is not there (any more) is left alone."""
    found = select(turns.c.id).where(turns.c.session_id == session, turns.c.turn_id == turn_id)
    turn = connection.execute(found).scalar()
    if turn is None:
        return
    values = {"verdict": rating.verdict, "reason": rating.reason, "at": datetime.now(UTC)}
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(
        insert(feedback)
        .values(turn_id=turn, **values)
        .on_conflict_do_update(index_elements=["turn_id"], set_=values)
    )

"""What was said in a session, and what was thought of it, between rows and exchanges."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.dialogue.ports import Exchange, Rating, Verdict
from bot.dialogue.turn import SessionKey
from bot.store.replies import load_reply
from bot.store.sealing import open_json, open_text
from bot.store.tables import feedback, sessions, turns
from bot.store.vault import Vault

type TurnRow = tuple[str, str, str, Any, datetime, str]


def read_exchanges(
    connection: Connection, query: Select[TurnRow], limit: int, vault: Vault
) -> Sequence[Exchange]:
    """The last `limit` exchanges that the query finds, oldest first."""
    newest_first = connection.execute(query.order_by(turns.c.id.desc()).limit(limit)).all()
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


def session_of(key: SessionKey) -> ColumnElement[bool]:
    """Whether a row of sessions is this one."""
    return (sessions.c.channel == key.channel) & (sessions.c.person == key.person)


def turns_of(key: SessionKey) -> Select[TurnRow]:
    """The turns of this session, each with the verdict on it."""
    return (
        select(
            turns.c.turn_id, turns.c.text, turns.c.outcome, turns.c.reply, turns.c.sent_at, feedback.c.verdict
        )
        .select_from(turns.join(sessions).outerjoin(feedback))
        .where(session_of(key))
    )


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

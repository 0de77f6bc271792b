"""Everything the database holds about one person: to give it to them, and to erase it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, Table, delete, or_, select

from bot.dialogue.ports import Json
from bot.dialogue.turn import SessionKey
from bot.store.case_erasure import forget_cases
from bot.store.case_tables import case_events, case_needs, cases, notices
from bot.store.database import reading
from bot.store.own_cases import export_cases
from bot.store.sealing import open_json, open_text
from bot.store.tables import assessments, blocked_chats, feedback, outbox, sessions, turns
from bot.store.vault import Vault

# turns, feedback and assessments go with their session; of cases there stays what is counted
_CASES = (cases, case_needs, case_events, notices)
PERSONAL = (sessions, turns, feedback, assessments, outbox, blocked_chats, *_CASES)


def export_person(engine: Engine, key: SessionKey, vault: Vault) -> dict[str, Json]:
    """Sessions with turns, ratings and self-assessments; cases; messages owed or sent; the block mark."""
    with reading(engine).connect() as connection:

        def rows(table: Table, condition: ColumnElement[bool]) -> Sequence[RowMapping]:
            query = select(table).where(condition).order_by(*table.primary_key)
            return connection.execute(query).mappings().all()

        return {
            "channel": key.channel,
            "person": key.person,
            "sessions": [
                _plain(row, without=("id",))
                | {
                    "flow": open_json(row["flow"], vault),
                    "turns": _turns(connection, row["id"], vault),
                    "assessments": [
                        _plain(taken, without=("id", "session_id"))
                        for taken in rows(assessments, assessments.c.session_id == row["id"])
                    ],
                }
                for row in rows(sessions, _own_sessions(key))
            ],
            "cases": export_cases(connection, key, vault),
            "notices": [_plain(row, without=("id", "channel")) for row in rows(notices, _own_notices(key))],
            "messages": [_plain(row, without=("id", "channel")) for row in rows(outbox, _own_messages(key))],
            "blocked": [_plain(row, without=("channel",)) for row in rows(blocked_chats, _own_block(key))],
        }


def erase_person(connection: Connection, key: SessionKey) -> None:
    """Deletes all of it, except what is counted of cases; see case_erasure.forget_cases."""
    forget_cases(connection, key, datetime.now(UTC))
    connection.execute(delete(sessions).where(_own_sessions(key)))
    connection.execute(delete(outbox).where(_own_messages(key)))
    connection.execute(delete(blocked_chats).where(_own_block(key)))


def _own_sessions(key: SessionKey) -> ColumnElement[bool]:
    """The person's session, and the ones in groups, which are named «group:person»."""
    person = sessions.c.person
    return (sessions.c.channel == key.channel) & or_(
        person == key.person, person.endswith(f":{key.person}", autoescape=True)
    )


def _own_messages(key: SessionKey) -> ColumnElement[bool]:
    """Messages in the person's own chat, and answers to them elsewhere, which are named «session/turn»."""
    return (outbox.c.channel == key.channel) & or_(
        outbox.c.chat == key.person,
        outbox.c.key.startswith(f"{key.person}/", autoescape=True),
        outbox.c.key.contains(f":{key.person}/", autoescape=True),
    )


def _own_notices(key: SessionKey) -> ColumnElement[bool]:
    return (notices.c.channel == key.channel) & (notices.c.person == key.person)


def _own_block(key: SessionKey) -> ColumnElement[bool]:
    return (blocked_chats.c.channel == key.channel) & (blocked_chats.c.chat == key.person)


def _turns(connection: Connection, session: int, vault: Vault) -> list[Json]:
    columns = [c for c in turns.c if c.name not in ("id", "session_id")]
    query = (
        select(*columns, feedback.c.verdict, feedback.c.reason, feedback.c.at.label("rated_at"))
        .outerjoin(feedback)
        .where(turns.c.session_id == session)
        .order_by(turns.c.id)
    )
    return [
        _plain(row)
        | {
            "text": open_text(row["text"], row["outcome"], vault),
            "reply": open_json(row["reply"], vault),
        }
        for row in connection.execute(query).mappings()
    ]


def _plain(row: RowMapping, without: tuple[str, ...] = ()) -> dict[str, Json]:
    """The row as JSON values, moments in ISO 8601."""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in row.items()
        if name not in without
    }

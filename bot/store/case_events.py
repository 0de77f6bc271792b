"""The timeline of a case."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from bot.intake.case import CaseEvent, EventKind
from bot.store.case_tables import case_events


def add_event(
    connection: Connection,
    case_id: int,
    at: datetime,
    actor: str,
    kind: EventKind,
    before: str | None = None,
    after: str | None = None,
    text: str | None = None,
    visible: bool = False,
) -> int:
    """Adds to the case's timeline; gives back the event's id."""
    made = connection.execute(
        insert(case_events).values(
            case_id=case_id,
            at=at,
            actor=actor,
            kind=kind,
            before=before,
            after=after,
            text=text,
            visible=visible,
        )
    )
    event: int = made.inserted_primary_key[0]  # type: ignore[index]
    return event


def void_codes(connection: Connection, case_id: int) -> None:
    """No code that was read out opens this case any more."""
    given = (case_events.c.case_id == case_id) & (case_events.c.kind == EventKind.CODE)
    connection.execute(update(case_events).where(given).values(before=None, after=None))


def select_events(case_id: int) -> Select[Any]:
    return select(case_events).where(case_events.c.case_id == case_id).order_by(case_events.c.id)


def to_event(row: Row[Any]) -> CaseEvent:
    kind = EventKind(row.kind)
    # of a code that was read out its digest stands there, for nobody to see
    before, after = (None, None) if kind is EventKind.CODE else (row.before, row.after)
    return CaseEvent(row.id, row.at, row.actor, kind, before, after, row.text, row.visible)

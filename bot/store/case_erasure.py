"""What goes and what stays when a person's cases are erased."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, select, update

from bot.dialogue.turn import SessionKey
from bot.intake.case import APPLICANT, OPEN, EventKind, Status
from bot.store.case_events import add_event
from bot.store.case_tables import case_events, cases, notices
from knowledge.persian import fold

_STAYS = ("kind", "sector", "staff", "needs")  # answers that are counted when a person has gone


def own_cases(key: SessionKey) -> ColumnElement[bool]:
    """Whose applicant is this person."""
    return (cases.c.channel == key.channel) & (cases.c.person == key.person)


def forget_cases(connection: Connection, key: SessionKey, at: datetime) -> None:
    """Withdraws the person's open cases and erases from all of them what could tell whose they are.

    What is counted stays: kind, field, province, staff band, needs, and the moments of the statuses.
    """
    for row in connection.execute(select(cases).where(own_cases(key)).with_for_update()).all():
        erase_case(connection, row.id, at)
    connection.execute(
        delete(notices).where(notices.c.channel == key.channel, notices.c.person == key.person)
    )


def erase_case(connection: Connection, case_id: int, at: datetime, actor: str = APPLICANT) -> None:
    """Takes out of one case what could tell whose it is; an open one is withdrawn."""
    row = connection.execute(select(cases).where(cases.c.id == case_id)).one()
    answers = {field: row.answers[field] for field in _STAYS if field in row.answers}
    if row.province is not None:
        answers["place"] = {"province": row.province}
    withdrawn = Status(row.status) in OPEN
    connection.execute(update(case_events).where(case_events.c.case_id == case_id).values(text=None))
    connection.execute(
        update(cases)
        .where(cases.c.id == case_id)
        .values(
            channel=None,
            person=None,
            personal="",
            mobile_mark=None,
            firm_key=None,
            city=None,
            answers=answers,
            assessment=None,
            search=fold(row.code),
            status=Status.WITHDRAWN if withdrawn else row.status,
            updated_at=at,
        )
    )
    if withdrawn:
        add_event(connection, case_id, at, actor, EventKind.STATUS, row.status, Status.WITHDRAWN)
    add_event(connection, case_id, at, actor, EventKind.ERASED)

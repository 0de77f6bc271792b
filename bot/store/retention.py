"""What is not kept for ever: closed cases lose their persons, old talks are deleted."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, exists, or_, select

from bot.intake.case import OPEN, SYSTEM
from bot.store.case_erasure import erase_case
from bot.store.case_tables import cases, notices
from bot.store.tables import assessments, outbox, sessions, turns

_BATCH = 200  # cases in one transaction


@dataclass(frozen=True, slots=True)
class Pruned:
    """How many of each are gone."""

    cases: int  # without their persons now; what is counted stays
    turns: int
    people: int  # sessions of whom nothing is left


def prune(engine: Engine, before: datetime, now: datetime) -> Pruned:
    """Erases whose closed cases these were that nobody has touched since, and what was said before then."""
    closed = 0
    while True:
        with engine.begin() as connection:
            query = (
                select(cases.c.id)
                .where(
                    cases.c.status.not_in(sorted(OPEN)),
                    cases.c.updated_at < before,
                    or_(cases.c.person.is_not(None), cases.c.personal != ""),
                )
                .limit(_BATCH)
                .with_for_update()
            )
            found = connection.execute(query).scalars().all()
            for case_id in found:
                erase_case(connection, case_id, now, SYSTEM)
        closed += len(found)
        if len(found) < _BATCH:
            break
    with engine.begin() as connection:
        said = connection.execute(delete(turns).where(turns.c.sent_at < before)).rowcount
        silent = ~exists().where(turns.c.session_id == sessions.c.id)
        untested = ~exists().where(
            assessments.c.session_id == sessions.c.id, assessments.c.taken_at >= before
        )
        gone = connection.execute(
            delete(sessions).where(silent, untested, sessions.c.created_at < before)
        ).rowcount
        connection.execute(delete(notices).where(notices.c.put_at < before))
        connection.execute(delete(outbox).where(outbox.c.body.is_(None), outbox.c.put_at < before))
    return Pruned(closed, said, gone)

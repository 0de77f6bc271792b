"""Finished self-assessments in SQL: one person's own, and what they say together."""

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, func, select

from bot.assessment.groups import WHOLE, GroupScore, PersonScores, Trait, group_scores
from bot.dialogue.ports import AssessmentRecord
from bot.dialogue.turn import SessionKey
from bot.store.database import reading
from bot.store.tables import assessments, sessions

_FIELDS = ("instrument", "version", "taken_at", "answers", "scores", "result", "province", "sector")


def read_assessments(connection: Connection, key: SessionKey, limit: int) -> Sequence[AssessmentRecord]:
    """The last `limit` of this person, oldest first."""
    query = (
        select(assessments)
        .join(sessions)
        .where(sessions.c.channel == key.channel, sessions.c.person == key.person)
        .order_by(assessments.c.id.desc())
        .limit(limit)
    )
    rows = connection.execute(query).mappings().all()
    return [
        AssessmentRecord(id=row["result_id"], **{name: row[name] for name in _FIELDS})
        for row in reversed(rows)
    ]


def find_assessment(engine: Engine, result_id: str) -> AssessmentRecord | None:
    """The one of this id, whoever it belongs to."""
    query = select(assessments).where(assessments.c.result_id == result_id)
    with reading(engine).connect() as connection:
        row = connection.execute(query).mappings().one_or_none()
    if row is None:
        return None
    return AssessmentRecord(id=row["result_id"], **{name: row[name] for name in _FIELDS})


def store_assessment(connection: Connection, session: int, record: AssessmentRecord) -> None:
    """Adds it to this session."""
    values = {name: getattr(record, name) for name in _FIELDS}
    connection.execute(assessments.insert().values(session_id=session, result_id=record.id, **values))


class SqlAssessments:
    """Self-assessments of all people on SQLite or PostgreSQL, for staff."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def groups(self, instrument: str, by: Sequence[Trait]) -> list[GroupScore]:
        """Means by group and dimension over the newest result of each person; see group_scores."""
        newest = (
            select(func.max(assessments.c.id))
            .where(assessments.c.instrument == instrument)
            .group_by(assessments.c.session_id)
        )
        query = select(
            assessments.c.province,
            assessments.c.sector,
            assessments.c.scores,
            assessments.c.result["overall"].label("overall"),
        ).where(assessments.c.id.in_(newest))
        with reading(self._engine).connect() as connection:
            people = [
                PersonScores(row.province, row.sector, _scored({**row.scores, WHOLE: row.overall}))
                for row in connection.execute(query)
            ]
        return group_scores(people, by)


def _scored(scores: dict[str, float | None]) -> dict[str, float]:
    return {dimension: score for dimension, score in scores.items() if score is not None}

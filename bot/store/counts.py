"""Counts over cases, assessments and turns in SQL; days are days in Tehran."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Column, ColumnElement, Engine, Select, func, select

from bot.dialogue.calendar import TEHRAN
from bot.dialogue.ports import ANSWERED, Verdict
from bot.dialogue.turn import Outcome
from bot.staff.overview import Answering
from bot.store.case_tables import case_needs, cases
from bot.store.database import reading
from bot.store.tables import assessments, feedback, turns

_FIELDS: Mapping[str, Column[Any]] = {
    "status": cases.c.status,
    "province": cases.c.province,
    "sector": cases.c.sector,
    "need": case_needs.c.need,
}


class SqlCounts:
    """What staff.overview.Counts promises, on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def cases_by_day(self, since: date, provinces: frozenset[str] | None) -> Mapping[date, int]:
        day = self._day(cases.c.created_at)
        query = select(day, func.count()).where(cases.c.created_at >= _midnight(since)).group_by(day)
        return {_date(row[0]): row[1] for row in self._rows(_within(query, provinces))}

    def assessments_by_day(self, since: date, names: frozenset[str] | None) -> Mapping[date, int]:
        day = self._day(assessments.c.taken_at)
        query = select(day, func.count()).where(assessments.c.taken_at >= _midnight(since)).group_by(day)
        if names is not None:
            query = query.where(assessments.c.province.in_(sorted(names)))
        return {_date(row[0]): row[1] for row in self._rows(query)}

    def questions_by_day(self, since: date) -> Mapping[date, tuple[int, int]]:
        day = self._day(turns.c.sent_at)
        query = (
            select(day, turns.c.outcome, func.count())
            .where(turns.c.outcome.in_(ANSWERED), turns.c.sent_at >= _midnight(since))
            .group_by(day, turns.c.outcome)
        )
        counted: dict[date, tuple[int, int]] = {}
        for found, outcome, number in self._rows(query):
            answered, refused = counted.get(_date(found), (0, 0))
            counted[_date(found)] = (
                (answered + number, refused) if outcome == Outcome.ANSWER else (answered, refused + number)
            )
        return counted

    def cases_by(self, field: str, provinces: frozenset[str] | None) -> Mapping[str, int]:
        column = _FIELDS[field]
        query = select(column, func.count()).where(column.is_not(None)).group_by(column)
        if field == "need":
            query = query.join(cases, case_needs.c.case_id == cases.c.id)
        return {row[0]: row[1] for row in self._rows(_within(query, provinces))}

    def answering(self, since: date) -> Answering:
        asked = (turns.c.outcome.in_(ANSWERED), turns.c.sent_at >= _midnight(since))
        by_outcome = select(turns.c.outcome, func.count()).where(*asked).group_by(turns.c.outcome)
        by_verdict = (
            select(feedback.c.verdict, func.count())
            .join(turns, feedback.c.turn_id == turns.c.id)
            .where(*asked)
            .group_by(feedback.c.verdict)
        )
        outcomes = {row[0]: row[1] for row in self._rows(by_outcome)}
        verdicts = {row[0]: row[1] for row in self._rows(by_verdict)}
        total = sum(outcomes.values())
        middle = select(turns.c.latency_ms).where(*asked).order_by(turns.c.latency_ms)
        median = self._rows(middle.offset(total // 2).limit(1)) if total else []
        return Answering(
            outcomes.get(Outcome.ANSWER, 0),
            outcomes.get(Outcome.ABSTENTION, 0),
            verdicts.get(Verdict.UP, 0),
            verdicts.get(Verdict.DOWN, 0),
            float(median[0][0]) if median else None,
        )

    def _day(self, moment: Column[Any]) -> ColumnElement[Any]:
        if self._engine.dialect.name == "sqlite":
            return func.date(moment, "+210 minutes")  # Iran has had no summer time since 2022
        return func.date(func.timezone("Asia/Tehran", moment))

    def _rows(self, query: Select[Any]) -> list[Any]:
        with reading(self._engine).connect() as connection:
            return list(connection.execute(query).all())


def _within(query: Select[Any], provinces: frozenset[str] | None) -> Select[Any]:
    return query if provinces is None else query.where(cases.c.province.in_(sorted(provinces)))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), TEHRAN).astimezone(UTC)


def _date(found: str | date) -> date:
    return date.fromisoformat(found) if isinstance(found, str) else found

"""Questions of all people in SQL, without saying who asked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Engine, Row, Select, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.dialogue.ports import ANSWERED, RatedTurn, Rating, Verdict
from bot.dialogue.turn import Outcome
from bot.staff.questions import Asked, AskedWhole, Expected, Kind, Marked
from bot.store.database import reading
from bot.store.replies import load_reply
from bot.store.staff_tables import evaluation_cases, reviewed_answers
from bot.store.tables import feedback, sessions, turns

EARLIER = 6  # questions before one, at most
_EXPECTED: TypeAdapter[Expected | None] = TypeAdapter(Expected | None)


class SqlQuestions:
    """What staff.questions.Questions promises, on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def page(self, kind: Kind, limit: int, before: int | None = None) -> Sequence[Asked]:
        query = _select().order_by(turns.c.id.desc()).limit(limit)
        match kind:
            case Kind.ALL:
                query = query.where(turns.c.outcome.in_(ANSWERED))
            case Kind.ANSWERED:
                query = query.where(turns.c.outcome == Outcome.ANSWER)
            case Kind.REFUSED:
                query = query.where(turns.c.outcome == Outcome.ABSTENTION)
            case Kind.DISLIKED:
                query = query.where(feedback.c.verdict == Verdict.DOWN)
        if before is not None:
            query = query.where(turns.c.id < before)
        with reading(self._engine).connect() as connection:
            return [_asked(row) for row in connection.execute(query)]

    def find(self, question_id: int) -> AskedWhole | None:
        query = _select(turns.c.reply, turns.c.session_id, evaluation_cases.c.expected).where(
            turns.c.id == question_id, turns.c.outcome.in_(ANSWERED)
        )
        earlier = (
            select(turns.c.text)
            .where(turns.c.id < question_id, turns.c.outcome.in_(ANSWERED))
            .order_by(turns.c.id.desc())
            .limit(EARLIER)
        )
        with reading(self._engine).connect() as connection:
            row = connection.execute(query).one_or_none()
            if row is None:
                return None
            before = connection.execute(earlier.where(turns.c.session_id == row.session_id)).scalars().all()
        expected = _EXPECTED.validate_python(row.expected)
        return AskedWhole(_asked(row), tuple(before[::-1]), load_reply(row.reply), expected)

    def mark(
        self,
        question_id: int,
        account_id: int,
        now: datetime,
        answer_id: int | None = None,
        expected: Expected | None = None,
    ) -> bool:
        said: dict[str, Any] = {} if answer_id is None else {"answer_id": answer_id}
        if expected is not None:
            said["expected"] = _EXPECTED.dump_python(expected, mode="json")
        values = {"turn_id": question_id, "made_by": account_id, "made_at": now} | said
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(evaluation_cases), values)
                return True
        except IntegrityError:
            if said:
                with self._engine.begin() as connection:
                    connection.execute(
                        update(evaluation_cases).where(evaluation_cases.c.turn_id == question_id).values(said)
                    )
            return False

    def marked(self) -> Sequence[Marked]:
        """Marked questions without a reviewed answer, the first marked first."""
        query = (
            select(turns.c.id, turns.c.text, feedback.c.reason, evaluation_cases.c.expected)
            .select_from(evaluation_cases)
            .join(turns, evaluation_cases.c.turn_id == turns.c.id)
            .outerjoin(feedback, feedback.c.turn_id == turns.c.id)
            .where(evaluation_cases.c.answer_id.is_(None))
            .order_by(evaluation_cases.c.made_at, turns.c.id)
        )
        with reading(self._engine).connect() as connection:
            return [
                Marked(row.id, row.text, row.reason, _EXPECTED.validate_python(row.expected))
                for row in connection.execute(query)
            ]

    def evaluation_cases(self) -> Sequence[RatedTurn]:
        """Marked questions that have a reviewed answer, with that answer in place of the wrong one."""
        query = (
            select(turns, sessions.c.channel, reviewed_answers.c.reply.label("right"))
            .add_columns(evaluation_cases.c.made_at)
            .select_from(evaluation_cases)
            .join(turns, evaluation_cases.c.turn_id == turns.c.id)
            .join(sessions, turns.c.session_id == sessions.c.id)
            .join(reviewed_answers, evaluation_cases.c.answer_id == reviewed_answers.c.id)
            .order_by(evaluation_cases.c.made_at)
        )
        with reading(self._engine).connect() as connection:
            return [
                RatedTurn(
                    row.id,
                    row.channel,
                    row.text,
                    (),
                    load_reply(row.right),
                    row.index_version,
                    Rating(Verdict.UP),
                    row.made_at,
                )
                for row in connection.execute(query)
            ]


def _select(*more: Any) -> Select[Any]:
    return (
        select(
            turns.c.id,
            turns.c.text,
            turns.c.sent_at,
            turns.c.outcome,
            sessions.c.channel,
            feedback.c.verdict,
            feedback.c.reason,
            evaluation_cases.c.turn_id.label("marked"),
            *more,
        )
        .select_from(turns)
        .join(sessions, turns.c.session_id == sessions.c.id)
        .outerjoin(feedback, feedback.c.turn_id == turns.c.id)
        .outerjoin(evaluation_cases, evaluation_cases.c.turn_id == turns.c.id)
    )


def _asked(row: Row[Any]) -> Asked:
    return Asked(
        row.id,
        row.text,
        row.sent_at,
        row.channel,
        Outcome(row.outcome),
        row.verdict,
        row.reason,
        row.marked is not None,
    )

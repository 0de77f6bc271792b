"""Results of evaluation runs, kept so that the staff desk can show how quality moves."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, insert, select

from bot.store.database import reading
from bot.store.tables import evaluations


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One finished run on one set of gold questions."""

    run: str  # the run's own name; the same name again is the same run
    gold: str  # file name
    system: str
    program: str  # revision
    index_version: str
    started_at: datetime  # aware
    questions: int
    scores: dict[str, float]  # measure to mean
    causes: dict[str, int]  # cause to missed questions


class SqlEvaluations:
    """Evaluations on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def put(self, evaluation: Evaluation) -> None:
        """Keeps the run; one of the same name is replaced."""
        with self._engine.begin() as connection:
            connection.execute(delete(evaluations).where(evaluations.c.run == evaluation.run))
            connection.execute(insert(evaluations), asdict(evaluation))

    def trend(self, gold: str, limit: int) -> Sequence[Evaluation]:
        """The last `limit` runs on this gold, oldest first."""
        columns = [evaluations.c[name] for name in Evaluation.__slots__]
        query = (
            select(*columns)
            .where(evaluations.c.gold == gold)
            .order_by(evaluations.c.started_at.desc(), evaluations.c.id.desc())
            .limit(limit)
        )
        with reading(self._engine).connect() as connection:
            return [Evaluation(*row) for row in connection.execute(query)][::-1]

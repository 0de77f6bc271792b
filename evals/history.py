"""A finished run as a row in the assistant's database, for the trend at the staff desk."""

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from evals.faults import main_cause
from evals.runs import Run

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.store.evaluations import Evaluation


def record_run(run: Run, settings: "Settings") -> str | None:
    """Keep the run in the database; otherwise why it was not kept, in one sentence.

    A database is never made for this: an evaluation works without one.
    """
    from sqlalchemy import make_url

    from bot.bootstrap import StartFailed, build_engine
    from bot.store.database import sqlite_file
    from bot.store.evaluations import SqlEvaluations

    url = make_url(settings.database)
    if url.get_backend_name() == "sqlite" and not sqlite_file(url).exists():
        return f"not kept for the trend: there is no database {sqlite_file(url)}"
    try:
        engine = build_engine(settings)
    except StartFailed as error:
        return f"not kept for the trend: {error}"
    SqlEvaluations(engine).put(as_evaluation(run))
    engine.dispose()
    return None


def as_evaluation(run: Run) -> "Evaluation":
    """The run's means and causes."""
    from bot.store.evaluations import Evaluation

    manifest, scores = run.manifest, run.totals.scores
    causes = Counter(main_cause(result.faults) for result in run.results.values() if result.faults)
    return Evaluation(
        run=f"{run.folder.name} {manifest.started_at}",
        gold=manifest.gold,
        system=manifest.system,
        program=manifest.program,
        index_version=manifest.index,
        started_at=datetime.fromisoformat(manifest.started_at),
        questions=scores.questions,
        scores={name: round(estimate.mean, 4) for name, estimate in scores.metrics.items()},
        causes={cause.value: count for cause, count in causes.items() if cause is not None},
    )

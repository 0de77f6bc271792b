"""Evaluation runs in the assistant's database, on SQLite and PostgreSQL."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from bot.store.evaluations import Evaluation, SqlEvaluations

FIRST = Evaluation(
    "dev-1", "dev.jsonl", "ours", "abc", "v1", datetime(2026, 3, 1, tzinfo=UTC), 423, {"passed": 0.9},
    {"retrieval": 3},
)  # fmt: skip


def test_the_trend_is_the_last_runs_on_one_gold_oldest_first(database: Engine) -> None:
    kept = SqlEvaluations(database)
    later = [
        replace(
            FIRST, run=f"dev-{n}", started_at=FIRST.started_at + timedelta(days=n), scores={"passed": n / 10}
        )
        for n in (4, 2, 3)
    ]
    for evaluation in (FIRST, *later, replace(FIRST, run="other", gold="test.jsonl")):
        kept.put(evaluation)
    assert [each.run for each in kept.trend("dev.jsonl", 3)] == ["dev-2", "dev-3", "dev-4"]
    assert kept.trend("dev.jsonl", 9)[0] == FIRST


def test_the_same_run_again_replaces_its_row(database: Engine) -> None:
    kept = SqlEvaluations(database)
    kept.put(FIRST)
    kept.put(replace(FIRST, scores={"passed": 0.95}))
    assert [each.scores for each in kept.trend("dev.jsonl", 9)] == [{"passed": 0.95}]

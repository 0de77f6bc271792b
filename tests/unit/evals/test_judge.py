"""The optional judge, against a loopback endpoint that gives prepared opinions."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from evals.__main__ import main
from evals.judging import Verdict, measure_agreement
from tests.unit.evals.loopback import ChatServer
from tests.unit.evals.samples import BUDGET, CHALLENGES, IDENTIFIED
from tests.unit.evals.test_runs import Scripted, gold_file, perform

OPINIONS = {
    IDENTIFIED.question: '{"right": true, "why": "505 is there"}',
    CHALLENGES.question: 'Let me think. {"right": false, "why": "one is missing"}',
    BUDGET.question: "I would rather not say.",
}


def shown_to(body: dict[str, Any]) -> dict[str, Any]:
    """What the judge is asked to look at."""
    shown: dict[str, Any] = json.loads(body["messages"][1]["content"])
    return shown


@pytest.fixture
def judge() -> Iterator[ChatServer]:
    with ChatServer(lambda body: OPINIONS[shown_to(body)["question"]]) as server:
        yield server


def test_agreement_with_the_deterministic_result_is_reported(
    judge: ChatServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    perform(gold_file(tmp_path), tmp_path / "run", Scripted())
    assert main(["judge", str(tmp_path / "run"), f"small@{judge.base_url}"]) == 0
    printed = capsys.readouterr().out
    assert "2 answers judged, 1 verdicts unreadable; agreement 50.0 %" in printed
    assert "q-2: one is missing" in printed


def test_the_judge_sees_the_facts_and_the_answer_and_is_asked_once(judge: ChatServer, tmp_path: Path) -> None:
    perform(gold_file(tmp_path), tmp_path / "run", Scripted())
    main(["judge", str(tmp_path / "run"), f"small@{judge.base_url}"])
    main(["judge", str(tmp_path / "run"), f"small@{judge.base_url}"])
    assert len(judge.requests) == 3
    shown = shown_to(judge.requests[0])
    assert shown["required facts"] == ["505"]
    assert "۵۰۵" in shown["answer"]


def test_a_dead_endpoint_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    perform(gold_file(tmp_path), tmp_path / "run", Scripted())
    assert main(["judge", str(tmp_path / "run"), "small@http://127.0.0.1:9/v1"]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_agreement_names_who_is_stricter() -> None:
    verdicts = [
        Verdict("a", True, ""),
        Verdict("b", False, ""),
        Verdict("c", True, ""),
        Verdict("d", None, ""),
    ]
    found = measure_agreement({"a": True, "b": True, "c": False, "d": True}, verdicts)
    assert (found.both, found.stricter, found.milder, found.unread) == (3, ("b",), ("c",), 1)
    assert found.agreed == pytest.approx(1 / 3)
    # both yes 2/3 of the time: chance 4/9 + 1/9 = 5/9; (1/3 - 5/9) / (4/9) = -0.5
    assert found.kappa == pytest.approx(-0.5)

"""The whole evaluation over the starter corpus: the baseline, the programs, and an independent scorer."""

import importlib.util
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot.settings import load_settings
from evals.__main__ import main
from evals.comparing import compare_to_baseline, read_baseline
from evals.gold import FOLDER, QUESTIONS, Question, load_gold
from evals.grading import Grade, grade
from evals.knowledge import KnowledgeBase, read_raw
from evals.records import Record
from evals.runner import ask, describe_run, perform_run
from evals.runs import Run, open_run
from evals.scores import values_of
from evals.systems import Surroundings
from evals.systems.ours import open_ours
from knowledge.index import read_documents
from knowledge.starter import STARTER_CORPUS

DEV = FOLDER / "dev.jsonl"
OTHER_SCORER = Path("../shared/eval")


@pytest.fixture(scope="module")
def dev_run(starter_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The development gold put to our assistant."""
    documents = read_documents(starter_data)
    return perform_run(
        DEV,
        open_ours("", Surroundings(load_settings(starter_data), (STARTER_CORPUS,))),
        describe_run(DEV, "ours", {}, starter_data),
        tmp_path_factory.mktemp("runs") / "dev",
        lambda asked: KnowledgeBase(documents, asked, read_raw((STARTER_CORPUS,))),
    )


def test_the_development_gold_is_answered_no_worse_than_the_baseline(dev_run: Run) -> None:
    comparison = compare_to_baseline(read_baseline(), dev_run)
    assert not comparison.below, (comparison.below, "lost", comparison.lost)


def test_every_miss_has_a_cause(dev_run: Run) -> None:
    unexplained = [id for id, r in dev_run.results.items() if not r.grade.passed and not r.faults]
    assert unexplained == []


def test_every_answer_of_ours_carries_its_trail(dev_run: Run) -> None:
    silent = [
        id
        for id, record in dev_run.records.items()
        if record.trail is None and record.answered.citations  # small talk searches nothing and cites nothing
    ]
    assert silent == []


def test_run_report_and_compare_work_as_a_person_types_them(
    starter_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    few = tmp_path / "few.jsonl"
    few.write_text("".join(DEV.read_text(encoding="utf-8").splitlines(keepends=True)[:12]), encoding="utf-8")
    run, line = tmp_path / "run", tmp_path / "line"
    common = ["--data", str(starter_data), "--brief"]
    assert main(["run", str(few), "--out", str(run), *common]) == 0
    assert main(["run", str(few), "--out", str(line), "--system", "reference", *common]) == 0
    assert main(["report", str(run), "--beside", str(line)]) == 0
    page = (run / "report.html").read_text(encoding="utf-8")
    assert '<html lang="fa" dir="rtl">' in page
    assert "http" not in page.replace("http-equiv", ""), "the page must need nothing from outside"
    assert (run / "report.md").read_text(encoding="utf-8").startswith("# ")
    capsys.readouterr()
    assert main(["compare", str(run), str(run)]) == 0
    assert "not worse" in capsys.readouterr().out


def test_a_setting_of_one_run_is_written_into_it(starter_data: Path, tmp_path: Path) -> None:
    few = tmp_path / "few.jsonl"
    few.write_text(DEV.read_text(encoding="utf-8").splitlines(keepends=True)[0], encoding="utf-8")
    out = tmp_path / "sweep"
    arguments = ["sweep", str(few), "--data", str(starter_data), "--out", str(out)]
    assert main([*arguments, "--set", "bot.dialogue.deciding.THRESHOLD=0.4,0.999999"]) == 0
    runs = {folder.name: open_run(folder) for folder in out.iterdir()}
    assert set(runs) == {"THRESHOLD=0.4", "THRESHOLD=0.999999"}
    refused = {name: run.grades[0].refused for name, run in runs.items()}
    assert refused == {"THRESHOLD=0.4": False, "THRESHOLD=0.999999": True}


def other_scorer() -> ModuleType:
    """The independent scorer beside the repository; skips where it is not."""
    path = OTHER_SCORER / "score.py"
    if not path.exists():
        pytest.skip("the independent scorer is not here; test_grading.py has cases worked by hand")
    spec = importlib.util.spec_from_file_location("other_scorer", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def spoil(record: Record, way: int) -> Record:
    """The record as it is, refused, cut short, or without citations."""
    answered = record.answered
    changed = [
        answered,
        replace(answered, refused=not answered.refused),
        replace(answered, answer=answered.answer[: len(answered.answer) // 2]),
        replace(answered, citations=answered.citations[:0]),
    ]
    return replace(record, answered=changed[way])


_SAME: dict[str, Callable[[Grade], Any]] = {
    "passed": lambda g: g.passed,
    "refusal_ok": lambda g: g.refusal_right,
    "correct": lambda g: g.correct,
    "fraction": lambda g: g.fact_recall if g.listed else None,
    "violations": lambda g: list(g.violations),
    "cite_any": lambda g: None if g.citations is None else g.citations.right_document,
    "cite_all": lambda g: None if g.citations is None else g.citations.only_right,
    "cite_cover": lambda g: None if g.citations is None else g.citations.every_source,
}


@pytest.mark.parametrize("way", range(4), ids=["as it is", "refusal flipped", "cut short", "uncited"])
def test_grades_agree_with_the_independent_scorer(starter_data: Path, way: int) -> None:
    scorer = other_scorer()
    questions = load_gold(OTHER_SCORER / "questions.jsonl")
    system = open_ours("", Surroundings(load_settings(starter_data), (STARTER_CORPUS,)))
    base = KnowledgeBase(read_documents(starter_data), questions)
    for question in questions:
        record = spoil(ask(system, question), way)
        ours, theirs = grade(question, record, base, None), scorer.grade(*_as_theirs(question, record))
        agreed = {name: ours_of(ours) == theirs[name] for name, ours_of in _SAME.items()}
        assert all(agreed.values()), (question.id, agreed)


def test_summaries_agree_with_the_independent_scorer(starter_data: Path) -> None:
    scorer = other_scorer()
    questions = load_gold(OTHER_SCORER / "questions.jsonl")
    system = open_ours("", Surroundings(load_settings(starter_data), (STARTER_CORPUS,)))
    base = KnowledgeBase(read_documents(starter_data), questions)
    records = [ask(system, question) for question in questions]
    pairs = list(zip(questions, records, strict=True))
    ours = [grade(question, record, base, None) for question, record in pairs]
    theirs = scorer.summary([scorer.grade(*_as_theirs(question, record)) for question, record in pairs])
    same = {
        "passed": "passed",
        "facts_right": "fact_accuracy",
        "list_recall": "list_fraction",
        "lists_complete": "lists_complete",
        "refusal_right": "refusal_ok",
        "refusal_precision": "refusal_precision",
        "refusal_recall": "refusal_recall",
        "right_document": "cite_right_doc",
        "only_right": "cite_only_right",
        "every_source": "cite_all_expected",
    }
    for name, their_name in same.items():
        values = list(values_of(name, ours).values())
        assert sum(values) / len(values) == pytest.approx(theirs[their_name]), name


def _as_theirs(question: Question, record: Record) -> tuple[dict[str, Any], dict[str, Any]]:
    answer = {
        "answer": record.answered.answer,
        "refused": record.answered.refused,
        "citations": [{"source": citation.source} for citation in record.answered.citations],
    }
    return json.loads(QUESTIONS.dump_json(question)), answer

"""Runs: kept at once, continued after an interruption, compared in pairs, shown as a page."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from evals.__main__ import main
from evals.comparing import compare_runs, compare_to_baseline, fallen, make_baseline
from evals.gold import QUESTIONS, Question
from evals.jsonlines import write_records
from evals.knowledge import KnowledgeBase
from evals.report.markdown import render_markdown
from evals.report.page import render_page
from evals.runner import perform_run
from evals.runs import Manifest, Run, RunUnusable, digest_of, open_run
from evals.systems import Heard
from tests.unit.evals.samples import (
    BUDGET,
    CHALLENGES,
    IDENTIFIED,
    RIGHT,
    STATUS_CITATION,
    knowledge_base,
    record,
)

ASKED = (IDENTIFIED, CHALLENGES, BUDGET)


class Scripted:
    """A system with prepared answers; counts how often it was asked."""

    def __init__(self, *silent: str, breaks_at: int | None = None) -> None:
        self._silent = silent
        self._breaks_at = breaks_at
        self.asked: list[str] = []

    def ask(self, question: str, history: Sequence[str]) -> Heard:
        self.asked.append(question)
        if self._breaks_at == len(self.asked):
            raise KeyboardInterrupt
        answers = {
            IDENTIFIED.question: RIGHT,
            CHALLENGES.question: record(CHALLENGES, "نبود اعتماد", "کمبود اعتبارات", "موازی‌کاری دستگاه‌ها"),
            BUDGET.question: record(BUDGET, "در سندها نیست.", refused=True),
        }
        if question in self._silent:
            raise TimeoutError("no answer")
        given = answers[question]
        return Heard(
            given.answered.answer, given.answered.refused, given.lines, given.answered.citations, given.trail
        )


def gold_file(folder: Path, name: str = "dev.jsonl") -> Path:
    path = folder / name
    write_records(path, QUESTIONS, ASKED)
    return path


def manifest(gold: Path, **changes: str) -> Manifest:
    told = Manifest(
        gold.name, digest_of(gold), gold.stem == "test", "ours", {}, "v1", ("deck-2024.md",), "e5", "abc",
        "2025-01-01T00:00:00+00:00", "x86_64",
    )  # fmt: skip
    return replace(told, **changes)  # type: ignore[arg-type]


def perform(gold: Path, folder: Path, scripted: Scripted, **changes: str) -> Run:
    return perform_run(gold, scripted, manifest(gold, **changes), folder, _base)


def _base(questions: Sequence[Question]) -> KnowledgeBase:
    return knowledge_base()


def test_a_run_is_read_back_with_everything(tmp_path: Path) -> None:
    run = perform(gold_file(tmp_path), tmp_path / "run", Scripted())
    again = open_run(tmp_path / "run")
    assert again == run
    assert [grade.passed for grade in again.grades] == [True, True, True]
    assert again.totals.scores.metrics["passed"].mean == 1.0


def test_an_interrupted_run_asks_only_what_is_left(tmp_path: Path) -> None:
    gold = gold_file(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        perform(gold, tmp_path / "run", Scripted(breaks_at=3))
    with pytest.raises(RunUnusable):
        open_run(tmp_path / "run")
    rest = Scripted()
    run = perform(gold, tmp_path / "run", rest)
    assert rest.asked == [BUDGET.question]
    assert len(run.records) == 3


def test_a_record_cut_off_in_the_middle_is_asked_again(tmp_path: Path) -> None:
    gold = gold_file(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        perform(gold, tmp_path / "run", Scripted(breaks_at=3))
    kept = tmp_path / "run" / "records.jsonl"
    kept.write_bytes(kept.read_bytes()[:-20])
    rest = Scripted()
    perform(gold, tmp_path / "run", rest)
    assert rest.asked == [CHALLENGES.question, BUDGET.question]


@pytest.mark.parametrize("change", [{"index": "v2"}, {"program": "def"}, {"system": "reference"}])
def test_a_run_of_something_else_is_not_continued(tmp_path: Path, change: dict[str, str]) -> None:
    gold = gold_file(tmp_path)
    perform(gold, tmp_path / "run", Scripted())
    with pytest.raises(RunUnusable, match="a run of other"):
        perform(gold, tmp_path / "run", Scripted(), **change)


def test_a_system_that_fails_at_a_question_fails_that_question_only(tmp_path: Path) -> None:
    run = perform(gold_file(tmp_path), tmp_path / "run", Scripted(BUDGET.question))
    assert [grade.passed for grade in run.grades] == [True, True, False]
    assert run.records["q-3"].error == "TimeoutError: no answer"


def test_lost_and_gained_questions_are_named(tmp_path: Path) -> None:
    gold = gold_file(tmp_path)
    one = perform(gold, tmp_path / "one", Scripted(IDENTIFIED.question, CHALLENGES.question))
    other = perform(gold, tmp_path / "other", Scripted(BUDGET.question))
    found = compare_runs(one, other)
    assert (found.lost, found.gained) == (("q-3",), ("q-1", "q-2"))
    assert found.p == 1.0  # McNemar: one against two


def test_compare_ends_with_1_when_a_gate_fell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = gold_file(tmp_path)
    perform(gold, tmp_path / "good", Scripted())
    perform(gold, tmp_path / "bad", Scripted(CHALLENGES.question))
    assert main(["compare", str(tmp_path / "good"), str(tmp_path / "bad")]) == 1
    assert "lists_complete: 1.0000 -> 0.0000" in capsys.readouterr().out
    assert main(["compare", str(tmp_path / "bad"), str(tmp_path / "good")]) == 0


def test_a_gate_may_fall_by_what_is_allowed_and_a_lower_is_better_one_may_not_rise() -> None:
    old = {"passed": 0.9, "wrong_refusals": 0.02}
    assert fallen(old, {"passed": 0.896, "wrong_refusals": 0.024}, 0.005) == ()
    assert len(fallen(old, {"passed": 0.89, "wrong_refusals": 0.05}, 0.005)) == 2
    assert fallen(old, {"passed": 0.9}, 0.005) == ("wrong_refusals: 0.0200 -> not measured",)


def test_the_baseline_command_writes_what_compare_reads(tmp_path: Path) -> None:
    gold = gold_file(tmp_path)
    perform(gold, tmp_path / "good", Scripted())
    perform(gold, tmp_path / "bad", Scripted(IDENTIFIED.question))
    file = tmp_path / "baseline.json"
    assert main(["baseline", str(tmp_path / "good"), "--baseline", str(file)]) == 0
    with_file = ["--baseline", str(file)]
    assert main(["compare", "baseline", str(tmp_path / "good"), *with_file]) == 0
    assert main(["compare", "baseline", str(tmp_path / "bad"), *with_file]) == 1
    assert main(["compare", str(tmp_path / "bad"), "baseline", *with_file]) == 1


def test_the_baseline_knows_which_questions_changed(tmp_path: Path) -> None:
    gold = gold_file(tmp_path)
    old = make_baseline(perform(gold, tmp_path / "one", Scripted(BUDGET.question)), 0.0)
    new = perform(gold, tmp_path / "other", Scripted(IDENTIFIED.question))
    found = compare_to_baseline(old, new)
    assert (found.lost, found.gained) == (("q-1",), ("q-3",))


def test_no_baseline_is_made_of_the_test_split(tmp_path: Path) -> None:
    perform(gold_file(tmp_path, "test.jsonl"), tmp_path / "run", Scripted())
    file = tmp_path / "baseline.json"
    assert main(["baseline", str(tmp_path / "run"), "--baseline", str(file)]) == 1
    assert not file.exists()


def test_the_test_split_shows_no_single_question_unless_asked_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = gold_file(tmp_path, "test.jsonl")
    good = perform(gold, tmp_path / "good", Scripted())
    bad = perform(gold, tmp_path / "bad", Scripted(CHALLENGES.question))
    main(["compare", str(good.folder), str(bad.folder)])
    assert CHALLENGES.question not in capsys.readouterr().out
    main(["report", str(bad.folder)])
    assert CHALLENGES.question not in (bad.folder / "report.html").read_text(encoding="utf-8")
    main(["report", str(bad.folder), "--reveal"])
    assert CHALLENGES.question in (bad.folder / "report.html").read_text(encoding="utf-8")


def test_the_page_escapes_what_a_system_said(tmp_path: Path) -> None:
    run = perform(gold_file(tmp_path), tmp_path / "run", Scripted(CHALLENGES.question))
    said = replace(run.records["q-2"].answered, answer="<script>alert(1)</script>")
    run = replace(run, records=run.records | {"q-2": replace(run.records["q-2"], answered=said)})
    page = render_page(run, [run], details=True)
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_page_shows_the_trail_of_a_miss(tmp_path: Path) -> None:
    asked = replace(IDENTIFIED, must=(("سی‌صد",),))
    gold = tmp_path / "dev.jsonl"
    write_records(gold, QUESTIONS, (asked, CHALLENGES, BUDGET))
    page = render_page(perform(gold, tmp_path / "run", Scripted()), [], details=True)
    assert "deck-2024/2/1" in page and STATUS_CITATION.locator in page


def test_the_summary_names_measures_and_causes_but_no_question(tmp_path: Path) -> None:
    run = perform(gold_file(tmp_path), tmp_path / "run", Scripted(CHALLENGES.question))
    text = render_markdown(run)
    assert "| پاسخ درست | ۶۶٫۷ |" in text
    assert "سامانه از کار افتاد" in text
    assert CHALLENGES.question not in text

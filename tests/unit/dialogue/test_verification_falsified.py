"""The verifier against falsehoods made from the corpus, and against true sentences in other words."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from bot.dialogue.support import find_unsupported
from evals.falsehoods import MAKERS, Line, falsify, read_lines
from evals.falsify import main
from evals.paraphrases import paraphrase
from ingest.documents import parse_document

SEED = 20_261


@pytest.fixture(scope="module")
def corpus() -> list[Line]:
    files = sorted(Path("knowledge/corpus").glob("*.md"))
    return read_lines([parse_document(file.name, file.read_bytes()).document for file in files])


def test_catches_nearly_every_falsehood_of_every_kind(corpus: list[Line]) -> None:
    passed, made = Counter[str](), Counter[str]()
    for case in falsify(corpus, Random(SEED)):
        made[case.kind] += 1
        passed[case.kind] += find_unsupported(case.text, case.source) is None
    assert set(made) == {*MAKERS, "wrong source"}
    assert passed.total() <= 0.02 * made.total()
    assert all(passed[kind] <= 0.1 * made[kind] for kind in made)


def test_stops_hardly_any_true_sentence(corpus: list[Line]) -> None:
    cases = list(paraphrase(corpus, Random(SEED)))
    stopped = sum(find_unsupported(case.text, case.source) is not None for case in cases)
    assert stopped <= 0.03 * len(cases)


def test_the_command_prints_both_shares_and_holds_its_limits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "small.md"
    file.write_text("# طرح\n\n## ۱. آغاز\n\nطرح در ۱۲ روستا آغاز شد. کار در ۳ شهر پایان نیافت.\n")
    assert main([str(file)]) == 0
    printed = capsys.readouterr().out
    assert "caught: 100.0 %" in printed
    assert "false alarms: 0.0 %" in printed
    assert main([str(file), "--least-caught", "101"]) == 1
    assert main([str(tmp_path / "none.md")]) == 1

"""The commands where no index is needed."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from evals.__main__ import COMMANDS, main
from evals.gold import QUESTIONS
from evals.jsonlines import write_records
from evals.runs import open_run
from tests.unit.evals.samples import BUDGET, IDENTIFIED


def shrug(question: str, history: Sequence[str]) -> str:
    return "شاید"


SHRUG = ["--system", f"call:{__name__}:shrug"]


def gold(folder: Path, name: str) -> Path:
    path = folder / name
    write_records(path, QUESTIONS, [IDENTIFIED, BUDGET])
    return path


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    printed = capsys.readouterr().out
    assert all(f"  {name} " in printed for name in COMMANDS)


def test_an_unknown_command_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guess"]) == 2
    assert "no command guess" in capsys.readouterr().err


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert f"evals {name}" in capsys.readouterr().out


def test_a_run_prints_its_misses_with_causes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "run"
    assert (
        main(["run", str(gold(tmp_path, "dev.jsonl")), "--data", str(tmp_path), "--out", str(out), *SHRUG])
        == 0
    )
    printed = capsys.readouterr().out
    assert IDENTIFIED.question in printed and "answered" in printed
    assert [grade.passed for grade in open_run(out).grades] == [False, False]


def test_a_run_of_the_test_split_prints_no_question_unless_asked_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["run", str(gold(tmp_path, "test.jsonl")), "--data", str(tmp_path), *SHRUG]
    main([*command, "--out", str(tmp_path / "a")])
    printed = capsys.readouterr().out
    assert IDENTIFIED.question not in printed and "--reveal" in printed
    main([*command, "--out", str(tmp_path / "b"), "--reveal"])
    assert IDENTIFIED.question in capsys.readouterr().out


def test_settings_are_not_chosen_on_the_test_split(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held_out = str(gold(tmp_path, "test.jsonl"))
    assert main(["sweep", held_out, "--set", "embedder_threads=1,2", "--out", str(tmp_path / "s")]) == 1
    assert "never on the test split" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [["--set", "colour=red"], ["--system", "oracle"], ["--config", "no-such.toml"]],
    ids=["setting", "system", "config"],
)
def test_what_cannot_be_run_is_one_line(
    tmp_path: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(gold(tmp_path, "dev.jsonl")), "--data", str(tmp_path), *options]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_answering_without_an_index_says_how_to_make_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = tmp_path / "q.jsonl"
    asked.write_text(
        json.dumps({"id": "1", "question": "چه؟", "history": [], "kind": "fact"}), encoding="utf-8"
    )
    assert main(["answer", str(asked), str(tmp_path / "a.jsonl"), "--data", str(tmp_path)]) == 1
    assert "python -m ingest build" in capsys.readouterr().err


BAD = {
    "empty": b"",
    "binary": bytes(range(256)) * 8,
    "a list": b"[1, 2]\n",
    "other fields": b'{"a": 1}\n',
    "words": "سلام\n".encode(),
}
DOCUMENT = Path("knowledge/corpus/cluster-programme-deck.md")
READERS = {  # what each command does with one file that is not what it wants
    "structure": lambda bad, good: ["structure", bad, str(DOCUMENT)],
    "structure, exchanged": lambda bad, good: ["structure", str(DOCUMENT), bad],
    "repair": lambda bad, good: ["repair", bad],
    "answer": lambda bad, good: ["answer", bad, f"{bad}.answers"],
    "run": lambda bad, good: ["run", bad, *SHRUG],
    "run, settings": lambda bad, good: ["run", good, "--data", f"{bad}.none", "--config", bad],
    "check": lambda bad, good: ["check", bad],
    "compare": lambda bad, good: ["compare", bad, bad],
    "compare with the baseline": lambda bad, good: ["compare", "baseline", bad],
    "report": lambda bad, good: ["report", bad],
    "baseline": lambda bad, good: ["baseline", bad],
    "judge": lambda bad, good: ["judge", bad, "model@http://127.0.0.1:9"],
    "retrieval": lambda bad, good: ["retrieval", bad],
    "untouched": lambda bad, good: ["untouched", bad],
    "falsify": lambda bad, good: ["falsify", bad],
    "calibrate": lambda bad, good: ["calibrate", "--gold", bad],
    "calibrate, off-topic": lambda bad, good: ["calibrate", "--gold", good, "--off-topic", bad],
}


@pytest.mark.parametrize("fault", [*BAD, "a folder", "missing"])
@pytest.mark.parametrize("reader", READERS)
def test_a_file_that_cannot_be_used_is_told_in_a_line(
    reader: str,
    fault: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "nothing"))
    bad = tmp_path / "given.jsonl"
    if fault in BAD:
        bad.write_bytes(BAD[fault])
    elif fault == "a folder":
        bad.mkdir()
    assert main(READERS[reader](str(bad), str(gold(tmp_path, "dev.jsonl")))) == 1
    said = capsys.readouterr()
    assert said.err.strip() or said.out.strip()


def test_gold_and_document_exchanged_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = tmp_path / "gold.jsonl"
    rows.write_text('{"id": "1", "title": "الف", "topic": "other", "items": []}\n', encoding="utf-8")
    assert main(["structure", str(DOCUMENT), str(rows)]) == 1
    assert f"{DOCUMENT}:1: " in capsys.readouterr().err
    assert main(["structure", str(rows), str(rows)]) == 1
    assert "cannot be read as a document (FormatUnknown); gold comes first" in capsys.readouterr().err

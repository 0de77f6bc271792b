"""Settings of one run: from a file, from the command line, and constants by name."""

import os
from pathlib import Path

import pytest

from evals.overrides import OverrideInvalid, apply_overrides, read_overrides
from evals.sweep import read_grid
from knowledge import stems


def test_the_command_line_goes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "run.toml"
    file.write_text("embedder_threads = 2\n[knowledge.hybrid]\nWORDS_WEIGHT = 0.3\n", encoding="utf-8")
    assert read_overrides(file, ["embedder_threads=1"]) == {
        "embedder_threads": "1",
        "knowledge.hybrid.WORDS_WEIGHT": "0.3",
    }


def test_a_setting_goes_into_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMBEDDER_THREADS", "1")
    apply_overrides({"embedder_threads": "2"})
    assert os.environ["EMBEDDER_THREADS"] == "2"


def test_a_constant_is_set_where_it_lives_and_where_it_was_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.dialogue import deciding, judging

    monkeypatch.setattr(judging, "THRESHOLD", judging.THRESHOLD)  # put back after the test
    monkeypatch.setattr(deciding, "THRESHOLD", deciding.THRESHOLD)
    apply_overrides({"bot.dialogue.judging.THRESHOLD": "0.75"})
    assert judging.THRESHOLD == deciding.THRESHOLD == 0.75


@pytest.mark.parametrize(
    "key",
    ["colour", "knowledge.hybrid.NO_SUCH", "knowledge.nowhere.X", "os.path.sep", "knowledge.stems.AFFIXES"],
)
def test_what_cannot_be_set_is_named(key: str) -> None:
    with pytest.raises(OverrideInvalid, match=key.rpartition(".")[2]):
        apply_overrides({key: "1"})


def test_a_value_of_another_type_is_refused() -> None:
    with pytest.raises(OverrideInvalid, match="wants float"):
        apply_overrides({"knowledge.hybrid.WORDS_WEIGHT": "much"})
    assert stems.AFFIXES


def test_a_file_that_is_not_toml_is_named(tmp_path: Path) -> None:
    file = tmp_path / "run.toml"
    file.write_text("= 3", encoding="utf-8")
    with pytest.raises(OverrideInvalid, match=r"run\.toml"):
        read_overrides(file, [])


def test_an_assignment_needs_a_value() -> None:
    with pytest.raises(OverrideInvalid, match="KEY=VALUE"):
        read_overrides(None, ["threads"])


def test_a_grid_is_every_combination() -> None:
    assert read_grid(["a=1,2", "b=x"]) == [{"a": "1", "b": "x"}, {"a": "2", "b": "x"}]
    with pytest.raises(OverrideInvalid, match="VALUE,VALUE"):
        read_grid(["a"])

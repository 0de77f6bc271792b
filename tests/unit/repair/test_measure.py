"""The figures of `python -m evals repair`."""

import json
from pathlib import Path

import pytest

from evals.repair import Page, Tally, main
from evals.untouched import COMPOSED, LETTERS, MARKS, UNCHANGED, WRONG, way_of_change
from evals.untouched import main as untouched
from tests import damage
from tests.unit.repair.texts import SLIDES


def test_a_perfect_page_has_no_error_and_all_items() -> None:
    tally = Tally()
    tally.add("• الف ب\nپ", Page("list", "", "• الف ب\nپ", ("الف ب",)))
    assert (tally.edits, tally.edits_by_line, tally.shared, tally.found) == (0, 0, tally.words, 1)


def test_order_of_lines_counts_in_cer_but_not_by_line() -> None:
    tally = Tally()
    tally.add("دوم\nنخست", Page("list", "", "نخست\nدوم", ()))
    assert tally.edits > 0 and tally.edits_by_line == 0


def test_arabic_letters_are_no_error() -> None:
    tally = Tally()
    tally.add("كتابي", Page("list", "", "کتابی", ()))
    assert tally.edits == 0


def test_table_shows_hazm_and_ours(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = "\n".join(SLIDES)
    raw = "\n\n".join(damage.with_arabic_letters(damage.with_reversed_runs(line)) for line in SLIDES)
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"kind": "list", "raw": raw, "gold": gold, "items": SLIDES}), encoding="utf-8")
    assert main([str(path)]) == 0
    shown = capsys.readouterr().out
    assert "hazm alone" in shown and "repaired" in shown and "ms a line in all" in shown


@pytest.mark.parametrize(
    ("before", "after", "way"),
    [
        ("می‌شود", "می‌شود", UNCHANGED),
        ("ئ".join("لو"), "ي\u0654".join("لو"), WRONG),
        ("ي\u0654".join("لو"), "ئ".join("لو"), COMPOSED),
        ("كتابي", "کتابی", LETTERS),
        ("مى\u200fشد", "می\u200cشد", MARKS),
        ("مى\u200fشد", "میشد", WRONG),
        ("(Barbarossa\u200e)", "(Barbarossa)", MARKS),
        ("سه نفر", "سه‌نفر", WRONG),
    ],
)
def test_a_change_is_named_by_the_slightest_kind_that_explains_it(before: str, after: str, way: str) -> None:
    assert way_of_change(before, after) == way


def test_untouched_counts_the_sentences_of_a_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "set.json"
    text = " ".join(f"{line}." for line in SLIDES[2:6]) + " كتاب‌هاي تازه‌اي در اين باره نوشته شده است."
    path.write_text(json.dumps({"data": [{"paragraphs": [{"context": text, "qas": []}]}]}), encoding="utf-8")
    assert untouched([str(path)]) == 0
    shown = dict(line.rsplit(None, 3)[:2] for line in capsys.readouterr().out.splitlines())
    assert shown["unchanged"] == "4" and shown["Arabic letters"] == "1" and shown["wrong"] == "0"

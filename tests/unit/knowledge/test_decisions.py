"""The file of decisions: what holds, what is taken back, what a person may write by hand."""

import json
import threading
from pathlib import Path

import pytest

from knowledge.decisions import (
    NONE,
    About,
    Decision,
    Decisions,
    DecisionsBroken,
    Verdict,
    add_decisions,
    decisions_stamp,
    read_decisions,
)


def test_the_later_decision_about_the_same_line_holds_whatever_its_blanks(tmp_path: Path) -> None:
    add_decisions(tmp_path, "deck", [Decision("یک  خط", Verdict.ACCEPTED)])
    add_decisions(tmp_path, "deck", [Decision("یک\nخط", text="خط یک", by="رضا", at="2026-11-22T09:00:00")])
    held = read_decisions(tmp_path, "deck")
    assert [(one.verdict, one.text, one.by) for one in held] == [(Verdict.CORRECTED, "خط یک", "رضا")]
    assert held.line(" یک خط ") is not None
    assert read_decisions(tmp_path, "other").line("یک خط") is None


def test_what_is_taken_back_is_as_if_it_had_never_been() -> None:
    held = Decisions([Decision("الف", Verdict.REJECTED), Decision("الف", Verdict.OPEN)])
    assert (len(held), held.digest) == (0, NONE.digest)


def test_a_line_an_item_and_a_figure_of_the_same_words_are_three_things() -> None:
    line = Decision("خط ۵", Verdict.ACCEPTED)
    item = Decision("خط ۵", Verdict.REJECTED, about=About.ITEM)
    figure = Decision("خط ۵", Verdict.CORRECTED, "۶", About.ITEM, 0, "۵")
    held = Decisions([line, item, figure])
    assert (held.line("خط ۵"), held.item("خط ۵"), held.figure("خط ۵", 0, "۵")) == (line, item, figure)
    assert held.figure("خط ۵", 1, "۵") is None
    assert held.figure("خط ۵", 0, "۷") is None  # another figure stands there now


def test_the_digest_says_what_was_decided_and_not_by_whom_or_in_which_order() -> None:
    one, two = Decision("الف", Verdict.ACCEPTED), Decision("ب", text="پ")
    by = Decision("الف", Verdict.ACCEPTED, by="رضا", at="2026")
    assert Decisions([one, two]).digest == Decisions([two, by]).digest
    assert Decisions([one]).digest != Decisions([Decision("الف", Verdict.REJECTED)]).digest


def test_a_person_may_write_the_file_by_hand_and_leave_the_last_line_open(tmp_path: Path) -> None:
    (tmp_path / "corrections").mkdir()
    path = tmp_path / "corrections" / "deck.jsonl"
    path.write_text(json.dumps({"original": "بد", "text": "خوب"}, ensure_ascii=False), encoding="utf-8")
    before = decisions_stamp(tmp_path)
    add_decisions(tmp_path, "deck", [Decision("دیگر", Verdict.REJECTED)])
    assert [one.text or one.verdict.value for one in read_decisions(tmp_path, "deck")] == ["خوب", "rejected"]
    assert decisions_stamp(tmp_path) != before


@pytest.mark.parametrize(
    "line", ["{", '{"text": "x"}', '{"original": "x", "verdict": "maybe"}', '{"orig": 1}']
)
def test_a_line_that_makes_no_sense_is_named(tmp_path: Path, line: str) -> None:
    add_decisions(tmp_path, "deck", [Decision("خط")])
    with (tmp_path / "corrections" / "deck.jsonl").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(DecisionsBroken, match=r"deck\.jsonl:2"):
        read_decisions(tmp_path, "deck")


def test_people_who_decide_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    def decide(person: int) -> None:
        for number in range(25):
            add_decisions(tmp_path, "deck", [Decision(f"خط {person} {number}", text="ی" * 5000)])

    people = [threading.Thread(target=decide, args=(person,)) for person in range(6)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert len(read_decisions(tmp_path, "deck")) == 150

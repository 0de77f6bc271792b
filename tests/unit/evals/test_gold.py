"""Reading gold and finding what is wrong with it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evals.__main__ import main
from evals.check import check_answers, check_evidence, check_sense, check_unique
from evals.gold import FOLDER, QUESTIONS, Question, is_held_out, load_gold
from evals.jsonlines import BadRecord
from tests.unit.evals.samples import BUDGET, CHALLENGES, IDENTIFIED, RAW, knowledge_base, without


def as_json(question: Question) -> dict[str, object]:
    plain: dict[str, object] = QUESTIONS.dump_python(question, mode="json")
    return plain


def write(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_questions_are_read_back_as_written(tmp_path: Path) -> None:
    path = write(tmp_path / "g.jsonl", as_json(IDENTIFIED), as_json(BUDGET))
    assert load_gold(path) == (IDENTIFIED, BUDGET)


@pytest.mark.parametrize(
    "change",
    [{"kind": "riddle"}, {"must": [[]]}, {"question": ""}, {"surplus": 1}, {"answerable": "perhaps"}],
    ids=lambda change: next(iter(change)),
)
def test_a_line_against_the_schema_is_named_with_its_number(
    tmp_path: Path, change: dict[str, object]
) -> None:
    path = write(tmp_path / "g.jsonl", as_json(IDENTIFIED), as_json(BUDGET) | change)
    with pytest.raises(BadRecord, match=rf"g\.jsonl:2: .*{next(iter(change))}"):
        load_gold(path)


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "g.jsonl", as_json(IDENTIFIED), as_json(replace(BUDGET, id="q-1")))
    with pytest.raises(BadRecord, match="q-1 stands twice"):
        load_gold(path)


def test_an_empty_file_is_no_gold(tmp_path: Path) -> None:
    with pytest.raises(BadRecord, match="no question"):
        load_gold(write(tmp_path / "g.jsonl"))


def test_only_the_file_named_test_is_held_out() -> None:
    assert is_held_out(Path("gold/test.jsonl"))
    assert not is_held_out(Path("gold/dev.jsonl"))


def test_sound_questions_have_no_contradiction() -> None:
    assert check_sense([IDENTIFIED, CHALLENGES, BUDGET]) == []


@pytest.mark.parametrize(
    ("question", "part"),
    [
        (replace(BUDGET, answerable=True), "kind that has no answer"),
        (replace(BUDGET, source=("deck",)), "requires no fact, source or evidence"),
        (replace(IDENTIFIED, must=()), "requires a fact"),
        (replace(IDENTIFIED, source=()), "names its source"),
        (replace(IDENTIFIED, evidence=""), "has evidence"),
        (replace(CHALLENGES, list_total=4), "as many facts as items"),
        (replace(IDENTIFIED, history=("پیش",)), "has a history"),
        (replace(IDENTIFIED, must=(("؟",),)), "has letters"),
        (replace(IDENTIFIED, must_not=("505",)), "forbidden"),
    ],
)
def test_a_contradiction_is_named(question: object, part: str) -> None:
    faults = check_sense([question])  # type: ignore[list-item]
    assert any(part in fault for fault in faults), faults


def test_the_development_questions_are_sound() -> None:
    names = ("dev", "near", "facts", "forms", "exam", "talks", "lists", "styles", "follow")
    assert main(["check", *(str(FOLDER / f"{name}.jsonl") for name in names)]) == 0


def test_a_question_in_two_files_leaks_from_one_split_into_the_other() -> None:
    again = replace(IDENTIFIED, id="q-9", question="چند خوشه شناسایی شده")
    found = check_unique({Path("dev.jsonl"): (IDENTIFIED,), Path("test.jsonl"): (again,)})
    assert found == ["test.jsonl q-9: the question stands also in dev.jsonl q-1"]


def test_the_same_words_after_another_question_are_another_question() -> None:
    after = replace(IDENTIFIED, id="q-9", history=("مقاله چه می‌گوید؟",))
    assert check_unique({Path("dev.jsonl"): (IDENTIFIED, after)}) == []


def test_evidence_must_stand_in_a_source_file() -> None:
    told = replace(CHALLENGES, evidence="نبود اعتماد ميان بنگاهها\nکمبود آب")
    assert check_evidence([told], RAW) == ["q-2: no source file holds the evidence: کمبود آب"]


def test_a_fact_that_no_item_says_is_named() -> None:
    base = knowledge_base(without("deck-2024/2/1"))
    assert check_answers([IDENTIFIED, CHALLENGES], base) == ["q-1: no item of deck says 505"]
    assert check_answers([IDENTIFIED], knowledge_base()) == []


def test_check_ends_with_1_for_a_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = write(tmp_path / "good.jsonl", as_json(IDENTIFIED))
    bad = write(tmp_path / "bad.jsonl", as_json(replace(BUDGET, answerable=True)))
    assert main(["check", str(good)]) == 0
    assert main(["check", str(bad)]) == 1
    assert "q-3" in capsys.readouterr().err

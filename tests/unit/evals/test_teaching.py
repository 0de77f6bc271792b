import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from evals.gold import FOLDER
from evals.jsonlines import BadRecord, read_records
from evals.squad import sample_questions
from evals.teaching.pairs import (
    NEAR_MISSES,
    OTHERS,
    OWN,
    OtherQuestion,
    OwnQuestion,
    key_of,
    pairs_of_other_texts,
    pairs_of_squad,
    pairs_of_strangers,
)
from evals.teaching.searches import Lines, find_lines, matches_of_other_texts, matches_of_squad
from knowledge.persian import fold
from tests.unit.dialogue.library import LIBRARY

NEARLY = 0.7  # share of four-letter pieces in common, of all that two questions have
PARAGRAPH = (
    "شهر کاشان در استان اصفهان است. گلاب کاشان هر سال در اردیبهشت گرفته می‌شود. جمعیت شهر سیصد هزار نفر است."
)


def squad(tmp_path: Path, *questions: dict[str, object]) -> Path:
    path = tmp_path / "squad.json"
    article = {"title": "کاشان", "paragraphs": [{"context": PARAGRAPH, "qas": questions}]}
    path.write_text(json.dumps({"data": [article]}), encoding="utf-8")
    return path


def answered(question: str, text: str) -> dict[str, object]:
    answers = [{"text": text, "answer_start": PARAGRAPH.index(text)}]
    return {"question": question, "answers": answers, "is_impossible": False}


def test_the_answer_is_pointed_at_where_it_stands_in_the_evidence(tmp_path: Path) -> None:
    path = squad(tmp_path, answered("گلاب کاشان کی گرفته می‌شود؟", "اردیبهشت"))
    (pair,) = pairs_of_squad(path, 10)
    assert pair.answers
    assert pair.evidence.startswith("کاشان: ")
    assert [pair.evidence[begin:end] for begin, end in pair.spans or ()] == ["اردیبهشت"]


def test_sentences_that_share_the_words_but_lack_the_answer_do_not_answer(tmp_path: Path) -> None:
    path = squad(tmp_path, answered("شهر کاشان در استان اصفهان چند نفر دارد؟", "سیصد هزار"))
    pairs = pairs_of_squad(path, 10)
    assert {pair.answers for pair in pairs} == {True, False}
    assert all(("سیصد" in pair.evidence) == pair.answers for pair in pairs)


def test_a_line_is_found_by_its_beginning_and_no_word_that_merely_stands_in_it() -> None:
    texts = (
        "فناوری",
        "دانشگاه‌ها متولی توسعه فناوری در خوشه‌های منطقه شوند.",
        "شورای ملی برنامه بدهد.",
    )
    keys = tuple(key_of(text) for text in texts)
    own = Lines((0, 1, 2), texts, ("a", "b", "c"), keys, keys)

    def found(*lines: str) -> tuple[int, ...]:
        return find_lines(OwnQuestion("چه کسی؟", True, "formal", "fact", lines=lines), own)

    assert found("دانشگاه‌ها متولی توسعه فناوری") == (1,)
    assert found("فناوری") == (0,)
    assert found(f"{texts[1]} {texts[2]}") == (1, 2)
    assert found("هیچ سطری فناوری را چنین نمی‌گوید") == ()


def test_an_impossible_question_is_never_answered(tmp_path: Path) -> None:
    path = squad(tmp_path, {"question": "شهردار کاشان کیست؟", "answers": [], "is_impossible": True})
    assert [pair.answers for pair in pairs_of_squad(path, 10)] == [False]


def test_no_more_pairs_are_given_than_asked_for(tmp_path: Path) -> None:
    questions = [answered(f"گلاب کاشان {n} کی گرفته می‌شود؟", "اردیبهشت") for n in range(5)]
    assert len(pairs_of_squad(squad(tmp_path, *questions), 3)) == 3


def test_a_follow_up_is_read_behind_the_question_before_it(tmp_path: Path) -> None:
    record = {"question": "کی؟", "history": ["گلاب را می‌گیرند؟"], "answerable": True, "style": "followup"}
    path = tmp_path / "texts.jsonl"
    path.write_text(json.dumps(record | {"kind": "fact", "passage": "در اردیبهشت.", "title": "گلاب"}))
    (pair,) = pairs_of_other_texts(path)
    assert (pair.question, pair.evidence) == ("گلاب را می‌گیرند؟ کی؟", "گلاب: در اردیبهشت.")


def test_a_record_with_an_unknown_field_is_named_by_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text('{"question": "کی؟", "wrong": 1}\n')
    with pytest.raises(BadRecord, match=r"texts\.jsonl:1"):
        list(pairs_of_other_texts(path))


def taught_on_documents() -> list[OwnQuestion]:
    return [each for path in (OWN, NEAR_MISSES) for _, each in read_records(path, TypeAdapter(OwnQuestion))]


def test_what_is_shipped_is_sound_and_balanced() -> None:
    own = taught_on_documents()
    others = [record for _, record in read_records(OTHERS, TypeAdapter(OtherQuestion))]
    for records in (own, others):
        share = sum(record.answerable for record in records) / len(records)
        assert 0.4 < share < 0.6
    assert all(record.lines if record.answerable else record.near for record in own)


def test_nothing_is_taught_that_is_asked_in_evaluation_or_nearly_so() -> None:
    def grams_of(history: Sequence[str], question: str) -> frozenset[str]:
        letters = re.sub(r"[\W_]+", "", fold(" ".join((*history, question))))
        return frozenset(letters[i : i + 4] for i in range(max(1, len(letters) - 3)))

    holding: dict[str, list[frozenset[str]]] = {}
    for path in FOLDER.glob("*.jsonl"):
        for q in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            asked = grams_of(q["history"], q["question"])
            for gram in asked:
                holding.setdefault(gram, []).append(asked)
    assert len(holding) > 1000
    for taught in taught_on_documents():
        own = grams_of(taught.history, taught.question)
        # so much alike, they are about as long and share one of these pieces, which few others have
        rarest = sorted(own, key=lambda gram: len(holding.get(gram, ())))[: 1 + int((1 - NEARLY) * len(own))]
        least, most = len(own) * NEARLY, len(own) / NEARLY
        candidates = {a for gram in rarest for a in holding.get(gram, ()) if least <= len(a) <= most}
        nearest = max((len(own & asked) / len(own | asked) for asked in candidates), default=0.0)
        assert nearest <= NEARLY, taught.question


def test_a_question_of_another_text_is_matched_with_the_sentences_around_its_answer(tmp_path: Path) -> None:
    path = squad(tmp_path, *[answered(f"گلاب کاشان {n} کی گرفته می‌شود؟", "اردیبهشت") for n in range(8)])
    matches = list(matches_of_squad(path))
    assert len(matches) == 8
    assert all("اردیبهشت" in match.passage and "اردیبهشت" not in match.beside for match in matches)
    assert {match.subject for match in matches} == {"کاشان"}


def test_only_what_can_be_answered_is_matched(tmp_path: Path) -> None:
    path = squad(tmp_path, {"question": "شهردار کاشان کیست؟", "answers": [], "is_impossible": True})
    assert not list(matches_of_squad(path))
    record = {"question": "کی؟", "style": "colloquial", "kind": "fact", "passage": "در اردیبهشت."}
    texts = tmp_path / "texts.jsonl"
    texts.write_text("\n".join(json.dumps(record | {"answerable": each}) for each in (True, False)))
    (match,) = matches_of_other_texts(texts)
    assert (match.question, match.passage) == ("کی؟", "در اردیبهشت.")


def test_what_is_found_for_questions_of_another_field_never_answers_them() -> None:
    pairs = list(pairs_of_strangers(LIBRARY.answerer, ["تعاونی فضانوردان چند عضو داشت؟", "سلام"]))
    assert [pair.answers for pair in pairs] == [False]
    assert "تعاونی" in pairs[0].evidence


def test_the_same_questions_of_a_set_are_drawn_each_time(tmp_path: Path) -> None:
    path = squad(tmp_path, *(answered(f"پرسش {n}؟", "گلاب") for n in range(40)))
    drawn = sample_questions(path, 10)
    assert len(set(drawn)) == 10
    assert drawn == sample_questions(path, 10) != sample_questions(path, 10, seed=2)
    assert len(sample_questions(path, 100)) == 40

"""What is known of a question before it is searched for."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge.coded import encode
from knowledge.document import Passage
from knowledge.hybrid import KNOWN_FROM, KNOWN_WEIGHT, HybridRetriever
from knowledge.known_questions import (
    KnownQuestions,
    QuestionBank,
    load_known_questions,
    mean_vector,
    open_bank,
    write_known_questions,
)
from knowledge.query import QueryReader
from knowledge.retriever import Familiarity
from tests.unit.knowledge.shelf import TEXTS, ArrayIndex, StemEmbedder, passages

EMBEDDER = StemEmbedder()
EXPORT, LOANS = 1, 6  # places of their lines on the shelf
ASKED = ("کفشدوزها چی فروختن اون ور آب", "پول قرضی گرون درمیاد", "رییس بانک کیه", "آب و هوا")
ANSWERS = ((0,), (1,), (), (2,))
LINES = (TEXTS[EXPORT], TEXTS[LOANS], "از باران در این قفسه سخنی نیست.")


def known(identity: str = EMBEDDER.identity) -> KnownQuestions:
    codes = encode(np.stack([EMBEDDER.query_vector(question) for question in ASKED]))
    return KnownQuestions(identity, codes, ANSWERS, LINES, EMBEDDER.passage_vectors(LINES))


def asked_about(*places: int) -> list[Passage]:
    """The shelf, with the passages in these places in a document of their own."""
    return [replace(p, document_id="asked") if n in places else p for n, p in enumerate(passages())]


def bank(*texts: str) -> QuestionBank:
    shelf = passages(texts) if texts else asked_about(EXPORT, LOANS)
    return QuestionBank(known(), shelf, ArrayIndex([p.text for p in shelf], EMBEDDER, 9))


def test_a_question_is_known_by_the_lines_that_answer_the_nearest_one() -> None:
    shelf = passages()
    familiarity, near = bank().recall(EMBEDDER.query_vector(ASKED[0]))
    assert familiarity.answered == pytest.approx(1.0, abs=1e-3)
    assert familiarity.items == (shelf[EXPORT].item_id,)
    assert near[EXPORT] == pytest.approx(1.0, abs=1e-3)
    assert near[LOANS] < 0.5
    assert not near[[n for n in range(len(TEXTS)) if n not in (EXPORT, LOANS)]].any()


def test_a_question_without_an_answer_is_known_as_such() -> None:
    familiarity, _ = bank().recall(EMBEDDER.query_vector(ASKED[2]))
    assert familiarity.unanswered == pytest.approx(1.0, abs=1e-3)
    assert familiarity.answered < 0.5


def test_a_question_on_a_line_that_is_not_here_is_neither_answered_nor_unanswered() -> None:
    familiarity, _ = bank().recall(EMBEDDER.query_vector(ASKED[3]))
    assert max(familiarity.answered, familiarity.unanswered) < 0.5


def test_what_nobody_can_answer_is_known_of_the_documents_that_were_asked_about_alone() -> None:
    assert bank().recall(EMBEDDER.query_vector(ASKED[2]))[0].documents == {"asked"}
    shelf = passages()  # two of seven lines alone: by chance
    familiar = QuestionBank(known(), shelf, ArrayIndex(TEXTS, EMBEDDER, 9))
    assert familiar.recall(EMBEDDER.query_vector(ASKED[2]))[0] == Familiarity()


def test_other_documents_know_nothing() -> None:
    familiarity, near = bank("زنبور عسل می‌سازد.", "کندو را در بهار باز می‌کنند.").recall(
        EMBEDDER.query_vector(ASKED[0])
    )
    assert familiarity == Familiarity()
    assert not near.any()


def test_a_line_is_known_again_with_a_word_more_but_not_by_some_of_its_words() -> None:
    line = "صادرات کفش تبریز به عراق و ترکیه و روسیه در پنج سال گذشته رشد کرد"
    here = replace(known(), lines=(line,), line_vectors=EMBEDDER.passage_vectors([line]), answers=((0,),) * 4)

    def items(text: str) -> tuple[str, ...]:
        shelf = passages((text,))
        familiar = QuestionBank(here, shelf, ArrayIndex([text], EMBEDDER, 9))
        return familiar.recall(EMBEDDER.query_vector(ASKED[0]))[0].items

    assert items(f"{line} بسیار.") == (passages()[0].item_id,)
    assert items("صادرات کفش تبریز به عراق کم شد.") == ()


def test_an_entry_is_known_again_without_the_lead_of_its_list_and_not_under_another_heading() -> None:
    line = "فروش کفش: برای فروش کفش سه کار لازم است — بسته‌بندی خوب"
    here = replace(known(), lines=(line,), line_vectors=EMBEDDER.passage_vectors([line]), answers=((0,),) * 4)

    def items(*texts: str) -> tuple[str, ...]:
        index = ArrayIndex(texts, EMBEDDER, 9)
        index.cosines = lambda vectors, further: (np.arange(len(texts)), np.full(len(texts), 0.92))  # type: ignore[method-assign]
        familiar = QuestionBank(here, passages(texts), index)
        return familiar.recall(EMBEDDER.query_vector(ASKED[0]))[0].items

    assert items("فروش کفش: بسته‌بندی خوب") == (passages()[0].item_id,)
    assert items("وام بانک: بسته‌بندی خوب") == ()


def test_everyday_words_of_an_item_and_whole_sections_take_no_question_over() -> None:
    shelf = [
        replace(one, gloss=n == 0, item_id=one.item_id if n == 0 else None)
        for n, one in enumerate(passages((TEXTS[EXPORT], TEXTS[LOANS])))
    ]
    familiar = QuestionBank(known(), shelf, ArrayIndex([p.text for p in shelf], EMBEDDER, 9))
    assert familiar.recall(EMBEDDER.query_vector(ASKED[0]))[0] == Familiarity()


def test_the_file_gives_back_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "known.npz"
    write_known_questions(known(), path)
    again = load_known_questions(path)
    assert (again.identity, again.answers, again.lines) == (EMBEDDER.identity, ANSWERS, LINES)
    assert np.array_equal(again.codes, known().codes)
    assert (again.line_vectors * known().line_vectors).sum(axis=1).min() > 0.99


def test_the_vectors_of_another_embedder_are_not_compared(tmp_path: Path) -> None:
    path = tmp_path / "known.npz"
    write_known_questions(known("another"), path)
    shelf = passages()
    index = ArrayIndex(TEXTS, EMBEDDER, 9)
    assert open_bank(shelf, index, EMBEDDER.identity, path) is None
    assert open_bank(shelf, index, "another", path) is not None


def test_the_line_that_answers_a_known_question_rises_and_no_other(reader: QueryReader) -> None:
    shelf = asked_about(LOANS)
    index = ArrayIndex(TEXTS, EMBEDDER, 9)
    query = reader.read(TEXTS[0])
    vector = mean_vector(query.readings, EMBEDDER)[None]
    here = replace(known(), codes=encode(vector), answers=((1,),))
    plain = HybridRetriever(shelf, index, EMBEDDER)
    aided = HybridRetriever(shelf, index, EMBEDDER, QuestionBank(here, shelf, index))
    before, after = (
        {hit.passage.id: hit.score for hit in each.search(query, len(TEXTS))} for each in (plain, aided)
    )
    gains = {name: after[name] - before[name] for name in before}
    assert gains.pop(shelf[LOANS].id) == pytest.approx(KNOWN_WEIGHT * (1 - KNOWN_FROM), abs=1e-4)
    assert set(gains.values()) == {0.0}
    assert aided.familiarity(query).items == (shelf[LOANS].item_id,)
    assert plain.familiarity(query) == Familiarity()


def test_a_question_of_several_readings_has_their_mean_direction() -> None:
    mean = mean_vector(ASKED[:2], EMBEDDER)
    assert np.linalg.norm(mean) == pytest.approx(1.0, abs=1e-5)
    assert mean @ EMBEDDER.query_vector(ASKED[0]) == pytest.approx(
        float(mean @ EMBEDDER.query_vector(ASKED[1])), abs=1e-5
    )

import json
from pathlib import Path

import numpy as np
import pytest

from evals.retrieval import find_ranks, fuse, gain, lexical_search, read_collection
from knowledge.stems import grams, stems


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    def paragraph(context: str, *questions: str, impossible: bool = False) -> dict[str, object]:
        return {"context": context, "qas": [{"question": q, "is_impossible": impossible} for q in questions]}

    paragraphs = [
        paragraph("صندوق ضمانت صادرات در سال ۱۳۷۳ تأسیس شد.", "صندوق ضمانت چه سالی تأسیس شد؟"),
        paragraph("خوشهٔ کفش تبریز سه هزار کارگاه دارد.", "خوشهٔ کفش چند کارگاه دارد؟", "کفش تبریز"),
        paragraph("باران در گیلان زیاد است.", "فردا باران می‌بارد؟", impossible=True),
    ]
    path = tmp_path / "corpus.json"
    path.write_text(json.dumps({"data": [{"paragraphs": paragraphs}]}), encoding="utf-8")
    return path


def test_every_paragraph_is_a_passage_but_only_answerable_questions_are_asked(corpus: Path) -> None:
    collection = read_collection(corpus)
    assert len(collection.passages) == 3
    assert collection.relevant == (0, 1, 1)


def test_takes_every_nth_question(corpus: Path) -> None:
    assert read_collection(corpus, every=2).relevant == (0, 1)


def test_a_corpus_without_questions_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.json"
    path.write_text('{"data": []}')
    with pytest.raises(ValueError, match="no answerable question"):
        read_collection(path)


def test_words_and_characters_find_the_paragraph(corpus: Path) -> None:
    collection = read_collection(corpus)
    for analyse in (stems, grams):
        assert find_ranks(collection, lexical_search(collection, analyse)) == [1, 1, 1]


def test_a_tie_counts_against_the_search(corpus: Path) -> None:
    collection = read_collection(corpus)
    assert find_ranks(collection, lambda begin, end: np.zeros((end - begin, 3), dtype=np.float32)) == [
        3,
        3,
        3,
    ]


def test_fusion_adds_by_weight(corpus: Path) -> None:
    collection = read_collection(corpus)
    words = lexical_search(collection, stems)
    fused = fuse([(0.5, words), (2, words)])
    np.testing.assert_allclose(fused(0, 3), 2.5 * words(0, 3), rtol=1e-5)


def test_gain_falls_with_the_rank_and_ends_at_ten() -> None:
    assert [gain(1), gain(3), gain(11)] == [100, 50, 0]
    assert gain(10) > 0

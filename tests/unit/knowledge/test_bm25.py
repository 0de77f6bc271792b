import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.bm25 import Bm25
from knowledge.persian import tokens
from knowledge.stems import AFFIXES, grams, stem, stems, word_grams

WORDS = st.sampled_from("خوشه بنگاه صادرات کفش تبریز وام بهره سال ۱۴۰۱ bdsp".split())
TEXT = st.lists(WORDS, max_size=8).map(" ".join)
TEXTS = st.lists(TEXT, min_size=1, max_size=6).filter(lambda texts: any(texts))


@given(TEXTS, st.lists(WORDS, min_size=1, max_size=5))
def test_no_text_scores_below_zero_or_above_its_ceiling(texts: list[str], asked: list[str]) -> None:
    for analyse in (stems, grams):
        terms = [term for word in asked for term in analyse(word)]
        scores, ceiling = Bm25(texts, analyse).total(terms)
        assert scores.shape == (len(texts),)
        assert ceiling > 0
        assert (scores >= 0).all()
        assert (scores <= ceiling * (1 + 1e-5)).all()


@given(TEXTS, WORDS)
def test_one_term_adds_at_most_its_idf_and_only_where_it_stands(texts: list[str], word: str) -> None:
    index = Bm25(texts, stems)
    (term,) = stems(word)
    scores = index.scores(term)
    assert (scores <= index.idf(term) * (1 + 1e-5)).all()
    assert [score > 0 for score in scores] == [term in stems(text) for text in texts]


@given(TEXTS, st.lists(WORDS, min_size=1, max_size=4))
def test_the_total_is_the_sum_of_its_terms(texts: list[str], asked: list[str]) -> None:
    index = Bm25(texts, stems)
    terms = [term for word in asked for term in stems(word)]
    scores, ceiling = index.total(terms)
    np.testing.assert_allclose(scores, sum(index.scores(term) for term in terms), rtol=1e-4, atol=1e-5)
    assert ceiling == pytest.approx(sum(index.idf(term) for term in terms))


@given(TEXTS)
def test_the_vocabulary_counts_texts_and_not_words(texts: list[str]) -> None:
    index = Bm25(texts, stems)
    assert set(index.vocabulary) == {word for text in texts for word in stems(text)}
    for term, held in index.vocabulary.items():
        assert held == sum(term in stems(text) for text in texts)
        assert term in index


def test_scores_agree_with_the_formula() -> None:
    index = Bm25(["خوشه خوشه کفش", "کفش"], stems)
    idf = math.log(1 + 1.5 / 1.5)
    assert index.idf("خوشه") == pytest.approx(idf)
    assert index.scores("خوشه")[0] == pytest.approx(idf * 2 / (2 + 1.2 * (0.25 + 0.75 * 3 / 2)), rel=1e-5)


def test_a_rarer_term_tells_more_and_an_unknown_one_most() -> None:
    index = Bm25(["خوشه کفش", "خوشه وام", "خوشه"], stems)
    assert index.idf("خوشه") < index.idf("کفش") < index.idf("ناشناس")


@given(st.lists(st.sampled_from(["", "؟!", "ها"]), max_size=3))
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_texts_without_a_word_score_nothing(texts: list[str]) -> None:
    index = Bm25(texts, stems)
    assert index.scores("خوشه").tolist() == [0.0] * len(texts)
    scores, ceiling = index.total(["خوشه"])
    assert scores.tolist() == [0.0] * len(texts)
    assert ceiling > 0


def test_nothing_asked_scores_nothing() -> None:
    scores, ceiling = Bm25(["خوشه"], stems).total([])
    assert scores.tolist() == [0.0]
    assert ceiling == 0.0


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("خوشه‌ها", "خوشه"),
        ("خوشه‌هایشان", "خوشه"),
        ("بنگاههای", "بنگاه"),
        ("چالشهایی", "چالش"),
        ("بزرگ‌ترین", "بزرگ"),
        ("بزرگترین", "بزرگ"),
        ("صنعتی", "صنعت"),
        ("می‌شود", "شود"),
    ],
)
def test_inflections_meet_in_one_stem(written: str, other: str) -> None:
    assert stems(written) == stems(other)


@pytest.mark.parametrize("word", ["ها", "های", "تر", "بها", "رها", "تنها", "دفتر", "سی", "ای"])
def test_a_stem_is_never_empty(word: str) -> None:
    assert stem(word)


@given(st.text("ابپتهایرن\u200c ۱", max_size=20))
@settings(max_examples=200)
def test_stems_are_the_words_without_bare_affixes(text: str) -> None:
    assert len(stems(text)) == sum(word not in AFFIXES for word in tokens(text))
    assert all(stems(text))


def test_grams_mark_the_borders_of_a_word() -> None:
    assert word_grams("کفش") == ("^کف", "کفش", "فش$", "^کفش", "کفش$")
    assert word_grams("و") == ("^و$", "^و$")


def test_a_typing_error_keeps_most_grams_of_long_words() -> None:
    right, wrong = set(grams("توانمندسازی")), set(grams("توانمدسازی"))
    assert len(right & wrong) > len(right) / 2


@given(st.text(max_size=30))
def test_grams_never_cross_from_one_word_to_the_next(text: str) -> None:
    words = [word for word in tokens(text) if word not in AFFIXES]
    assert grams(text) == [gram for word in words for gram in word_grams(word)]
    assert all(" " not in gram and 3 <= len(gram) <= 4 for gram in grams(text))

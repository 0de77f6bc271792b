import pytest

from knowledge.nouns import load_nouns
from knowledge.persian import fold


@pytest.mark.parametrize("word", ["خوشه", "بازار", "هزینه", "مسئول", "کارخانه"])
def test_names_of_things_are_nouns(word: str) -> None:
    assert fold(word) in load_nouns()


@pytest.mark.parametrize("word", ["است", "رقابتی", "وسیع", "زنانه", "عادی"])
def test_words_that_are_qualities_only_or_never_met_are_not(word: str) -> None:
    assert fold(word) not in load_nouns()


def test_the_list_is_folded_and_large() -> None:
    nouns = load_nouns()
    assert len(nouns) > 20_000
    assert all(fold(word) == word for word in nouns)
    assert "" not in nouns

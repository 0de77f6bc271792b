from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lexicon import Lexicon
from knowledge.speech import Speech, Unit, bare_forms, verb_stems

SPEECH = Speech(
    {
        ("پول",): ("مالی", "اعتبار"),
        ("کی", "نوشته"): ("نویسنده",),
        ("نوشته",): ("متن",),
        ("به", "درد", "بخور"): ("سودمند",),
        ("اوضاع",): (),
    },
    {"ارز": ("صرفه", "توجیه"), "گیر": ("دریافت",)},
)
WORD = st.sampled_from("پول پولها پولو کی نوشته به درد بخور بخوره خوشه اوضاع ۱۲".split()) | st.text(
    "ابتکنوهشم", min_size=1, max_size=8
)


@given(st.lists(WORD, max_size=12))
def test_cutting_into_units_loses_adds_and_moves_no_word(words: list[str]) -> None:
    assert list(chain.from_iterable(unit.words for unit in SPEECH.units(words))) == words


@given(st.lists(WORD, max_size=12))
def test_every_unit_of_several_words_is_a_phrase_of_the_table(words: list[str]) -> None:
    phrases = {("کی", "نوشته"): ("نویسنده",), ("به", "درد", "بخور"): ("سودمند",)}
    for unit in SPEECH.units(words):
        assert unit.words
        if len(unit.words) > 1:
            assert unit.formal in phrases.values()


def test_the_longest_phrase_wins_over_its_parts() -> None:
    assert SPEECH.units(["کی", "نوشته"]) == [Unit(("کی", "نوشته"), ("نویسنده",))]
    assert SPEECH.units(["نوشته", "کی"]) == [Unit(("نوشته",), ("متن",)), Unit(("کی",), ())]


def test_a_phrase_cut_off_by_the_end_is_words() -> None:
    assert [unit.words for unit in SPEECH.units(["به", "درد"])] == [("به",), ("درد",)]


@pytest.mark.parametrize("word", ["پول", "پولو", "پولها", "پولمون", "پولشون", "پولشه", "پولتر", "پولا"])
def test_a_spoken_word_is_known_by_its_endings_too(word: str) -> None:
    assert SPEECH.units([word]) == [Unit((word,), ("مالی", "اعتبار"))]


def test_the_words_of_a_phrase_may_be_inflected() -> None:
    assert SPEECH.units(["به", "دردمون", "بخوره"])[0].formal == ("سودمند",)


@pytest.mark.parametrize("word", ["میارزه", "نمیارزه", "ارزید", "نارزه", "بارزه", "میارزن"])
def test_a_verb_is_found_in_all_its_persons_and_in_the_negative(word: str) -> None:
    assert SPEECH.verb(word) == ("صرفه", "توجیه")


@pytest.mark.parametrize("word", ["خوشه", "میز", "م", "", "نمی", "ارزیابی"])
def test_what_is_no_verb_of_the_table_has_no_noun(word: str) -> None:
    assert SPEECH.verb(word) == ()


@given(st.text("ابمنیهدشکو", max_size=10))
def test_bare_forms_hold_the_word_and_never_nothing(word: str) -> None:
    forms = bare_forms(word)
    assert word in forms
    assert all(len(form) >= min(3, len(word)) for form in forms)


@given(st.text("ابمنیهدشکو", max_size=10))
def test_verb_stems_are_parts_of_the_word_and_never_empty(word: str) -> None:
    for stem in verb_stems(word):
        assert stem
        assert stem in word


def test_a_word_of_the_table_is_not_taken_for_a_form_of_another() -> None:
    speech = Speech({("داغون",): ("شکست",), ("داغان",): ("فرسوده",)}, {"پاش": ("شکست",), "پاشد": ("آغاز",)})
    assert speech.units(["داغون"])[0].formal == ("شکست",)
    assert speech.units(["داغونه"])[0].formal == ("شکست",)
    assert speech.verb("پاشد") == ("آغاز",)
    assert speech.verb("پاشم") == ("شکست",)


def test_every_spoken_phrase_that_ships_is_recognised_as_one_unit(lexicon: Lexicon) -> None:
    speech = Speech(lexicon.spoken, lexicon.verbs)
    for phrase, formal in lexicon.spoken.items():
        assert speech.units(phrase) == [Unit(phrase, formal)]


def test_every_verb_that_ships_is_found_by_its_bare_stem(lexicon: Lexicon) -> None:
    speech = Speech(lexicon.spoken, lexicon.verbs)
    assert [stem for stem, nouns in lexicon.verbs.items() if speech.verb(stem) != nouns] == []

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.spelling import EDIT_WEIGHT, ENDING_WEIGHT, SOUND_WEIGHT, Speller, sound

VOCABULARY = frozenset(
    "خوشه بنگاه صادرات شناسایی ذینفعان هزینه مواد خواهش مشاوره تهران سازمان مشتری نوآوری برنامه تولید".split()
)
SPELLER = Speller(VOCABULARY)
LETTERS = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"


def edited(word: str, position: int, letter: str, kind: str) -> str:
    position %= len(word)
    tail = {"replace": word[position + 1 :], "insert": word[position:]}.get(kind, word[position + 1 :])
    return word[:position] + ("" if kind == "drop" else letter) + tail


@given(st.text(LETTERS, max_size=12) | st.text(max_size=12))
def test_suggests_words_of_the_vocabulary_only_with_a_weight_below_one(word: str) -> None:
    for other, weight in SPELLER.suggestions(word).items():
        assert other in SPELLER
        assert other in VOCABULARY
        assert weight in {ENDING_WEIGHT, SOUND_WEIGHT, *EDIT_WEIGHT.values()}


@given(
    st.sampled_from(sorted(word for word in VOCABULARY if len(sound(word)) == len(word) >= 5)),
    st.integers(0, 10),
    st.sampled_from(LETTERS),
    st.sampled_from(["replace", "insert", "drop"]),
)
def test_a_word_with_one_letter_wrong_is_answered_by_a_word_as_near(
    word: str, position: int, letter: str, kind: str
) -> None:
    assert SPELLER.suggestions(edited(word, position, letter, kind))


@given(st.text(LETTERS, max_size=14) | st.text(max_size=14))
def test_two_words_run_together_are_cut_and_nothing_is_lost(word: str) -> None:
    parts = SPELLER.split(word)
    if parts is not None:
        assert "".join(parts) == word
        assert set(parts) <= VOCABULARY


@given(st.sampled_from(sorted(VOCABULARY)), st.sampled_from(sorted(VOCABULARY)))
def test_any_two_words_run_together_are_recognised(first: str, second: str) -> None:
    assert SPELLER.split(first + second) == (first, second)


@pytest.mark.parametrize(
    ("spoken", "meant"),
    [
        ("بنگاها", "بنگاه"),
        ("بنگاهامون", "بنگاه"),
        ("هزینهرو", "هزینه"),
        ("خوشهای", "خوشه"),
        ("مشتریا", "مشتری"),
        ("سازمون", "سازمان"),
        ("تهرون", "تهران"),
    ],
)
def test_spoken_endings_lead_to_the_written_word(spoken: str, meant: str) -> None:
    assert meant in SPELLER.suggestions(spoken)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("صادراط", "صادرات"), ("شناصایی", "شناسایی"), ("زینفعان", "ذینفعان"), ("خاهش", "خواهش")],
)
def test_letters_of_one_sound_are_confused_at_little_cost(written: str, meant: str) -> None:
    assert sound(written) == sound(meant)
    assert SPELLER.suggestions(written) == {meant: SOUND_WEIGHT}


def test_one_edit_weighs_more_than_two_and_two_need_a_long_word() -> None:
    assert SPELLER.suggestions("شناساقی") == {"شناسایی": EDIT_WEIGHT[1]}
    assert SPELLER.suggestions("شنماساقی") == {"شناسایی": EDIT_WEIGHT[2]}
    assert SPELLER.suggestions("توکید") == {"تولید": EDIT_WEIGHT[1]}
    assert SPELLER.suggestions("توکیل") == {}


def test_neighbouring_letters_swapped_are_one_edit() -> None:
    assert SPELLER.suggestions("برانمه") == {"برنامه": EDIT_WEIGHT[1]}


@pytest.mark.parametrize("word", ["", "کف", "۱۲۳۴۵", "12345", "!!!!!", "قغقغقغقغ"])
def test_nothing_is_proposed_for_what_resembles_nothing(word: str) -> None:
    assert SPELLER.suggestions(word) == {}


def test_two_letters_that_an_ending_leaves_are_no_word() -> None:
    speller = Speller(["سی", "خوشه"])
    assert speller.suggestions("سیها") == {}
    assert speller.suggestions("خوشهها") == {"خوشه": ENDING_WEIGHT}


def test_an_empty_vocabulary_proposes_nothing() -> None:
    assert Speller([]).suggestions("خوشه") == {}
    assert Speller([]).split("خوشهبنگاه") is None


def test_the_same_question_gets_the_same_words_whatever_the_order_of_the_vocabulary() -> None:
    backwards = Speller(sorted(VOCABULARY, reverse=True))
    for word in ("صادراط", "برنامح", "تولیل", "بنگاا"):
        suggested = list(SPELLER.suggestions(word).items())
        assert suggested, word
        assert list(backwards.suggestions(word).items()) == suggested

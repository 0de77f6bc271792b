import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.finglish import ACCEPTED, MISMATCH, SKIP_WEAK, Transliterator, signs, sound_cost
from knowledge.persian import fold

WORDS = [
    fold(word)
    for word in "خوشه صادرات شناسایی هزینه مواد اولیه چالش پیشنهاد شورا وام تسهیلات قانون ژاپن غذا".split()
]
TRANSLITERATOR = Transliterator([(word, 1.0) for word in WORDS])
LATIN = st.text("abcdefghijklmnopqrstuvwxyz'", max_size=14)


@pytest.mark.parametrize(
    ("latin", "persian"),
    [
        ("khoshe", "خوشه"),
        ("khooshe", "خوشه"),
        ("saderat", "صادرات"),
        ("shenasayi", "شناسایی"),
        ("hazine", "هزینه"),
        ("mavad", "مواد"),
        ("chalesh", "چالش"),
        ("pishnahad", "پیشنهاد"),
        ("shora", "شورا"),
        ("vam", "وام"),
        ("ghanoon", "قانون"),
        ("qanun", "قانون"),
        ("zhapon", "ژاپن"),
        ("chaleshe", "چالش"),
    ],
)
def test_reads_the_ways_people_spell_a_word(latin: str, persian: str) -> None:
    assert TRANSLITERATOR.persian(latin) == persian


def test_a_letter_is_seldom_written_for_another_vowel_than_its_own() -> None:
    alike = Transliterator([(word, 1.0) for word in ("صنعتی", "صنعت", "خارجه", "خروج")])
    heard = [alike.persian(word) for word in ("sanate", "sanati", "khorooje", "khareje")]
    assert heard == ["صنعت", "صنعتی", "خروج", "خارجه"]


@pytest.mark.parametrize("latin", ["", "k", "zxq", "bank", "telephone", "'"])
def test_says_nothing_where_nothing_sounds_like_it(latin: str) -> None:
    assert TRANSLITERATOR.persian(latin) is None


def test_too_many_letters_left_out_are_another_word() -> None:
    reader = Transliterator([("مواد", 1.0)])
    assert reader.persian("mavd") == "مواد"
    assert reader.persian("md") is None


@given(LATIN)
def test_whatever_it_reads_is_one_of_its_words(latin: str) -> None:
    assert TRANSLITERATOR.persian(latin) in {None, *WORDS}


def test_of_two_words_alike_in_sound_the_preferred_one_is_read() -> None:
    words = [("سفر", 0.2), ("صفر", 1.0)]
    assert Transliterator(words).persian("sefr") == "صفر"
    assert Transliterator([(word, 1.2 - liking) for word, liking in words]).persian("sefr") == "سفر"


@given(LATIN, st.sampled_from(WORDS))
def test_a_sound_cost_lies_between_nothing_and_leaving_out_every_letter(latin: str, persian: str) -> None:
    heard = signs(latin)
    assert 0.0 <= sound_cost(heard, persian) <= MISMATCH * (len(heard) + len(persian))


@given(LATIN, st.sampled_from(WORDS), st.floats(0, 4))
def test_a_sound_cost_is_exact_up_to_the_most_that_is_wanted_and_beyond_it_above(
    latin: str, persian: str, most: float
) -> None:
    heard = signs(latin)
    cost, bounded = sound_cost(heard, persian), sound_cost(heard, persian, most)
    assert bounded == cost if cost <= most else most < bounded <= cost


def test_written_letters_cost_nothing_and_unwritten_vowels_little() -> None:
    assert sound_cost(signs("kfsh"), "کفش") == 0.0
    assert 0 < sound_cost(signs("kafsh"), "کفش") <= ACCEPTED
    assert sound_cost("", "وا") == pytest.approx(2 * SKIP_WEAK)
    assert sound_cost(signs("masht"), "کفش") >= MISMATCH


def test_a_word_that_begins_with_a_vowel_is_written_with_a_letter_for_it() -> None:
    either = Transliterator([("مالیاتی", 1.0), ("عملیاتی", 1.0), ("مکان", 1.0), ("امکان", 1.0)])
    assert either.persian("amaliyati") == "عملیاتی"
    assert either.persian("maliyati") == "مالیاتی"
    assert either.persian("emkan") == "امکان"


@pytest.mark.parametrize(
    ("latin", "persian"),
    [
        ("arzyabishun", "ارزیابیشون"),
        ("sathesh", "سطحش"),
        ("tarhha", "طرح ها"),
        ("tarhas", "طرح"),
        ("tarhe", "طرح"),
        ("tarhhaye", "طرح های"),
    ],
)
def test_whose_and_how_many_is_told_by_an_ending_and_others_are_left_off(latin: str, persian: str) -> None:
    assert Transliterator([("ارزیابی", 1.0), ("سطح", 1.0), ("طرح", 1.0)]).persian(latin) == persian


@pytest.mark.parametrize(
    ("latin", "sound"), [("khoshe", "XoSe"), ("ZHapon", "Japon"), ("mas'ale", "masale"), ("check", "Cek")]
)
def test_two_latin_letters_of_one_sound_become_one_sign(latin: str, sound: str) -> None:
    assert signs(latin) == sound

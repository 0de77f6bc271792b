import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.lexicon import Lexicon
from knowledge.persian import tokens
from knowledge.query import EARLIER_SHARE, GUESSED_SHARE, SAME_WEIGHT, Concept, QueryReader, Script, numerals
from knowledge.spelling import SOUND_WEIGHT
from knowledge.stems import stem, stems
from tests.unit.knowledge.shelf import TEXTS

ODD = [
    "\ufdfa" * 20,
    "\x00",
    "😀👩‍👩‍👧",
    "\u202e\u2066",
    "۳٫۵",
    "1" * 400,
    "ـ" * 9,
    "\ud800",
    "۱۲۳ ۴۵۶",
    "²½Ⅳ",
    "५०५",
    "و" * 300,
]
WORDS = (
    "خوشه صادراط خرجا بی‌دی‌اس‌پی khoshe saderat what cluster the BDSP "
    "وام تهران بودجه کی نوشته می‌ارزه مشاورهبنگاه"
).split()
QUESTION = st.text(max_size=60) | st.lists(
    st.sampled_from(WORDS + ODD) | st.text(max_size=9), max_size=8
).map(" ".join)


def concept(reader: QueryReader, question: str, number: int = 0) -> Concept:
    return reader.read(question).concepts[number]


def terms(reader: QueryReader, question: str, number: int = 0) -> dict[str, float]:
    return {" ".join(phrase): weight for phrase, weight in concept(reader, question, number).terms}


@given(QUESTION)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read(reader: QueryReader, text: str) -> None:
    query = reader.read(text)
    assert query.text == text
    assert 1 <= len(query.readings) <= 2
    assert all(tokens(word) == [word] for word in query.words)
    for read in query.concepts:
        weights = [weight for _, weight in read.terms]
        assert weights
        assert weights == sorted(weights, reverse=True)
        assert all(0 < weight <= 1 for weight in weights)
        assert all(phrase and all(phrase) for phrase, _ in read.terms)
        assert 0 < read.rarity <= 1
        assert 0 < read.share <= 1


@given(QUESTION)
@settings(max_examples=100, deadline=None)
def test_a_question_is_read_the_same_way_every_time(reader: QueryReader, text: str) -> None:
    assert reader.read(text) == reader.read(text)


@given(QUESTION, QUESTION)
@settings(max_examples=100, deadline=None)
def test_a_follow_up_keeps_its_own_concepts_and_brings_each_earlier_one_once(
    reader: QueryReader, text: str, before: str
) -> None:
    query, earlier = reader.read(text), reader.read(before)
    joined = reader.follow(query, earlier)
    own = len(query.concepts)
    assert joined.concepts[:own] == query.concepts
    assert {c.word for c in joined.concepts} == {c.word for c in query.concepts + earlier.concepts}
    assert all(c.share == EARLIER_SHARE for c in joined.concepts[own:])


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "؟؟؟", "😀", "\x00\u200c", "چیست", "این را به من بگویید", "what is the"),
        *("شرح دهید", "نمی‌نویسند", "می‌آورید", "نگفتید", "هرچه آمده", "اینجا چنانچه", "چند تاست"),
    ],
)
def test_a_question_without_content_has_no_concepts(reader: QueryReader, text: str) -> None:
    assert reader.read(text).concepts == ()


@pytest.mark.parametrize(
    ("question", "script"),
    [
        ("صادرات کفش چقدره؟", Script.PERSIAN),
        ("BDSP چیست؟", Script.PERSIAN),
        ("bdsp", Script.PERSIAN),
        ("BDSP", Script.PERSIAN),
        ("saderat kafsh chetore", Script.FINGLISH),
        ("khoshe chie", Script.FINGLISH),
        ("hazine mavad avalie", Script.FINGLISH),
        ("what is a cluster?", Script.ENGLISH),
        ("export of shoes", Script.ENGLISH),
        ("۱۴۰۱", Script.PERSIAN),
    ],
)
def test_tells_persian_finglish_and_english_apart(reader: QueryReader, question: str, script: Script) -> None:
    assert reader.read(question).script is script


@pytest.mark.parametrize(
    "question",
    [
        "صادرات کفش",
        "صادرات كفش",
        "saderat kafsh",
        "صادرات‌ کفش",
        "صــادرات کفش؟",
        "صادراتِ کفش",
        "\u202bصادرات کفش\u202c",
    ],
)
def test_one_question_in_many_spellings_is_one_pair_of_concepts(reader: QueryReader, question: str) -> None:
    assert [c.terms[0][0] for c in reader.read(question).concepts] == [("صادرات",), ("کفش",)]
    assert all(c.known and c.share == 1.0 for c in reader.read(question).concepts)


def test_english_is_searched_as_asked_and_in_persian(reader: QueryReader) -> None:
    assert reader.read("what is a cluster?").readings == ("what is a cluster?", "خوشه")


def test_a_long_english_word_among_finglish_is_read_as_english(reader: QueryReader) -> None:
    assert reader.read("project haye khoshe chie").readings == ("پروژه های خوشه چیست",)


@pytest.mark.parametrize("word", ["clusters", "export's", "exported", "exporting", "marketing"])
def test_an_english_word_is_known_in_its_forms(reader: QueryReader, word: str) -> None:
    assert not any(each.isascii() for each in reader.read(f"what is the {word} of this").words)


def test_an_english_word_without_a_translation_is_not_taken_for_a_persian_one_that_sounds_alike(
    reader: QueryReader,
) -> None:
    assert "street" in reader.read("what is the export by street").words


def test_an_apostrophe_and_an_ending_do_not_part_a_finglish_word(reader: QueryReader) -> None:
    assert reader.read("hameye kho'she ha chian").words[0] == "همه"


def test_finglish_is_searched_in_persian_only(reader: QueryReader) -> None:
    assert reader.read("saderat kafsh").readings == ("صادرات کفش",)


@pytest.mark.parametrize(
    ("text", "persian"),
    [
        ("saderat kafsh, chie?", "صادرات کفش, چیست?"),
        ("صادرات کفش؟", "صادرات کفش؟"),
        ("what is a cluster?", "what is a cluster?"),
    ],
)
def test_finglish_is_put_into_persian_letters_with_its_marks(
    reader: QueryReader, text: str, persian: str
) -> None:
    assert reader.in_persian(text) == persian


def test_what_counts_of_something_named_before_names_nothing(reader: QueryReader) -> None:
    assert reader.read("چند تاش").concepts == reader.read("چندتاشون").concepts == ()
    assert reader.read("نوعش").concepts != ()


def test_a_plain_question_is_read_once_and_a_spoken_one_also_as_documents_write(reader: QueryReader) -> None:
    assert reader.read("  صادرات\n کفش  ").readings == ("صادرات کفش",)
    assert reader.read("صادراط کفش").readings == ("صادراط کفش", "صادرات کفش")


def test_a_misspelt_word_counts_less_and_means_the_word_of_the_index(reader: QueryReader) -> None:
    assert terms(reader, "صادراط") == {"صادراط": 1.0, "صادرات": SOUND_WEIGHT}
    assert concept(reader, "صادراط").share == GUESSED_SHARE


def test_a_spoken_word_means_what_documents_write(reader: QueryReader) -> None:
    assert "هزینه" in terms(reader, "خرجا")
    assert "تسهیلات" in terms(reader, "وام")


def test_two_words_run_together_are_both_looked_for(reader: QueryReader) -> None:
    assert {"مشاوره", "بنگاه"} <= terms(reader, "مشاورهبنگاه").keys()


def test_a_word_of_the_same_meaning_counts_less_than_the_word_itself(reader: QueryReader) -> None:
    assert terms(reader, "شرکت") == {stem("شرکت"): 1.0, stem("بنگاه"): SAME_WEIGHT}


def test_only_words_of_the_index_are_added_for_their_meaning(reader: QueryReader) -> None:
    held = {word for text in TEXTS for word in stems(text)}
    added = {
        phrase
        for question in ("شرکت", "بودجه", "چالش", "کسب و کار", "همکاری")
        for concept in reader.read(question).concepts
        for phrase, weight in concept.terms
        if weight == SAME_WEIGHT
    }
    assert added
    assert all(set(phrase) <= held for phrase in added)


def test_latin_words_are_found_by_their_sound_in_persian_letters(reader: QueryReader) -> None:
    assert terms(reader, "بی‌دی‌اس‌پی").keys() == {"bdsp"}


def test_a_number_is_a_concept_that_has_to_be_held(reader: QueryReader) -> None:
    read = concept(reader, "۵۰۵")
    assert (read.word, read.known, read.noun, read.rarity) == ("505", True, True, 1.0)
    assert not concept(reader, "۵۰۶").known


def test_a_word_that_no_text_holds_is_unknown_and_stays_in_the_question(reader: QueryReader) -> None:
    read = concept(reader, "زعفران")
    assert not read.known
    assert read.terms == (((stem("زعفران"),), 1.0),)


@pytest.mark.parametrize(
    ("question", "asked_for", "place"),
    [("بودجه", True, False), ("رییسش", True, False), ("تهران", False, True), ("خوشه", False, False)],
)
def test_knows_what_is_asked_of_a_thing_and_where_it_is(
    reader: QueryReader, question: str, asked_for: bool, place: bool
) -> None:
    read = concept(reader, question)
    assert (read.asked_for, read.place) == (asked_for, place)


def test_a_rare_word_identifies_more_than_an_everyday_one(reader: QueryReader) -> None:
    assert concept(reader, "ذی‌نفعان", 1).rarity > concept(reader, "سریع").rarity


def test_a_word_said_twice_is_one_concept(reader: QueryReader) -> None:
    assert len(reader.read("خوشه خوشه‌ها خوشه").concepts) == 1


def test_a_follow_up_is_searched_alone_and_behind_the_earlier_question(reader: QueryReader) -> None:
    joined = reader.follow(reader.read("تبریز"), reader.read("صادرات کفش"))
    assert joined.readings == ("تبریز", "صادرات کفش تبریز")


def test_a_concept_matches_by_its_best_term_that_stands_whole() -> None:
    read = Concept("وام", ((("وام",), 1.0), (("تامین", "مال"), 0.5)), 1.0, True)
    assert read.match({"وام", "تامین", "مال"}) == 1.0
    assert read.match({"تامین", "مال"}) == 0.5
    assert read.match({"تامین"}) == 0.0


def test_questions_can_be_read_before_there_is_any_text(lexicon: Lexicon) -> None:
    read = QueryReader(lexicon, []).read("صادرات کفش به ۱۲ کشور")
    assert [c.known for c in read.concepts] == [False] * len(read.concepts)
    assert read.concepts


def test_numerals_are_compared_without_grouping_and_in_one_kind_of_digit() -> None:
    assert numerals("۱٬۲۳۴ نفر، 3.5٪ و ٥٠٥") == {"1234", "3.5", "505"}
    assert numerals("هیچ") == frozenset()

"""The language data that ships is sound: every entry can be met, and does something when it is."""

import re
from collections import Counter
from importlib import resources
from typing import Any

import pytest
import yaml

from knowledge.lexicon import FILES, Lexicon, load_lexicon
from knowledge.persian import fold, tokens
from knowledge.stems import stem, stems

TABLES = ("spoken", "verbs", "english", "finglish")
WRITTEN_IN_LATIN = frozenset("active bdsp coach ict passive sme spx".split())  # by documents of the field
BOTH = pytest.mark.parametrize("file", FILES)
EACH = pytest.mark.parametrize("table", TABLES)


def compose(text: str) -> dict[str, list[tuple[str, str]]]:
    """The mappings of a file as pairs in order, repetitions kept (yaml.load would swallow them)."""
    root = yaml.compose(text, yaml.CSafeLoader)
    return {
        key.value: [(k.value, v.value) for k, v in value.value]
        for key, value in root.value
        if isinstance(value, yaml.MappingNode)
    }


def repeated(text: str) -> list[str]:
    return [
        f"{table}: {word}"
        for table, pairs in compose(text).items()
        for word, count in Counter(word for word, _ in pairs).items()
        if count > 1
    ]


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    return {name: resources.files("knowledge").joinpath(name).read_text(encoding="utf-8") for name in FILES}


@pytest.fixture(scope="session")
def raw(texts: dict[str, str]) -> dict[str, dict[str, Any]]:
    return {name: yaml.load(text, yaml.CSafeLoader) for name, text in texts.items()}


@pytest.fixture(scope="session")
def entries(texts: dict[str, str]) -> dict[str, list[tuple[str, str]]]:
    """Key and value of each table over both files."""
    composed = [compose(text) for text in texts.values()]
    return {table: [pair for tables in composed for pair in tables.get(table, [])] for table in TABLES}


def test_a_repeated_key_is_noticed() -> None:
    assert repeated("spoken:\n  وام: پول\n  قرض: وام\n  وام: تسهیلات\n") == ["spoken: وام"]


@BOTH
def test_no_table_names_a_word_twice(texts: dict[str, str], file: str) -> None:
    assert repeated(texts[file]) == []


@BOTH
def test_no_table_stands_twice_in_a_file(texts: dict[str, str], file: str) -> None:
    names = re.findall(r"^(\w+):", texts[file], re.MULTILINE)
    assert len(names) == len(set(names))


@EACH
def test_no_word_is_named_again_in_another_spelling_or_file(
    entries: dict[str, list[tuple[str, str]]], table: str
) -> None:
    folded = Counter(
        tuple(tokens(word)) if table == "spoken" else "".join(tokens(word)) for word, _ in entries[table]
    )
    assert [word for word, count in folded.items() if count > 1] == []


@BOTH
@EACH
def test_yaml_reads_every_key_and_value_as_text(
    raw: dict[str, dict[str, Any]], file: str, table: str
) -> None:
    odd = [
        (word, value)
        for word, value in (raw[file].get(table) or {}).items()
        if not (isinstance(word, str) and isinstance(value, str))
    ]
    assert odd == []  # no: and on: without quotes would be truth values


@EACH
def test_values_are_persian(entries: dict[str, list[tuple[str, str]]], table: str) -> None:
    words = {word for _, value in entries[table] for word in tokens(value)}
    assert sorted(word for word in words if word.isascii()) == sorted(words & WRITTEN_IN_LATIN)


@EACH
def test_values_are_spelt_with_persian_letters_and_digits(
    entries: dict[str, list[tuple[str, str]]], table: str
) -> None:
    assert [value for _, value in entries[table] if re.search("[يكىة٠-٩ـ0-9]", value)] == []


@pytest.mark.parametrize(
    ("table", "latin"), [("spoken", False), ("verbs", False), ("english", True), ("finglish", True)]
)
def test_keys_are_written_as_people_of_that_table_write(
    entries: dict[str, list[tuple[str, str]]], table: str, latin: bool
) -> None:
    keys = ["".join(tokens(word)) for word, _ in entries[table]]
    assert all(keys)
    assert [key for key in keys if key.isascii() is not latin] == []


@BOTH
def test_groups_of_one_meaning_hold_two_words_that_differ_when_stemmed(
    raw: dict[str, dict[str, Any]], file: str
) -> None:
    groups = raw[file]["same"]
    assert groups
    assert [group for group in groups if len({tuple(stems(words)) for words in group}) < 2] == []
    assert [group for group in groups if any(not stems(words) for words in group)] == []


def test_sameness_goes_both_ways_and_never_to_itself(lexicon: Lexicon) -> None:
    for phrase, others in lexicon.same.items():
        assert others
        assert phrase not in others
        assert all(phrase in lexicon.same[other] for other in others)


def test_words_are_kept_as_questions_are_read(lexicon: Lexicon) -> None:
    assert all(tokens(word) == [word] for word in lexicon.stop)
    assert all(tokens(" ".join(phrase)) == list(phrase) for phrase in lexicon.spoken)
    assert all(
        fold(word) == word for table in (lexicon.verbs, lexicon.english, lexicon.finglish) for word in table
    )


def test_places_are_towns_and_countries_and_none_is_both(lexicon: Lexicon) -> None:
    assert {stem("تهران"), stem("تبریز"), stem("افغانستان"), stem("ژاپن")} <= lexicon.places
    assert lexicon.towns.isdisjoint(lexicon.countries)


@pytest.mark.parametrize("table", ["asked_for", "towns", "countries"])
def test_what_a_question_is_about_is_not_passed_over(
    lexicon: Lexicon, raw: dict[str, dict[str, Any]], table: str
) -> None:
    """A stop word is dropped, so no place and nothing that people ask of a thing may be one."""
    words = set(tokens(raw["lexicon.yaml"][table]))
    assert words
    assert words & lexicon.stop == set()


def test_both_files_are_joined_in_each_table(lexicon: Lexicon, raw: dict[str, dict[str, Any]]) -> None:
    assert len(lexicon.spoken) == sum(len(raw[file]["spoken"]) for file in FILES)
    assert len(lexicon.english) == sum(len(raw[file]["english"]) for file in FILES)
    assert len(lexicon.finglish) == sum(len(raw[file]["finglish"]) for file in FILES)


def test_is_read_once(lexicon: Lexicon) -> None:
    assert load_lexicon() is lexicon

"""The language data of lexicon.yaml, folded and ready for look-up."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import chain, product
from typing import Any

import yaml

from knowledge.nouns import load_nouns
from knowledge.persian import tokens
from knowledge.stems import stems

_BEFORE_PRESENT, _OF_PRESENT = ("", "می", "نمی", "ب", "ن"), ("م", "ی", "د", "یم", "ید", "ین", "ند")
_BEFORE_PAST, _OF_PAST = ("", "می", "نمی", "ن"), ("", "م", "ی", "یم", "ید", "ین", "ند", "ه")

Phrase = tuple[str, ...]  # one or more stems that stand together


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How people write, beside how documents write; see lexicon.yaml."""

    stop: frozenset[str]  # folded words
    light: frozenset[str]  # forms of verbs that say nothing beside a noun, folded
    kept: frozenset[Phrase]  # pairs whose first word counts although it is in `stop`
    spoken: Mapping[Phrase, tuple[str, ...]]  # folded word or phrase to the words a document would use
    verbs: Mapping[str, tuple[str, ...]]  # bare stem of a spoken verb to the nouns a document would use
    same: Mapping[Phrase, frozenset[Phrase]]  # phrase to the other phrases of its groups
    english: Mapping[str, tuple[str, ...]]
    finglish: Mapping[str, tuple[str, ...]]
    asked_for: frozenset[str]  # stems
    towns: frozenset[str]  # stems
    countries: frozenset[str]  # stems

    @property
    def places(self) -> frozenset[str]:
        return self.towns | self.countries


FILES = ("lexicon.yaml", "spoken.yaml")  # the field's own words; spoken Persian at large


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The lexicon that ships with the package; read once."""
    raw = _read_tables()
    same: dict[Phrase, set[Phrase]] = {}
    for group in raw["same"]:
        phrases = {tuple(stems(words)) for words in group}
        for phrase in phrases:
            same.setdefault(phrase, set()).update(phrases - {phrase})
    return Lexicon(
        stop=frozenset(tokens(raw["stop"])),
        light=frozenset(_forms(raw["light_verbs"])),
        kept=frozenset(tuple(stems(pair)) for pair in raw["kept"]),
        spoken={tuple(tokens(key)): tuple(tokens(text)) for key, text in raw["spoken"].items()},
        verbs=_replacements(raw["verbs"]),
        same={phrase: frozenset(others) for phrase, others in same.items()},
        english=_replacements(raw["english"]),
        finglish=_replacements(raw["finglish"]),
        asked_for=frozenset(stems(raw["asked_for"])),
        towns=frozenset(stems(raw["towns"])),
        countries=frozenset(stems(raw["countries"])),
    )


def _forms(verbs: Iterable[str]) -> Iterator[str]:
    """What the verbs are inflected to, each as one word, but for what is a noun too («شوی»)."""
    for present, past in map(tokens, verbs):
        forms = chain(
            product(_BEFORE_PRESENT, (present,), _OF_PRESENT), product(_BEFORE_PAST, (past,), _OF_PAST)
        )
        yield from {"".join(form) for form in forms} - load_nouns()


def _read_tables() -> dict[str, Any]:
    """The tables of all files; where two have a table of one name, they are joined."""
    tables: dict[str, Any] = {}
    for name in FILES:
        text = resources.files("knowledge").joinpath(name).read_text(encoding="utf-8")
        for table, content in yaml.load(text, yaml.CSafeLoader).items():
            match content:
                case dict():
                    tables[table] = content | tables.get(table, {})
                case None:  # a table that has no entries yet
                    continue
                case list():
                    tables[table] = tables.get(table, []) + content
                case _:
                    tables[table] = content
    return tables


def _replacements(raw: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {"".join(tokens(word)): tuple(tokens(text or "")) for word, text in raw.items()}

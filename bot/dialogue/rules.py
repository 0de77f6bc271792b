"""The tables of rules.yaml, compiled: what words tell of a message."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from knowledge.persian import fold, tokens
from knowledge.stems import stems

Patterns = Mapping[str, re.Pattern[str]]

_PUNCTUATION = re.compile(r"[؟?!.،,:؛;«»()\"]")
_UNNAMED = re.compile(r"(?<!\\)\((?!\?)")


@dataclass(frozen=True, slots=True)
class Rules:
    """Each table maps a name to one pattern over `plain` text, in the order of the file."""

    intents: Patterns
    kinds: Patterns
    asks: Patterns
    holds: Patterns
    documents: Patterns
    topics: Patterns
    leads: Patterns
    meant: Patterns
    turns: Patterns
    general: frozenset[str]  # folded words of the whole field
    heading: frozenset[str]  # stems of those that the heading of a chapter may say and another one may not


@lru_cache(maxsize=1)
def load_rules() -> Rules:
    """The rules that ship with the package; read once."""
    raw = yaml.load(
        resources.files("bot.dialogue").joinpath("rules.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
    )
    return Rules(
        intents=_compile(raw["intents"], word_start=True),
        kinds=_compile(raw["kinds"], word_start=True),
        asks=_compile(raw["asks"], word_start=True),
        holds=_compile(raw["holds"], word_start=False),
        documents=_compile(raw["documents"], word_start=True),
        topics=_compile(raw["topics"], word_start=True),
        leads=_compile(raw["leads"], word_start=True),
        meant=_compile(raw["meant"], word_start=True),
        turns=_compile(raw["turns"], word_start=True),
        general=frozenset(tokens(raw["general"])),
        heading=frozenset(stems(raw["heading"])),
    )


@lru_cache(maxsize=8192)  # the titles and lines of an index are looked at with every question
def plain(text: str) -> str:
    """What patterns see: folded, punctuation as spaces, single spaces."""
    return " ".join(_PUNCTUATION.sub(" ", fold(text)).split())


def _compile(table: Mapping[str, list[str]], word_start: bool) -> dict[str, re.Pattern[str]]:
    """With `word_start` no pattern begins inside a word: «رمان» is not in «فرمان».

    Only named groups are told of: a search takes up to six times as long where it has to note every one.
    """
    edge = r"(?<!\w)" if word_start else ""
    alternatives = {name: _UNNAMED.sub("(?:", "|".join(patterns)) for name, patterns in table.items()}
    return {name: re.compile(f"{edge}(?:{pattern})") for name, pattern in alternatives.items()}

"""The terms of lexical search: light word stems, and character 3-4-grams within words."""

import re
from collections.abc import Iterable
from functools import lru_cache

from knowledge.persian import tokens

# What stands alone after ZWNJ became a space and carries no meaning of its own.
AFFIXES = frozenset("ها های هایی ای هایم هایت هایش هایمان هایشان می نمی تر ترین ام ات اش اند".split())
_PLURAL = re.compile(r"(?<=..)(?:هایشان|هایمان|هایش|هایی|های|ها)$")
_ENDING = re.compile(r"(?<=...)(?:ترین|تر|ی)$")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word without plural, comparative and final ی; equal on both sides is all that counts."""
    short = _PLURAL.sub("", word)
    return _ENDING.sub("", short) if len(short) > 3 else short


@lru_cache(maxsize=8192)  # the lines of an index are looked at again with every question
def stems(text: str) -> tuple[str, ...]:
    """Stems of the text's words without bare affixes, in order."""
    return tuple(stem(word) for word in tokens(text) if word not in AFFIXES)


def stems_of_all(texts: Iterable[str]) -> set[str]:
    """Of several texts; one by one, for those of an index come again in other company."""
    return set().union(*map(stems, texts))


def grams(text: str) -> list[str]:
    """Character 3-4-grams of each word with its borders marked; survives typing errors."""
    return [gram for word in tokens(text) if word not in AFFIXES for gram in word_grams(word)]


@lru_cache(maxsize=65536)
def word_grams(word: str) -> tuple[str, ...]:
    """Character 3-4-grams of «^word$»; the whole of it where it is shorter."""
    marked = f"^{word}$"
    return tuple(marked[i : i + n] for n in (3, 4) for i in range(max(1, len(marked) - n + 1)))

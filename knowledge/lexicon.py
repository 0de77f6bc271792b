"""The language data of lexicon.yaml, folded and ready for look-up."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from knowledge.bm25 import stems
from knowledge.persian import tokens

Phrase = tuple[str, ...]  # one or more stems that stand together


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How people write, beside how documents write; see lexicon.yaml."""

    stop: frozenset[str]  # folded words
    spoken: Mapping[str, tuple[str, ...]]  # folded word to the words a document would use
    same: Mapping[Phrase, frozenset[Phrase]]  # phrase to the other phrases of its groups
    english: Mapping[str, tuple[str, ...]]
    finglish: Mapping[str, tuple[str, ...]]
    asked_for: frozenset[str]  # stems
    places: frozenset[str]  # stems


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The lexicon that ships with the package; read once."""
    text = resources.files("knowledge").joinpath("lexicon.yaml").read_text(encoding="utf-8")
    raw = yaml.load(text, yaml.CSafeLoader)
    same: dict[Phrase, set[Phrase]] = {}
    for group in raw["same"]:
        phrases = {tuple(stems(words)) for words in group}
        for phrase in phrases:
            same.setdefault(phrase, set()).update(phrases - {phrase})
    return Lexicon(
        stop=frozenset(tokens(raw["stop"])),
        spoken=_replacements(raw["spoken"]),
        same={phrase: frozenset(others) for phrase, others in same.items()},
        english=_replacements(raw["english"]),
        finglish=_replacements(raw["finglish"]),
        asked_for=frozenset(stems(raw["asked_for"])),
        places=frozenset(stems(raw["places"])),
    )


def _replacements(raw: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {"".join(tokens(word)): tuple(tokens(text or "")) for word, text in raw.items()}

"""Terms of the field in everyday words, so that who does not know a term still finds what is said of it."""

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from knowledge.bm25 import stems


@dataclass(frozen=True, slots=True)
class Gloss:
    """One term; see glossary.yaml."""

    phrases: tuple[frozenset[str], ...]  # stems, of which a text holds all of one
    said: tuple[str, ...]  # sentences


@lru_cache(maxsize=1)
def load_glossary() -> tuple[Gloss, ...]:
    """The glossary that ships with the package; read once."""
    text = resources.files("knowledge").joinpath("glossary.yaml").read_text(encoding="utf-8")
    return tuple(
        Gloss(tuple(frozenset(stems(phrase)) for phrase in entry["of"]), tuple(entry["said"]))
        for entry in yaml.load(text, yaml.CSafeLoader)
    )


def everyday_words(text: str, context: str) -> tuple[str, ...]:
    """How people speak of what the text says: it holds a term of the glossary, together with its context."""
    own = frozenset(stems(text))
    held = own.union(stems(context))
    return tuple(
        dict.fromkeys(
            sentence
            for gloss in load_glossary()
            if any(phrase <= held and not phrase.isdisjoint(own) for phrase in gloss.phrases)
            for sentence in gloss.said
        )
    )

"""Terms of the field in everyday words, so that who does not know a term still finds what is said of it."""

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from knowledge.stems import stems


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


@lru_cache(maxsize=1)
def _by_stem() -> dict[str, tuple[int, ...]]:
    """Positions of the glosses that have a stem in one of their phrases."""
    found: dict[str, list[int]] = {}
    for at, gloss in enumerate(load_glossary()):
        for stem in frozenset().union(*gloss.phrases):
            found.setdefault(stem, []).append(at)
    return {stem: tuple(places) for stem, places in found.items()}


def everyday_words(text: str, context: str) -> tuple[str, ...]:
    """How people speak of what the text says: it holds a term of the glossary, together with its context."""
    own = frozenset(stems(text))
    held = own.union(stems(context))
    glossary, by_stem = load_glossary(), _by_stem()
    near = sorted({at for stem in own for at in by_stem.get(stem, ())})
    return tuple(
        dict.fromkeys(
            sentence
            for at in near
            if any(phrase <= held and not phrase.isdisjoint(own) for phrase in glossary[at].phrases)
            for sentence in glossary[at].said
        )
    )

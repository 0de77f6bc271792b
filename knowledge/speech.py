"""Spoken Persian in a question: words, phrases and verbs that a document would put otherwise."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.lexicon import Phrase

_PREFIX = re.compile(r"^(?:نمی|می|ن|ب|بی)(?=..)")
_PERSON = ("یمون", "شون", "یم", "ین", "ید", "ند", "مش", "نش", "ه", "م", "ی", "د", "ن", "ش", "")
_ENDINGS = (
    "هاشونو",
    "هاشو",
    "اشونو",
    "اشو",
    "شونو",
    "شونه",
    "هاشون",
    "هامون",
    "شون",
    "مون",
    "تون",
    "ها",
    "ای",
    "اش",
    "رو",
    "شه",
    "ترین",
    "تر",
    "ا",
    "ش",
    "م",
    "ی",
    "ه",
    "و",
    "ن",
)
REMEMBERED = 4096  # words whose forms are known: questions share most of theirs


@dataclass(frozen=True, slots=True)
class Unit:
    """One or more words of a question that are understood together."""

    words: Phrase  # as asked, folded
    formal: tuple[str, ...]  # what a document would write instead, the most telling first; () for nothing


@lru_cache(maxsize=REMEMBERED)
def bare_forms(word: str) -> frozenset[str]:
    """The word, and what it is without the endings and the «ون» of speech."""
    bare = {word} | {word.removesuffix(ending) for ending in _ENDINGS if len(word) > len(ending) + 2}
    return frozenset(bare | {form.replace("ون", "ان") for form in bare if "ون" in form})


@lru_cache(maxsize=REMEMBERED)
def _likely_forms(word: str) -> tuple[str, ...]:
    """The bare forms: what was typed, before what the «ون» of speech may stand for."""
    forms = sorted(bare_forms(word), key=lambda form: (not word.startswith(form), -len(form), form))
    return tuple(forms)


def verb_stems(word: str) -> Iterator[str]:
    """What may be the verb's bare stem: prefix and personal ending taken off, longest ending first."""
    for start in (word, _PREFIX.sub("", word)):
        for ending in _PERSON:
            rest = start.removesuffix(ending) if ending else start
            if rest and (rest != start or not ending):
                yield rest


class Speech:
    """Cuts a question's words into units by the tables of spoken Persian."""

    def __init__(
        self, spoken: Mapping[Phrase, tuple[str, ...]], verbs: Mapping[str, tuple[str, ...]]
    ) -> None:
        self._spoken = spoken
        self._verbs = verbs
        self._phrases: dict[str, list[Phrase]] = {}
        for phrase in spoken:
            self._phrases.setdefault(phrase[0], []).append(phrase)
        for phrases in self._phrases.values():
            phrases.sort(key=len, reverse=True)

    def units(self, words: Sequence[str]) -> list[Unit]:
        """The words in order; a spoken phrase is one unit, everything else a unit a word."""
        found: list[Unit] = []
        position = 0
        while position < len(words):
            phrase = self._phrase_at(words, position)
            if phrase is not None:
                size = len(phrase)
                found.append(Unit(tuple(words[position : position + size]), self._spoken[phrase]))
                position += size
            else:
                found.append(Unit((words[position],), ()))
                position += 1
        return found

    def verb(self, word: str) -> tuple[str, ...]:
        """Nouns for a spoken verb form, () when it is none; a form that the table names comes first."""
        if word in self._verbs:
            return self._verbs[word]
        return next((self._verbs[stem] for stem in verb_stems(word) if stem in self._verbs), ())

    def _phrase_at(self, words: Sequence[str], position: int) -> Phrase | None:
        for first in _likely_forms(words[position]):
            for phrase in self._phrases.get(first, ()):
                following = words[position : position + len(phrase)]
                if len(following) == len(phrase) and all(
                    part in bare_forms(other) for part, other in zip(phrase, following, strict=True)
                ):
                    return phrase
        return None

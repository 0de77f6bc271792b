"""Questions that name nothing («از کجا شروع کنیم؟»): the field is meant, or what was spoken of."""

from dataclasses import dataclass

from bot.dialogue.asking import is_general
from bot.dialogue.rules import load_rules, plain
from knowledge.query import Concept, Query
from knowledge.stems import stem

BEGINNING, SOLUTION, OUTCOME = "beginning", "solution", "outcome"
OF_THE_PROGRAMME = frozenset({BEGINNING, OUTCOME})  # of which there is one, whatever was spoken of

# Whoever asks is meant by them: «به درد کارگاه کوچیک می‌خوره؟»
_ASKERS = frozenset(
    stem(word) for word in "کارگاه بنگاه شرکت مغازه کوچک کوچیک خرد تولیدی تولیدکننده صنعتگر".split()
)


@dataclass(frozen=True, slots=True)
class Meant:
    """What such a question asks, and what is said beside it."""

    name: str
    rest: str


def find_meant(text: str) -> Meant | None:
    """The first such question in the text."""
    folded = plain(text)
    for name, pattern in load_rules().meant.items():
        if found := pattern.search(folded):
            for_whom = found.groupdict().get("whom") or ""
            return Meant(name, f"{folded[: found.start()]} {for_whom} {folded[found.end() :]}")
    return None


def is_asker(concept: Concept) -> bool:
    """Whether it means whoever asks."""
    return stem(concept.word) in _ASKERS


def names_more(query: Query) -> bool:
    """Whether the query names anything but the field and those who ask."""
    return any((c.noun or c.place) and not (is_general(c) or is_asker(c)) for c in query.concepts)

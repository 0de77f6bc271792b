"""Questions that name nothing («از کجا شروع کنیم؟»): the field is meant, or what was spoken of."""

from dataclasses import dataclass

from bot.dialogue.asking import is_general
from bot.dialogue.rules import load_rules, plain
from knowledge.query import Query

BEGINNING = "beginning"


@dataclass(frozen=True, slots=True)
class Meant:
    """What such a question asks, a key of texts.MEANT, and what is said beside it."""

    name: str
    rest: str


def find_meant(text: str) -> Meant | None:
    """The first such question in the text."""
    folded = plain(text)
    for name, pattern in load_rules().meant.items():
        if found := pattern.search(folded):
            return Meant(name, f"{folded[: found.start()]} {folded[found.end() :]}")
    return None


def names_more(query: Query) -> bool:
    """Whether the query names anything but the field."""
    return any((c.noun or c.place) and not is_general(c) for c in query.concepts)

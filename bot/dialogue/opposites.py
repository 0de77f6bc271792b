"""What is said of small firms answers no question on large ones: lines on the opposite of what is named."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.dialogue.parts import Part
from knowledge.persian import tokens
from knowledge.query import EARLIER_SHARE, Concept, Query
from knowledge.stems import AFFIXES, stem

REACH = 3  # words from the thing to what it is said to be: «بنگاه‌های خرد و کوچک»
_GROUPS = (
    ("بزرگ", "کوچک خرد sme"),
    ("شمالی", "جنوبی"),
    ("شرقی", "غربی"),
    ("داخلی", "خارجی"),
    ("دولتی", "خصوصی"),
    ("واردات", "صادرات صادراتی"),
    ("اول نخست اولین نخستین", "دوم دومین", "سوم سومین", "چهارم چهارمین"),
)
_BY_DEGREE = frozenset({"تر", "ترین"})  # «بزرگ‌ترین چالش» is no large thing
_OPPOSITE = {
    stem(word): frozenset(stem(other) for others in group if others != words for other in others.split())
    for group in _GROUPS
    for words in group
    for word in words.split()
}


def without_opposite(query: Query, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts without such lines, but whole lists with some of them stay whole; () where all are such."""
    named = list(_named(query))
    if not named:
        return tuple(parts)
    kept = []
    for part in parts:
        lines = tuple(line for line in part.lines if not _opposes(named, part, line))
        whole = part.listed and len(part.lines) == part.total
        kept += [part if whole and lines else replace(part, lines=lines)]
    return tuple(part for part in kept if part.lines)


def _named(query: Query) -> Iterator[tuple[str, Concept | None]]:
    """What something is said to be, and the thing; None where the word is a thing itself: «واردات»."""
    own = [concept for concept in query.concepts if concept.share > EARLIER_SHARE]
    said = {stem(word) for word in query.words}
    words = ["", *(word for word in query.words if word not in AFFIXES - _BY_DEGREE), ""]
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        root = stem(word)
        if root in _OPPOSITE and after not in _BY_DEGREE and said.isdisjoint(_OPPOSITE[root]):
            thing = stem(after if word.endswith("ین") else before)  # «دومین دهه»
            yield root, next((concept for concept in own if stem(concept.word) == thing), None)


def _opposes(named: Sequence[tuple[str, Concept | None]], part: Part, line: str) -> bool:
    words = tokens(" ".join((part.section.title, part.lead or "", line)))
    roots = [stem(word) for word in words]
    return any(
        root not in roots
        and any(
            each in _OPPOSITE[root]
            and (thing is None or words[n].isascii() or thing.meant_in(set(roots[max(0, n - REACH) : n])))
            for n, each in enumerate(roots)
        )
        for root, thing in named
    )

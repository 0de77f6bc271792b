"""«کدام ابزارها به فناوری مربوط‌اند؟»: of a list that is named the lines on what it is chosen by."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.dialogue.asking import is_asking, is_general
from bot.dialogue.chapters import JOINING, touches
from bot.dialogue.parts import Part
from bot.dialogue.reckoning import PICKING
from bot.dialogue.rules import load_rules, plain
from knowledge.query import Concept, Query
from knowledge.stems import AFFIXES, stems

CHOSEN_FROM = 3  # lines; among fewer nobody chooses


def chooses(text: str) -> bool:
    """Whether the question wants some of a list."""
    return load_rules().turns["choosing_from"].search(plain(text)) is not None


def chosen(query: Query, part: Part) -> Part:
    """Of a list whose heading is named the lines on what is named besides; all of it where none is."""
    heading = set(stems(f"{part.section.title} {part.lead or ''}"))
    if not part.listed or part.ordered or len(part.lines) < part.total or len(part.lines) < CHOSEN_FROM:
        return part
    named = [c for c in query.concepts if c.known and not (is_general(c) or is_asking(c))]
    kind = _kind(query, named)
    further = [c for c in named if c.noun and not (c in kind or c.meant_in(heading))]
    if not further or not any(concept.noun and concept.named_in(heading) for concept in kind or named):
        return part
    items = [item for item in part.section.items if item.text in part.lines]
    fitting = {
        item.text
        for item in items
        for either in _alternatives(query, further)
        if all(touches(concept, item, "") for concept in either)
    }
    lines = tuple(line for line in part.lines if line in fitting)
    return replace(part, lines=lines) if lines else part


def _kind(query: Query, named: Sequence[Concept]) -> list[Concept]:
    """What the chosen ones are called: «اداره» and «سازمان» of «کدام اداره‌ها و سازمان‌ها»; [] of «کدامشان»."""
    words = {concept.word: concept for concept in named}
    kind: list[Concept] = []
    going_on = False
    for before, word in pairwise(word for word in query.words if word not in AFFIXES):
        going_on = before in PICKING or (going_on and word in JOINING) or (going_on and before in JOINING)
        kind += [words[word]] if going_on and word in words else []
    return kind


def _alternatives(query: Query, named: Sequence[Concept]) -> list[list[Concept]]:
    """The phrases that «و» or «یا» sets side by side: «مواد اولیه», «تأمین‌کننده»."""
    phrases: list[list[Concept]] = [[]]
    words = {concept.word: concept for concept in named}
    for word in query.words:
        if word in JOINING and phrases[-1]:
            phrases.append([])
        elif word in words:
            phrases[-1].append(words[word])
    return [phrase for phrase in phrases if phrase]

"""Whether lines speak of what a message names: «وام چی؟» after a list wants what is said of loans."""

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.asking import is_general
from bot.dialogue.parts import Part, stems_of
from bot.dialogue.pointing import points
from knowledge.query import EARLIER_SHARE, Concept, Query
from knowledge.stems import stems
from knowledge.themes import find_bodies, find_themes

FEW = 3  # lines of a list that is told whole


def matters_of(query: Query) -> tuple[Concept, ...]:
    """What the message itself names that the documents know, but for the field."""
    return tuple(
        c
        for c in query.concepts
        if c.known
        and (c.noun or c.place)
        and c.share > EARLIER_SHARE
        and not (is_general(c) or points(c.word) or c.word.isdigit())
    )


def touched(matters: Sequence[Concept], parts: Sequence[Part]) -> int:
    """How many of them the parts name."""
    held = stems_of(parts)
    return sum(matter.named_in(held) for matter in matters)


def only_on(matters: Sequence[Concept], parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts that speak of any of them, longer lists without the lines that do not."""
    kept = []
    for part in parts:
        if any(_speaks(_heading(part), matter) for matter in matters):
            kept.append(part)
        elif on := [line for line in part.lines if any(_speaks(line, matter) for matter in matters)]:
            kept.append(replace(part, lines=tuple(on)) if _is_long(part) else part)
    return tuple(kept)


def cut_to(matters: Sequence[Concept], parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts, longer lists without the lines on nothing of it where others name as much as any does."""
    return tuple(_cut_to(matters, part) for part in parts)


def _cut_to(matters: Sequence[Concept], part: Part) -> Part:
    headed = any(matter.meant_in(set(stems(_heading(part)))) for matter in matters)
    if headed or not _is_long(part):
        return part
    points = [sum(matter.meant_in(set(stems(line))) for matter in matters) for line in part.lines]
    best = max(points)
    on = tuple(line for line, held in zip(part.lines, points, strict=True) if held == best)
    return replace(part, lines=on) if best else part


def _is_long(part: Part) -> bool:
    return part.listed and not part.ordered and len(part.lines) > FEW


def _speaks(text: str, matter: Concept) -> bool:
    """Whether the text holds it, or is on its theme or body."""
    if matter.meant_in(set(stems(text))):
        return True
    if bodies := find_bodies(matter.word):
        return not set(bodies).isdisjoint(find_bodies(text))
    return not set(find_themes(matter.word)).isdisjoint(find_themes(text))


def _heading(part: Part) -> str:
    return f"{part.section.title} {part.lead or ''}"

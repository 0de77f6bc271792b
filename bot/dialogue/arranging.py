"""The parts of one section side by side, each line once, and steps with the numbers of the document."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from bot.dialogue.catalogue import Group, groups_in
from bot.dialogue.parts import Part, part_of
from knowledge.document import ItemKind, Section


def arrange(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Parts of one group as one, where its first stood; a process in its own order, as a whole or in part."""
    sections: dict[str, list[Part]] = {}
    for part in parts:
        sections.setdefault(part.section.id, []).append(part)
    return tuple(part for own in sections.values() for part in _in_section(own))


def numbered(part: Part) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Runs of steps that follow each other, with the number of the first; they count from 1 where unknown."""
    places = {text: n for n, text in enumerate(_steps(part.section, part.lead), start=1)}
    if any(line not in places for line in part.lines):
        yield 1, part.lines
        return
    for _, run in groupby(enumerate(part.lines), key=lambda each: places[each[1]] - each[0]):
        lines = tuple(line for _, line in run)
        yield places[lines[0]], lines


def in_part(part: Part, shown: Sequence[Part]) -> bool:
    """Whether fewer steps of its process are shown than there are."""
    own = [line for each in shown if each.ordered and each.lead == part.lead for line in each.lines]
    return part.ordered and len(own) < len(_steps(part.section, part.lead))


def _steps(section: Section, lead: str | None) -> list[str]:
    return [item.text for item in section.items if item.kind is ItemKind.STEP and item.lead == lead]


def _in_section(parts: list[Part]) -> list[Part]:
    groups = groups_in(parts[0].document, parts[0].section)
    places = [_place(groups, part) for part in parts]
    if None in places:
        return parts  # words of ours: an outline, a name
    merged: dict[int, Part] = {}
    for place, part in zip(places, parts, strict=True):
        assert place is not None
        group, said = groups[place], {*part.lines, *(merged[place].lines if place in merged else ())}
        whole = part_of(group, [item for item in group.items if item.text in said])
        merged[place] = replace(whole, lead=part.lead)
    stepwise = any(part.ordered for part in parts)
    return [merged[place] for place in (sorted(merged) if stepwise else merged)]


def _place(groups: Sequence[Group], part: Part) -> int | None:
    """Which of the groups holds the part's lines; None when none holds them all."""
    held = [n for n, group in enumerate(groups) if {item.text for item in group.items}.issuperset(part.lines)]
    return next((n for n in held if groups[n].lead == part.lead), held[0] if held else None)

"""A sentence that points back stands alone only with the one before it: «این موجب شد اعتماد شکل نگیرد»."""

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.catalogue import Catalogue
from bot.dialogue.composing import compose
from bot.dialogue.parts import Part
from bot.dialogue.rules import load_rules, plain
from bot.dialogue.shortening import LONGEST


def stand_alone(catalogue: Catalogue, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts, running text with the sentences it points back to, as far as the answer stays short."""
    whole = tuple(parts)
    for place, part in enumerate(parts):
        fuller = (*whole[:place], _with_before(catalogue, part, parts), *whole[place + 1 :])
        if fuller != whole and len(compose(fuller).plain()) <= LONGEST:
            whole = fuller
    return whole


def _with_before(catalogue: Catalogue, part: Part, shown: Sequence[Part]) -> Part:
    if part.listed:
        return part
    told = {line for each in shown if each.section.id == part.section.id for line in each.lines}
    for group in catalogue.groups(part.section.id):
        texts = [item.text for item in group.items]
        if group.listed or not set(texts).issuperset(part.lines):
            continue
        kept = set(part.lines)
        for before, text in zip(reversed(texts[:-1]), reversed(texts[1:]), strict=True):
            if text in kept and before not in told and points_back(text):
                kept.add(before)
        return replace(part, lines=tuple(text for text in texts if text in kept))
    return part


def points_back(text: str) -> bool:
    """Whether the sentence begins with what only the one before it tells."""
    return load_rules().turns["points_back"].search(plain(text)) is not None

"""«بعدیش؟», «قبلی چی بود؟»: the line after or before the one that has just been told."""

import re
from dataclasses import replace

from bot.dialogue.catalogue import Catalogue, bare_title
from bot.dialogue.parts import Part, whole_group
from bot.dialogue.pointing import Pointer, pointed_at
from bot.dialogue.rules import plain
from knowledge.document import ItemKind

_STEP = re.compile(
    r"(?:(?:و|خب|خوب|پس|حالا|اون|ان|این|یکی|مورد|مرحله|گام|قدم|بند|گزینه|ی) )*"
    r"(?P<way>بعد|قبل)(?:ی|یش|یشون|ش|شون|یه|یشو|شو)?(?: (?:از )?(?:این|اون|ان))?"
    r"(?: (?:تر|ی|ش|را|رو|هم|چی|چه|چیه|چیست|بود|بوده|است|هست|کدومه|کدوم|کدام|بگو|بگید|بگویید|بفرمایید))*"
)


def reads_step(text: str) -> int:
    """1 for the line after the one that was told, -1 for the one before it; 0 when neither is asked for."""
    found = _STEP.fullmatch(plain(text))
    return 0 if found is None else 1 if found["way"] == "بعد" else -1


def is_one_line(part: Part) -> bool:
    """Whether it is one line of a list or of a process; rows of tables are not counted."""
    if not part.listed or len(part.lines) != 1 or not (part.ordered or part.total > 1):
        return False
    return not any(item.kind is ItemKind.ROW and item.text in part.lines for item in part.section.items)


def line_beside(catalogue: Catalogue, told: Part, step: int) -> tuple[Part, ...]:
    """The line so far on from the one that was told, with what its own section says; () beyond the ends."""
    whole = list_of(catalogue, told)
    place = whole.lines.index(told.lines[0]) + step if told.lines[0] in whole.lines else -1
    return pointed_at(catalogue, whole, Pointer(place + 1)) if 0 <= place < len(whole.lines) else ()


def list_of(catalogue: Catalogue, told: Part) -> Part:
    """All lines among which it stands: the steps, its list, or the headings of the sections below."""
    groups = catalogue.groups(told.section.id)
    if told.ordered:
        lines = [item.text for group in groups for item in group.items if item.kind is ItemKind.STEP]
        return replace(told, lines=tuple(lines))
    for group in groups:
        if group.listed and group.lead == told.lead and told.lines[0] in [item.text for item in group.items]:
            return whole_group(group)
    titles = (bare_title(section.title) for section in catalogue.under(told.section, told.document))
    return replace(told, lines=tuple(titles))

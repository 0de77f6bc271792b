"""«بعدیش؟», «قبلی چی بود؟», «بعد از اعتمادسازی چیه؟»: the lines after or before one that is told or named."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.asking import is_general
from bot.dialogue.catalogue import Catalogue, bare_title
from bot.dialogue.chapters import JOINING
from bot.dialogue.parts import Part, part_of, whole_group
from bot.dialogue.pointing import Pointer, is_process, pointed_at, whole_section
from bot.dialogue.question import Kind, Question
from bot.dialogue.rules import plain
from knowledge.document import ItemKind
from knowledge.query import EARLIER_SHARE, SAME_WEIGHT, Concept, Query
from knowledge.stems import stems

_STEP = re.compile(
    r"(?:(?:و|خب|خوب|پس|حالا|اون|ان|این|یکی|مورد|مرحله|گام|قدم|بند|گزینه|ی) )*"
    r"(?P<way>بعد|قبل)(?:ی|یش|یشون|ش|شون|یه|یشو|شو)?(?: (?:از )?(?:این|اون|ان))?"
    r"(?: (?:تر|ی|ش|را|رو|هم|چی|چه|چیه|چیست|بود|بوده|است|هست|کدومه|کدوم|کدام|بگو|بگید|بگویید|بفرمایید))*"
)
_NAMED = re.compile(
    r"(?<!تا )(?<!\w)(?P<way>بعد|پس|قبل|پیش) از (?!این|ان|اون)(?P<step>.+?)"
    r"(?= (?:چ\w*|کدام\w*|کدوم\w*|نوبت|باید|کار\w*|مرحله|مراحل|گام|قدم|تا)(?: |$)|$)"
)
_BEHIND = ("بعد", "پس")
_WHICH = re.compile(  # «نظارت بعد از کدام گام است؟»
    r"^(?P<step>.+?) (?:(?:درست|بلافاصله) )?(?P<way>بعد|پس|قبل|پیش) از (?:کدام|کدوم|چه|چی)(?!\w)"
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
    """The line so far on from the one that was told, with what its own section says; () beyond the ends.

    Beyond the ends of what a process lists under a step, the step beside that one.
    """
    whole = list_of(catalogue, told)
    place = whole.lines.index(told.lines[0]) + step if told.lines[0] in whole.lines else -1
    if 0 <= place < len(whole.lines):
        return pointed_at(catalogue, whole, Pointer(place + 1))
    above = _step_above(catalogue, told)
    return () if above is None else line_beside(catalogue, above, step)


def _step_above(catalogue: Catalogue, told: Part) -> Part | None:
    """The step of a process that the line stands under."""
    for group in catalogue.groups(told.section.id):
        for item in group.items:
            if item.kind is ItemKind.STEP and item.text == told.lead:
                return part_of(group, (item,))
    return None


def line_asked_of(catalogue: Catalogue, process: Part, query: Query, step: int) -> Part | None:
    """The step of the process that a question names, or where this is on from there; None where none is."""
    steps = [(part, line) for part in whole_section(catalogue, process.section) for line in part.lines]
    lines = [line for _, line in steps]
    if found := step_named(lines, query):
        place: int | None = found[0] + (step if found[1] == step else 0)
    else:
        held = set(stems(" ".join(lines)))
        place = line_named(lines, [c for c in _own(query) if c.named_in(held)])
    if place is None or not 0 <= place < len(steps):
        return None
    part, line = steps[place]
    return replace(part, lines=(line,))


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


def at_the_step(
    catalogue: Catalogue, asked: Question, query: Query, parts: tuple[Part, ...]
) -> tuple[Part, ...]:
    """Of a process what follows on the step that is named, or leads up to it, and the step itself.

    «مطالعهٔ شناختی چیست؟» gets the steps between which it stands.
    """
    if not (asked.next_step or asked.kind is Kind.DEFINITION):
        return parts
    wants = _on_one_side if asked.next_step else _around
    for told in parts:
        steps = whole_section(catalogue, told.section)
        lines = [line for part in steps for line in part.lines]
        if not is_process(catalogue, told) or not (wanted := wants(lines, query)):
            continue
        wanted = (*wanted, *_branch(steps, wanted[-1]))
        kept = [replace(part, lines=tuple(x for x in part.lines if x in wanted)) for part in steps]
        others = [part for part in parts if part.section.id != told.section.id]
        return (*(part for part in kept if part.lines), *others)
    return parts


def _branch(steps: Sequence[Part], last: str) -> Sequence[str]:
    """What is listed below the last line told, where that is a question: it would stay open."""
    if "؟" not in last:
        return ()
    return next((part.lines for part in steps if part.lead == last), ())


def _on_one_side(lines: Sequence[str], query: Query) -> Sequence[str]:
    found = step_named(lines, query)
    if found is None:
        return ()
    place, way = found
    return lines[place:] if way > 0 else lines[: place + 1]


def _around(lines: Sequence[str], query: Query) -> Sequence[str]:
    place = line_named(lines, _own(query))
    return () if place is None else lines[max(0, place - 1) : place + 2]


def _own(query: Query) -> list[Concept]:
    return [concept for concept in query.concepts if concept.share > EARLIER_SHARE]


def step_named(lines: Sequence[str], query: Query) -> tuple[int, int] | None:
    """Which line is named in «بعد از اعتمادسازی چیست؟», and 1, or -1 for «قبل از»; None where none is."""
    text = " ".join(query.words)
    if found := _WHICH.search(text):
        place = line_named(lines, [c for c in query.concepts if c.word in found["step"].split()])
        return None if place is None else (place, -1 if found["way"] in _BEHIND else 1)
    found = _NAMED.search(text)
    if found is None:
        return None
    words = found["step"].split()
    # «پس از خروج عامل، حمایت‌ها چگونه …؟»: the step ends where no line holds what comes behind it
    for end in range(len(words), 0 if JOINING.isdisjoint(words) else len(words) - 1, -1):
        named = [c for c in query.concepts if c.word in words[:end]]
        if any(c.known and not is_general(c) for c in named):
            place = line_named(lines, named)
            if place is not None:
                return place, 1 if found["way"] in _BEHIND else -1
    return None


def line_named(lines: Sequence[str], concepts: Sequence[Concept]) -> int | None:
    """The only line that holds all of these that are known, the words of the field aside."""
    named = [_whole(c) for c in concepts if c.known and not is_general(c)]
    fits = [min((c.match(set(stems(line))) for c in named), default=0.0) for line in lines]
    best = max(fits, default=0.0)
    if best < SAME_WEIGHT or fits.count(best) > 1:
        return None  # «پروژه» stands in several
    return fits.index(best)


def _whole(concept: Concept) -> Concept:
    """Without the second halves of its compound: «اعتمادسازی» is no «پیاده‌سازی»."""
    terms = ((phrase, weight) for phrase, weight in concept.terms if concept.word.find(phrase[0]) < 1)
    return replace(concept, terms=tuple(terms))

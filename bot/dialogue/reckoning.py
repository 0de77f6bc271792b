"""What follows from a list or a table without being said there: how many it has, which row has the most."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.asking import counted_concept, counts_lines, holds_count, is_general, is_line
from bot.dialogue.catalogue import Catalogue, Group, bare_title
from bot.dialogue.chapters import find_chapters
from bot.dialogue.composing import heading
from bot.dialogue.evidence import Evidence
from bot.dialogue.parts import Part, part_of, whole_group
from bot.dialogue.question import Ask, Kind, Question, names_table
from bot.dialogue.rules import load_rules, plain
from knowledge.document import Item, ItemKind
from knowledge.persian import fold
from knowledge.query import EARLIER_SHARE, SPOKEN_WEIGHT, Concept, Query, numerals
from knowledge.stems import stems

SEARCHED = 20  # groups
PICKING = frozenset({"کدام", "کدوم"})
NEXT = 5  # items, of which a row means its table
HEAD = 1  # words of a heading that say what it counts
# An entry's bullet, number or letter, or the mark that closes it; extraction may set them at either end.
_MARKED = re.compile(
    r"^\s*(?:[•●▪◦■□–؛.]|\d{1,2}\s*[.)(-]|[ا-ی]{1,3}ـ?\s*[()])|[•●▪◦■□–؛.]\s*$",
)
_BOUND = re.compile(
    r"(?<!\w)(?P<way>بیش(?:تر)? از|بالای|بالا ?تر از|کم ?تر از|زیر|پایین ?تر از) "
    r"(?P<bound>\d+|دو|سه|چهار|پنج|ده|بیست|پنجاه|صد) ?(?P<unit>درصد|برابر)"
)
_NUMBERS = {"دو": 2, "سه": 3, "چهار": 4, "پنج": 5, "ده": 10, "بیست": 20, "پنجاه": 50, "صد": 100}
_CELL = re.compile(r"(.*?)\s*([\d.]+)\s*(%|٪|درصد)?$")


def count(catalogue: Catalogue, asked: Question, query: Query, evidence: Evidence) -> tuple[Part, ...]:
    """The whole lists that the question wants counted; () when none is headed by it.

    Of a damaged document only those have a total whose every line its own mark proves: extraction may have
    cut a line in two, or joined two.
    """
    counted = counted_concept(query)
    if Ask.NUMBER not in asked.asks or not evidence.items:
        return ()
    further = [c for c in query.concepts if c.noun and c is not counted and not is_general(c)]
    if not all(concept.known for concept in further):
        return ()
    named = [load_rules().topics[topic] for topic in asked.topics]
    if counted is not None and named and not any(topic.search(counted.word) for topic in named):
        return ()  # «چند خوشه ناموفق بود؟» counts no failures
    lists = find_chapters(catalogue, replace(asked, kind=Kind.LIST), query, evidence)
    if not lists and counted is not None:
        lists = tuple(
            part
            for part in (whole_group(each.group) for each in evidence.groups[:SEARCHED] if each.group.listed)
            if _is_headed_by(counted, part) and all(c.meant_in(_heading(part)) for c in further)
        )[:1]
    documents = [part.document.id for part in lists]
    if any(_is_table(part) for part in lists):
        return ()  # its rows hold figures; how many they are is hardly meant
    several = len(set(documents)) < len(documents) and any(len(part.lines) < part.total for part in lists)
    if several or any(len(part.lines) < 2 for part in lists):
        return ()  # parts of lists are no number
    return tuple(proven(catalogue, replace(part, lead=None)) for part in lists)


def count_shown(
    catalogue: Catalogue, asked: Question, query: Query, parts: Sequence[Part]
) -> tuple[Part, ...]:
    """The whole lists of which an answer consists, where it is asked how many lines they have; else ()."""
    if Ask.NUMBER not in asked.asks or not counts_lines(query):
        return ()
    whole = [part for part in parts if part.listed and 1 < len(part.lines) == part.total]
    elsewhere = {part.section.id for part in parts}.difference(part.section.id for part in whole)
    if elsewhere or any(part.ordered or _is_table(part) for part in whole):
        return ()
    counted = counted_concept(query)
    if counted is not None and not (is_line(counted) or all(_is_of(counted, asked, part) for part in whole)):
        return ()
    return tuple(proven(catalogue, replace(part, lead=None)) for part in whole)


def _is_of(counted: Concept, asked: Question, part: Part) -> bool:
    """Whether the list is one of these by its heading, or by its topic where they are called so."""
    called = [topic for topic in asked.topics if load_rules().topics[topic].search(counted.word)]
    return part.section.topic in called or _is_headed_by(counted, part)


def tells_number(query: Query, parts: Sequence[Part]) -> bool:
    """Whether a line has a figure, as it is shown: under fewer lines than it counts a lead is left out."""
    shown = [f"{heading(part)} {line}" for part in parts for line in part.lines]
    return any(numerals(line) or holds_count(query, line) for line in shown)


def extreme_row(group: Group, query: Query) -> Item | None:
    """The row with the most or the least percentage in the column that is named; None unless there is one."""
    rows = [item for item in group.items if item.kind is ItemKind.ROW]
    most = load_rules().turns["most"].search(plain(query.text)) is not None
    least = load_rules().turns["least"].search(plain(query.text)) is not None
    if most == least or len(rows) < 2:
        return None
    values = [_percentage(row, query.concepts) for row in rows]
    known = [value for value in values if value is not None]
    if len(known) < len(rows):
        return None
    wanted = max(known) if most else min(known)
    return rows[values.index(wanted)] if known.count(wanted) == 1 else None


def top_row(query: Query, evidence: Evidence) -> tuple[Part, ...]:
    """That row of the table which is found first, where one of the best lines is a row of a table."""
    rows = [s.place for s in evidence.items[:NEXT] if s.place.item.kind is ItemKind.ROW]
    row = extreme_row(rows[0].group, query) if rows else None
    return () if row is None else (part_of(rows[0].group, (row,)),)


def within_bound(query: Query, part: Part) -> Part:
    """Of a table the rows that grew by «بیش از دو برابر» and the like; the part where none or all did."""
    bound = _BOUND.search(plain(query.text))
    rows = [item for item in part.section.items if item.kind is ItemKind.ROW]
    shown = [row for row in rows if row.text in part.lines]
    if bound is None or not shown:
        return part
    limit = _NUMBERS.get(bound["bound"]) or int(bound["bound"])
    if bound["unit"] == "برابر":
        limit = 100 * (limit - 1)
    sign = 1 if bound["way"].startswith(("بیش", "بال")) else -1
    values = {row.text: _percentage(row) for row in rows if row.lead == shown[0].lead}
    within = [text for text, value in values.items() if value is not None and sign * (value - limit) > 0]
    known = None not in values.values()
    return replace(part, lines=tuple(within)) if known and 0 < len(within) < len(values) else part


def rows_with(group: Group, figures: frozenset[str]) -> tuple[Item, ...]:
    """The rows that hold all of these numerals: two of them grew by «۱۷ درصد»; () for no numerals."""
    rows = (item for item in group.items if item.kind is ItemKind.ROW)
    return tuple(row for row in rows if figures and figures <= numerals(row.text))


def whole_table(asked: Question, query: Query, evidence: Evidence) -> Group | None:
    """The table found that the question means as a whole; None where it names one row, or a figure in one."""
    places = [scored.place for scored in evidence.items[:NEXT]]
    row = next((place for place in places if place.item.kind is ItemKind.ROW), None)
    picks = Ask.EXTREME in asked.asks or not PICKING.isdisjoint(query.words)
    if row is None or picks or not names_table(query.text) or numerals(query.text) - asked.years:
        return None
    heading = set(stems(row.section.title))
    named = [c for c in query.concepts if c.noun and c.share > EARLIER_SHARE]
    further = [concept for concept in named if not concept.meant_in(heading)]
    rows = [set(stems(item.text)) for item in row.group.items]
    held = [sum(concept.meant_in(own) for own in rows) for concept in further]
    return row.group if len(further) < len(named) and {0, len(rows)}.issuperset(held) else None


def _percentage(row: Item, concepts: Sequence[Concept] | None = None) -> float | None:
    """The value of the row's percentage, under a label that one of the concepts names where there are any."""
    for cell in row.text.partition(":")[2].split("،"):
        found = _CELL.match(fold(cell).strip())
        named = concepts is None or (found and any(c.meant_in(set(stems(found[1]))) for c in concepts))
        if found and found[3] and named:
            return float(found[2])
    return None


def _is_headed_by(counted: Concept, part: Part) -> bool:
    """Whether the list is one of these: «چالش‌های توسعهٔ خوشه‌ها», not a list in whose heading they occur."""
    return any(
        counted.match(set(stems(bare_title(heading))[:HEAD])) >= SPOKEN_WEIGHT
        for heading in (part.section.title, part.lead or "")
    )


def _is_table(part: Part) -> bool:
    """Whether its lines are rows of a table."""
    return any(item.kind is ItemKind.ROW and item.text in part.lines for item in part.section.items)


def proven(catalogue: Catalogue, part: Part) -> Part:
    """The list with the number of its lines as its total, or 0 where the document does not prove it."""
    return replace(part, total=len(part.lines) if _intact(catalogue, part) else 0)


def _intact(catalogue: Catalogue, part: Part) -> bool:
    """Whether each line is one entry of the document for certain."""
    sections = catalogue.under(part.section, part.document)
    if all(item.original is None for section in sections for item in section.items):
        return True
    own = [item.original for item in part.section.items if item.text in part.lines]
    return len(own) == len(part.lines) and all(
        original is None or any(map(_MARKED.search, original.splitlines())) for original in own
    )


def _heading(part: Part) -> set[str]:
    return set(
        stems(" ".join((part.document.title, *part.section.path, part.section.title, part.lead or "")))
    )

"""«فقط آن‌هایی که به صادرات مربوط است»: those lines of a list shown before that fit what a message names."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.dialogue.asking import is_general
from bot.dialogue.catalogue import Catalogue, bare_title
from bot.dialogue.chapters import Fits, readings, touches
from bot.dialogue.parts import Part, part_of
from bot.dialogue.pointing import is_process, points
from bot.dialogue.question import Question
from bot.dialogue.rules import load_rules, plain
from knowledge.document import Item, ItemKind
from knowledge.query import Concept, Query
from knowledge.stems import stems
from knowledge.themes import find_bodies


def asks_to_narrow(text: str, asked: Question) -> bool:
    """Whether the message wants some of what was listed, and nothing that a line would have to hold."""
    return not asked.asks and load_rules().turns["narrowing"].search(plain(text)) is not None


def wants_one_of_them(text: str) -> bool:
    """«کدومش …؟», and not «کدوماش …؟»: beside the line that fits nothing else is wanted."""
    return load_rules().turns["one_of_them"].search(plain(text)) is not None


def without_choosing(text: str) -> str:
    """What is to be chosen: the text without «جدا کنید»."""
    return load_rules().turns["choosing"].sub(" ", text)


def only_narrows(text: str) -> bool:
    """«فقط مال دانشگاه‌ها»: the message chooses among what was listed and asks nothing else."""
    turns, folded = load_rules().turns, plain(text)
    return turns["only"].search(folded) is not None and turns["question_word"].search(folded) is None


def narrowed(catalogue: Catalogue, shown: Sequence[Part], query: Query) -> tuple[Part, ...]:
    """The listed lines that fit what the query names, and what fits it in the sections that they name.

    () when it names nothing, or none or all fit.
    """
    listed = [part for part in shown if part.listed and not is_process(catalogue, part)]
    named = [c for c in query.concepts if c.known and not (is_general(c) or points(c.word, query.text))]
    if not named or _names_strange_body(query):
        return ()
    for fits in readings(query, named):
        parts = [part for part in (_fitting(catalogue, part, fits) for part in listed) if part.lines]
        if parts:
            lines = sum(len(part.lines) for part in parts)
            below = [each for part in parts for each in _below(catalogue, part, fits)]
            return (*parts, *below) if lines < sum(len(part.lines) for part in listed) else ()
    return _nearest(catalogue, listed, named) if wants_one_of_them(query.text) else ()


def _nearest(catalogue: Catalogue, listed: Sequence[Part], named: Sequence[Concept]) -> tuple[Part, ...]:
    """The one line that speaks of more of what is named than any other, and of most of it; () for none."""

    def touched(part: Part, line: str) -> int:
        return sum(any(touches(c, item, line) for item in _behind(catalogue, part, line)) for c in named)

    found = [(touched(part, line), part, line) for part in listed for line in part.lines]
    most = max((points for points, _, _ in found), default=0)
    best = [replace(part, lines=(line,)) for points, part, line in found if points == most]
    return tuple(best) if len(best) == 1 and 2 * most > len(named) else ()


def left_after(shown: Sequence[Part], query: Query) -> tuple[Part, ...]:
    """The listed lines that hold nothing of what the query names; () when all or none of them do."""
    named = [
        c for c in query.concepts if c.known and c.noun and not (is_general(c) or points(c.word, query.text))
    ]
    listed = [part for part in shown if part.listed]
    left = [
        replace(part, lines=tuple(line for line in part.lines if not _holds(line, named))) for part in listed
    ]
    count, total = (sum(len(part.lines) for part in parts) for parts in (left, listed))
    return tuple(part for part in left if part.lines) if 0 < count < total else ()


def _holds(line: str, named: Sequence[Concept]) -> bool:
    held = set(stems(line))
    return any(concept.meant_in(held) for concept in named)


def missing_in(shown: Sequence[Part], query: Query) -> tuple[str, ...]:
    """What the query names, when no part has a word of it, or it is a body that no document names."""
    named = [c for c in query.concepts if (c.noun or c.place) and not is_general(c)]
    held = set(stems(" ".join(f"{part.lead or ''} {' '.join(part.lines)}" for part in shown)))
    missing = _names_strange_body(query) or not any(concept.named_in(held) for concept in named)
    return tuple(concept.word for concept in named) if missing else ()


def rows_named(catalogue: Catalogue, shown: Sequence[Part], query: Query) -> tuple[Part, ...]:
    """The rows of the tables shown whose label holds all that the query names; () when none does."""
    named = [concept for concept in query.concepts if concept.noun and not is_general(concept)]
    tables = dict.fromkeys(part.section.id for part in shown if part.listed)
    parts = []
    for group in (group for table in tables for group in catalogue.groups(table)):
        rows = [
            row
            for row in group.items
            if row.kind is ItemKind.ROW
            and all(c.meant_in(set(stems(row.text.partition(":")[0]))) for c in named)
        ]
        if named and rows:
            parts.append(part_of(group, rows))
    return tuple(parts)


def rows_shown(catalogue: Catalogue, shown: Sequence[Part]) -> tuple[Part, ...]:
    """The rows of tables among what was shown, each once, those of one table together."""
    said = {(part.section.id, line) for part in shown for line in part.lines}
    tables = dict.fromkeys(part.section.id for part in shown if part.listed)
    parts = []
    for group in (group for table in tables for group in catalogue.groups(table)):
        rows = [i for i in group.items if i.kind is ItemKind.ROW and (group.section.id, i.text) in said]
        if rows:
            parts.append(part_of(group, rows))
    return tuple(parts)


def _names_strange_body(query: Query) -> bool:
    """«وزارت نفت», where the documents know ministries, and not this one."""
    strange = {concept.word for concept in query.concepts if concept.noun and not concept.known}
    known = " ".join(word for word in query.words if word not in strange)
    return not set(find_bodies(" ".join(query.words))).issubset(find_bodies(known))


def _fitting(catalogue: Catalogue, part: Part, fits: Fits) -> Part:
    lines = tuple(
        line for line in part.lines if any(fits(item, line) for item in _behind(catalogue, part, line))
    )
    return replace(part, lines=lines)


def _below(catalogue: Catalogue, part: Part, fits: Fits) -> Iterator[Part]:
    """What fits in the sections that the part's lines name."""
    for section in catalogue.under(part.section, part.document):
        if section is not part.section and bare_title(section.title) in part.lines:
            for group in catalogue.groups(section.id):
                heading = f"{section.title} {group.lead or ''}"
                if items := [item for item in group.items if fits(item, heading)]:
                    yield part_of(group, items)


def _behind(catalogue: Catalogue, part: Part, line: str) -> Iterator[Item]:
    """The item that the line is, or the items of the section that it names."""
    yield from (item for item in part.section.items if item.text == line)
    for section in catalogue.under(part.section, part.document):
        if bare_title(section.title) == line:
            yield from section.items

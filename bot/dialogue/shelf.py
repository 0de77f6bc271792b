"""Questions about the documents themselves: which ones there are, and what parts one has."""

import re
from collections.abc import Sequence

from bot.dialogue import texts
from bot.dialogue.asking import is_general
from bot.dialogue.catalogue import Catalogue, bare_title
from bot.dialogue.parts import Part, part_of, whole_group
from bot.dialogue.pointing import whole_section
from bot.dialogue.question import Ask, Kind, Question, asks_for_all
from bot.dialogue.rules import load_rules, plain
from knowledge.document import Document, ItemKind, Section, Topic
from knowledge.persian import fold
from knowledge.query import Concept, Query
from knowledge.stems import stems

TITLE = 3  # words; a shorter one may as well be a question
HEADING = 3  # words that name one; a longer message asks more
HEADED = frozenset({Kind.FACT, Kind.DEFINITION, Kind.LIST})
NEAR = 0.35  # match of a column by a word of the same meaning, as heard
_COLUMNS = frozenset({Ask.PERCENT, Ask.NUMBER})  # may be asked for of every row
_CALLED = {"deck": "ارائه", "article": "مقاله"}  # kinds that a question can name
_NUMBERS = {word: n for n, word in enumerate("اول دوم سوم چهارم".split(), 1)}
_NTH_DOCUMENT = re.compile(
    rf"(?<!\w)(?:سند|متن|منبع|مدرک|نوشته) ?(?:ی )?(?:شماره ?(?=\d))?({'|'.join(_NUMBERS)}|[1-9])ی?(?!\w)"
)
_FRAME = frozenset({Topic.ABOUT, Topic.OTHER})  # title page, table of contents, thanks


def section_named(catalogue: Catalogue, text: str) -> tuple[Part, ...]:
    """All of the section whose title is the message, as a button sends it; () when there is none."""
    named = plain(text)
    section = catalogue.titled(named) if len(named.split()) >= TITLE else None
    return whole_section(catalogue, section) if section is not None else ()


def list_headed(
    catalogue: Catalogue, asked: Question, query: Query, documents: Sequence[Document]
) -> tuple[Part, ...]:
    """The list or table below the only heading that begins with what the message names: «دستاوردها چیست؟».

    () when it names more than stands in the heading, or asks for one thing of it. Of a table it may name
    columns («دستاوردها با درصد رشدشان»), and who wants all of a section with several lists gets it.
    """
    named = [concept for concept in query.concepts if not is_general(concept)]
    if not named or asked.kind not in HEADED | {Kind.NUMBER}:
        return ()
    sections = [s for document in documents for s in document.sections if s.topic is not Topic.ABOUT]
    brief = len(query.words) <= HEADING and not asked.asks and asked.kind in HEADED
    if brief:
        headed = [section for section in sections if begins_with(section.title, named)]
        lists = [[group for group in catalogue.groups(s.id) if group.listed] for s in headed]
        if len(lists) == 1 and len(lists[0]) == 1:
            return (whole_group(lists[0][0]),)
    if asked.asks <= _COLUMNS and (table := _table_headed(catalogue, sections, named)):
        return table
    if not asked.asks and asks_for_all(query.text):
        whole = [section for section in sections if is_heading(section.title, named)]
        return whole_section(catalogue, whole[0]) if len(whole) == 1 else ()
    return ()


def _table_headed(
    catalogue: Catalogue, sections: Sequence[Section], named: Sequence[Concept]
) -> tuple[Part, ...]:
    """The only table whose heading begins with one of them, the others being in it or in the columns."""
    tables = []
    for section in sections:
        words = set(stems(section.title))
        own = [c for c in named if c.named_in(words)]
        if not own or not begins_with(section.title, own):
            continue
        groups = [g for g in catalogue.groups(section.id) if g.items[0].kind is ItemKind.ROW]
        if len(groups) != 1:
            continue
        columns = set.intersection(*(set(stems(item.text)) for item in groups[0].items))
        if all(c in own or c.match(columns) >= NEAR for c in named):
            tables.append(groups[0])
    return (whole_group(tables[0]),) if len(tables) == 1 else ()


def is_heading(title: str, named: Sequence[Concept]) -> bool:
    """Whether the heading says these and nothing further."""
    words = [word for word in stems(bare_title(title)) if len(word) > 1]
    return begins_with(title, named) and all(any(c.named_in({w}) for c in named) for w in words)


def begins_with(title: str, named: Sequence[Concept]) -> bool:
    """Whether all of them stand in the heading, one of them first."""
    words = stems(bare_title(title))
    first = any(concept.named_in(set(words[:1])) for concept in named)
    return first and all(concept.named_in(set(words)) for concept in named)


def section_numbered(catalogue: Catalogue, number: str, documents: Sequence[Document]) -> tuple[Part, ...]:
    """All that stands directly in the section of each document with this number; else its sub-sections."""
    parts: list[Part] = []
    for document in documents:
        for section in (s for s in document.sections if s.number == number):
            below = tuple(bare_title(s.title) for s in catalogue.under(section, document)[1:])
            own = whole_section(catalogue, section)
            parts += own or [Part(document, section, f"{section.title}:", below, True, total=len(below))]
    return tuple(parts)


def names_slide(text: str) -> bool:
    """«اسلاید ۲۴ چه می‌گوید؟»: the message names nothing but a place."""
    return load_rules().turns["slide"].search(plain(text)) is not None


def slide_named(catalogue: Catalogue, text: str, documents: Sequence[Document]) -> tuple[Part, ...]:
    """What stands on the slide or page whose number is all that the message names; () when unknown."""
    found = load_rules().turns["slide"].search(plain(text))
    if found is None:
        return ()
    number = next(int(group) for group in found.groups() if group)
    groups = (g for d in documents if d.paged for s in d.sections for g in catalogue.groups(s.id))
    return tuple(whole_group(group) for group in groups if any(i.page == number for i in group.items))


def asks_for_holdings(text: str) -> bool:
    """«چه سندهایی داری؟»"""
    return load_rules().turns["holdings"].search(plain(text)) is not None


def asks_for_outline(text: str, asked: Question) -> bool:
    """«ارائه از چه بخش‌هایی تشکیل شده؟»: a document is named, and its parts are asked for."""
    rules, folded = load_rules(), plain(text)
    named = bool(asked.kinds_named) or rules.turns["document"].search(folded) is not None
    return named and rules.turns["outline"].search(folded) is not None


def asks_for_summary(text: str, asked: Question) -> bool:
    """«خلاصهٔ مقاله را بگو»: of a document as a whole."""
    rules, folded = load_rules(), plain(text)
    named = bool(asked.kinds_named) or rules.turns["document"].search(folded) is not None
    return named and rules.turns["summary"].search(folded) is not None


def summary(catalogue: Catalogue, documents: Sequence[Document]) -> tuple[Part, ...]:
    """What parts each document has and what it concludes; nothing shorter is said that it does not say."""
    parts: list[Part] = []
    for document in documents:
        parts += outline((document,))
        concluding = (s for s in document.sections if s.topic is Topic.CONCLUSION)
        parts += [whole_group(group) for section in concluding for group in catalogue.groups(section.id)]
    return tuple(parts)


def outline(documents: Sequence[Document]) -> tuple[Part, ...]:
    """The main sections of each document, in its order."""
    parts = []
    for document in documents:
        main = [section for section in document.sections if "." not in section.number]
        titles = tuple(bare_title(s.title) for s in main if s.topic not in _FRAME)
        if titles:
            lead = f"{texts.held(document.kind, document.title)}:"
            parts.append(Part(document, main[0], lead, titles, listed=True, total=len(titles)))
    return tuple(parts)


def writers(catalogue: Catalogue, documents: Sequence[Document]) -> tuple[Part, ...]:
    """What each document says of who wrote it, or that it does not; () where it says nothing of that."""
    told = load_rules().turns["writer"]
    sections = ([s for s in document.sections if s.topic is Topic.ABOUT] for document in documents)
    lines = (
        [
            (group, i)
            for s in own
            for group in catalogue.groups(s.id)
            for i in group.items
            if told.search(plain(i.text))
        ]
        for own in sections
    )
    return tuple(part_of(group, [item]) for found in lines for group, item in found[:1])


def by_its_kind(text: str, documents: Sequence[Document]) -> str:
    """The text with «مقاله» for «سند دوم», where that is the second one held and the only article."""
    found = _NTH_DOCUMENT.search(folded := fold(text))
    number = 0 if found is None else _NUMBERS.get(found[1]) or int(found[1])
    if found is None or not 0 < number <= len(documents):
        return text
    kind = documents[number - 1].kind
    if kind not in _CALLED or [document.kind for document in documents].count(kind) > 1:
        return text
    return f"{folded[: found.start()]}{_CALLED[kind]}{folded[found.end() :]}"


def holdings(documents: Sequence[Document]) -> tuple[Part, ...]:
    """The title of each document."""
    return tuple(
        Part(document, document.sections[0], None, (texts.held(document.kind, document.title),), listed=False)
        for document in documents
        if document.sections
    )

"""Challenges and proposals: whole chapters of a document, or their lines on what the question names."""

import re
from collections.abc import Callable, Iterable, Sequence, Set

from bot.dialogue.asking import is_asking, is_general
from bot.dialogue.catalogue import Catalogue, bare_title, said_by
from bot.dialogue.evidence import Evidence
from bot.dialogue.meant import is_asker
from bot.dialogue.parts import Part, is_bare_word, part_of
from bot.dialogue.question import Kind, Question
from bot.dialogue.rules import load_rules
from knowledge.document import Document, Item, Section, Topic
from knowledge.query import EARLIER_SHARE, Concept, Query
from knowledge.stems import AFFIXES, stems
from knowledge.themes import find_bodies, find_themes

CHAPTERS = frozenset({Topic.CHALLENGES, Topic.PROPOSALS})  # topics that are asked for as complete lists
# «چالش‌ها چیست؟» looks like a definition and wants the list
CHAPTER_KINDS = frozenset({Kind.LIST, Kind.FACT, Kind.COMPARISON, Kind.DEFINITION})
NARROW_KINDS = CHAPTER_KINDS - {Kind.FACT}  # … and all of it that fits what else is named
STRANGE = (0, 1)  # nouns no document knows, beside which a question, or a list, still means the whole chapter
PLAIN = 2  # concepts; «چالش‌های نیروی انسانی» can mean nothing but a chapter narrowed by them
JOINING = frozenset({"و", "یا"})
FEW = 4  # lines; another kind of question wants no more of them

# An example among proposals is none itself, unless it says what ought to be done.
_EXAMPLE = re.compile(r"(?:برای|به\s?عنوان|به\s?طور) (?:مثال|نمونه)\b|مثلا\b")
_EXAMPLES = re.compile(r"نمونه|مثال|تجربه|تجارب")
_OUGHT = re.compile(r"باید|می.?توان|لازم|نیازمند|پیشنهاد|شود\b|گردد\b")

type Fits = Callable[[Item, str], bool]  # an item, and its heading


def find_chapters(
    catalogue: Catalogue, asked: Question, query: Query, evidence: Evidence
) -> tuple[Part, ...]:
    """Every challenge or proposal of each document, or those on what else the question names.

    Empty when the question asks for no chapter, or for something that no line of one speaks of.
    """
    topics = [topic for topic in asked.topics if topic in CHAPTERS]
    if not topics or asked.kind not in CHAPTER_KINDS:
        return ()
    documents = {item.place.document.id: item.place.document for item in evidence.items}
    roots = [
        (document, root)
        for document in documents.values()
        for topic in topics
        for root in _roots(document, topic)
    ]
    whose = _beside_the_field(query)
    named = [c for c in query.concepts if c.known and not (is_general(c) or c in whose)]
    strange = sum(c.noun and not (c.known or is_general(c) or is_asking(c)) for c in query.concepts)
    if not named and strange > STRANGE[asked.kind is Kind.LIST]:
        return ()
    if not named:
        return tuple(_whole(catalogue, document, root) for document, root in _headed(query, roots))
    inside = {s.id for document, root in roots for s in catalogue.under(root, document)}
    plain = len(named) <= PLAIN and all(concept.share > EARLIER_SHARE for concept in named)
    meant = asked.kind in NARROW_KINDS and (plain or evidence.items[0].place.section.id in inside)
    for fits in readings(query, named)[: None if meant else 1]:
        parts = [part for document, root in roots for part in _fitting(catalogue, document, root, fits)]
        if parts:
            few = sum(len(part.lines) for part in parts) <= FEW
            return tuple(parts) if few or meant or asked.kind is Kind.LIST else ()
    return ()


def whole_chapters(catalogue: Catalogue, document: Document, topics: Iterable[Topic]) -> list[Part]:
    """The document's chapters on these topics, each with all its lines."""
    return [_whole(catalogue, document, root) for topic in topics for root in _roots(document, topic)]


def readings(query: Query, named: Sequence[Concept]) -> list[Fits]:
    """What it may mean to fit, the strictest first: to touch all that is named, or its body or theme.

    Of «دانشگاه و نوآوری» one is enough: who joins them wants the lines on either.
    """
    own = [concept for concept in named if concept.share > EARLIER_SHARE]
    words = " ".join(query.words)
    themes, bodies = frozenset(find_themes(words)), frozenset(find_bodies(words))
    runs = joined(query.words, named)
    readings: list[Fits] = [
        lambda item, heading: all(any(touches(each, item, heading) for each in run) for run in runs)
    ]
    if bodies:
        readings.append(lambda item, _: not bodies.isdisjoint(item.bodies))
    if own:
        readings.append(lambda item, heading: all(touches(concept, item, heading) for concept in own))
    if themes:
        readings.append(lambda item, _: not themes.isdisjoint(item.themes))
    return readings


def joined(words: Sequence[str], named: Sequence[Concept]) -> list[list[Concept]]:
    """The concepts in order, those that «و» or «یا» joins together."""
    runs: list[list[Concept]] = []
    end = -1  # where the last one stands
    for concept in named:
        place = words.index(concept.word) if concept.word in words else -1
        between = {word for word in words[end + 1 : place] if word not in AFFIXES}  # «بنگاه ها و خوشه ها»
        if runs and 0 <= end < place and between and JOINING.issuperset(between):
            runs[-1].append(concept)
        else:
            runs.append([concept])
        end = place
    return runs


def touches(concept: Concept, item: Item, heading: str) -> bool:
    """Whether the item, or its heading, speaks of the concept, or of the body or theme that it names."""
    return speaks_of(concept)(item, said_by(item, heading))


def speaks_of(concept: Concept) -> Callable[[Item, Set[str]], bool]:
    """Whether an item touches the concept, with what `said_by` gives for it."""
    bodies = frozenset(find_bodies(concept.word))  # «دولت» is a body first, and only then governance
    themes = frozenset(find_themes(concept.word))

    def touch(item: Item, said: Set[str]) -> bool:
        if concept.meant_in(said):
            return True
        return not (bodies.isdisjoint(item.bodies) if bodies else themes.isdisjoint(item.themes))

    return touch


def _fitting(catalogue: Catalogue, document: Document, root: Section, fits: Fits) -> list[Part]:
    parts = []
    for section in catalogue.under(root, document):
        for group in catalogue.groups(section.id):
            names = any(map(is_bare_word, group.items))  # of a list of names the lead says what they are
            heading = f"{'' if names else section.title} {group.lead or ''}"
            if items := [item for item in group.items if fits(item, heading) and not _tells(item, section)]:
                parts.append(part_of(group, items))
    return parts


def _headed(query: Query, roots: Sequence[tuple[Document, Section]]) -> Sequence[tuple[Document, Section]]:
    """Those of which the heading says «احیا» or the like as the question does; all where none does."""
    heads = [c for c in query.concepts if not load_rules().heading.isdisjoint(p[0] for p, _ in c.terms)]
    titles = [set(stems(root.title)) for _, root in roots]
    said = [all(concept.meant_in(title) for concept in heads) for title in titles]
    return [root for root, own in zip(roots, said, strict=True) if own] or roots


def _beside_the_field(query: Query) -> list[Concept]:
    """«بنگاه» of «مشکلات بنگاه‌ها و خوشه‌ها»: whose they are narrows them no more than the field itself."""
    runs = (run for run in joined(query.words, query.concepts) if any(map(is_general, run)))
    return [concept for run in runs for concept in run if is_asker(concept)]


def _tells(item: Item, section: Section) -> bool:
    """Whether it is an example of what the chapter is about."""
    among = _EXAMPLES.search(section.title) and not _OUGHT.search(item.text)
    return bool(among or _EXAMPLE.match(item.text))


def _roots(document: Document, topic: Topic) -> list[Section]:
    found = [s for s in document.sections if s.topic is topic]
    numbers = {section.number for section in found}
    return [s for s in found if s.number.rpartition(".")[0] not in numbers]


def _whole(catalogue: Catalogue, document: Document, root: Section) -> Part:
    below = [s for s in catalogue.under(root, document) if s.number != root.number]
    listed = [group for group in catalogue.groups(root.id) if group.listed]
    if listed or not below:
        items = [item for group in (listed or catalogue.groups(root.id)) for item in group.items]
        lead = listed[0].lead if listed else None
        return Part(document, root, lead, tuple(i.text for i in items), True, total=len(items))
    titles = tuple(bare_title(s.title) for s in below)
    return Part(document, root, f"{root.title}:", titles, True, total=len(titles))

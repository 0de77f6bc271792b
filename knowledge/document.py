"""What a policy document is made of, from the whole file down to one figure.

A Document holds Sections, a Section holds Items, an Item is one complete proposition (a sentence, a
bullet, a table row, a step). Every other part of the system speaks in these types.
"""

from dataclasses import dataclass
from enum import StrEnum


class Topic(StrEnum):
    """What a section is about; the value is stored in the index, the Persian name is for people."""

    ABOUT = "about"  # شناسنامهٔ سند: title, author, publisher
    DEFINITION = "definition"
    FORMATION = "formation"
    HISTORY = "history"
    RATIONALE = "rationale"
    BENEFITS = "benefits"
    COMPONENTS = "components"
    LEVELS = "levels"
    PROCESS = "process"
    TOOLS = "tools"
    INTERVENTIONS = "interventions"
    STATUS = "status"
    ACHIEVEMENTS = "achievements"
    CHALLENGES = "challenges"
    PROPOSALS = "proposals"
    CASES = "cases"
    CONCLUSION = "conclusion"
    OTHER = "other"


class Theme(StrEnum):
    """A policy field that an item touches; an item may touch several or none."""

    EXPORT = "export"
    MARKET = "market"
    FINANCE = "finance"
    TECHNOLOGY = "technology"
    INNOVATION = "innovation"
    COST = "cost"
    GOVERNANCE = "governance"
    COORDINATION = "coordination"
    UNIVERSITY = "university"
    TRUST = "trust"  # فرهنگ و اعتماد
    DIGITAL = "digital"
    RURAL = "rural"
    TRAINING = "training"
    SUPPLY = "supply"
    VALUE_CHAIN = "value_chain"
    SERVICES = "services"  # خدمات توسعهٔ کسب‌وکار
    EVALUATION = "evaluation"


class ItemKind(StrEnum):
    SENTENCE = "sentence"
    BULLET = "bullet"
    STEP = "step"  # one step of an ordered process
    ROW = "row"  # one table row, header names written into the text


class FigureStatus(StrEnum):
    PLAIN = "plain"  # stands in the source as it is
    RECOVERED = "recovered"  # run together by extraction, split by arithmetic; has a proof
    UNCONFIRMED = "unconfirmed"  # from a scan, not yet accepted by a person: never quoted
    UNREADABLE = "unreadable"  # never quoted


@dataclass(frozen=True, slots=True)
class Figure:
    """One numeral of an item with what is needed to read it."""

    text: str  # as it stands in the item
    value: str  # ASCII digits, no grouping, decimal point "."
    unit: str | None = None  # درصد، نفر، دلار، میلیون ریال …
    year: str | None = None
    counts: str | None = None  # what it counts
    comparator: str | None = None  # کمتر از، بیش از …
    status: FigureStatus = FigureStatus.PLAIN
    proof: str | None = None  # for RECOVERED, e.g. «۲۱۴ ← ۵۱۱ = ۱۳۸٪»


@dataclass(frozen=True, slots=True)
class Item:
    """One complete proposition, readable on its own under its section's title and its lead."""

    id: str  # "<document id>/<section number>/<n>", n from 1; stable while the document is unchanged
    kind: ItemKind
    text: str  # readable text with ZWNJ, the words a citation quotes
    lead: str | None = None  # the line this item hangs under (parent bullet, «… از طریق:»)
    themes: tuple[Theme, ...] = ()
    bodies: tuple[str, ...] = ()  # responsible organisations named in it
    figures: tuple[Figure, ...] = ()
    page: int | None = None  # page or slide, from 1, where the file has them
    original: str | None = None  # the extracted text, where repair changed it
    confidence: float = 1.0  # of the repair or the OCR, 0 to 1


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its items, in reading order; slides marked «(ادامه)» are part of the first one."""

    id: str  # "<document id>/<number>"
    number: str  # "3" or "3.2", the number a citation names
    title: str
    path: tuple[str, ...]  # titles from the outermost section down to this one
    level: int  # 1 is outermost
    topic: Topic
    items: tuple[Item, ...]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One source file as sections, with what it says of itself."""

    id: str  # from the file name, ASCII
    source: str  # the file name, as citations give it
    title: str
    kind: str  # "deck", "article", "report", … ; free, used to recognise «اسلاید» or «مقاله» in questions
    sections: tuple[Section, ...]
    digest: str  # sha256 of the file's bytes, hexadecimal
    publisher: str | None = None
    author: str | None = None
    date: str | None = None  # as the source gives it
    paged: str | None = None  # "page", "slide" or None: what Item.page counts
    decisions: str = ""  # digest of what people had decided about it when it was read, "" of nothing


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed and found: an item or a whole small section, with its heading path as text."""

    id: str
    text: str
    document_id: str
    section_id: str
    item_id: str | None  # None for a passage that stands for its whole section
    gloss: bool = False  # not the item's words: how people speak of it (knowledge.glossary)


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a line of an answer stands, and the words that stand there."""

    source: str  # file name
    title: str  # of the document
    locator: str  # Persian, e.g. «بخش ۳.۲: چالش‌ها، اسلاید ۱۲»
    quote: str  # words of the document, unchanged

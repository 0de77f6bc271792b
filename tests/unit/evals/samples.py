"""A small knowledge base, questions over it and records of answers, for the tests of the evaluation."""

from dataclasses import replace

from evals.answers import Answered
from evals.gold import Kind, Persona, Question, Style
from evals.knowledge import KnowledgeBase
from evals.records import Record, Said
from evals.trail import Trail, TrailHit
from knowledge.document import Citation, Document, Item, ItemKind, Section, Topic

_LINES = {
    "1": ("تعریف", Topic.DEFINITION, ("خوشه مجموعه‌ای از واحدهای کسب‌وکار در یک منطقه است.",)),
    "2": ("وضعیت", Topic.STATUS, ("تعداد خوشه‌های شناسایی‌شده ۵۰۵ است.", "پروژه‌های خاتمه‌یافته ۱۲۴ است.")),
    "3": ("چالش‌ها", Topic.CHALLENGES, ("نبود اعتماد میان بنگاه‌ها", "کمبود اعتبارات", "موازی‌کاری دستگاه‌ها")),
}


def _section(document: str, number: str) -> Section:
    title, topic, lines = _LINES[number]
    section = f"{document}/{number}"
    items = tuple(
        Item(f"{section}/{n}", ItemKind.BULLET, text, page=int(number) + 1) for n, text in enumerate(lines, 1)
    )
    return Section(section, number, title, (title,), 1, topic, items, page=int(number) + 1)


DECK = Document(
    "deck-2024", "deck-2024.md", "برنامهٔ خوشه‌ها", "deck",
    tuple(_section("deck-2024", number) for number in _LINES), "0" * 64, paged="slide",
)  # fmt: skip
ARTICLE = Document(
    "essay", "essay.md", "خوشه‌های صنعتی", "article",
    (
        Section(
            "essay/1", "1", "دلایل ناکامی", ("دلایل ناکامی",), 1, Topic.CHALLENGES,
            (Item("essay/1/1", ItemKind.SENTENCE, "خوشه‌ها در محدودهٔ محلی ماندند و به بازار نرسیدند."),),
        ),
    ),
    "1" * 64,
)  # fmt: skip
RAW = {
    "deck-2024.md": "\n".join(f"- {line}" for _, _, lines in _LINES.values() for line in lines),
    "essay.md": "خوشه‌ها در محدودهٔ محلی ماندند و به بازار نرسیدند.",
}


def knowledge_base(*documents: Document, raw: dict[str, str] | None = None) -> KnowledgeBase:
    """The two documents, or these."""
    return KnowledgeBase(documents or (DECK, ARTICLE), raw=RAW if raw is None else raw)


def without(item: str) -> Document:
    """The deck with one item lost."""
    sections = tuple(replace(s, items=tuple(i for i in s.items if i.id != item)) for s in DECK.sections)
    return replace(DECK, sections=sections)


IDENTIFIED = Question(
    "q-1", "چند خوشه شناسایی شده؟", Style.COLLOQUIAL, Persona.SME, Kind.NUMBER, (), ("deck",),
    (("505",),), None, ("5052",), True, "تعداد خوشه‌های شناسایی‌شده 505",
)  # fmt: skip
CHALLENGES = Question(
    "q-2", "چالش‌ها چیست؟", Style.FORMAL, Persona.MINISTRY, Kind.LIST, (), ("deck",),
    (("اعتماد",), ("اعتبارات", "بودجه"), ("موازی کاری",)), 3, (), True, "نبود اعتماد کمبود اعتبارات",
)  # fmt: skip
BUDGET = Question(
    "q-3", "بودجهٔ سال ۱۴۰۳ چقدر است؟", Style.FORMAL, Persona.MINISTRY, Kind.UNANSWERABLE, (), (), (), None,
    (), False, "",
)  # fmt: skip

STATUS_CITATION = Citation(
    "deck-2024.md", "برنامهٔ خوشه‌ها", "بخش ۲: وضعیت، اسلاید ۳", "تعداد خوشه‌های شناسایی‌شده ۵۰۵ است."
)


def hit(item: str, score: float = 1.0, words: float = 0.5) -> TrailHit:
    return TrailHit(item, item.rpartition("/")[0], item, score, score, words, words)


def trail(*items: str, decision: str = "answered") -> Trail:
    """These items found, best first."""
    hits = tuple(hit(item, 1 - n / 100) for n, item in enumerate(items))
    return Trail(("پرسش",), ("خوشه",), "fact", hits, decision=decision)


def record(
    question: Question,
    *lines: str,
    citations: tuple[Citation, ...] = (),
    refused: bool = False,
    trail: Trail | None = None,
) -> Record:
    """These lines as the answer, all citing the first citation if there is one."""
    said = tuple(Said(line, 0 if citations else None) for line in lines)
    return Record(Answered(question.id, "\n".join(lines), refused, citations, 5.0), said, trail)


RIGHT = record(
    IDENTIFIED,
    "تعداد خوشه‌های شناسایی‌شده ۵۰۵ است.",
    citations=(STATUS_CITATION,),
    trail=trail("deck-2024/2/1"),
)

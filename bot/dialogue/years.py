"""«آمار سال ۱۴۰۱ را بده»: the whole table of a year, where nothing but the year is named."""

from collections.abc import Sequence

from bot.dialogue.asking import is_general
from bot.dialogue.catalogue import Catalogue
from bot.dialogue.parts import Part, whole_group
from bot.dialogue.question import Kind, Question
from knowledge.document import Document, ItemKind
from knowledge.query import Query, numerals
from knowledge.stems import stem

_KINDS = frozenset({Kind.FACT, Kind.LIST, Kind.DEFINITION})
_FIGURES = frozenset(  # words for what a table holds
    stem(word) for word in "آمار امار وضعیت وضع گزارش گزارشی عملکرد جدول رقم عدد ارقام اعداد ردیف سال".split()
)


def find_table(
    catalogue: Catalogue, asked: Question, query: Query, documents: Sequence[Document]
) -> tuple[Part, ...]:
    """Every table whose rows are all of the year; () when something else is named or asked for."""
    named = [c for c in query.concepts if (c.noun or c.place) and not is_general(c)]
    others = [c for c in named if c.word not in asked.years and stem(c.word) not in _FIGURES]
    if not asked.years or others or asked.asks or asked.topics or asked.kind not in _KINDS:
        return ()
    return tuple(
        whole_group(group)
        for document in documents
        for section in document.sections
        for group in catalogue.groups(section.id)
        if all(i.kind is ItemKind.ROW and asked.years <= numerals(i.text) for i in group.items)
    )

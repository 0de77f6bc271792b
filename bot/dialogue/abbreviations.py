"""«BDSP»، «BDSP مخفف چیست؟»: the lines that spell the letters out, and nothing that only uses them."""

import re
from collections.abc import Sequence

from bot.dialogue.asking import is_general
from bot.dialogue.catalogue import Catalogue, Group
from bot.dialogue.parts import Part, part_of
from bot.dialogue.question import Kind, Question
from bot.dialogue.rules import load_rules, plain
from knowledge.document import Document, Item
from knowledge.persian import fold
from knowledge.query import Query

LETTERS = (2, 5)  # of an abbreviation, at least and at most
_APART = re.compile(r"[،؛:.()]|(?<!\w)(?:و(?! کار)|در|از|با|به|شد|است|نیست|ن?می ?\w+)(?!\w)")


def find_spelt_out(
    catalogue: Catalogue, asked: Question, query: Query, documents: Sequence[Document]
) -> tuple[Part, ...]:
    """The lines with «… (BDSP)», the fullest first; () unless one abbreviation is asked for."""
    named = [concept.word for concept in query.concepts if not is_general(concept)]
    stands_for = load_rules().turns["stands_for"].search(plain(query.text)) is not None
    alone = [plain(query.text)] == named  # «BDSP»
    if asked.topics or not (stands_for or alone or asked.kind is Kind.DEFINITION):
        return ()
    if len(named) != 1 or not _is_short(named[0]):
        return ()
    spelt = re.compile(rf"\(({re.escape(named[0])}[a-z]?)\)")
    found: list[tuple[int, Group, Item]] = []
    for document in documents:
        for section in document.sections:
            for group in catalogue.groups(section.id):
                for item in group.items:
                    if at := spelt.search(text := fold(item.text)):
                        words = len(_APART.split(text[: at.start()])[-1].split())
                        found.append((words, group, item))
    found.sort(key=lambda each: -each[0])
    return tuple(part_of(group, (item,)) for _, group, item in found)


def _is_short(word: str) -> bool:
    least, most = LETTERS
    return word.isascii() and word.isalpha() and least <= len(word) <= most

"""«راهکار پنجم مقاله»، «چالش سوم»، «بند ج»: a line of a list by its number, before any list was told."""

import re
from collections.abc import Sequence

from bot.dialogue.asking import is_general
from bot.dialogue.catalogue import Catalogue, Group
from bot.dialogue.chapters import CHAPTERS, whole_chapters
from bot.dialogue.parts import Part, whole_group
from bot.dialogue.pointing import Pointer, counted_word, pointed_at, points, whole_section
from bot.dialogue.question import Ask, Question, read_question
from bot.dialogue.rules import plain
from bot.dialogue.shelf import begins_with
from knowledge.document import Document, Topic
from knowledge.persian import fold
from knowledge.query import Concept, Query
from knowledge.stems import stems

_LETTERED = re.compile(
    r"(?<!\w)(?:بند|قسمت|بخش|مورد) (ا|ب|ج|د|ه|و|ز|ح|ط|ی)(?:لف)?"
    r"(?= (?:چ|می|گفت|از|در|رو|را|مقاله|روزنامه|یعنی|راجع|اسیب|راه)|$)"
)
_BY_NUMBER = re.compile(r"(?<!\w)شماره (?:ی )?\d{1,2}(?!\d)")  # and of no telephone
_SORT = re.compile(r"(?<!\w)چه (\w+(?: ?هایی|اتی))(?!\w)")  # «چه اقداماتی» says no more than «چه»
_LETTER = re.compile(r"(\w)ـ?(?:لف)?\)")


def counts_in_chapter(text: str) -> bool:
    """«پیشنهاد بیستم»: whether a line of the proposals, or of the challenges, is named by its number."""
    counted = counted_word(text)
    return counted is not None and not CHAPTERS.isdisjoint(read_question(counted[0]).topics)


def line_numbered(
    catalogue: Catalogue, text: str, asked: Question, query: Query, documents: Sequence[Document]
) -> tuple[Part, ...]:
    """The line with what its own section says, of each document; the section, where it has the letter.

    () when no list of a document is named, or more than one, or anything is asked of the line.
    """
    if lettered := _LETTERED.search(plain(text)):
        named = [concept for concept in _further(query, text) if not is_general(concept)]
        return () if _asks_more(text, asked) else _below_letter(catalogue, lettered[1], named, documents)
    counted = _lists_counted(catalogue, text, asked, query, documents)
    return tuple(part for shown, pointer in counted for part in pointed_at(catalogue, shown, pointer))


def lists_too_short(
    catalogue: Catalogue, text: str, asked: Question, query: Query, documents: Sequence[Document]
) -> tuple[Part, ...]:
    """The lists that «پیشنهاد بیستم» counts in, where none has so many lines; () where one has."""
    counted = _lists_counted(catalogue, text, asked, query, documents)
    short = all(pointer.highest > len(shown.lines) for shown, pointer in counted)
    return tuple(shown for shown, _ in counted) if short else ()


def _lists_counted(
    catalogue: Catalogue, text: str, asked: Question, query: Query, documents: Sequence[Document]
) -> list[tuple[Part, Pointer]]:
    """The one list of each document that the number counts in, and the line meant."""
    counted = None if _asks_more(text, asked) else counted_word(text)
    if counted is None:
        return []
    word, pointer = counted
    further = _further(query, text)
    named = [concept for concept in further if not is_general(concept)]
    heads = [concept for concept in further if concept.word == word]  # «اصل دوم»: a word of the whole field
    if not heads:
        return []
    heads += [concept for concept in named if concept not in heads]
    lists = (_lists(catalogue, document, asked, named, heads) for document in documents)
    return [(own[0], pointer) for own in lists if len(own) == 1]


def _asks_more(text: str, asked: Question) -> bool:
    """Whether anything but the line is asked for."""
    by_number = _BY_NUMBER.search(plain(text)) is not None
    return bool(asked.asks - {Ask.ORDINAL, *([Ask.CONTACT] if by_number else [])} or asked.few)


def _further(query: Query, text: str) -> list[Concept]:
    """What the question names beside the number."""
    sorts = {word for found in _SORT.findall(plain(text)) for word in found.split()} | {"شماره"}
    return [c for c in query.concepts if not (points(c.word) or c.word in sorts or c.word.isdigit())]


def _lists(
    catalogue: Catalogue,
    document: Document,
    asked: Question,
    named: Sequence[Concept],
    heads: Sequence[Concept],
) -> list[Part]:
    """The chapters that are asked for, else the lists whose title begins so, or whose lead says so."""
    if topics := CHAPTERS.intersection(asked.topics):
        chapters = whole_chapters(catalogue, document, topics)
        return [each for each in chapters if _stands_in(f"{each.section.title} {each.lead or ''}", named)]
    sections = [section for section in document.sections if section.topic is not Topic.ABOUT]
    lists = [group for s in sections for group in catalogue.groups(s.id) if group.listed]
    lists = [each for each in lists if heads[0].match(_said(each)) == 1.0]
    headed = [group for group in lists if begins_with(group.section.title, heads)]
    if len(headed) != 1:
        headed = [group for group in lists if _stands_in(group.lead or "", heads)]
    return [whole_group(group) for group in headed]


def _said(group: Group) -> frozenset[str]:
    return frozenset(stems(f"{group.section.title} {group.lead or ''}"))


def _stands_in(heading: str, named: Sequence[Concept]) -> bool:
    held = set(stems(heading))
    return all(concept.named_in(held) for concept in named)


def _below_letter(
    catalogue: Catalogue, letter: str, named: Sequence[Concept], documents: Sequence[Document]
) -> tuple[Part, ...]:
    """All that stands below the headings with this letter, in the chapter that is named."""
    return tuple(
        part
        for document in documents
        for section in document.sections
        if (found := _LETTER.match(fold(section.title)))
        and found[1] == letter
        and _stands_in(" ".join(section.path), named)
        for part in whole_section(catalogue, section)
    )

"""Questions whose lines are settled by what they name: a section, a slide, a body, a year, letters."""

from collections.abc import Sequence

from bot.dialogue import composing, texts
from bot.dialogue.abbreviations import find_spelt_out
from bot.dialogue.catalogue import Catalogue
from bot.dialogue.chapters import CHAPTERS
from bot.dialogue.duties import find_duties
from bot.dialogue.kinds import find_named
from bot.dialogue.numbering import line_numbered, lists_too_short
from bot.dialogue.parts import Part
from bot.dialogue.places import section_number
from bot.dialogue.question import Ask, Question, compares, points_back, read_question, without_comparing
from bot.dialogue.reckoning import proven
from bot.dialogue.shelf import (
    asks_for_holdings,
    asks_for_outline,
    asks_for_summary,
    holdings,
    list_headed,
    names_slide,
    outline,
    section_named,
    section_numbered,
    slide_named,
    summary,
    writers,
)
from bot.dialogue.turn import Reply
from bot.dialogue.understanding import Understanding
from bot.dialogue.years import find_table
from knowledge.document import Document, Topic
from knowledge.query import Query, QueryReader
from knowledge.themes import find_bodies


class Settled:
    """Finds such lines, for which nothing need be searched or judged; immutable."""

    def __init__(self, catalogue: Catalogue, reader: QueryReader, understanding: Understanding) -> None:
        self._catalogue = catalogue
        self._reader = reader
        self._understanding = understanding

    def find(self, question: str, asked: Question, query: Query, history: Sequence[str]) -> tuple[Part, ...]:
        """The lines; () for every other question."""
        documents = self._understanding.wanted(asked)
        if names_slide(question):
            return slide_named(self._catalogue, question, documents)
        return (
            section_named(self._catalogue, question)
            or self._section(question, documents)
            or self._of_documents(question, asked, query)
            or self._numbered(question, asked, query, history)
            or (() if history else self._compared(question, asked))
            or self._headed(asked, query)
            or find_spelt_out(self._catalogue, asked, query, documents)
            or find_table(self._catalogue, asked, query, documents)
            or (() if history else find_named(self._catalogue, query, documents))
            or self._of_a_body(question, asked, history)
        )

    def _section(self, question: str, documents: Sequence[Document]) -> tuple[Part, ...]:
        number = self._number(question)
        return section_numbered(self._catalogue, number, documents) if number else ()

    def _number(self, question: str) -> str:
        """«2.17» of «بخش ۲.۱۷ چی میگه؟»; "" where anything else is named."""
        number, rest = section_number(question)
        return "" if number and self._reader.read(without_comparing(rest)).concepts else number

    def _of_documents(self, question: str, asked: Question, query: Query) -> tuple[Part, ...]:
        """The parts of documents, or the documents, that are asked for."""
        if asks_for_summary(question, asked):
            return summary(self._catalogue, self._understanding.wanted(asked))
        if asks_for_outline(question, asked):
            return outline(self._understanding.wanted(asked))
        if asks_for_holdings(question):
            return holdings(self._catalogue.documents)
        if Topic.ABOUT in asked.topics and Ask.PERSON in asked.asks:
            return writers(self._catalogue, self._understanding.wanted(asked))
        # «عنوان ارائه چیه؟» has no word that a search could use
        title = Topic.ABOUT in asked.topics and not query.concepts
        return holdings(self._understanding.wanted(asked)) if title else ()

    def _compared(self, question: str, asked: Question) -> tuple[Part, ...]:
        """«این دو سند چه فرقی دارند؟»، «مقاله چیه؟»: what each is about, where nothing but it is named."""
        named = asked.kinds_named or self._understanding.is_across(asked)
        if not named or asked.asks or self._reader.read(without_comparing(question)).concepts:
            return ()
        return outline(self._understanding.wanted(asked))

    def _numbered(
        self, question: str, asked: Question, query: Query, history: Sequence[str]
    ) -> tuple[Part, ...]:
        """«پیشنهاد سوم» and the like; behind another question only where that was not of the same list."""
        own = self._of_itself(question, asked, query, history)
        return line_numbered(self._catalogue, question, *own) if own else ()

    def refuse(self, question: str, asked: Question, query: Query, history: Sequence[str]) -> Reply | None:
        """What is said to «پیشنهاد بیستم» where there are seventeen; None for every other question."""
        if self._number(question):
            return composing.abstain(texts.NO_SECTION, ())
        own = self._of_itself(question, asked, query, history)
        lists = lists_too_short(self._catalogue, question, *own) if own else ()
        return composing.too_short([proven(self._catalogue, part) for part in lists]) if lists else None

    def _of_itself(
        self, question: str, asked: Question, query: Query, history: Sequence[str]
    ) -> tuple[Question, Query, Sequence[Document]] | None:
        """What a message that counts in a list asks alone; None where it goes on in the one told before."""
        documents = self._understanding.wanted(asked)
        if history:
            query, asked = self._understanding.understand(question, ())
            topics = CHAPTERS.intersection(asked.topics)
            if not topics or topics.intersection(read_question(history[-1]).topics):
                return None
        return asked, query, documents

    def _headed(self, asked: Question, query: Query) -> tuple[Part, ...]:
        """The list whose heading is named; what documents say of it side by side is another question."""
        if self._understanding.is_across(asked):
            return ()
        return list_headed(self._catalogue, asked, query, self._understanding.wanted(asked))

    def _of_a_body(self, question: str, asked: Question, history: Sequence[str]) -> tuple[Part, ...]:
        """What is wanted of the body whose part is asked for, here or just before («وظیفه‌اش چیست؟»)."""
        if compares(question) or self._understanding.is_across(asked):
            return ()
        if history and points_back(question):
            question = f"{_body_before(history)} {question}"
        return find_duties(self._catalogue, self._reader, question, self._understanding.wanted(asked))


def _body_before(history: Sequence[str]) -> str:
    """The body that was last spoken of, "" when something else was."""
    for earlier in reversed(history):
        if bodies := find_bodies(earlier):
            return bodies[0] if len(bodies) == 1 else ""
        if not points_back(earlier):
            break
    return ""

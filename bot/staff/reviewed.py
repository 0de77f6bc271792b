"""Answers that staff have approved: served first for their question, until a source of theirs changes."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import numpy as np

from bot.dialogue.ports import Answers, Found
from bot.dialogue.turn import Block, BlockKind, Line, Outcome, Reply
from knowledge.document import Citation, Document
from knowledge.engine import Vectors
from knowledge.persian import tokens
from knowledge.query import numerals

log = logging.getLogger(__name__)

NEARLY = 0.9  # cosine that two wordings of the same content words must reach
_FRAME = frozenset(  # words that change nothing of what is asked
    tokens(
        "چیست چیه چی هست است هستند کدام کدامند کدومه کدوما کدام‌ها را رو لطفا لطفاً بگو بگویید بگید بفرمایید"
        " درباره دربارهٔ راجع به در مورد توضیح بده بدهید بدید می شود میشه برای من ها های ی از یعنی چه آیا"
    )
)


class QuoteMissing(ValueError):
    """The documents do not hold the quote of a citation (any more)."""


class FigureMissing(ValueError):
    """The text has a numeral that the quote does not have; the message is the numeral."""


@dataclass(frozen=True, slots=True)
class Approval:
    """An answer as it is approved for a question."""

    question: str
    folded: str  # the question without what changes nothing of it
    reply: Reply
    sources: Mapping[str, str]  # file name to sha256
    vector: Vectors  # of the question
    embedder: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One approved answer."""

    id: int
    question: str
    reply: Reply
    sources: Mapping[str, str]  # file name to sha256 when it was approved
    vector: Vectors
    embedder: str
    approved_by: str
    approved_at: datetime


class ReviewedStore(Protocol):
    """Where approved answers live."""

    def approve(self, answer: Approval, account_id: int, now: datetime) -> int:
        """Stores it in place of an earlier one for the same question; gives back its id."""

    def in_force(self) -> Sequence[Reviewed]:
        """All that are not withdrawn, the newest first."""

    def withdraw(self, answer_id: int, now: datetime) -> bool:
        """False when it is not in force."""


class Embed(Protocol):
    """The serving embedder."""

    @property
    def identity(self) -> str: ...

    def query_vector(self, text: str) -> Vectors: ...


class ReviewedAnswers:
    """Answers with the approved ones before those that are found; also where they are approved."""

    def __init__(
        self,
        found: Answers,
        store: ReviewedStore,
        embedder: Embed,
        documents: Callable[[], Sequence[Document]],
        fresh_for: float = 5.0,
    ) -> None:
        """What is approved elsewhere is seen after `fresh_for` seconds."""
        self._found = found
        self._store = store
        self._embedder = embedder
        self._documents = documents
        self._fresh_for = fresh_for
        self._read_at = -fresh_for
        self._kept: dict[str, Reviewed] = {}
        self._texts: dict[str, tuple[Document, str]] = {}  # by source; of the document that was asked last

    def answer(self, question: str, history: Sequence[str] = ()) -> Reply:
        """The approved answer to this question or a nearly identical one, else what is found."""
        reviewed = self._match(question)
        return reviewed.reply if reviewed is not None else self._found.answer(question, history)

    def approve(self, question: str, text: str, citation: Citation, account_id: int, now: datetime) -> int:
        """Stores an approved answer, a paragraph a line; raises QuoteMissing or FigureMissing."""
        digest = self._digest_of(citation)
        if missing := numerals(text) - numerals(citation.quote):
            raise FigureMissing(min(missing))
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        kind = BlockKind.PARAGRAPH if len(lines) == 1 else BlockKind.BULLETS
        reply = Reply(
            Outcome.ANSWER,
            (Block(kind, tuple(Line(line.lstrip("•- "), 0) for line in lines)),),
            (citation,),
        )
        vector = self._embedder.query_vector(question)
        approval = Approval(
            question, folded(question), reply, {citation.source: digest}, vector, self._embedder.identity
        )
        made = self._store.approve(approval, account_id, now)
        self._read_at = -self._fresh_for
        return made

    def holds(self, citation: Citation, words: str) -> bool:
        """Whether the quote says these words, spelling aside; raises QuoteMissing."""
        self._digest_of(citation)
        return bool(_tight(words)) and _tight(words) in _tight(citation.quote)

    def quotable(self, found: Sequence[Found]) -> list[Citation]:
        """What search found as citations with the document's own words."""
        items = {
            item.id: item
            for document in self._documents()
            for section in document.sections
            for item in section.items
        }
        return [
            Citation(one.source, one.title, one.locator, items[one.id].text)
            for one in found
            if one.id in items
        ]

    def withdraw(self, answer_id: int, now: datetime) -> bool:
        """False when it is not in force."""
        self._read_at = -self._fresh_for
        return self._store.withdraw(answer_id, now)

    def listed(self) -> Sequence[tuple[Reviewed, bool]]:
        """All in force, and whether their sources are unchanged, so that they are served."""
        return [(one, self._valid(one)) for one in self._store.in_force()]

    def _match(self, question: str) -> Reviewed | None:
        kept = self._current()
        if not kept:
            return None
        exact = kept.get(folded(question))
        if exact is not None and self._valid(exact):
            return exact
        content = _content(question)
        alike = [one for one in kept.values() if content and _same_content(one.question, question)]
        if not alike or not any(map(self._valid, alike)):
            return None
        vector = self._embedder.query_vector(question)
        near = [
            (float(np.dot(one.vector, vector)), one)
            for one in alike
            if one.embedder == self._embedder.identity and self._valid(one)
        ]
        best = max(near, key=lambda pair: pair[0], default=(0.0, None))
        return best[1] if best[0] >= NEARLY else None

    def _current(self) -> Mapping[str, Reviewed]:
        if time.monotonic() - self._read_at >= self._fresh_for:
            try:
                self._kept = {folded(one.question): one for one in self._store.in_force()}
            except Exception as error:  # a database that fails here must not cost the answer
                log.warning("reviewed answers cannot be read: %s", type(error).__name__)
            self._read_at = time.monotonic()
        return self._kept

    def _valid(self, one: Reviewed) -> bool:
        """Whether the files are the same and still say what is quoted, whatever was decided about them."""
        known = {document.source: document.digest for document in self._documents()}
        if any(known.get(source) != digest for source, digest in one.sources.items()):
            return False
        try:
            return all(self._digest_of(citation) for citation in one.reply.citations)
        except QuoteMissing:
            return False

    def _digest_of(self, citation: Citation) -> str:
        """The digest of the cited document; raises QuoteMissing."""
        quote = _tight(citation.quote)
        for document in self._documents():
            if document.source == citation.source:
                parts = [part for part in map(_tight, citation.quote.splitlines()) if part]
                said = self._text_of(document)
                if quote and all(part in said for part in parts):
                    return document.digest
        raise QuoteMissing(citation.source)

    def _text_of(self, document: Document) -> str:
        known = self._texts.get(document.source)
        if known is None or known[0] is not document:
            known = self._texts[document.source] = document, _text_of(document)
        return known[1]


def folded(question: str) -> str:
    """The question in the one spelling by which an approved answer is found."""
    return " ".join(tokens(question))


def _text_of(document: Document) -> str:
    """All that can be quoted of it, without blanks and signs."""
    lines = [_tight(f"{section.title}\n{' '.join(section.path)}") for section in document.sections]
    lines += [
        _tight(f"{item.lead or ''} {item.text}\n{item.original or ''}")
        for section in document.sections
        for item in section.items
    ]
    return "\n".join(lines)


def _content(question: str) -> list[str]:
    return [word for word in tokens(question) if word not in _FRAME]


def _same_content(one: str, other: str) -> bool:
    """Whether they have the same content words, however these are parted."""
    if set(_content(one)) == set(_content(other)):
        return True
    return "".join(_content(one)) == "".join(_content(other))


def _tight(text: str) -> str:
    return "".join(tokens(text))

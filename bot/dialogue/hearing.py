"""What a message is, and what was told and asked in the ones before it."""

from collections.abc import Sequence
from functools import lru_cache

from bot.dialogue.asking import is_general
from bot.dialogue.intent import Intent, find_intent
from bot.dialogue.question import read_question
from bot.dialogue.rules import load_rules, plain
from bot.dialogue.short_years import whole_years
from bot.dialogue.understanding import Understanding
from knowledge.query import QueryReader, Script

HOW = "چگونه؟"
REMEMBERED = 2048  # earlier messages whose reading is kept


class Hearing:
    """Hears messages against the documents of one index; safe from several threads."""

    def __init__(self, reader: QueryReader, understanding: Understanding) -> None:
        self._reader = reader
        self._understanding = understanding
        self._said_before = lru_cache(maxsize=REMEMBERED)(self._parted)

    def hear(self, message: str, follows: bool = False) -> tuple[str, Intent]:
        """The message, a question without slips of the keyboard and short years, and its intent.

        «چطوری؟» asks how where it follows a question, and else how one is.
        """
        if follows and load_rules().turns["how"].search(plain(message)):
            return HOW, Intent.QUESTION
        intent = self._intent(message)
        if intent is not Intent.QUESTION:
            return message, intent
        mended = self._mended(message)
        return mended, intent if mended == message else self._intent(mended)

    def _mended(self, text: str) -> str:
        """The text without slips of the keyboard and short years, in Persian letters where it is Finglish."""
        return self._reader.in_persian(whole_years(self._reader.mend(text)))

    def _intent(self, text: str) -> Intent:
        """What the text is meant as; in Latin letters also by what it says in Persian."""
        intent = find_intent(text, self._is_specific)
        query = self._reader.read(text)
        if intent is Intent.QUESTION and query.script is Script.FINGLISH:
            return find_intent(query.readings[-1], self._is_specific)
        return intent

    def recall(self, messages: Sequence[str]) -> tuple[tuple[str, ...], str]:
        """What was asked before, oldest first, and what was told after the last of it."""
        asked: list[str] = []
        told = ""
        for message in messages:
            tells, asks = self._said_before(message, told)
            if asks:
                asked.append(asks)
            told = "" if asks else f"{told} {tells}".strip()
        return tuple(asked), told

    def _parted(self, earlier: str, told: str) -> tuple[str, str]:
        """What an earlier message told and asked; a thanks or a complaint did neither."""
        earlier = self._mended(earlier)
        talk = self._intent(earlier) is not Intent.QUESTION
        return ("", "") if talk else self._understanding.parted(earlier, told)

    def _is_specific(self, text: str) -> bool:
        """Whether the text names something of the documents beyond the words of the whole field, or asks."""
        query, turns = self._reader.read(text), load_rules().turns
        concepts, words = query.concepts, plain(f"{text} {query.readings[-1]}")  # «kodoom» is «کدوم»
        asks = any(turns[rule].search(words) for rule in ("question_word", "request"))
        if asks and read_question(text).kinds_named:
            return True
        return any(concept.known and concept.noun and not is_general(concept) for concept in concepts) or (
            asks and bool(concepts)
        )

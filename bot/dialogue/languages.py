"""The language of our own sentences: chosen by a person, kept with the session, put on when a reply goes out.

The dialogue is written in Persian only; what has an English form (bot.dialogue.english) is exchanged for it
at the very end, so no part of the dialogue need know who reads it.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from bot.dialogue import texts
from bot.dialogue.english import PHRASES, SENTENCES
from bot.dialogue.ports import OpenSession
from bot.dialogue.turn import Block, Choice, Language, Outcome, Reply, Turn, ask, notice
from bot.dialogue.words import command_of
from knowledge.persian import ASCII_DIGITS

CHOOSE = ":lang:"  # button data: «:lang:en»
_RTL, _POP = "\u2067", "\u2069"  # keep a Persian title together inside an English sentence
_BLANKS = "\ue000\ue001"  # stand for what a phrase is filled with


def say(text: str, language: Language) -> str:
    """One of our sentences in this language; a text that has no other form stays as it is."""
    if language is Language.PERSIAN:
        return text
    if (known := SENTENCES.get(text)) is not None:
        return known
    for pattern, english in _phrases():
        if (found := pattern.fullmatch(text)) is not None:
            return english(*(_filling(value) for value in found.groups()))
    return text


def in_language(reply: Reply, language: Language) -> Reply:
    """The reply with our own sentences in this language; an answer and what it suggests are left alone."""
    if language is Language.PERSIAN:
        return reply
    own = reply.outcome is not Outcome.ANSWER
    ours = reply.outcome is Outcome.SMALL_TALK  # what it suggests is no title of a document
    return replace(
        reply,
        blocks=tuple(_block(block, language) if own or block.asks else block for block in reply.blocks),
        choices=tuple(
            Choice(say(choice.label, language), choice.data)
            if ours or choice.data.startswith(":")
            else choice
            for choice in reply.choices
        ),
        attachments=tuple(replace(file, text=say(file.text, language)) for file in reply.attachments),
        language=language,
    )


def take_language(session: OpenSession, turn: Turn) -> Reply | None:
    """Asks for the language, or keeps the chosen one; None when the turn is about something else."""
    if turn.choice is None and command_of(turn.text) == "language":
        choices = (Choice(name, f"{CHOOSE}{key}") for key, name in texts.LANGUAGES.items())
        return ask(texts.LANGUAGE_ASKED, *choices)
    chosen = (turn.choice or "").removeprefix(CHOOSE)
    if turn.choice == f"{CHOOSE}{chosen}" and chosen in set(Language):
        session.language = Language(chosen)
        return notice(texts.LANGUAGE_SET)
    return None


def _block(block: Block, language: Language) -> Block:
    return replace(block, lines=tuple(replace(line, text=say(line.text, language)) for line in block.lines))


def _filling(value: str) -> str:
    """A number in ASCII digits, a title of ours in English, any other title as it is, kept together."""
    if value.isdecimal():
        return value.translate(ASCII_DIGITS)
    return SENTENCES.get(value) or f"{_RTL}{value}{_POP}"


@lru_cache(maxsize=1)
def _phrases() -> list[tuple[re.Pattern[str], Callable[..., str]]]:
    """Each phrase as a pattern of its Persian form with a group for every blank, and its English form."""
    phrases = []
    for persian, english in PHRASES:
        blanks = _BLANKS[: english.__code__.co_argcount]
        pattern = re.escape(persian(*blanks))
        for blank in blanks:
            pattern = pattern.replace(blank, "(.+)")
        phrases.append((re.compile(pattern), english))
    return phrases

"""Messages that are no question to the documents: courtesies, help, instructions to the system."""

from enum import StrEnum

from bot.dialogue.rules import load_rules, plain
from knowledge.persian import tokens

FAREWELL_WORDS = 6  # a goodbye is short


class Intent(StrEnum):
    QUESTION = "question"
    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    IDENTITY = "identity"
    HELP = "help"
    SOURCES = "sources"  # where the last answer comes from
    INSTRUCTION = "instruction"  # tries to change the rules or to get at what is not for people
    TASK = "task"  # a poem, a joke, a program, an opinion: not what the assistant is for


_BY_PATTERN = (Intent.INSTRUCTION, Intent.IDENTITY, Intent.HELP, Intent.SOURCES, Intent.TASK)


def find_intent(text: str) -> Intent:
    """What the message wants; a question when in doubt."""
    rules, folded, words = load_rules(), plain(text), set(tokens(text))
    greeting, thanks = rules.courtesy[Intent.GREETING], rules.courtesy[Intent.THANKS]
    if rules.intents[Intent.FAREWELL].search(folded) and len(words) <= FAREWELL_WORDS:
        return Intent.FAREWELL
    if words <= greeting and rules.intents[Intent.GREETING].search(folded):
        return Intent.GREETING
    if words <= thanks | greeting and rules.intents[Intent.THANKS].search(folded):
        return Intent.THANKS
    return next((intent for intent in _BY_PATTERN if rules.intents[intent].search(folded)), Intent.QUESTION)

"""Messages that are no question to the documents: courtesies, help, instructions to the system."""

import re
from collections.abc import Callable
from enum import StrEnum

from bot.dialogue.rules import load_rules, plain
from knowledge.persian import fold


class Intent(StrEnum):
    QUESTION = "question"
    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    IDENTITY = "identity"
    HELP = "help"
    SOURCES = "sources"  # where the last answer comes from
    REPEAT = "repeat"  # the last answer again
    DATE = "date"  # the year of the figures told last
    PERSON = "person"  # wants to talk to one
    PRIVACY = "privacy"  # what becomes of what people tell
    PRICE = "price"  # what the assistant costs
    REWORD = "reword"  # the last answer, simpler or shorter
    COMPLAINT = "complaint"  # about the assistant or its answer
    NOTHING = "nothing"  # to ask
    TELLING = "telling"  # of oneself, and asks nothing; only an Answerer knows (see bot.dialogue.telling)
    INSTRUCTION = "instruction"  # tries to change the rules or to get at what is not for people
    TASK = "task"  # a poem, a joke, a program, an opinion: not what the assistant is for


# In this order: a message that thanks and says goodbye is a goodbye.
_COURTESIES = (Intent.FAREWELL, Intent.THANKS, Intent.GREETING)
# «جوک بلدی؟» wants a joke, not help
_OTHERS = (
    *(Intent.TASK, Intent.IDENTITY, Intent.HELP, Intent.SOURCES, Intent.REPEAT, Intent.DATE),
    *(Intent.PERSON, Intent.PRIVACY, Intent.PRICE, Intent.REWORD, Intent.COMPLAINT, Intent.NOTHING),
)
_STOP = re.compile(r"[،,.!؛\n…]")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")  # سلاااام


def find_intent(text: str, is_specific: Callable[[str], bool]) -> Intent:
    """What the message wants; `is_specific` tells whether a text names something of the documents."""
    intents = load_rules().intents
    folded = _STRETCHED.sub(r"\1", plain(text))
    if intents[Intent.INSTRUCTION].search(folded) or intents[Intent.INSTRUCTION].search(fold(text)):
        return Intent.INSTRUCTION
    if (other := next((i for i in _OTHERS if intents[i].search(folded)), None)) is not None:
        return other
    stop = _STOP.search(text)  # «چه مزخرفی، اینا که واقعی نیست»
    rest = text[stop.end() :] if stop else ""
    if (
        stop
        and intents[Intent.COMPLAINT].search(plain(text[: stop.start()]))
        and not _asks(rest, plain(rest))
    ):
        return Intent.COMPLAINT
    for courtesy in _COURTESIES:
        if intents[courtesy].search(folded):
            rest = without_courtesies(text)
            asks = courtesy is not Intent.THANKS or _asks(text, rest)
            return Intent.QUESTION if asks and is_specific(rest) else courtesy
    return Intent.QUESTION


def without_courtesies(text: str) -> str:
    """What is said beside greetings and thanks; the text as it is when it has none."""
    intents = load_rules().intents
    folded = _STRETCHED.sub(r"\1", plain(text))
    rest = folded
    for each in _COURTESIES:
        rest = re.sub(rf"(?:{intents[each].pattern})\w*", " ", rest)  # «خسته نباش» as well as «نباشید»
    return text if rest == folded else " ".join(rest.split())


def _asks(text: str, rest: str) -> bool:
    """Whether what stands beside thanks is a question; «ممنون از توضیح چالش‌ها» is none."""
    turns = load_rules().turns
    return bool(
        re.search("[؟?]", text) or turns["question_word"].search(rest) or turns["request"].search(rest)
    )

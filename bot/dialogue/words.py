"""Commands as people type them: which one a message is, however it is spelled and spaced."""

import re
from functools import lru_cache

from bot.dialogue import texts
from knowledge.persian import fold

_LOOSE = re.compile(r"[\s.!،,؛:«»()ـ\ufe0f\U0001f3fb-\U0001f3ff]+")  # also what tints a hand


def command_of(text: str) -> str | None:
    """The key of texts.WORDS whose words the whole message is."""
    return _commands().get(_tight(text))


def slash_commands() -> tuple[str, ...]:
    """Those that begin with «/», without it."""
    return tuple(words[1:] for spellings in texts.WORDS.values() for words in spellings if words[0] == "/")


@lru_cache(maxsize=1)
def _commands() -> dict[str, str]:
    return {_tight(words): name for name, spellings in texts.WORDS.items() for words in spellings}


def _tight(text: str) -> str:
    return _LOOSE.sub("", fold(text))

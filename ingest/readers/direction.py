"""In which direction the Persian of a page stands: some programs set it, or copy it, from the left."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from knowledge.persian import ZWNJ

# usual words that say nothing when read from their end
_TELLING = frozenset("است این که از برای شده های بود باید دارد خود توسعه سال".split())
_MIRRORED = frozenset(word[::-1] for word in _TELLING)
FEWEST = 2
_FROM_LEFT = re.compile(
    r"([A-Za-z](?:[A-Za-z0-9 .,'’&/:_-]*[A-Za-z0-9])?|[%٪]?[0-9۰-۹٠-٩]+(?:[.,:/٫٬-][0-9۰-۹٠-٩]+)*[%٪]?)"
)
_MIRROR = str.maketrans("()[]{}«»<>", ")(][}{»«><")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefe]+")


@lru_cache(maxsize=4_096)
def is_from_right(char: str) -> bool:
    """Whether it is a letter that is read from the right."""
    return unicodedata.bidirectional(char) in ("R", "AL")


def painted_from_left(lines: Iterable[str]) -> bool:
    """Whether lines that were read from the right make sense from the left."""
    words = [word.strip(".،؛:؟!()«»") for line in lines for word in line.replace(ZWNJ, "").split()]
    mirrored = sum(word in _MIRRORED for word in words)
    return mirrored >= FEWEST and mirrored > sum(word in _TELLING for word in words)


def in_reading_order(lines: list[str]) -> list[str]:
    """Lines that were copied letter by letter as they stand on paper, turned round; others as they are."""
    plain = [_PRESENTATION.sub(lambda match: unicodedata.normalize("NFKC", match[0]), line) for line in lines]
    return [_turned(line) for line in plain] if painted_from_left(plain) else lines


def _turned(line: str) -> str:
    """The line from its end, but for what is read from the left anyway: numbers and Latin words."""
    pieces = _FROM_LEFT.split(line)
    return "".join(
        piece if number % 2 else piece[::-1].translate(_MIRROR)
        for number, piece in reversed(list(enumerate(pieces)))
    )

"""Does an answer hold a required text? Deterministic matching that knows how Persian spelling varies."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from knowledge.persian import fold

_PERCENT = re.compile("[%٪]")
_APART = re.compile(r"((?<=\d)\.(?=\d))|[^\w]|_")
_NUMERAL = re.compile(r"\d+(?:\.\d+)?")
_SHORT = 3  # letters up to which a wanted text must stand alone
_GRAM = 4  # characters
_SPACELESS = 5  # letters from which spaces inside words do not matter
_STOP = frozenset(
    "از به در با که را و یا این آن است هست بود شد شده می های ها برای تا هم یک هر نیز ان خود چه چیست کدام"
    " چند آیا ایا های اند باشد شود شوند کند کنند دارد دارند بین میان روی پس پیش نه اگر اما ولی بر".split()
)


@lru_cache(maxsize=65536)
def canonical(text: str) -> str:
    """Folded words one space apart: ی/ک, ASCII digits, no grouping, ٪ as «درصد», punctuation gone.

    A point between digits stays, so 3.5 is one numeral.
    """
    folded = fold(_PERCENT.sub(" درصد ", text))
    return " ".join(_APART.sub(lambda found: found[1] or " ", folded).split())


@lru_cache(maxsize=65536)
def _pattern(wanted: str) -> re.Pattern[str]:
    """The wanted canonical text as a pattern: numerals and short words alone, spaces within words loose."""
    parts = [wanted[0]]
    for before, char in pairwise(wanted):
        if char == " ":
            continue
        if before == " ":
            spaced = parts[-1][-1:].isdigit() and char.isdigit()
            parts.append(r"\s+" if spaced else r"\s*")
        parts.append(re.escape(char))
    pattern = "".join(parts)
    letters = wanted.replace(" ", "")
    if len(letters) <= _SHORT and not letters.isdigit():
        pattern = rf"(?<!\w){pattern}(?!\w)"
    if wanted[0].isdigit():
        pattern = rf"(?<![\d.]){pattern}"
    if wanted[-1].isdigit():
        pattern = rf"{pattern}(?!\d|\.\d)"
    return re.compile(pattern)


def holds(text: str, wanted: str) -> bool:
    """Whether the text holds the wanted words; letters and spaces may differ as Persian spelling does.

    A numeral must stand as a whole (505 is not in 1505 or 5052, 3 not in 3.5), and so must a text of up to
    three letters; a longer text may be part of words and, from five letters, be spaced differently.
    """
    needle = canonical(wanted)
    if not needle:
        return False
    hay = canonical(text)
    letters = needle.replace(" ", "")
    if needle[0].isdigit() or needle[-1].isdigit() or len(letters) <= _SHORT:
        return _pattern(needle).search(hay) is not None
    return needle in hay or (len(letters) >= _SPACELESS and letters in hay.replace(" ", ""))


def holds_any(text: str, alternatives: Iterable[str]) -> bool:
    """Whether the text holds one of the alternatives."""
    return any(holds(text, wanted) for wanted in alternatives)


def numerals(text: str) -> frozenset[str]:
    """Canonical numerals of the text: ASCII digits, no grouping, decimal point."""
    return frozenset(_NUMERAL.findall(canonical(text)))


def content_words(text: str) -> list[str]:
    """Canonical words that carry meaning: no numerals, no function words, at least two letters."""
    return [
        word
        for word in canonical(text).split()
        if len(word) > 1 and word not in _STOP and not word[0].isdigit()
    ]


def coverage(text: str, sources: Sequence[str]) -> float:
    """Share of the text's content words that one of the sources holds, spacing aside; 1.0 without words."""
    words = content_words(text)
    if not words:
        return 1.0
    joined = [canonical(source).replace(" ", "") for source in sources]
    return sum(any(_stem(word) in source for source in joined) for word in words) / len(words)


def _stem(word: str) -> str:
    """The word without a final ی, ها or های: what endings add is not a new claim."""
    return re.sub(r"(?<=...)(?:های|هایی|ها|ی)$", "", word)


def grams(text: str) -> frozenset[str]:
    """Character 4-grams of the canonical text without spaces: what survives runs and lost spaces."""
    squeezed = canonical(text).replace(" ", "")
    return frozenset(squeezed[i : i + _GRAM] for i in range(len(squeezed) - _GRAM + 1))

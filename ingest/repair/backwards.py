"""Words whose letters were handed out from the left: «همانرب» for «برنامه», beside others that are right.

Some extractors do so with each word that its producer painted as one piece.
"""

import re
from collections.abc import Iterable

from ingest.repair.counting import START
from ingest.repair.readings import Readings

_STRETCH = re.compile(r"[\u0621-\u065f\u066e-\u06d3\u200c]{2,}")
_TELLING = range(4, 12)  # letters; shorter ones are words both ways, longer ones several
_FEWEST = 5  # different words that are one from the left only …
_SHARE = 0.1  # … of all; sound texts have none in a hundred
_GAIN = 1.0  # ln: of a word as it was handed out


def reads_backwards(words: Iterable[str], plain: Readings) -> bool:
    """Whether many of a document's words are words from the left only."""
    telling = {word for word in words if len(word) in _TELLING}
    turned = sum(not plain.known(word) and plain.known(word[::-1]) for word in telling)
    return turned >= max(_FEWEST, _SHARE * len(telling))


def turn_words(line: str, plain: Readings) -> str:
    """The line with each word the way round that reads best among the others (Viterbi over both ways)."""
    matches = list(_STRETCH.finditer(line))
    ways: list[tuple[float, str, tuple[str, ...]]] = [(0.0, START, ())]  # ln P, last key, words
    for match in matches:
        forms = dict.fromkeys((match[0], match[0][::-1]))
        ways = [max(_read_on(way, form, _GAIN * (form == match[0]), plain) for way in ways) for form in forms]
    turned = max(ways)[2]
    parts, at = [], 0
    for match, word in zip(matches, turned, strict=True):
        parts += [line[at : match.start()], word]
        at = match.end()
    return "".join([*parts, line[at:]])


def _read_on(
    way: tuple[float, str, tuple[str, ...]], form: str, gain: float, plain: Readings
) -> tuple[float, str, tuple[str, ...]]:
    score, key, words = way
    reading, more = plain.fitting(form, key)
    return score + more + gain, reading.keys[-1], (*words, form)

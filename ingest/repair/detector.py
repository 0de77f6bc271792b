"""Which kinds of damage a document has: only these are repaired in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.repair.kashida import without_strokes
from ingest.repair.letters import TATWEEL, ZWNJ, bare
from ingest.repair.lexicon import PLURALS, VERB_PREFIXES
from ingest.repair.readings import Readings

# Different words that only make sense without a stroke: how many, and their share; by whether runs are
# reversed, which comes from the same justified lines.
_STROKED = {True: (2, 0.005), False: (5, 0.04)}
_STROKES_OF_A_WORD = 2  # more would make a word of anything
_REVERSED_LINES, _FEW_LINES = 2, 30  # one clear line is enough in a document of few lines
_TORN_WORDS, _TORN_SHARE = 3, 0.005
_LOST_WORDS, _LOST_SHARE = 4, 0.02  # words whose half-space is lost, of all words
_LOST_TO_KEPT = 4  # so many times as many as have theirs
_LOST_ENDINGS = PLURALS | {"ای", "اند"}
ARABIC_LETTERS = re.compile("[يكى\ufb50-\ufdef\ufe70-\ufefe]")
_MIRRORED = 2
_WORD = re.compile(rf"[^\W\d_A-Za-z][^\W\d_A-Za-z{ZWNJ}]*")

_HUGGING_INSIDE = re.compile(r"(?<!\S)[«(](?=[^\s«»()])|(?<=[^\s«»()])[»)](?=[\s.،:؛]|$)")
_HUGGING_OUTSIDE = re.compile(r"(?<!\S)[»)](?=[^\s«»()])|(?<=[^\s«»()])[«(](?=[\s.،:؛]|$)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kinds of damage of one document."""

    arabic_letters: bool  # or presentation forms
    tatweel: bool
    strokes: bool
    reversed_runs: bool
    lost_half_spaces: bool
    mirrored_brackets: bool
    backwards: bool = False  # letters of some words

    @property
    def damaged(self) -> bool:
        return (
            self.tatweel
            or self.strokes
            or self.reversed_runs
            or self.lost_half_spaces
            or self.mirrored_brackets
            or self.backwards
        )


def examine(raw: str, lines: Iterable[str], reversed_lines: tuple[int, int], plain: Readings) -> Verdict:
    """Judge a document: `raw` as extracted, `lines` with Persian letters, `plain` reads without strokes.

    `reversed_lines`: how many clearly, and how many likely, have their runs in reverse order.
    """
    lines = list(lines)
    words = [word for line in lines for word in _WORD.findall(line)]
    distinct = set(words)
    clear, likely = reversed_lines
    reversed_runs = clear > 0 and (clear + likely >= _REVERSED_LINES or len(lines) <= _FEW_LINES)
    least_stroked, stroked_share = _STROKED[reversed_runs]
    torn = sum(TATWEEL in word.strip(TATWEEL) or word.startswith(TATWEEL) for word in _WORD.findall(raw))
    return Verdict(
        arabic_letters=len(ARABIC_LETTERS.findall(raw)) > len(re.findall("[یک]", raw)),
        tatweel=torn >= max(_TORN_WORDS, _TORN_SHARE * len(words)),
        strokes=sum(_stroked(word, plain) for word in distinct)
        >= max(least_stroked, stroked_share * len(distinct)),
        reversed_runs=reversed_runs,
        lost_half_spaces=_lost_half_spaces(words, plain),
        mirrored_brackets=_mirrored(raw),
    )


def _stroked(word: str, plain: Readings) -> bool:
    if not 2 < len(word) < 10 or plain.known(word):
        return False
    return any(plain.known(form) for form, changed in without_strokes(word) if changed <= _STROKES_OF_A_WORD)


def _lost_half_spaces(words: list[str], plain: Readings) -> bool:
    """Words that are none as they stand but are with a half-space; a text that has half-spaces lost few."""
    lost = sum(_lost(word, plain) for word in words if len(word) > 4 and ZWNJ not in word)
    kept = sum(ZWNJ in word for word in words)
    return lost >= max(_LOST_WORDS, _LOST_SHARE * len(words)) and lost > _LOST_TO_KEPT * kept


def _lost(word: str, plain: Readings) -> bool:
    word = word.replace(TATWEEL, "")
    if plain.language.lexicon.known(bare(word)) or not plain.known(word):
        return False
    keys = plain.of(word)[0].keys
    return len(keys) > 1 and (keys[0] in VERB_PREFIXES or bool(_LOST_ENDINGS.intersection(keys[1:])))


def _mirrored(raw: str) -> bool:
    """Brackets that close before they open, as a renderer draws them and some extractors copy them."""
    proper, mirrored = bracket_directions(raw)
    return mirrored >= _MIRRORED and mirrored > proper


def bracket_directions(text: str) -> tuple[int, int]:
    """(brackets that hug what they enclose, brackets that hug what is outside them)."""
    return len(_HUGGING_INSIDE.findall(text)), len(_HUGGING_OUTSIDE.findall(text))

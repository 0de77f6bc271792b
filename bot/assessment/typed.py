"""What a typed answer means: a number, the words of a level, or that one does not know."""

import re
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process

from bot.assessment import texts
from bot.assessment.instrument import LEVELS, Indicator
from bot.assessment.result import Unscored
from bot.assessment.scoring import Answer
from knowledge.persian import tokens
from knowledge.stems import stem

_AROUND_NUMBER = frozenset("گزینه ی شماره سطح عدد امتیاز سوال پاسخ جواب پرسش".split())
_CLAUSE = re.compile(r"[؛،,]")
_ALIKE = 88.0  # of 100: a slip or two in a phrase
_LONG_ENOUGH = 4  # letters; shorter words differ too little from each other
_LONGEST_GUESS = 8  # words


def joined(text: str) -> str:
    """The words without anything between them: how they are spaced does not count."""
    return "".join(tokens(text))


def one_of(text: str, phrases: Iterable[str]) -> bool:
    """Whether the whole text is one of these phrases."""
    return joined(text) in {joined(phrase) for phrase in phrases}


def number_in(text: str) -> int | None:
    """The number, where the text is nothing more: «۳», «سؤال ۳», «گزینهٔ سوم»."""
    words = tokens(re.sub(r"از\s*[5۵]\s*$", "", text))
    numerals = [word for word in words if word.isdecimal()]
    if len(numerals) == 1 and _AROUND_NUMBER.issuperset(set(words) - set(numerals)):
        return int(numerals[0])
    return None


def understand(text: str, indicator: Indicator, scale: Sequence[str]) -> Answer | None:
    """The answer, where the text is one and nothing else; None in doubt."""
    if (number := number_in(text)) is not None:
        return number if number in LEVELS else None
    meanings = _meanings(indicator, scale)
    typed = joined(text)
    if typed in meanings:
        return meanings[typed]
    if len(typed) < _LONG_ENOUGH:
        return None
    anchors = zip(LEVELS, indicator.levels, strict=True)
    begun = [level for level, anchor in anchors if joined(anchor).startswith(typed)]
    if len(begun) == 1:
        return begun[0]
    near = process.extractOne(
        typed,
        [each for each in meanings if len(each) >= _LONG_ENOUGH],
        scorer=fuzz.ratio,
        score_cutoff=_ALIKE,
    )
    return None if near is None else meanings[near[0]]


def guess(text: str, indicator: Indicator) -> int | None:
    """The one level whose anchor holds every word of a short text."""
    words = {stem(word) for word in tokens(text) if len(word) > 1}
    if not words or len(words) > _LONGEST_GUESS:
        return None
    holding = [
        level
        for level, anchor in zip(LEVELS, indicator.levels, strict=True)
        if words <= {stem(word) for word in tokens(anchor)}
    ]
    return holding[0] if len(holding) == 1 else None


def _meanings(indicator: Indicator, scale: Sequence[str]) -> Mapping[str, Answer]:
    """Joined phrases; what the question itself says goes before what is said in general."""
    meanings: dict[str, Answer] = {}
    beginnings = [joined(_CLAUSE.split(anchor)[0]) for anchor in indicator.levels]
    own: list[tuple[Answer, Iterable[str]]] = [
        (level, (anchor, *([anchor_start] if beginnings.count(anchor_start) == 1 else [])))
        for level, anchor, anchor_start in zip(LEVELS, indicator.levels, beginnings, strict=True)
    ]
    general: list[tuple[Answer, Iterable[str]]] = [
        *((level, (word,)) for level, word in zip(LEVELS, scale, strict=True)),
        *((level, words) for level, words in zip(LEVELS, texts.LEVEL_NAMES, strict=True)),
        (Unscored.UNKNOWN, texts.UNKNOWN_WORDS),
        (Unscored.IRRELEVANT, texts.IRRELEVANT_WORDS),
        *((level, words) for level, words in zip(LEVELS, texts.LEVEL_WORDS, strict=True)),
    ]
    for meaning, phrases in (*own, *general):
        for phrase in phrases:
            meanings.setdefault(joined(phrase), meaning)
    return meanings


def named(text: str, names: Sequence[str]) -> str | None:
    """The name that is meant, slips allowed: «آذربایجان شرقي», «استان یزد», «اصفهن»."""
    typed = joined(re.sub(r"^\s*استان\b", "", text))
    by_words = {joined(name): name for name in names}
    if typed in by_words:
        return by_words[typed]
    if len(typed) < _LONG_ENOUGH:
        return None
    near = process.extractOne(typed, list(by_words), scorer=fuzz.ratio, score_cutoff=80.0)
    return None if near is None else by_words[near[0]]

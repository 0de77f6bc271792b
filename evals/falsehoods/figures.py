"""Falsehoods in figures: another numeral, unit, comparator or table row."""

import re
from collections.abc import Sequence
from random import Random

from evals.falsehoods.lines import Line
from knowledge.persian import fold, persian_digits

_DIGITS = re.compile(r"[\d۰-۹]+(?:[.٫/][\d۰-۹]+)*")
_COUNTS = "دو سه چهار پنج شش هفت هشت ده دوازده".split()
_ORDINALS = "اول دوم سوم چهارم".split()
_UNITS = ("درصد", "نفر", "میلیون ریال", "میلیارد ریال", "هزار دلار", "میلیون دلار", "میلیون نفر")
_UNIT = re.compile(r"(?<=[\d۰-۹])\s*(?:درصد|نفر|٪|%|دلار|ریال|میلیون ریال|میلیون دلار|هزار نفر|میلیارد ریال)")
_COMPARATORS = ("کمتر از", "بیش از", "حدود", "دست‌کم", "حداکثر")
_COMPARATOR = re.compile(
    r"(?:کمتر از|بیش از|بیشتر از|حدود|دست‌کم|دست کم|حداقل|حداکثر|بالای|نزدیک به)\s+(?=[\d۰-۹]|دو|سه|پنج)"
)
_LIKE = ("کمتر از",), ("بیش از", "بیشتر از", "بالای"), ("حدود", "نزدیک به"), ("دست‌کم", "دست کم", "حداقل")
_YEARS = re.compile(r"(?:1[34]|۱[۳۴]|20|۲۰|19|۱۹)[\d۰-۹]{2}$")


def numeral(line: Line, lines: Sequence[Line], random: Random) -> str | None:
    """Another figure, or another count or ordinal in words."""
    text = line.source.text
    if found := list(_DIGITS.finditer(text)):
        match = random.choice(found)
        digits = fold(match[0])
        n = random.randrange(len(digits))
        if not digits[n].isdigit():
            return None
        changed = digits[:n] + str((int(digits[n]) + random.randint(1, 8)) % 10) + digits[n + 1 :]
        return text[: match.start()] + persian_digits(changed) + text[match.end() :]
    for table in (_COUNTS, _ORDINALS):
        if words := [word for word in text.split() if word in table]:
            word = random.choice(words)
            return _replace_word(text, word, random.choice([w for w in table if w != word]))
    return None


def unit(line: Line, lines: Sequence[Line], random: Random) -> str | None:
    """Another one, or one where the source has none."""
    text = line.source.text
    if match := _UNIT.search(text):
        old = match[0].strip().replace("٪", "درصد").replace("%", "درصد")
        unit = random.choice([u for u in _UNITS if u != old])
        return f"{text[: match.start()]} {unit}{text[match.end() :]}"
    found = [m for m in _DIGITS.finditer(text) if not _YEARS.match(m[0])]
    if not found:
        return None
    match = random.choice(found)
    unit = random.choice([u for u in _UNITS if u not in line.source.statement])
    return f"{text[: match.end()]} {unit}{text[match.end() :]}"


def comparator(line: Line, lines: Sequence[Line], random: Random) -> str | None:
    """Another one, none, or one where the source has none."""
    text = line.source.text
    if match := _COMPARATOR.search(text):
        own = next((group for group in _LIKE if match[0].strip() in group), ())
        new = random.choice(["", *(f"{c} " for c in _COMPARATORS if c not in own)])
        return text[: match.start()] + new + text[match.end() :]
    found = [m for m in _DIGITS.finditer(text) if not _YEARS.match(m[0])]
    if not found:
        return None
    match = random.choice(found)
    return f"{text[: match.start()]}{random.choice(_COMPARATORS)} {text[match.start() :]}"


def row(line: Line, lines: Sequence[Line], random: Random) -> str | None:
    """Another row's value for this row's subject, or this row's values exchanged among its columns."""
    if not line.table:
        return None
    text = line.source.text
    values = list(_DIGITS.finditer(text))
    if len(values) > 2 and random.random() < 0.5:
        first, second = random.sample(values[:2], 2)
        low, high = sorted((first, second), key=lambda m: m.start())
        return text[: low.start()] + high[0] + text[low.end() : high.start()] + low[0] + text[high.end() :]
    others = [o for o in lines if o.table and o.section == line.section and o is not line]
    if not others:
        return None
    rest = random.choice(others).source.text.partition(":")[2]
    return f"{text.partition(':')[0]}:{rest}" if rest != text.partition(":")[2] else None


def _replace_word(text: str, old: str, new: str) -> str:
    return re.sub(rf"(?<!\w){old}(?!\w)", new, text, count=1)

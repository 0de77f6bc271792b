"""Digits of several table cells run together, split where arithmetic leaves exactly one reading."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.persian import fold, persian_digits

_GROWTH = re.compile(r"افزایش|رشد|تغییر|growth")
_SHARE = re.compile(r"سهم|نسبت|share")
_TOTAL = re.compile(r"جمع|مجموع|^کل$|total")
LONGEST_RUN = 40  # digits; a longer run is no row of a table
LARGEST_PERCENT = 4  # digits


@dataclass(frozen=True, slots=True)
class Reading:
    """The cells of a run, in the order of their columns, and the arithmetic that proves them."""

    values: tuple[str, ...]
    proof: str


def split_run(digits: str, headers: Sequence[str], percent: bool) -> Reading | None:
    """The one reading of these ASCII digits as a cell a header; None where there are none or several.

    A growth column must be the growth of the two before it in whole percent, a share column the share of
    the first in the second, a column of totals the sum of the others. `percent`: a percent sign stands
    by the run.
    """
    if not digits.isdigit() or len(digits) > LONGEST_RUN:
        return None
    names = [fold(header) for header in headers]
    readings = {reading.values: reading for reading in _readings(digits, names, percent)}
    return next(iter(readings.values())) if len(readings) == 1 else None


def _readings(digits: str, names: Sequence[str], percent: bool) -> Iterator[Reading]:
    last = names[-1] if names else ""
    if len(names) == 3 and (_GROWTH.search(last) or (percent and not _SHARE.search(last))):
        yield from _growths(digits)
    elif len(names) == 3 and _SHARE.search(last):
        yield from _shares(digits)
    elif len(names) >= 3 and _TOTAL.search(last):
        yield from _totals(digits, len(names))


def _splits(digits: str, count: int) -> Iterator[tuple[str, ...]]:
    """All ways to cut into `count` numbers without leading zeros."""
    if count == 1:
        if digits and (digits == "0" or digits[0] != "0"):
            yield (digits,)
        return
    for at in range(1, len(digits) - count + 2):
        if digits[0] == "0" and at > 1:
            return
        for rest in _splits(digits[at:], count - 1):
            yield (digits[:at], *rest)


def _growths(digits: str) -> Iterator[Reading]:
    for before, now, growth in _splits(digits, 3):
        if len(growth) <= LARGEST_PERCENT and int(before) > 0:
            exact = (int(now) - int(before)) / int(before) * 100
            if exact > 0 and int(growth) in _whole(exact):
                yield Reading((before, now, growth), persian_digits(f"{before} ← {now} = {growth}٪"))


def _shares(digits: str) -> Iterator[Reading]:
    for part, whole, share in _splits(digits, 3):
        if len(share) <= 3 and 0 < int(part) <= int(whole):
            exact = int(part) / int(whole) * 100
            if int(share) in _whole(exact):
                yield Reading((part, whole, share), persian_digits(f"{part} از {whole} = {share}٪"))


def _totals(digits: str, count: int) -> Iterator[Reading]:
    for values in _splits(digits, count):
        if sum(int(value) for value in values[:-1]) == int(values[-1]) and int(values[-1]) > 0:
            yield Reading(values, persian_digits(f"{' + '.join(values[:-1])} = {values[-1]}"))


def _whole(exact: float) -> tuple[int, int]:
    """Whole percents that people write for it: cut off or rounded half up."""
    return int(exact), int(exact + 0.5)

"""The desk in numbers: cases and assessments over time and by group, and how well questions are answered.

Groups of fewer than five are hidden, and others with them until no subtraction from a total tells what is
hidden: such numbers would speak about single firms.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from persiantools.jdatetime import JalaliDate

from bot.dialogue.calendar import MONTHS
from bot.intake.case import OPEN
from knowledge.persian import persian_digits

SMALLEST = 5  # cases or people of a group that is shown
SHOWN_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Answering:
    """What became of questions to the documents, in one span of time."""

    answered: int
    refused: int
    liked: int
    disliked: int
    median_ms: float | None  # of answering; None without a question

    @property
    def asked(self) -> int:
        return self.answered + self.refused


@dataclass(frozen=True, slots=True)
class Month:
    """One Jalali month in numbers."""

    name: str  # «آذر ۱۴۰۵»
    cases: int
    assessments: int
    answered: int
    refused: int


@dataclass(frozen=True, slots=True)
class Group:
    """Cases of one code; `count` is None where it is hidden."""

    code: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Overview:
    months: Sequence[Month]  # the last twelve, oldest first
    by: Mapping[str, Sequence[Group]]  # status, province, sector, need; () where too few would be hidden
    cases: int
    open_cases: int | None  # None where it would tell what is hidden
    answering: Answering  # of the last thirty days


class Counts(Protocol):
    """Where the numbers come from; `provinces` None means all of them."""

    def cases_by_day(self, since: date, provinces: frozenset[str] | None) -> Mapping[date, int]: ...

    def assessments_by_day(self, since: date, names: frozenset[str] | None) -> Mapping[date, int]:
        """`names` are those of the provinces that people have told; None: all, told or not."""

    def questions_by_day(self, since: date) -> Mapping[date, tuple[int, int]]:
        """Answered and refused ones."""

    def cases_by(self, field: str, provinces: frozenset[str] | None) -> Mapping[str, int]:
        """`field` is status, province, sector or need."""

    def answering(self, since: date) -> Answering: ...


def overview(
    counts: Counts, today: date, provinces: frozenset[str] | None, names: frozenset[str] | None = None
) -> Overview:
    """Everything the overview shows on this day; `names` are what people call these provinces."""
    starts = _month_starts(today, SHOWN_MONTHS)
    cases = counts.cases_by_day(starts[0], provinces)
    assessments = counts.assessments_by_day(starts[0], names)
    questions = counts.questions_by_day(starts[0])
    by_status = counts.cases_by("status", provinces)
    statuses, open_told = hide_statuses(by_status)
    months = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else date.max
        asked = [pair for day, pair in questions.items() if start <= day < end]
        months.append(
            Month(
                _named(start),
                sum(n for day, n in cases.items() if start <= day < end),
                sum(n for day, n in assessments.items() if start <= day < end),
                sum(answered for answered, _ in asked),
                sum(refused for _, refused in asked),
            )
        )
    return Overview(
        months,
        {
            "status": statuses,
            "province": hide_small(counts.cases_by("province", provinces)),
            "sector": hide_small(counts.cases_by("sector", provinces)),
            "need": hide_small(counts.cases_by("need", provinces), apart=False),
        },
        sum(by_status.values()),
        sum(by_status.get(status, 0) for status in OPEN) if open_told else None,
        counts.answering(date.fromordinal(today.toordinal() - 30)),
    )


def hide_small(counted: Mapping[str, int], apart: bool = True) -> list[Group]:
    """The largest group first; the hidden ones at the end, by code, without their numbers.

    Where the groups lie `apart`, they add up to a total that is known: so many are hidden, smallest first,
    that each of them could be 1 as well as SMALLEST. Nothing at all is told where this cannot be.
    """
    rising = sorted((number, code) for code, number in counted.items() if number > 0)
    hidden = sum(number < SMALLEST for number, _ in rising)
    if apart and hidden:
        while hidden < 2 or sum(number for number, _ in rising[:hidden]) - hidden < SMALLEST - 1:
            if hidden >= len(rising):
                return []
            hidden += 1
    shown = sorted(rising[hidden:], key=lambda pair: (-pair[0], pair[1]))
    return [Group(code, number) for number, code in shown] + [
        Group(code, None) for code in sorted(code for _, code in rising[:hidden])
    ]


def hide_statuses(counted: Mapping[str, int]) -> tuple[list[Group], bool]:
    """Groups by status, and whether the number of open cases can be told beside them."""
    parts = [
        {code: n for code, n in counted.items() if (code in OPEN) is is_open} for is_open in (True, False)
    ]
    found = [hide_small(part) for part in parts]
    if any(sum(part.values()) and not groups for part, groups in zip(parts, found, strict=True)):
        return hide_small(counted), False
    both = [group for groups in found for group in groups]
    return sorted(both, key=lambda group: (-(group.count or 0), group.code)), True


def _month_starts(today: date, months: int) -> list[date]:
    """The first days of the last Jalali months, this one included, oldest first."""
    day = JalaliDate(today)  # type: ignore[no-untyped-call]
    year, month = int(day.year), int(day.month)
    starts: list[date] = []
    for _ in range(months):
        starts.append(JalaliDate(year, month, 1).to_gregorian())  # type: ignore[no-untyped-call]
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return starts[::-1]


def _named(start: date) -> str:
    day = JalaliDate(start)  # type: ignore[no-untyped-call]
    return f"{MONTHS[day.month - 1]} {persian_digits(day.year)}"

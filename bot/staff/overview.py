"""The desk in numbers: cases and assessments over time and by group, and how well questions are answered.

Groups of fewer than five are hidden: their numbers would speak about single firms.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from persiantools.jdatetime import JalaliDate

from bot.dialogue.calendar import MONTHS
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
    """Cases of one code; `count` is None where there are too few to show."""

    code: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Overview:
    months: Sequence[Month]  # the last twelve, oldest first
    by: Mapping[str, Sequence[Group]]  # status, province, sector, need
    cases: int
    open_cases: int
    answering: Answering  # of the last thirty days


class Counts(Protocol):
    """Where the numbers come from; `provinces` None means all of them."""

    def cases_by_day(self, since: date, provinces: frozenset[str] | None) -> Mapping[date, int]: ...

    def assessments_by_day(self, since: date) -> Mapping[date, int]: ...

    def questions_by_day(self, since: date) -> Mapping[date, tuple[int, int]]:
        """Answered and refused ones."""

    def cases_by(self, field: str, provinces: frozenset[str] | None) -> Mapping[str, int]:
        """`field` is status, province, sector or need."""

    def answering(self, since: date) -> Answering: ...


def overview(counts: Counts, today: date, provinces: frozenset[str] | None) -> Overview:
    """Everything the overview shows on this day."""
    starts = _month_starts(today, SHOWN_MONTHS)
    cases = counts.cases_by_day(starts[0], provinces)
    assessments = counts.assessments_by_day(starts[0])
    questions = counts.questions_by_day(starts[0])
    by_status = counts.cases_by("status", provinces)
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
            field: hide_small(counts.cases_by(field, provinces))
            for field in ("status", "province", "sector", "need")
        },
        sum(by_status.values()),
        sum(by_status.get(status, 0) for status in ("new", "review", "referred")),
        counts.answering(date.fromordinal(today.toordinal() - 30)),
    )


def hide_small(counted: Mapping[str, int]) -> list[Group]:
    """The largest group first; the small ones at the end, without their numbers."""
    shown = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    large = [Group(code, number) for code, number in shown if number >= SMALLEST]
    return large + [Group(code, None) for code in sorted(c for c, n in shown if 0 < n < SMALLEST)]


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

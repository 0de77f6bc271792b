"""Jalali dates as people type them, for filters: «۱۴۰۵/۹/۱», 1405-09-01, «۱۴۰۵.۹.۱»."""

import re
from datetime import UTC, datetime, time, timedelta

from persiantools.jdatetime import JalaliDate

from bot.dialogue.calendar import TEHRAN
from knowledge.persian import fold

_DATE = re.compile(r"(1[34]\d\d)\s*[/.\-–\s]\s*(\d\d?)\s*[/.\-–\s]\s*(\d\d?)")


class DateUnreadable(ValueError):
    """The text is no Jalali date."""


def day_begins(text: str) -> datetime:
    """Midnight in Tehran at the start of this Jalali day, in UTC; raises DateUnreadable."""
    found = _DATE.fullmatch(fold(text).strip())
    if found is None:
        raise DateUnreadable(text)
    try:
        day = JalaliDate(*map(int, found.groups())).to_gregorian()  # type: ignore[no-untyped-call]
    except ValueError as error:
        raise DateUnreadable(text) from error
    return datetime.combine(day, time(), TEHRAN).astimezone(UTC)


def day_ends(text: str) -> datetime:
    """Midnight after this Jalali day; raises DateUnreadable."""
    return day_begins(text) + timedelta(days=1)

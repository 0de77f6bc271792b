"""Section numbers: the document's own where it numbers its headings, else counted."""

import re
from collections.abc import Sequence

from knowledge.persian import ASCII_DIGITS

_NUMBERED = re.compile(r"^([0-9۰-۹٠-٩]{1,3}(?:[.\-][0-9۰-۹٠-٩]{1,3})*)\s*[.)\-–:]?\s+(?=\S)")
_ENTRY = re.compile(r"^(?:[0-9۰-۹٠-٩]{1,2}|[الفبپتثجچحخدهـو]{1,3})\s*[.)\-–]\s*(?=[^\W\d_])")
_CONTINUED = re.compile(r"\s*[()]?\s*[(]ادامه[)]\s*")
_ASCII = ASCII_DIGITS | {ord("-"): "."}


def split_number(heading: str) -> tuple[str | None, str]:
    """("2.1", "تعریف خوشه") for «۲.۱. تعریف خوشه»; (None, heading) where no number stands."""
    match = _NUMBERED.match(heading)
    if match is None:
        return None, heading
    return match[1].translate(_ASCII), heading[match.end() :]


def strip_enumerator(heading: str) -> str | None:
    """«ب) فرهنگ همکاری» without its letter or number, None where it has none."""
    match = _ENTRY.match(heading)
    return heading[match.end() :] if match else None


def continued_title(heading: str) -> str | None:
    """The title that a heading with «(ادامه)» repeats; None for others."""
    title, marks = _CONTINUED.subn(" ", heading)
    return title.strip() if marks else None


def number_sections(levels: Sequence[int], printed: Sequence[str | None]) -> list[str]:
    """One distinct number a heading: the printed one where all printed ones differ, else counted by level."""
    own = [number for number in printed if number is not None]
    if own and len(set(own)) == len(own) and len(own) * 2 >= len(printed):
        taken = set(own)
        kept = list(printed)
    else:
        taken, kept = set(), [None] * len(printed)
    numbers: list[str] = []
    stack: list[tuple[int, str]] = []  # open headings: level, number
    for level, number in zip(levels, kept, strict=True):
        while stack and stack[-1][0] >= level:
            stack.pop()
        if number is None:
            prefix = f"{stack[-1][1]}." if stack else ""
            count = 1
            while f"{prefix}{count}" in taken:
                count += 1
            number = f"{prefix}{count}"
        taken.add(number)
        stack.append((level, number))
        numbers.append(number)
    return numbers

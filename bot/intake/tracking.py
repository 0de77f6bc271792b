"""Tracking codes, KH-1405-00123-7: Jalali year, number in that year, check digit.

The check digit is H. M. Damm's (Total anti-symmetrische Quasigruppen, 2004): it catches every wrong digit and
every two neighbours that changed places.
"""

import re

from knowledge.persian import fold

_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
# five digits, more only after the 99,999th case of a year; between the parts anything but letters and digits
_WRITTEN = re.compile(
    r"(?<![a-z0-9])k[\W_]{0,2}h[\W_]{0,3}(1[34]\d\d)[\W_]{0,3}(\d{5,7})[\W_]{0,3}(\d)(?!\d)"
)
_LIKE_ONE = re.compile(r"(?<![a-z0-9])k[\W_]{0,2}h[\W_]{0,3}\d")


class CodeInvalid(ValueError):
    """Something meant as a tracking code whose digits cannot be right."""


def tracking_code(year: int, number: int) -> str:
    """The code of this year's case of this number, from 1."""
    digits = f"{year:04}{number:05}"
    return f"KH-{year:04}-{number:05}-{_check_digit(digits)}"


def find_code(text: str) -> str | None:
    """The code in the text in its proper form, however it is typed; None when there is none.

    Raises CodeInvalid when the check digit is wrong or digits are missing.
    """
    folded = fold(text)
    written = _WRITTEN.search(folded)
    if written is None:
        if _LIKE_ONE.search(folded):
            raise CodeInvalid("digits are missing, or too many")
        return None
    year, number, check = written.groups()
    code = tracking_code(int(year), int(number))
    if code != f"KH-{year}-{number}-{check}":
        raise CodeInvalid("the check digit is wrong")
    return code


def _check_digit(digits: str) -> int:
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return interim

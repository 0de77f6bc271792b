"""The year that a figure of a sentence belongs to."""

import re
from itertools import pairwise

from knowledge.persian import ASCII_DIGITS, DIGIT

_YEAR = re.compile(r"^(1[34]\d{2}|19\d{2}|20\d{2})$")
_NAMED_YEAR = re.compile(rf"(?:سال|دهه)\s+([{DIGIT}]{{4}})|(?:^|\s)([{DIGIT}]{{4}})$")
_NAMED = re.compile(
    rf"(?:(?:سال|دهه)(?:[ \u200c]?های)?(?: مالی)?|از|تا|در|به|-|–)\s*([{DIGIT}]{{4}})(?![{DIGIT},٬./٫])"
    r"(?!\s*(?:[٪%]|(?:هزار|میلیون|میلیارد|تریلیون|درصد|نفر|ریال|تومان|دلار|یورو|استان|خوشه|بنگاه|شبکه|پروژه|واحد|شرکت|"
    r"مورد|فقره|تن|هکتار|کیلومتر|متر|ساعت|روز|ماه)(?!\w)))"
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_CLAUSE_END = re.compile(r"[؛;]|،\s*(?:اما|ولی|لیکن|سپس|در ?حالی|حال آن|و سپس)")
_PARTED = re.compile(rf"[{DIGIT}،]|\sو\s")  # between a figure and a year that is not its own
_RANGE = re.compile(r"^\s*(?:تا|-|–|و)(?:\s*سال)?\s*$")


def canonical(numeral: str) -> str:
    """ASCII digits without grouping, decimal point «.»; a date keeps its slashes («1404/08/28»)."""
    plain = numeral.translate(ASCII_DIGITS)
    plain = re.sub(r"(?<=\d)[,٬،](?=\d{3})", "", plain).replace("٫", ".")
    return re.sub(r"^(\d+)/(\d+)$", r"\1.\2", plain)


def is_year(value: str) -> bool:
    """Whether ASCII digits can be a year of the Persian or the common calendar."""
    return bool(_YEAR.match(value))


def year_of(text: str, start: int, end: int) -> str | None:
    """The year that the clause of a figure names for it: the one after it, before the next figure, else the
    last one before it; none where the clause names a span of years."""
    clause = max((match.end() for match in _CLAUSE_END.finditer(text, 0, start)), default=0)
    closing = _CLAUSE_END.search(text, end)
    until = closing.start() if closing else len(text)
    years = [match for match in _NAMED.finditer(text, clause, until) if is_year(canonical(match[1]))]
    years = [match for match in years if match.start(1) != start]
    spans = [
        at
        for at, (one, other) in enumerate(pairwise(years))
        if _RANGE.match(text[one.end(1) : other.start(1)])
    ]
    for at, match in enumerate(years):
        if match.start(1) > end and not _PARTED.search(text[end : match.start(1)]):
            return None if at in spans else canonical(match[1])
    before = [at for at, match in enumerate(years) if match.end(1) <= start]
    if before:
        return None if before[-1] - 1 in spans else canonical(years[before[-1]][1])
    return canonical(years[0][1]) if len(years) == 1 else None


def year_named_in(text: str) -> str | None:
    """The year that the header of a table column names («سال ۱۴۰۱», «۱۴۰۱», «تعداد ۱۴۰۱»), beside what it has
    in brackets or in them («مصرف ۱۴۰۱ (تن)», «مصرف (۱۴۰۱)»)."""
    inside = (canonical(part.strip()) for part in _BRACKETS.findall(text))
    return _year_in(_BRACKETS.sub(" ", text).strip()) or next(filter(is_year, inside), None)


def _year_in(text: str) -> str | None:
    match = _NAMED_YEAR.search(text)
    if match is None:
        return None
    year = canonical(match[1] or match[2])
    return year if match[1] or is_year(year) or match[2] == text else None

"""Numerals with what is needed to read them: unit, year, comparator, what they count."""

import re

from ingest.tables import TableRow
from knowledge.deciding import UNREADABLE
from knowledge.document import Figure, FigureStatus
from knowledge.persian import ZWNJ

_ASCII = {ord(c): str(i % 10) for i, c in enumerate("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩")}
_DIGIT = "0-9۰-۹٠-٩"
_NUMERAL = re.compile(
    rf"(?<![A-Za-z{_DIGIT}])[{_DIGIT}]{{1,3}}(?:[,٬،][{_DIGIT}]{{3}})+(?:[.٫/][{_DIGIT}]+)?(?![{_DIGIT}])"
    rf"|(?<![A-Za-z])[{_DIGIT}]+(?:[.٫/][{_DIGIT}]+)*"
)
_SCALES = r"هزار|میلیون|میلیارد|تریلیون"
_UNITS = (
    r"٪|%|درصد|نفر|ریال|تومان|دلار|یورو|استان|خوشه|بنگاه|شبکه|پروژه|قطب|کشور|نهاد|واحد|شرکت|سال|ماه|روز|ساعت|"
    r"دستگاه|هکتار|تن|کیلومتر|متر|مورد|فقره|برابر|دوره|مرحله|همت|گروه|مرکز|صفحه"
)
_UNIT_AFTER = re.compile(rf"^\s*((?:{_SCALES})\s+)?({_UNITS})?")
_PERCENT_BEFORE = re.compile(r"(?:٪|%)$")
_COMPARATOR = re.compile(
    r"(کمتر از|بیش از|بیشتر از|حدود|نزدیک به|تا|دست‌?کم|حداقل|حداکثر|تنها|بالغ بر|قریب به|بالای|زیر)\s+$"
)
_YEAR = re.compile(rf"^(1[34][{_DIGIT}]{{2}}|19[{_DIGIT}]{{2}}|20[{_DIGIT}]{{2}})$")
_NO_PERCENTAGE = re.compile(rf"[%٪]\s*[{_DIGIT}]{{6,}}|[{_DIGIT}]{{6,}}\s*[%٪]")
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_NAMED_YEAR = re.compile(rf"(?:سال|دهه)\s+([{_DIGIT}]{{4}})|^[{_DIGIT}]{{4}}$")
_MEANS_PERCENT = re.compile(r"درصد|٪|%|percent")


def canonical(numeral: str) -> str:
    """ASCII digits without grouping, decimal point «.»; a date keeps its slashes («1404/08/28»)."""
    plain = numeral.translate(_ASCII)
    plain = re.sub(r"(?<=\d)[,٬،](?=\d{3})", "", plain).replace("٫", ".")
    return re.sub(r"^(\d+)/(\d+)$", r"\1.\2", plain)


def find_figures(text: str, unconfirmed: bool = False) -> tuple[Figure, ...]:
    """Every numeral of a sentence, in order."""
    status = FigureStatus.UNCONFIRMED if unconfirmed else FigureStatus.PLAIN
    found: list[Figure] = []
    year = _year_named_in(text)
    if UNREADABLE in text:
        found.append(Figure(UNREADABLE, "", status=FigureStatus.UNREADABLE))
    for match in _NUMERAL.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        value = canonical(match[0])
        scale, unit = _unit_after(after)
        if unit is None and _PERCENT_BEFORE.search(before):
            unit = "درصد"
        comparator = _COMPARATOR.search(before)
        is_year = bool(_YEAR.match(value)) and scale is None and unit in (None, "سال")
        found.append(
            Figure(
                text=match[0],
                value=value,
                unit="سال" if is_year else " ".join(part for part in (scale, unit) if part) or None,
                year=None if is_year or value == year else year,
                counts=_counts(after) if not is_year else None,
                comparator=comparator[1].replace(ZWNJ, "") if comparator else None,
                status=status,
            )
        )
    return tuple(found)


def row_figures(row: TableRow, unconfirmed: bool = False) -> tuple[Figure, ...]:
    """The numerals of a table row: unit from the cell, its header or the label's brackets, year likewise."""
    if not row.cells:
        return find_figures(row.text, unconfirmed)
    status = FigureStatus.UNCONFIRMED if unconfirmed else FigureStatus.PLAIN
    proof = (row.proof or prove_growth([value for _, value in row.cells])) if row.recovered else None
    if row.recovered and not unconfirmed:
        status = FigureStatus.RECOVERED
    bracketed = _IN_BRACKETS.search(row.label)
    figures = []
    for header, cell in row.cells:
        if cell == UNREADABLE:
            figures.append(Figure(UNREADABLE, "", counts=row.label, status=FigureStatus.UNREADABLE))
            continue
        header_bracket = _IN_BRACKETS.search(header)
        for figure in find_figures(cell, unconfirmed):
            unit = figure.unit
            if unit in (None, "سال") and not (unit == "سال" and "سال" in cell):
                if _MEANS_PERCENT.search(header):
                    unit = "درصد"
                elif bracketed:
                    unit = bracketed[1].strip()
                elif header_bracket and header_bracket[1].strip() != "تعداد":
                    unit = header_bracket[1].strip()
                else:
                    unit = None
            figures.append(
                Figure(
                    text=figure.text,
                    value=figure.value,
                    unit="درصد" if unit in ("٪", "%") else unit,
                    year=_year_named_in(header),
                    counts=_IN_BRACKETS.sub("", row.label).strip(),
                    comparator=figure.comparator,
                    status=status,
                    proof=proof,
                )
            )
    return tuple(figures)


def hide_unreadable(text: str) -> str:
    """The text with «(رقم ناخوانا)» for a percentage of six digits or more, which no single figure is."""
    if not _NO_PERCENTAGE.search(text):
        return text
    return " ".join(_NO_PERCENTAGE.sub(f" {UNREADABLE} ", text).split())


def prove_growth(cells: list[str]) -> str | None:
    """«۲۱۴ ← ۵۱۱ = ۱۳۸٪» where the third of three cells is the growth of the first two in percent."""
    values = [match[0] for cell in cells if (match := _NUMERAL.search(cell))]
    if len(values) != 3:
        return None
    before, now, growth = (float(canonical(value).replace("/", ".")) for value in values)
    if before <= 0 or abs((now - before) / before * 100 - growth) > 1:
        return None
    return f"{values[0]} ← {values[1]} = {values[2]}٪"


def _unit_after(after: str) -> tuple[str | None, str | None]:
    match = _UNIT_AFTER.match(after)
    if match is None:
        return None, None
    unit = {"٪": "درصد", "%": "درصد"}.get(match[2], match[2])
    return (match[1] or "").strip() or None, unit


def _counts(after: str) -> str | None:
    """The words after the numeral up to the first joint, three at most: «خوشه صنعتی»."""
    words = re.split(r"[\s]+", after.strip(" ٪%"))[:4]
    kept: list[str] = []
    for word in words:
        if not re.match(r"^[\u0621-\u06cc\u200c]+$", word) or word in _JOINTS:
            break
        kept.append(word)
    return " ".join(kept[:3]) or None


_JOINTS = frozenset(
    "در از به تا و با که را است بود شد شده این آن برای بر یا هم نیز بودند شدند آنها آن‌ها".split()
)


def _year_named_in(text: str) -> str | None:
    match = _NAMED_YEAR.search(text)
    if match is None:
        return None
    return canonical(match[1] or match[0])

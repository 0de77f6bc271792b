"""Numerals with what is needed to read them: unit, year, comparator, what they count."""

import re

from ingest.tables import TableRow
from ingest.years import canonical, is_year, year_named_in, year_of
from knowledge.deciding import UNREADABLE
from knowledge.document import Figure, FigureStatus
from knowledge.persian import DIGIT, ZWNJ

_NUMERAL = re.compile(
    rf"(?<![A-Za-z{DIGIT}])[{DIGIT}]{{1,3}}(?:[,٬،][{DIGIT}]{{3}})+(?:[.٫/][{DIGIT}]+)?(?![{DIGIT}])"
    rf"|(?<![A-Za-z])[{DIGIT}]+(?:[.٫/:][{DIGIT}]+)*"
)
_SCALES = r"هزار|میلیون|میلیارد|تریلیون"
_MEASURES = (
    r"درصد|نفر|ریال|تومان|دلار|یورو|سال|ماه|هفته|روز|ساعت|هکتار|تن|کیلوگرم|کیلومتر"
    r"|متر[ \u200c]?(?:مکعب|مربع)|متر|لیتر|کیلووات|مگاوات|مورد|فقره|برابر|همت|صفحه"
)
# units that say themselves what is counted
_COUNTABLES = r"استان|خوشه|بنگاه|شبکه|پروژه|قطب|کشور|نهاد|واحد|شرکت|دستگاه|دوره|مرحله|گروه|مرکز"
_WHOLE = r"(?=ی?(?!\w))"  # «تنها» holds no «تن»
_UNITS = rf"٪|%|(?:{_MEASURES}|{_COUNTABLES}){_WHOLE}"
_UNIT_AFTER = re.compile(rf"^\s*((?:{_SCALES})\s+)?({_UNITS})?")
_MEASURE_AFTER = re.compile(rf"^\s*(?:(?:{_SCALES})\s+)?(?:[٪%]|(?:{_MEASURES}){_WHOLE}ی?)?")
_SPAN_BEFORE = re.compile(rf"[{DIGIT}٪%]\s*(?:تا|-|–)\s*$")
_SPAN_AFTER = re.compile(rf"^\s*(?:تا|-|–)\s*[{DIGIT}]+(?:[,٬،.٫][{DIGIT}]+)*")
_DATE = re.compile(r"^\d{2,4}/\d{1,2}/\d{1,2}$|^\d{1,2}:\d{2}$")
_PERCENT_BEFORE = re.compile(r"(?:٪|%)$")
_COMPARATOR = re.compile(
    r"(کمتر از|بیش از|بیشتر از|حدود|نزدیک به|تا|دست‌?کم|حداقل|حداکثر|تنها|بالغ بر|قریب به|بالای|زیر)\s+$"
)
_NO_PERCENTAGE = re.compile(rf"[%٪]\s*[{DIGIT}]{{6,}}|[{DIGIT}]{{6,}}\s*[%٪]")
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_MEANS_PERCENT = re.compile(r"درصد|٪|%|percent")
# end what is counted: «خوشه صنعتی در …», «بنگاه شناسایی شد»
_JOINTS = frozenset("در از به تا و با که را این آن برای بر یا هم نیز آنها آن‌ها خود است بود بودند".split())
_VERBS = frozenset(
    "شد شدند شده می‌شود می‌شوند شود شوند گردید گردد یافت یافتند یابد یافته کرد کردند کند کنند می‌کند می‌کنند "
    "رسید رسیدند گرفت گرفتند داشت داشتند دارد دارند دیدند ماند ماندند دادند داد".split()
)


def find_figures(text: str, unconfirmed: bool = False) -> tuple[Figure, ...]:
    """Every numeral of a sentence, in order."""
    status = FigureStatus.UNCONFIRMED if unconfirmed else FigureStatus.PLAIN
    found: list[Figure] = []
    if UNREADABLE in text:
        found.append(Figure(UNREADABLE, "", status=FigureStatus.UNREADABLE))
    for match in _NUMERAL.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        value = canonical(match[0])
        scale, unit = _unit_after(after)
        if unit is None and _PERCENT_BEFORE.search(before):
            unit = "درصد"
        comparator = None if _SPAN_BEFORE.search(before) else _COMPARATOR.search(before)
        if unit is None and (span := _SPAN_AFTER.match(after)):
            after = after[span.end() :]  # «۱۰۰ تا ۲۰۰ نفر»
            scale, unit = _unit_after(after)
        calendar_year = is_year(value) and scale is None and unit in (None, "سال")
        is_time = calendar_year or bool(_DATE.match(value))
        if is_time:
            unit = "سال" if calendar_year else None
        elif scale is not None:
            unit = f"{scale} {unit}" if unit else scale
        found.append(
            Figure(
                text=match[0],
                value=value,
                unit=unit,
                year=None if is_time else year_of(text, match.start(), match.end()),
                counts=None if is_time else _counts(after),
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
    figures = []
    for header, cell in row.cells:
        if cell == UNREADABLE:
            figures.append(Figure(UNREADABLE, "", counts=row.label, status=FigureStatus.UNREADABLE))
            continue
        for figure in find_figures(cell, unconfirmed):
            unit = figure.unit
            # a bare number that could be a year is none in a cell that does not say so
            if unit is None or (unit == "سال" and "سال" not in cell):
                unit = _unit_of_column(header, row.label)
            figures.append(
                Figure(
                    text=figure.text,
                    value=figure.value,
                    unit=unit,
                    year=year_named_in(header) or year_named_in(row.label),
                    counts=_IN_BRACKETS.sub("", header if year_named_in(row.label) else row.label).strip(),
                    comparator=figure.comparator,
                    status=status,
                    proof=proof,
                )
            )
    return tuple(figures)


def _unit_of_column(header: str, label: str) -> str | None:
    """What a header says, or the brackets of a row's label: «سهم (٪)», «صادرات (دلار)»."""
    if _MEANS_PERCENT.search(header):
        return "درصد"
    of_label, of_header = (_IN_BRACKETS.search(text) for text in (label, header))
    if of_label:
        unit = of_label[1].strip()
    elif of_header and of_header[1].strip() != "تعداد":
        unit = of_header[1].strip()
    else:
        return None
    return "درصد" if unit in ("٪", "%") else unit


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
    """The words after the numeral and its measure up to the first joint, three at most: «خوشه صنعتی»."""
    words = re.split(r"\s+", _MEASURE_AFTER.sub("", after, count=1).strip(" ٪%"))[:4]
    kept: list[str] = []
    for word in words:
        verb = word.strip("،.؛:!؟") in _VERBS
        if verb and len(kept) > 1:
            kept.pop()  # «شناسایی شد»
        if verb or word in _JOINTS or not re.match(r"^[\u0621-\u06cc\u200c]+$", word):
            break
        kept.append(word)
    return " ".join(kept[:3]) or None

"""Numbers and dates of spreadsheet cells and charts as the program that made the file shows them."""

import datetime
import re

_LITERALS = re.compile(r"\"[^\"]*\"|\\\\.|\[[^\]]*\]")
_PERCENT = re.compile(r"0(?:\.(0+))?\s*%")


def shown(value: object, number_format: str = "General") -> str:
    """The text of a cell: percents as percents, dates without an empty time, floats without noise."""
    match value:
        case None:
            return ""
        case bool():
            return "بله" if value else "خیر"
        case datetime.datetime():
            empty = value.time() == datetime.time()
            return value.strftime("%Y/%m/%d" if empty else "%Y/%m/%d %H:%M")
        case datetime.date():
            return value.strftime("%Y/%m/%d")
        case int() | float():
            return _number(value, number_format)
        case _:
            return " ".join(str(value).split())


def _number(value: float, number_format: str) -> str:
    percent = _PERCENT.search(_LITERALS.sub("", number_format))
    if percent is not None:
        return f"{_plain(round(value * 100, max(len(percent[1] or ''), 2)))}٪"
    return _plain(value)


def _plain(value: float) -> str:
    if float(value).is_integer():
        return str(int(value))
    return f"{value:.10g}" if abs(value) < 1e9 else f"{value:.2f}"

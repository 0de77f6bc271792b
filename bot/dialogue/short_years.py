"""Years as people say them: «سال ۸۶» is 1386, «سال ۴۰۱» and «سال چهارصد و یک» are 1401."""

import re

from knowledge.persian import persian_digits

_BEFORE = r"(?<!\w)(?P<before>(?:سال(?:[ \u200c]?ها[یي]?)?|ده[هة][ٔی]?|sal[e]?|saal[e]?|dahe)\s+)"
# «در هر سال ۹۰ درصد», «دههٔ ۹۰ میلادی»
_NO_YEAR = r"(?![\w/.٫]|\s*(?:درصد|%|٪|هزار|میلیون|میلیارد|نفر|خوشه|بنگاه|شرکت|میلاد[یي]))"
_DIGITS = re.compile(
    rf"{_BEFORE}(?P<first>\d{{2,3}})(?:(?P<between>\s*(?:تا|و|الی|-|–|ta|va)\s*)(?P<second>\d{{2,3}}))?{_NO_YEAR}"
)
_VALUES = {
    word: value
    for words, values in (
        (
            "یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده بیست سی",
            (*range(1, 16), 20, 30),
        ),
        ("پنجاه شصت هفتاد هشتاد نود سیصد چهارصد هزار دوهزار", (50, 60, 70, 80, 90, 300, 400, 1000, 2000)),
    )
    for word, value in zip(words.split(), values, strict=True)
}
_VALUE = rf"(?:دو[ \u200c]هزار|{'|'.join(sorted(_VALUES, key=len, reverse=True))})(?!\w)"
_WORDS = re.compile(rf"{_BEFORE}(?P<words>{_VALUE}(?:\s+و\s+{_VALUE})*){_NO_YEAR}")


def whole_years(text: str) -> str:
    """The text with such years written out; what is no year stays as it is."""
    return _WORDS.sub(_in_digits, _DIGITS.sub(_written_out, text))


def _written_out(said: re.Match[str]) -> str:
    years = (_whole_year(said["first"]), _whole_year(said["second"] or ""))
    return f"{said['before']}{years[0]}{said['between'] or ''}{years[1]}"


def _in_digits(said: re.Match[str]) -> str:
    value = sum(_VALUES[re.sub("[ \u200c]", "", word)] for word in re.split(r"\s+و\s+", said["words"]))
    if 400 <= value < 420:
        value += 1000
    elif 50 <= value < 100:
        value += 1300
    is_year = 1300 <= value < 1420 or 1900 <= value < 2100
    return f"{said['before']}{persian_digits(value)}" if is_year else said[0]


def _whole_year(digits: str) -> str:
    """The year of the Persian calendar, in the script of its digits; any other numeral as it is."""
    century = ""
    if re.fullmatch(r"[5-9۵-۹]\d", digits):
        century = "13"
    elif re.fullmatch(r"[0۰]\d", digits):
        century = "14"
    elif re.fullmatch(r"[4۴][01۰۱]\d", digits):
        century = "1"
    return f"{century if digits.isascii() else persian_digits(century)}{digits}"

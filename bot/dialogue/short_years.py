"""Years as people say them: «سال ۸۶» is 1386, «سال ۴۰۱» is 1401, «دههٔ ۸۰» is the 1380s."""

import re

_SAID = re.compile(
    r"(?<!\w)(?P<before>(?:سال(?:[ \u200c]?ها[یي]?)?|ده[هة][ٔی]?|sal[e]?|saal[e]?|dahe)\s+)"
    r"(?P<first>\d{2,3})(?:(?P<between>\s*(?:تا|و|الی|-|–|ta|va)\s*)(?P<second>\d{2,3}))?"
    # «در هر سال ۹۰ درصد», «دههٔ ۹۰ میلادی»
    r"(?![\w/.٫]|\s*(?:درصد|%|٪|هزار|میلیون|میلیارد|نفر|خوشه|بنگاه|شرکت|میلاد[یي]))"
)


def whole_years(text: str) -> str:
    """The text with such years written out; what is no year stays as it is."""
    return _SAID.sub(_written_out, text)


def _written_out(said: re.Match[str]) -> str:
    years = (_whole_year(said["first"]), _whole_year(said["second"] or ""))
    return f"{said['before']}{years[0]}{said['between'] or ''}{years[1]}"


def _whole_year(digits: str) -> str:
    """The year of the Persian calendar, in the script of its digits; any other numeral as it is."""
    if re.fullmatch(r"[5-9۵-۹]\d", digits):
        return _in_script("13", digits)
    if re.fullmatch(r"[0۰]\d", digits):
        return _in_script("14", digits)
    return _in_script("1", digits) if re.fullmatch(r"[4۴][01۰۱]\d", digits) else digits


def _in_script(century: str, digits: str) -> str:
    persian = century if digits.isascii() else century.translate(str.maketrans("134", "۱۳۴"))
    return f"{persian}{digits}"

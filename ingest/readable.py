"""hazm's spelling and spacing for extracted text, kept away from what it would corrupt."""

import re

from knowledge.persian import normalise

# hazm spaces «1404/08/28» and «12:00» apart and inserts blanks around Latin and addresses.
_PROTECTED = re.compile(
    r"[^\W\d_]*[\u064b-\u0655\u0670][^\W\d_]*"  # a sign that was written is meant: عملاً، خوشهٔ
    r"|(?<!\S)هـ(?=\s*[).\-–])"  # the letter of an entry
    r"|https?://\S+|www\.\S+|\S+@\S+\.\S+"
    r"|[0-9۰-۹٠-٩]+(?:[.,:/٫٬،\-–][0-9۰-۹٠-٩]+)*[%٪]?"
    r"|[A-Za-z][A-Za-z0-9_.+&'/-]*"
)

# «افزایش یافته است» is a verb: hazm joins its participle, which only an adjective wants.
_PERFECT = re.compile(r"(\S+)\u200c((?:یافت|شد|گرفت|کرد)ه)(?= (?:است|بود|باشد)(?:$|\W|ند))")


def make_readable(text: str) -> str:
    """Persian between numerals, dates, addresses and Latin made readable; those stay as they are."""
    parts: list[str] = []
    at = 0
    for match in _PROTECTED.finditer(text):
        parts += (_persian(text[at : match.start()]), match[0])
        at = match.end()
    parts.append(_persian(text[at:]))
    return "".join(parts).strip()


def _persian(text: str) -> str:
    bare = text.strip()
    if not any(char.isalpha() for char in bare):
        return text
    before = text[: len(text) - len(text.lstrip())]
    after = text[len(text.rstrip()) :]
    text = _PERFECT.sub(lambda verb: _as_typed(verb, bare), normalise(bare))
    return f"{before}{text}{after}"


def _as_typed(verb: re.Match[str], text: str) -> str:
    spaced = f"{verb[1]} {verb[2]}"
    return spaced if spaced in text else verb[0]

"""Persian text: one fold and one tokeniser for both sides, hazm only where a document is ingested.

`fold` makes spelling variants equal for matching; `normalise` makes extracted text readable.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hazm import Normalizer

ZWNJ = "\u200c"
LINE = 500  # characters: what is longer is hardly folded twice

_LETTERS = {
    "ي": "ی", "ى": "ی", "ې": "ی", "ئ": "ی", "ك": "ک", "ڪ": "ک",
    "ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ء": "", "ـ": "",
}  # fmt: skip
_USUAL = (*range(0x20, 0x7F), *range(0x600, 0x700))  # ASCII and Arabic script
DIGIT = "0-9۰-۹٠-٩"  # for the brackets of a regular expression
_UP_TO_TWENTY = (
    "صفر یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده بیست"
).split()
ASCII_DIGITS = {ord(c): str(i % 10) for i, c in enumerate("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩")}


def table_of(changes: Mapping[str, str]) -> Mapping[int, int | str]:
    """For str.translate: what a table lacks costs it an exception, so the usual letters stand in it too."""
    return {letter: letter for letter in _USUAL} | {ord(old): new for old, new in changes.items()}


_FOLD = table_of(_LETTERS | {chr(c): d for c, d in ASCII_DIGITS.items()} | {ZWNJ: " ", "٫": ".", "٬": ""})
_DIACRITICS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
_INVISIBLE = re.compile("[\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_GROUPED = re.compile(r"(?<=\d)[,،](?=\d{3}(?!\d))")
_WORD = re.compile(r"\d+(?:\.\d+)?|[a-z]+|[^\W\d_a-z]+")  # BDSPها gives two words
_TO_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def fold(text: str) -> str:
    """Text for matching: NFKC, ی/ک, ASCII digits, no diacritics, ZWNJ as a space, lower case; idempotent."""
    return _fold_line(text) if len(text) <= LINE else _fold(text)


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    text = _DIACRITICS.sub("", text.translate(_FOLD)).lower()
    # what was taken out may have stood between a letter and its accent
    return _GROUPED.sub("", unicodedata.normalize("NFC", text))


_fold_line = lru_cache(maxsize=8192)(_fold)  # the lines of an index are looked at with every question


def fold_each(words: Iterable[str]) -> list[str]:
    """`fold` of many words, none with a line break in it; at once, which takes a tenth of one by one."""
    return _fold("\n".join(words)).split("\n")


def tokens(text: str) -> list[str]:
    """Words and numerals of the folded text, in order; «می‌شود» gives two."""
    return _WORD.findall(fold(text))


def strip_controls(text: str) -> str:
    """Text without control, format and unassigned characters (ZWNJ stays), white space collapsed."""
    # nearly always, and ten times as fast as looking at each character
    if text.replace(ZWNJ, "").isprintable():
        return " ".join(text.split())
    kept = (
        c if c == ZWNJ or not unicodedata.category(c).startswith("C") else " " if c in "\n\t\r" else ""
        for c in text
    )
    return " ".join("".join(kept).split())


def has_letters(text: str) -> bool:
    """Whether there is at least one letter or digit to work with."""
    return any(c.isalnum() for c in text)


def persian_digits(value: object) -> str:
    """The value as text with Persian digits."""
    return str(value).translate(_TO_PERSIAN)


def in_words(number: int) -> str:
    """A number that we have counted, from 0 on: in words up to twenty, unlike a document's own figures."""
    return _UP_TO_TWENTY[number] if number < len(_UP_TO_TWENTY) else persian_digits(number)


def normalise(text: str) -> str:
    """Readable Persian by hazm: ی/ک, ZWNJ of affixes, spacing; digits stay as the source has them.

    It spaces 1,200 and 1401/02/03 apart, addresses too: what ingest.readable keeps away from it.
    """
    return str(_normaliser().normalize(text))


@lru_cache(maxsize=1)
def _normaliser() -> "Normalizer":
    from hazm import Normalizer  # 0.2 s and 50 MB: only ingest pays for it

    # persian_style rewrites 3.2.1 as 3٫2٫1
    return Normalizer(persian_style=False, persian_numbers=False)

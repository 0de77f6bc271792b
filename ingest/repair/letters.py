"""Letters as Persian writes them: Arabic ي ك ى, presentation forms, stray marks."""

import re
import unicodedata
from functools import lru_cache

ZWNJ = "\u200c"
TATWEEL = "\u0640"
NOT_JOINING = frozenset("اآأإدذرزژوؤءة")  # letters that join no letter after them

_ARABIC = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ۀ": "ه\u0654", "\u00a0": " ", "\u202f": " ", "\u00ad": ZWNJ}
)
_INVISIBLE = re.compile("[\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_LETTER = "[\u0621-\u063a\u0641-\u064a\u066e-\u06d3]"
# Typed for a half-space by old programs: a direction mark, a wide nothing, a hyphen of Word's.
_HALF_SPACE = re.compile(f"(?<={_LETTER})[\u200b\u200e\u200f\u00ac](?={_LETTER})")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]+")
_BARE = re.compile("[آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی]*")
MARKS = re.compile("[\u064b-\u065f\u0670]")
ADDRESS = re.compile(r"\w\.[a-z]{2,4}\b|www|://|@")  # of the net, whose letters are Latin


def persian_letters(text: str) -> str:
    """The same letters in their Persian code points; spaces and order stay."""
    text = _PRESENTATION.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text = _HALF_SPACE.sub(ZWNJ, unicodedata.normalize("NFC", text).translate(_ARABIC))
    return _INVISIBLE.sub("", text)


@lru_cache(maxsize=50_000)
def bare(word: str) -> str:
    """A word as the counts know it: Persian letters without marks, tatweel and half-spaces."""
    if _BARE.fullmatch(word):
        return word
    word = MARKS.sub("", persian_letters(word)).replace(TATWEEL, "").replace(ZWNJ, "")
    return word.replace("أ", "ا").replace("إ", "ا").replace("ؤ", "و").replace("ة", "ه").replace("ئ", "ی")


def is_letter(char: str) -> bool:
    """True for a letter of the Arabic script (not a digit, mark, tatweel or punctuation)."""
    return "\u0620" <= char <= "\u06d3" and char not in "\u0640" and char.isalpha()

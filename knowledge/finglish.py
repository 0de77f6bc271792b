"""Persian written in Latin letters, and Latin words written in Persian letters, matched by sound.

Short vowels are not written in Persian, so a Latin word is compared letter by letter: each Persian letter
accepts certain Latin sounds, Latin vowels may be skipped for a small price.
"""

import math
import re
from collections.abc import Iterable
from functools import lru_cache

# Latin digraphs become one sign each before the comparison.
_DIGRAPHS = (
    ("kh", "X"),
    ("sh", "S"),
    ("ch", "C"),
    ("zh", "J"),
    ("gh", "G"),
    ("ph", "f"),
    ("ck", "k"),
)
_ACCEPTS = {
    "ا": "ao", "ب": "b", "پ": "p", "ت": "t", "ث": "s", "ج": "j", "چ": "C", "ح": "h", "خ": "Xh", "د": "d",
    "ذ": "z", "ر": "r", "ز": "z", "ژ": "Jj", "س": "sc", "ش": "S", "ص": "s", "ض": "z", "ط": "t", "ظ": "z",
    "ع": "ae", "غ": "Gqg", "ف": "f", "ق": "Gqg", "ک": "kcq", "گ": "g", "ل": "l", "م": "m", "ن": "n",
    "و": "vwou", "ه": "he", "ی": "yie",
}  # fmt: skip
_VOWELS = "aeiou"
_SHORT = "aeo"  # vowels that are not written, but for a carrier where they begin a word
_CARRIERS = "اع"  # letters that a vowel at the beginning of a word is written with
_WEAK = "اوهیع"  # Persian letters that may stand for a vowel or be silent
_SAME_KEY = str.maketrans({"J": "j", "c": "k", "q": "G", "g": "G", "w": "v", "x": "X"})
# A final «e» is an ezafe rather than ی («sanate» is «صنعت»), «o» seldom an ا («khorooj», but «khoone» too).
_RARELY = frozenset({("ی", "e"), ("ا", "o")})
_CONSONANT_KEY = {
    letter: sounds[0].translate(_SAME_KEY)
    for letter, sounds in _ACCEPTS.items()
    if letter not in _WEAK and letter != "ح"
}
_DOUBLED = re.compile(r"(.)\1+")

SKIP_VOWEL = 0.12  # a short vowel or a doubled letter: written in Latin, not in Persian
SKIP_WEAK = 0.45  # a long vowel letter without its Latin sign
MISMATCH = 1.0
RARE = 0.2  # a sound that a letter seldom has
ACCEPTED = 0.2  # highest cost a letter that still counts as the same word


def signs(latin: str) -> str:
    """The Latin word as one sign a sound: khoshe gives XoSe."""
    word = latin.lower().replace("'", "").replace("’", "")
    for pair, sign in _DIGRAPHS:
        word = word.replace(pair, sign)
    return word


def _latin_key(word_signs: str) -> str:
    kept = "".join(sign for sign in word_signs if sign not in _VOWELS + "hyvw").translate(_SAME_KEY)
    return _DOUBLED.sub(r"\1", kept)


def _persian_key(word: str) -> str:
    return _DOUBLED.sub(r"\1", "".join([_CONSONANT_KEY.get(letter, "") for letter in word]))


@lru_cache(maxsize=16384)
def sound_cost(word_signs: str, persian: str, most: float = math.inf) -> float:
    """Alignment cost of a Latin word (as signs) and a Persian word; 0 is a letter-for-letter match.

    What costs more than `most` may come out too low, but above that.
    """
    most += 1e-9  # for callers who divide
    last = len(word_signs) - 1
    previous = [0.0]
    for letter in persian:
        previous.append(previous[-1] + (SKIP_WEAK if letter in _WEAK else MISMATCH))
    for n, sign in enumerate(word_signs):
        doubled = sign == word_signs[n - 1 : n]
        skip = SKIP_VOWEL if sign in _VOWELS or doubled else MISMATCH
        if n == 0 and sign in _VOWELS:
            skip = SKIP_WEAK  # a word that begins with a vowel is written with a letter for it
        row = [previous[0] + skip]
        for m, letter in enumerate(persian, start=1):
            opens = n == 0 and m == 1 and sign in _SHORT and letter in _CARRIERS
            rare = (letter, sign) in _RARELY and not opens and (sign != "e" or n == last)
            same = RARE if rare else 0.0 if opens or sign in _ACCEPTS.get(letter, letter) else MISMATCH
            row.append(
                min(
                    previous[m - 1] + same,
                    previous[m] + skip,
                    row[m - 1] + (SKIP_WEAK if letter in _WEAK else MISMATCH),
                )
            )
        if min(row) > most:
            return min(row)  # each alignment passes through a place of this row
        previous = row
    return previous[-1]


# What may stand behind a word, what that costs and how it is written: nothing, the ezafe, the plural, …
_ENDINGS = tuple(
    (re.compile(ending), extra, written)
    for ending, extra, written in (
        (r"$", 0.0, ""),
        (r"y?e$", 0.1, ""),
        (r"h?a$", 0.2, " ها"),
        (r"h?aye?$", 0.2, " های"),
        (r"[ae]?S(?:oo|u|o|a)n$", 0.2, "شون"),
        (r"[ae]S$", 0.2, "ش"),
        (r"as$", 0.2, ""),
    )
)


class Transliterator:
    """Finds the Persian words that a Latin spelling can stand for."""

    def __init__(self, words: Iterable[tuple[str, float]]) -> None:
        """`words` are folded Persian words with a preference in 0 to 1 (index words above common ones)."""
        self._by_key: dict[str, list[tuple[str, float]]] = {}
        for word, preference in words:
            self._by_key.setdefault(_persian_key(word), []).append((word, preference))

    def persian(self, latin: str) -> str | None:
        """The likeliest Persian word, None when nothing sounds like it; a final ezafe may be dropped."""
        whole = signs(latin)
        best: tuple[float, str] | None = None
        for ending, extra, written in _ENDINGS:
            form = ending.sub("", whole)
            if len(form) < 2 or (extra and form == whole):
                continue
            for word, preference in self._by_key.get(_latin_key(form), ()):
                letters = max(len(word), 3)
                cost = (sound_cost(form, word, ACCEPTED * letters) + extra) / letters
                if cost <= ACCEPTED and (best is None or cost - 0.08 * preference < best[0]):
                    best = (cost - 0.08 * preference, f"{word}{written}")
        return None if best is None else best[1]

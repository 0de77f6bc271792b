"""From a word that the index does not hold to the words of the index that were probably meant."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import cdist

# Letters that sound alike in Persian and are mistaken for one another.
_SOUND = str.maketrans({"ث": "س", "ص": "س", "ذ": "ز", "ض": "ز", "ظ": "ز", "ط": "ت", "ح": "ه", "غ": "ق"})
_SILENT = re.compile("ع|(?<=خ)و(?=ا)")

# Spoken and attached endings, longest first: plural ا, possessives, the object marker and short «است».
_ENDINGS = (
    "هاشون", "هامون", "هاتون", "هارو", "هاش", "هام", "هات", "هاست", "هایی", "یی", "اشون", "امون",
    "اتون", "شون", "مون", "تون", "های", "ها", "ایی", "ای", "ارو", "رو", "اش", "ست", "ا", "ش", "م",
    "ت", "و", "ه", "ن", "ی",
)  # fmt: skip

ENDING_WEIGHT = 0.95
SOUND_WEIGHT = 0.9
REMEMBERED = 4096  # words whose neighbours are known: people mistype the same ones
EDIT_WEIGHT = {1: 0.8, 2: 0.6}  # by number of edits


def sound(word: str) -> str:
    """The word with letters of one sound made equal: شناصایی and شناسایی are the same."""
    return _SILENT.sub("", word.translate(_SOUND))


class Speller:
    """Proposes vocabulary words for an unknown word, each with a weight in 0 to 1."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        """`vocabulary` holds folded whole words."""
        self._words = frozenset(vocabulary)
        self._by_sound: dict[str, list[str]] = {}
        self._by_length: dict[int, tuple[list[str], list[str]]] = {}  # with how each sounds
        for word in sorted(self._words):
            self._by_sound.setdefault(sound(word), []).append(word)
            words, spoken = self._by_length.setdefault(len(word), ([], []))
            words.append(word)
            spoken.append(sound(word))
        self._neighbours = lru_cache(maxsize=REMEMBERED)(self._by_edits)

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def without_ending(self, word: str) -> Iterator[str]:
        """Vocabulary words that this word is a spoken or inflected form of, longest ending first."""
        for ending in _ENDINGS:
            rest = word.removesuffix(ending)
            if rest != word and len(rest) >= 3 and rest in self._words:
                yield rest
        if "ون" in word:
            formal = word.replace("ون", "ان")
            if formal in self._words:
                yield formal

    def suggestions(self, word: str) -> dict[str, float]:
        """Vocabulary words by weight: a bare form, the same sound, or one or two edits away."""
        for bare in self.without_ending(word):
            return {bare: ENDING_WEIGHT}
        if alike := self._by_sound.get(sound(word)):
            return dict.fromkeys(alike, SOUND_WEIGHT)
        for ending in _ENDINGS:
            rest = word.removesuffix(ending)
            if rest != word and len(rest) >= 4 and (alike := self._by_sound.get(sound(rest))):
                return dict.fromkeys(alike, SOUND_WEIGHT)
        return dict(self._neighbours(word))

    def split(self, word: str) -> tuple[str, str] | None:
        """The word as two vocabulary words written without a space, the most even cut first."""
        cuts = sorted(range(3, len(word) - 2), key=lambda cut: abs(2 * cut - len(word)))
        for cut in cuts:
            if word[:cut] in self._words and word[cut:] in self._words:
                return word[:cut], word[cut:]
        return None

    def _by_edits(self, word: str) -> dict[str, float]:
        if len(word) < 4 or not word.isalpha():
            return {}
        allowed = 2 if len(word) >= 7 else 1
        heard = sound(word)
        found: dict[int, list[str]] = {}
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            words, spoken = self._by_length.get(length, ((), ()))
            # all at once: one by one, calling takes ten times as long as comparing
            (edits,) = cdist([heard], spoken, scorer=DamerauLevenshtein.distance, score_cutoff=allowed)
            for at in (edits <= allowed).nonzero()[0].tolist():
                found.setdefault(int(edits[at]), []).append(words[at])
        if not found:
            return {}
        nearest = min(found)
        return dict.fromkeys(found[nearest], EDIT_WEIGHT[max(nearest, 1)])

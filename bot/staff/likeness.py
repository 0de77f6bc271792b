"""How alike two questions ask: one measure over their vectors, their words, what they want, and where.

An embedding alone hardly tells «صادرات به عراق» from «صادرات به ترکیه», or the price of a thing from its
address.
"""

import re
import zlib
from collections.abc import Mapping, Sequence

import numpy as np
import wordfreq

from knowledge.engine import Vectors
from knowledge.lexicon import load_lexicon
from knowledge.persian import fold, tokens
from knowledge.stems import AFFIXES, stems, word_grams

# Fitted with e5-onnx on tests/unit/staff/paraphrases.txt; of what did equally well there, what did best on
# paraphrases_unseen.txt was taken: a pairwise precision of 0.89 and a recall of 0.68 on it.
ALIKE = 1.065  # from here on two questions ask the same
_WORDS = 0.25  # what shared words add to the cosine, at most
_ASPECT = 0.12  # … the same thing wanted, or taken off for another one
_ELSEWHERE = 0.2  # taken off for another place, year or number

BLOCK = 512  # rows of the likeness that are worked out at once
_WIDTH = 512  # of the hashed word grams
_COMMON, _SPAN = 7.0, 4.0  # Zipf frequency from which a word says nothing, and down to where it says all
_UNKNOWN = 0.8  # weight of a word without a frequency
_LEAST = 0.15
_ASPECTS: Mapping[str, frozenset[str]] = {
    aspect: frozenset(tokens(words))
    for aspect, words in {
        "amount": "چقدر چقد چند چنده چندتا چندتاست مبلغ قیمت هزینه خرج نرخ تومان تومن میزان سقف تعداد درصد"
        " درصده درمیاد متری کیلویی",
        "who": "کیست کیه کی اسم نام مدیر رئیس مسئول",
        "when": "کی تاریخ تاریخی زمان زمانی موقع",
        "where": "کجا کجاست نشانی ادرس خیابون خیابونه محل",
        "contact": "تلفن شماره تماس زنگ ایمیل",
        "how": "چطور چطوری چگونه چجوری چیکار مراحل شرایط روش طرز نحوه",
        "papers": "مدارک مدرک مدرکی مدارکی",
    }.items()
}
_ASKING = frozenset[str]().union(*_ASPECTS.values())


class Likeness:
    """The measure over these questions; rows of the result are computed when they are asked for."""

    def __init__(self, texts: Sequence[str], vectors: Vectors) -> None:
        """`vectors` is (n, d) float32, L2-normalised, of the texts in their order."""
        grams = np.stack([_hashed_grams(text) for text in texts])
        self._joint = np.hstack([vectors, np.float32(_WORDS**0.5) * grams])
        self._aspects = np.array(
            [[bool(words & set(tokens(text))) for words in _ASPECTS.values()] for text in texts], np.float32
        )
        named = [_places(text) for text in texts]
        columns = {place: n for n, place in enumerate(sorted(set().union(*named)))}
        self._places = np.zeros((len(texts), len(columns)), np.float32)
        for row, places in enumerate(named):
            self._places[row, [columns[place] for place in places]] = 1

    def between(self, rows: Sequence[int], columns: Sequence[int]) -> Vectors:
        """(rows, columns) float32, about 1.09 for the same question twice."""
        found = np.empty((len(rows), len(columns)), dtype=np.float32)
        for start in range(0, len(rows), BLOCK):
            found[start : start + BLOCK] = self._block(rows[start : start + BLOCK], columns)
        return found

    def _block(self, rows: Sequence[int], columns: Sequence[int]) -> Vectors:
        found = self._joint[rows] @ self._joint[columns].T
        aspects, others = self._aspects[rows], self._aspects[columns]
        shared = aspects @ others.T > 0
        found[shared] += np.float32(_ASPECT)
        found[aspects.any(axis=1)[:, None] & others.any(axis=1)[None, :] & ~shared] -= np.float32(_ASPECT)
        places, elsewhere = self._places[rows], self._places[columns]
        fewer = np.minimum(places.sum(axis=1)[:, None], elsewhere.sum(axis=1)[None, :])
        found[places @ elsewhere.T < fewer] -= np.float32(_ELSEWHERE)
        return found


def _hashed_grams(text: str) -> Vectors:
    """Character 3-4-grams of the content words, rare words weighing more; L2-normalised or all 0."""
    vector = np.zeros(_WIDTH, dtype=np.float32)
    stop = load_lexicon().stop
    for word in {word for word in tokens(text) if word not in AFFIXES | stop | _ASKING}:
        grams = word_grams(word)
        for gram in grams:
            vector[zlib.crc32(gram.encode()) % _WIDTH] += _rarity(word) / len(grams) ** 0.5
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length else vector


def _rarity(word: str) -> float:
    frequency = wordfreq.zipf_frequency(word, "fa")
    return min(1.0, max(_LEAST, (_COMMON - frequency) / _SPAN)) if frequency else _UNKNOWN


def _places(text: str) -> frozenset[str]:
    """Towns, countries and numbers that the question names."""
    return frozenset(load_lexicon().places & set(stems(text))) | frozenset(re.findall(r"\d+", fold(text)))

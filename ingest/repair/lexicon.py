"""Background knowledge of Persian words: which there are, how frequent, and which stand side by side.

Sources: wordfreq (Apache-2.0, data CC BY-SA 4.0), the words with a part of speech in hazm's word list (MIT),
and counts from PQuAD's validation split, the Debian handbook and texts of our own (CC BY-SA, see
counting.py). All logarithms are natural.
"""

import importlib.util
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from wordfreq import get_frequency_dict

from ingest.repair.counting import BREAK, COUNTS_FILE
from ingest.repair.letters import ZWNJ, bare

FOREIGN = "@"  # stands for a word in Latin letters
NUMBER = "0"
_HAMZA = frozenset("أؤ")

_HAZM_TOTAL = 4e10  # sum of the counts in hazm's list
_HAZM_FLOOR, _HAZM_CEILING = 1e-8, 1e-5  # its counts are noisy: trusted only inside this range
_PQUAD_SHARE = 0.3
_AGAIN = "باز"  # of «بازتوانی»: any noun of action may have it
_WITH_YEH = 0.01  # a noun with the ending ی, which the lists often lack
# Endings written on without a half-space, which the lists often lack; what the word has without them.
_DERIVED, _SHARE_OF_DERIVED = {"یان": "", "گان": "ه", "ان": "", "انه": ""}, 0.005
_LEAST_STEM = 4  # letters
_USUAL = 1e-5  # probability
_LONGEST = 60  # letters that are counted, so that no probability vanishes
_UNKNOWN, _UNKNOWN_LETTER = -13.0, -1.5
_LONG_NAME, _LONG_LETTER = 10, -2.0  # letters beyond these are rather another word's; more for each

# Endings that hang on a word with a half-space; closed classes of the language.
PLURALS = frozenset("ها های هایی هایش هایشان هایم هایت هایمان هاست".split())
ENDINGS = PLURALS | frozenset("ای ام ات اش اند اید ایم تر ترین تری ترها ترین‌ها شان مان تان یی".split())
AFTER_HEH = frozenset("ای ام ات اش اند اید ایم".split())  # endings that need a word in ه before them
NUMERALS = frozenset("یک دو سه چهار پنج شش هفت هشت نه ده بیست سی صد هزار".split())
# Of the verbs that make others of a noun or an adjective.
LIGHT_INFINITIVES = frozenset(
    "بودن نبودن شدن نشدن کردن نکردن نمودن آمدن آوردن گرفتن نگرفتن دادن ندادن یافتن نیافتن داشتن نداشتن ماندن "
    "ساختن گشتن گردیدن گذاشتن".split()
)
VERB_PREFIXES = frozenset("می نمی".split())
# Second halves of compounds (verb stems and nouns of action), a closed class that grows slowly.
SECOND_HALVES = frozenset(
    "کننده کنندگان دهنده دهندگان گیرنده گیرندگان ریزی ریز سازی ساز گذاری گذار گذاران بندی سنجی گیری بخشی "
    "پذیر پذیری محور محوری آفرینی آفرین افزایی افزاری دهی یابی شناسی نگری گرایی گرا مداری پروری زدایی زایی "
    "داری دار مند زا مندی آلات المللی المنفعه نامه ناپذیر ناپذیری گردی نشین نشینی پیما پیمایی نوردی پرور "
    "سوزی نویسی نویس نوازی نواز رسانی رسان پراکنی خواری آموزی پزی سپاری ستیزی ستیز سرایی شماری شویی طلبی "
    "فرسایی گزاری گزار گزینی گزین گستری گستر گشایی نمایی نگاری ورزی اندیشی اندوزی اندوز انگیزی "
    "آرایی آزمایی آمیزی انگاری برداری پردازی پژوهی پژوه تراشی شناس آمیز انگیز برانگیز آلود آلودگی آور زدگی "
    "خوردگی پرستی خوانی جویی جویانه دوزی بافی باف کوبی طلبانه خواهانه گرایانه شناسانه بینانه اندیش شونده "
    "شوندگان یافتگان گری افشانی افکنی گریزی زدا گشا آسا".split()
)
# Second halves that are words of their own too: where a space stands before them they are those.
HALVES_OR_WORDS = frozenset(
    "طلب بانی نورد نگار پرداز سواری کشی فروشی یاب بازی خیز کاری بینی گویی زنی چینی خواهی پوش خوار دوز".split()
)
# First halves that are no words of their own, or other ones.
PREFIXES = frozenset("هم بی ذی پیش غیر میان درون برون پسا چند".split())
BETWEEN = "بین"  # a first half before an adjective only: «بین‌بنگاهی»
POSSESSOR = "ذی"  # «ذی‌نفع»; never a word of its own
# After these no ending can hang.
FUNCTION_WORDS = frozenset(
    "و در از به با که را این برای تا بر یا هر نیز اما ولی اگر چون نه هم یک است بود شد شده باید پس روی بین طی "
    "ها های هایی ای اند می نمی تر ترین ما من او وی هستند نیستند بودند شدند کرد کردن کردند دارد دارند باشد "
    "باشند شود شوند عدم".split()
)
NO_VERBS = FUNCTION_WORDS - frozenset("شد شود شوند کرد کردند دارد دارند باشد باشند".split())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word probabilities and word-pair counts; keys are `bare` words."""

    words: dict[str, float]  # probability
    pairs: dict[tuple[str, str], int]
    joined: dict[tuple[str, str], int]  # with a half-space between them
    followed: dict[str, int]  # how often a word is followed by anything
    followers: dict[str, int]  # by how many different words
    compounds: frozenset[tuple[str, str]]  # halves that lists write with a half-space between them
    lemmas: frozenset[str]  # has a part of speech
    hamzas: dict[str, str]  # bare form -> the form with the hamza (أ ؤ) that it is written with

    def known(self, word: str) -> bool:
        return word in self.words or self._derived(word) > 0.0

    def usual(self, word: str) -> bool:
        """Whether it is met often; names fall into rare words."""
        return self.words.get(word, 0.0) >= _USUAL

    def log_word(self, word: str) -> float:
        """ln P(word); an unknown word pays for each of its letters."""
        probability = self.words.get(word) or self._derived(word)
        if probability:
            return math.log(probability)
        size = min(len(word), _LONGEST)
        return _UNKNOWN + _UNKNOWN_LETTER * size + _LONG_LETTER * max(0, size - _LONG_NAME)

    def _derived(self, word: str) -> float:
        """Probability of a word that is made of a listed one; 0.0 of others."""
        if word.endswith("ی") and len(word) > 4:
            again = word.removeprefix(_AGAIN) if len(word) >= len(_AGAIN) + _LEAST_STEM else word
            return _WITH_YEH * self.words.get(word[:-1], 0.0) or _SHARE_OF_DERIVED * self.words.get(
                again, 0.0
            )
        for ending, lost in _DERIVED.items():
            stem = word.removesuffix(ending) + lost
            if word.endswith(ending) and len(stem) >= _LEAST_STEM and stem in self.lemmas:
                return _SHARE_OF_DERIVED * self.words[stem]
        return 0.0


@lru_cache(maxsize=1)
def persian_lexicon() -> Lexicon:
    """Loaded once, in about 0.4 s and 40 MB."""
    listed = _read_lists()
    stored = np.load(COUNTS_FILE)
    order = [_counted_as(word) for word in bytes(stored["words"]).decode().split("\t")]
    words, counts = listed.words, stored["counts"].tolist()
    total = sum(counts)
    for word, count in zip(order, counts, strict=True):
        if count > 1 or word not in words:
            words[word] = max(words[word], _PQUAD_SHARE * count / total)
    short = listed.lemmas | FUNCTION_WORDS | ENDINGS | PREFIXES | SECOND_HALVES
    for word in [word for word in words if len(word) < 3 and word not in short]:
        del words[word]  # letters and scraps, not words
    for glued in {prefix + word for prefix in VERB_PREFIXES for word in ENDINGS | NO_VERBS} - listed.lemmas:
        words.pop(glued, None)  # «میای» and «میاین» in a document are where two runs meet
    words |= {BREAK: 0.1, NUMBER: 0.02, FOREIGN: 0.002}
    joined, spaced = (_count_pairs(stored[name].tolist(), order) for name in ("joined", "spaced"))
    pairs = spaced + joined
    followed: Counter[str] = Counter()
    for (left, _), count in pairs.items():
        followed[left] += count
    return Lexicon(
        dict(words),
        dict(pairs),
        dict(joined),
        dict(followed),
        dict(Counter(left for left, _ in pairs)),
        frozenset(listed.compounds),
        frozenset(listed.lemmas),
        {key: form for key, form in listed.hamzas.items() if key not in listed.plain},
    )


@dataclass(frozen=True, slots=True)
class _Listed:
    """What the word lists tell; the fields as in Lexicon."""

    words: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    compounds: set[tuple[str, str]] = field(default_factory=set)
    lemmas: set[str] = field(default_factory=set)
    hamzas: dict[str, str] = field(default_factory=dict)
    plain: dict[str, str] = field(default_factory=dict)  # the same for forms without a hamza


def _read_lists() -> _Listed:
    found = _Listed()
    for entry, frequency in get_frequency_dict("fa").items():
        parts = [bare(part) for part in entry.split(ZWNJ) if part]
        for part in parts:
            found.words[part] += frequency
        found.compounds.update(pairwise(parts))
    for entry, count in _hazm_words():
        parts = [bare(part) for part in entry.split(ZWNJ)]
        found.compounds.update(pairwise(parts))
        if len(parts) == 1:
            found.lemmas.add(parts[0])
            (found.hamzas if _HAMZA.intersection(entry) else found.plain).setdefault(parts[0], entry)
        frequency = min(max(count / _HAZM_TOTAL, _HAZM_FLOOR), _HAZM_CEILING)
        for part in parts:
            found.words[part] = max(found.words[part], frequency if len(parts) == 1 else _HAZM_FLOOR)
    return found


def _count_pairs(stored: Sequence[tuple[int, int, int]], order: Sequence[str]) -> Counter[tuple[str, str]]:
    """By words, from rows of two numbers of words and a count."""
    pairs: Counter[tuple[str, str]] = Counter()
    for left, right, count in stored:
        pairs[order[left], order[right]] += count
    return pairs


def _counted_as(word: str) -> str:
    """Latin words are counted as one."""
    return FOREIGN if word[:1].isascii() and word[:1].isalpha() else word


def _hazm_words() -> list[tuple[str, int]]:
    """Entries with a part of speech; hazm itself is not imported (its start costs seconds)."""
    package = importlib.util.find_spec("hazm")
    if package is None or not package.submodule_search_locations:
        return []
    path = Path(package.submodule_search_locations[0]) / "data" / "words.dat"
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [(row[0], int(row[1])) for row in rows if len(row) == 3 and row[2] != "0"]

"""Typing errors put right before a question is read: «کودم خوشهها» becomes «کدوم خوشه‌ها».

A noisy channel (Kernighan, Church and Gale 1990; Norvig 2007): of the words one slip of the fingers away,
the one that is likeliest as a word and as a slip. Only what is no word is mended, and only by a known one.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import wordfreq

from knowledge.lexicon import Lexicon
from knowledge.nouns import load_nouns, load_verb_stems
from knowledge.persian import ZWNJ, fold, fold_each
from knowledge.speech import verb_stems
from knowledge.stems import AFFIXES, stem

_ROWS = ("ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزرذدپو")  # the standard Persian keyboard
_ALIKE = "صسث زذضظ طت حه غق اع بپتثنی جچحخ دذ رزژ سش صض طظ عغ فق کگ".split()  # by ear or by eye
_LETTERS = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
_WORD = re.compile(r"[^\W\d_a-zA-Z]+")
_HOW_MANY = re.compile(r"(?<!\w)چن ?تا(?P<of_them>\w*)")  # as it is said
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_BEFORE_VERBS = re.compile(r"(?:در|بر|وا|باز|فرو)ن?می")
_PLURAL = re.compile(r"(?<=..[^ادذرزژو])ها(?:ی|یی|ش|شون|شان|مون|مان|یش|یشان|یمان|تون|رو|ست)?$")
_PLURALS = ("هاشون", "هامون", "هاشان", "هایی", "های", "ها")
_ENDING = re.compile(  # of speech and of writing: plural, whose, and what follows as object or «است»; person
    r"(?:های?|هایی?|ای?|ایی?|یی?|ی)?(?:[متش]|[متش]ون|[متش]ان)?(?:و|رو|را|ه|م|ست|س(?<=اس)|ن)?"
    r"|ا?ند|ان|یم|ید|ین|د|تر|ترین"
)
_NOT_OF_FUNCTION = frozenset("ت د ید ین".split())  # no ending of the words that questions are made of
_OF_MEANT = ("هاشون", "هامون", "هایی", "های", "ها", "شون", "مون", "ش", "ه")  # behind a misspelt word

DOUBLED = 0.3  # what each slip costs, in powers of ten of likelihood
SWAPPED = 0.5
NEAR = 0.6  # a letter beside the right one, or that sounds or looks like it
LEFT_OUT = 0.9
ADDED = 1.6
OTHER = 2.3
PARTED = 2.0  # a space left out
FORM = 0.8  # by how much likelier than a form of a word what was meant must be
INFLECTED = 0.4  # an ending behind the word that was meant

IN_INDEX, PER_INDEX = 5.0, 0.6  # prior of a word in one passage of the index, and by how much ten raise it
FUNCTION = 5.5  # … of a word that questions are made of
SPOKEN = 4.5
RARE = 3.4  # … below which a word of Persian at large is not what was meant
LEAST = 3.0  # prior less cost from which a mend is believed
SHORT = 3  # letters of the shortest word that is mended, and that a mend leaves
LONG = 6  # … from which a word may be several without their spaces
PARTS = 3  # … at most, affixes and «و» aside
PART = 4  # letters up to which what stands behind a half-space is a part of its word
REMEMBERED = 4096


def _beside() -> Mapping[str, frozenset[str]]:
    """For each letter those that a finger, an ear or an eye takes for it."""
    found: dict[str, set[str]] = {letter: set() for letter in _LETTERS}
    for number, row in enumerate(_ROWS):
        for place, letter in enumerate(row):
            near = [row[max(0, place - 1)], *row[place + 1 : place + 2]]
            near += [other[place] for other in _ROWS[max(0, number - 1) : number + 2] if place < len(other)]
            found[letter].update(near)
    for group in _ALIKE:
        for letter in group:
            found[letter].update(group)
    return {letter: frozenset(near - {letter}) for letter, near in found.items()}


_BESIDE = _beside()


class Mender:
    """Knows the words of one index, of the lexicon and of Persian at large; immutable."""

    def __init__(self, lexicon: Lexicon, words: Mapping[str, int]) -> None:
        """`words` are the folded words of the index with the number of passages that hold each."""
        self._stop = lexicon.stop
        self._spoken_verbs = frozenset(verb for verb in lexicon.verbs if len(verb) > 1)
        self._verbs = self._spoken_verbs | load_verb_stems()
        self._index = frozenset(words)
        tables = (lexicon.spoken, lexicon.english, lexicon.finglish)
        spoken = {part for table in tables for formal in table.values() for part in formal}
        spoken |= {part for phrase in lexicon.spoken for part in phrase}
        spoken |= lexicon.asked_for | lexicon.places | {stem(word) for word in words} & _common_words().keys()
        self._used = frozenset(spoken | lexicon.stop | words.keys())
        self._prior = {word: zipf for word, zipf in _common_words().items() if zipf >= RARE}
        self._raise(spoken, SPOKEN)
        self._raise(lexicon.stop, FUNCTION)
        for word, count in words.items():
            self._raise((word,), IN_INDEX + PER_INDEX * math.log10(count))
        self._mended = lru_cache(maxsize=REMEMBERED)(self._mend)

    def mend(self, text: str) -> str:
        """The text with what is no word put right where one is likely; Latin and numerals as they are."""
        return _WORD.sub(self._in_place, _HOW_MANY.sub(_how_many, text))

    def _in_place(self, found: re.Match[str]) -> str:
        typed = found[0]
        if found.string[: found.start()].endswith(ZWNJ) and len(typed) <= PART:
            return typed
        return self._mended(typed)

    def _raise(self, words: Iterable[str], prior: float) -> None:
        for word in words:
            self._prior[word] = max(prior, self._prior.get(word, 0.0))

    def _mend(self, typed: str) -> str:
        word = fold(typed)
        if (spaced := self._spaced(word)) is not None:
            return spaced
        if self._is_word(word):
            return typed
        for times in (r"\1\1", r"\1"):  # «خوشههه»
            if (short := _STRETCHED.sub(times, word)) != word and self._is_word(short):
                return short
        word = _STRETCHED.sub(r"\1\1", word)
        best = max(self._likely(word), default=None) if len(word) >= SHORT else None
        # what questions and documents do not use is not put there, it only shows what was not meant
        if best is None or not best[2] or best[0] < max(LEAST, self._as_form(word) + FORM):
            return typed
        return best[1]

    def _spaced(self, word: str) -> str | None:
        """«خوشهها»: with the half-space that documents write; None where none is missing."""
        if word in self._index:
            return None
        if plural := _PLURAL.search(word):
            rest = word[: plural.start()]
            if rest in self._index and f"{rest}ه" not in self._index:
                return f"{rest}{ZWNJ}{plural[0]}"
        return None

    def _is_word(self, word: str) -> bool:
        known = (
            word in self._prior
            or word in AFFIXES
            or _BEFORE_VERBS.fullmatch(word)
            or word in load_nouns()
            or word in _common_words()
        )
        return bool(known) and not self._lacks_letter(word)

    def _as_form(self, word: str) -> float:
        """The prior of the word that this is a form of; 0 for none."""
        bare = word[1:] if word.startswith("و") and len(word) > SHORT else word  # «رفت‌وآمد»
        if self._lacks_letter(word):
            return 0.0
        if any(bare in self._verbs for bare in verb_stems(word)):
            return FUNCTION
        return max(self._of_form(form) for form in (word, bare, bare.replace("ون", "ان")))

    def _of_form(self, word: str) -> float:
        best = self._prior.get(word, 0.0)
        for cut in range(SHORT, len(word)):
            rest, ending = word[:cut], word[cut:]
            ends = ending not in _NOT_OF_FUNCTION or rest not in self._stop
            if ends and rest in self._prior and _ENDING.fullmatch(ending):
                best = max(best, self._prior[rest])
        return best

    def _is_used(self, word: str) -> bool:
        """Whether questions or documents use the word or a form of it."""
        if word in self._used or any(bare in self._spoken_verbs for bare in verb_stems(word)):
            return True
        return any(
            word[:cut] in self._used and _ENDING.fullmatch(word[cut:]) for cut in range(SHORT, len(word))
        )

    def _lacks_letter(self, word: str) -> bool:
        return word not in self._index and next(self._with_letter(word), None) is not None

    def _with_letter(self, word: str) -> Iterator[str]:
        """«خوشها»: the ه of «خوشه‌ها» was written once."""
        for ending in _PLURALS:
            rest = word.removesuffix(ending)
            if rest != word and len(rest) >= SHORT and rest not in self._index and f"{rest}ه" in self._index:
                yield f"{rest}ه{ZWNJ}{ending}"

    def _likely(self, word: str) -> Iterator[tuple[float, str, bool]]:
        """What may have been meant: how likely, what, and whether questions or documents use it."""
        for form in self._with_letter(word):
            yield math.inf, form, True
        for other, cost in _slips(word):
            if other in self._prior and len(other) >= SHORT:
                yield self._prior[other] - cost, other, self._is_used(other)
        for ending in _OF_MEANT:
            rest = word.removesuffix(ending)
            if rest != word and len(rest) > SHORT:
                joint = ZWNJ if len(ending) > 1 else ""
                for other, cost in _slips(rest):
                    if other in self._index and len(other) >= SHORT:
                        yield self._prior[other] - cost - INFLECTED, f"{other}{joint}{ending}", True
        for cut in range(2, len(word) - 1):
            left, right = word[:cut], word[cut:]
            if left in self._prior and right in self._prior and not self._stop.isdisjoint((left, right)):
                yield min(self._prior[left], self._prior[right]) - PARTED, f"{left} {right}", True
        if len(word) >= LONG and (parts := self._parts(word, PARTS)):
            yield LEAST, " ".join(parts), True

    def _parts(self, word: str, most: int) -> tuple[str, ...]:
        """«کسبوکار»: the fewest words that were written without the spaces between them; () for none."""
        if word in self._used:
            return (word,)
        best: tuple[str, ...] = ()
        for cut in range(SHORT, len(word)) if most > 1 else ():
            left, right = word[:cut], word[cut:]
            if left not in self._used:
                continue
            for joint in ("", "و"):
                rest = right.removeprefix(joint)
                if rest != right or not joint:
                    ends = (
                        (rest,)
                        if rest in AFFIXES
                        else self._parts(rest, most - 1)
                        if len(rest) >= SHORT
                        else ()
                    )
                    parts = (left, *filter(None, (joint,)), *ends)
                    if ends and (not best or len(parts) < len(best)):
                        best = parts
        return best


@lru_cache(maxsize=1)
def _common_words() -> Mapping[str, float]:
    """Folded words of Persian at large with their Zipf frequency."""
    found: dict[str, float] = {}
    frequencies = wordfreq.get_frequency_dict("fa")
    for folded, frequency in zip(fold_each(frequencies), frequencies.values(), strict=True):
        found[folded] = max(found.get(folded, 0.0), math.log10(frequency) + 9)
    return found


def _slips(word: str) -> Iterator[tuple[str, float]]:
    """What may have been meant, one slip away, with the slip's cost."""
    for at, letter in enumerate(word):
        before, after = word[:at], word[at + 1 :]
        neighbours = word[max(0, at - 1) : at] + after[:1]
        if letter in neighbours:
            yield before + after, DOUBLED
        else:
            beside = _BESIDE.get(letter, frozenset())
            yield before + after, NEAR if any(each in beside for each in neighbours) else ADDED
        if after:
            yield before + after[0] + letter + after[1:], SWAPPED
        for other in _LETTERS:
            if other != letter:
                yield before + other + after, NEAR if other in _BESIDE.get(letter, ()) else OTHER
    for at in range(len(word) + 1):
        for other in _LETTERS:
            yield word[:at] + other + word[at:], LEFT_OUT


def _how_many(said: re.Match[str]) -> str:
    """«چنتا» and «چنتاش», as they are written."""
    return f"چند تا{said['of_them']}" if said["of_them"] else "چندتا"

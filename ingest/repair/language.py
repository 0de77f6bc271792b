"""How likely a word is after another, from the background counts and from the document itself."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.repair.classes import word_classes
from ingest.repair.counting import BREAK, START
from ingest.repair.lexicon import (
    AFTER_HEH,
    ENDINGS,
    FOREIGN,
    FUNCTION_WORDS,
    LIGHT_INFINITIVES,
    NO_VERBS,
    NUMBER,
    PLURALS,
    POSSESSOR,
    SECOND_HALVES,
    VERB_PREFIXES,
    Lexicon,
)

_DOCUMENT_WORD = 0.3  # weight of the document's own word frequencies
_DOCUMENT_DISTINCT, _BACKGROUND_DISTINCT = 1.5, 1.0  # Witten-Bell smoothing weights
_NEAR_DISTINCT = 1.0  # the same for the first words of the lines around
_TRUST_OF_CLASSES = 0.6  # power of what the classes of two words tell
_PHRASE_PRIOR = 0.25  # observations that `pair` counts for against the document's own phrases
_IN_ITS_PLACE = 0.5  # of the chance of a word that it is coordinated with
_HANGING_ENDING = -6.0  # an ending where none can hang
_ENDING_TWICE = -12.0
_PLURAL_ALREADY = "ندگان"  # «نمایندگان» takes no «های»
_BEGINS_WITH_AND = -5.0  # a proposition, not the line of one
_ENDING_OF_FOREIGN = -1.5
_VERBAL_NOUN_FIRST = 5.0
_ONE_OF_ONE = -4.0  # a singular behind «یکی از»
_PLURAL_WORDS = ("ها", "ان", "ات", "های", "هایی")
_SAID_TWICE = -4.0
_BELONGS_TO_NOTHING = -8.0
_NO_COMPLEMENT = frozenset("و یا که را است بود اما ولی نیز هم".split())  # never what «…های» belongs to
_SECOND_HALF = 0.0003
_HAMZA = "اء"  # «ارتقاء کیفیت» is written for «ارتقای کیفیت»
_COMPOUND = 0.02  # of the second half of a word that lists write with a half-space


AND = "و"  # tells little about the next word; the one before it does («خرد و کوچک»)
ONE_OF = "یکی از"  # «از» behind «یکی»
OPENINGS = frozenset({START, ONE_OF})  # behind these, and a word, `agrees` has something to say
SENTENCE = "^."  # the same of a line that a full stop ends: it begins unlike the titles and entries around it
_SAY_NOTHING = FUNCTION_WORDS | ENDINGS | {BREAK, START, SENTENCE}
_BOUND_HALVES = frozenset(half for half in SECOND_HALVES if len(half) > 4 and half.endswith("ی"))
_NO_VERB_FORMS = NO_VERBS | ENDINGS | {BREAK}


@dataclass(slots=True)
class Counts:
    """Word and pair counts of the lines of one document; `trusted` words stand in intact lines."""

    words: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    followed: Counter[str] = field(default_factory=Counter)
    followers: Counter[str] = field(default_factory=Counter)
    trusted: set[str] = field(default_factory=set)
    coordinated: Counter[tuple[str, str]] = field(default_factory=Counter)  # words before and after «و»
    before_and: Counter[str] = field(default_factory=Counter)

    def add(self, words: Iterable[str], begins: bool) -> None:
        """One line of words in reading order; BREAK separates phrases; `begins`: it continues no line."""
        previous = START if begins else BREAK
        second = BREAK
        for word in (*words, BREAK):
            if previous == AND:
                self.coordinated[second, word] += 1
                self.before_and[second] += 1
            if not (word == BREAK and previous == BREAK):
                if not self.pairs[previous, word]:
                    self.followers[previous] += 1
                self.pairs[previous, word] += 1
                self.followed[previous] += 1
            second, previous = previous, word


def one_of(second: str, last: str) -> str:
    """The last word, ONE_OF where it and the one before it are «یکی از»."""
    return ONE_OF if (second, last) == ("یکی", "از") else last


class Language:
    """Natural log-probabilities; `without` holds what the line under repair itself has contributed."""

    def __init__(self, lexicon: Lexicon, document: Counts) -> None:
        self.lexicon = lexicon
        self.document = document
        self._classes = word_classes()
        self._total = max(1, document.words.total())
        self._memo: dict[tuple[str, str], float] = {}
        self._words: dict[str, float] = {}
        self._known: dict[str, bool] = {}
        self.without = Counts()
        self.near: Counter[str] = Counter()
        self._beside: dict[str, list[tuple[str, str]]] = {}  # a word -> the pairs «x و y» that it begins
        for first, second in document.coordinated:
            if not {first, second} & _SAY_NOTHING:
                self._beside.setdefault(first, []).append((first, second))

    def leave_out(self, lines: Iterable[tuple[Sequence[str], bool]], near: Iterable[str] = ()) -> None:
        """From now on score as if the document did not hold these lines (words, begins); `near` are the first
        words of the lines around them.
        """
        told = Counts()
        for words, begins in lines:
            told.add(words, begins)
            told.words.update(words)
        for word in (*self.without.words, *told.words):
            self._words.pop(word, None)
        self.without = told
        self.near = Counter(near)
        self._memo = {}

    def agrees(self, second: str, left: str, right: str) -> float:
        """ln of how natural it is that `right` follows: behind «یکی از», `second`, stands a plural; many an
        entry begins with «کمتر شدن», whatever word is in the first place.
        """
        if second == START and right in LIGHT_INFINITIVES:
            return _VERBAL_NOUN_FIRST
        plural = right in PLURALS or left.endswith(_PLURAL_WORDS)
        return _ONE_OF_ONE if second == ONE_OF and not plural else 0.0

    def echo(self, second: str, left: str, right: str) -> float:
        """ln of how much likelier `right` is behind `second` and «و» than `pair` says; 0: nothing tells."""
        if left != AND or second in _SAY_NOTHING:
            return 0.0
        total = self.document.before_and[second] - self.without.before_and[second]
        if total <= 0:
            return 0.0
        seen = self.document.coordinated[second, right] - self.without.coordinated[second, right]
        told = seen / math.exp(self.pair(left, right)) if seen else 0.0
        return math.log((told + _PHRASE_PRIOR) / (total + _PHRASE_PRIOR))

    def known(self, word: str) -> bool:
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self.lexicon.known(word) or word in self.document.trusted
        return found

    def word(self, word: str) -> float:
        """ln P(word) anywhere."""
        found = self._words.get(word)
        if found is None:
            found = self.lexicon.log_word(word)
            own = self.document.words[word] - self.without.words[word]
            if own > 0 and self.known(word):
                share = _DOCUMENT_WORD * own / self._total
                found = math.log(share + (1 - _DOCUMENT_WORD) * math.exp(found))
            self._words[word] = found
        return found

    def pair(self, left: str, right: str) -> float:
        """ln P(right | left)."""
        key = (left, right)
        found = self._memo.get(key)
        if found is None:
            found = self._memo[key] = self._pair(left, right)
        return found

    def stops(self, word: str) -> float:
        """ln of how much likelier than others this word is to end a phrase."""
        return self.pair(word, BREAK) - self.word(BREAK)

    def _pair(self, left: str, right: str) -> float:
        if left == ONE_OF:
            return self.pair("از", right)
        probability = self._likeness(left, right)
        if left.endswith(_HAMZA) and right != BREAK:
            probability = max(probability, self._likeness(f"{left[:-1]}ی", right))
        if left not in _SAY_NOTHING or left in PLURALS:
            probability = max(probability, _IN_ITS_PLACE * self._of_like(left, right))
        if left == START and self.near:
            spread = _NEAR_DISTINCT * len(self.near)
            probability = (self.near[right] + spread * probability) / (self.near.total() + spread)
        return math.log(probability) + _unnatural(left, right)

    def _of_like(self, left: str, right: str) -> float:
        """P of the likeliest word that the document says beside this one: «خرد» stands where «کوچک» does."""
        return max(
            (
                self._likeness(left, second)
                for first, second in self._beside.get(right, ())
                if self.document.coordinated[first, second] > self.without.coordinated[first, second]
            ),
            default=0.0,
        )

    def _likeness(self, left: str, right: str) -> float:
        """P(right | left) as the counts have it."""
        lexicon, document = self.lexicon, self.document
        probability = math.exp(self.word(right))
        background = BREAK if left == SENTENCE else left
        probability *= math.pow(self._classes.leaning(background, right), _TRUST_OF_CLASSES)
        followed = lexicon.followed.get(background, 0)
        if followed:
            spread = _BACKGROUND_DISTINCT * lexicon.followers[background]
            seen = lexicon.pairs.get((background, right), 0)
            probability = (seen + spread * probability) / (followed + spread)
        if (left, right) in lexicon.compounds:
            probability = max(probability, _COMPOUND)
        elif right in SECOND_HALVES and left not in FUNCTION_WORDS | ENDINGS:
            probability = max(probability, _SECOND_HALF)
        own = document.followed[left] - self.without.pairs[left, right]
        if own > 0:
            seen = document.pairs[left, right] - self.without.pairs[left, right]
            spread = _DOCUMENT_DISTINCT * document.followers[left]
            probability = (seen + spread * probability) / (own + spread)
        return probability


def _unnatural(left: str, right: str) -> float:
    """What counts of damaged lines must not outvote: an ending that hangs on nothing, a word said twice."""
    if right in AFTER_HEH and not left.endswith("ه") and left != FOREIGN:
        return _HANGING_ENDING
    if right in ENDINGS or right == "ی":
        if left == right or (right in PLURALS and left.endswith(_PLURAL_ALREADY)):
            return _ENDING_TWICE
        if left in FUNCTION_WORDS or left in (START, SENTENCE, BREAK, NUMBER):
            return _HANGING_ENDING
        return _ENDING_OF_FOREIGN if left == FOREIGN else 0.0
    if left in (START, SENTENCE) and right in _BOUND_HALVES:
        return _HANGING_ENDING
    if left in (START, SENTENCE) and right == AND:
        return _BEGINS_WITH_AND
    if left in VERB_PREFIXES and right in _NO_VERB_FORMS:
        return _HANGING_ENDING
    if left == POSSESSOR and (right in _SAY_NOTHING or right == NUMBER):
        return _HANGING_ENDING
    if left == "های" and right in _NO_COMPLEMENT:
        return _BELONGS_TO_NOTHING
    return _SAID_TWICE if left == right and left in FUNCTION_WORDS else 0.0

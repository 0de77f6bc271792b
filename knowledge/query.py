"""A question as people type it becomes forms that documents can be searched with.

Colloquial, without ZWNJ, misspelt, in Finglish or in English: each content word becomes a Concept, the
words that documents may use for it with a weight each. The reading is what the embedder gets.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

import wordfreq

from knowledge.finglish import Transliterator, signs, sound_cost
from knowledge.lexicon import Lexicon, Phrase
from knowledge.mending import Mender
from knowledge.nouns import load_nouns
from knowledge.persian import fold, fold_each, tokens
from knowledge.speech import Speech, Unit, bare_forms
from knowledge.spelling import ENDING_WEIGHT, SOUND_WEIGHT, Speller
from knowledge.stems import AFFIXES, stem

SPOKEN_WEIGHT = 0.9
VERB_WEIGHT = 0.8  # a noun for a spoken verb
SAME_WEIGHT = 0.55  # a word of the same meaning instead of the word asked
SAME_OF_GUESS = 0.4  # … as a word that is itself a replacement, times that one's weight
GUESSED_SHARE = 0.7  # what a concept counts whose own word the index does not hold
EARLIER_SHARE = 0.5  # what a concept of the earlier question counts in a follow-up
COMMON = 5.0  # Zipf frequency (log10 per billion words) from which a word hardly identifies anything
RARE = 3.5  # … and below which it does so fully
NOUN_RARITY = 0.7  # of a noun, however common: it names what is asked for
ENGLISH = 4.2  # … from which an English word is no name that sounds the same in Persian
REMEMBERED = 256  # queries: each step of understanding a message reads it, or the part that it needs
HELD_WORDS = 4096  # of which it is known what documents write for them: questions share most of theirs
SOUNDS_SAME = 0.15  # of sound_cost a letter: «بی‌دی‌اس‌پی» is BDSP
LONG = 5  # letters from which an English word among Finglish is no Persian one
FAMILIAR_WORDS = 7_500  # … of which the first are taken rather than those that sound a little more alike
FINGLISH_WORDS = 20_000  # most frequent Persian words that Finglish may stand for beside the index's own
_ENGLISH_ENDINGS = (
    *(("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e")),
    *(("er", "e"), ("ers", "e"), ("ly", ""), ("al", ""), ("ally", "")),
)
_APOSTROPHE = re.compile(r"(?<=[a-zA-Z])['’`ʼ](?=[a-zA-Z])")  # «san'ati»
_FINGLISH_OWNERS = {"esh": "ش", "eshun": "شون", "eshoon": "شون"}
_MARK = re.compile(r"([؟?!.،,:؛;]+(?:\s+|$))")
_FINGLISH_ENDING = re.compile(r"(?<=...)(?:haye?|ha|ye|esh|eshun|eshoon)$")
_OF_THEM = re.compile(r"(?<=..)(?:ش|شون|شان|شو|شونو)$")
_NUMERAL = re.compile(r"\d+(?:\.\d+)?")


class Script(StrEnum):
    PERSIAN = "persian"
    FINGLISH = "finglish"
    ENGLISH = "english"


@dataclass(frozen=True, slots=True)
class Concept:
    """One content word of the question with what documents may write for it."""

    word: str  # folded, as understood (transliterated when it was Finglish)
    terms: tuple[tuple[Phrase, float], ...]  # stems standing together, weight in 0 to 1; best first
    rarity: float  # 0 to 1: how much a document must hold it; low for words that everybody uses
    known: bool  # whether any term is in the index
    noun: bool = False  # names a thing, so an answer has to speak of it
    asked_for: bool = False  # names what is wanted of a thing: its budget, its head, its address
    place: bool = False  # names a town, a province or a country
    share: float = 1.0  # below 1 for what an earlier question of the conversation brings along

    def match(self, held: Set[str]) -> float:
        """How well a text with these stems holds the concept: the weight of its best term there, or 0."""
        for phrase, weight in self.terms:  # loops: asked some hundred times for an answer
            for part in phrase:
                if part not in held:
                    break
            else:
                return weight
        return 0.0

    def meant_in(self, held: Set[str]) -> bool:
        """Whether a text with these stems speaks of it, be it in another word of the same meaning."""
        return self.match(held) >= SAME_WEIGHT

    def named_in(self, held: Set[str]) -> bool:
        """Whether such a text names it, however spelt: «الکترونیک» means «دیجیتال», without naming it."""
        return self.match(held) >= VERB_WEIGHT


@dataclass(frozen=True, slots=True)
class Query:
    """A question with everything it is searched by."""

    text: str  # as asked
    script: Script
    words: tuple[str, ...]  # folded Persian words in order, stop words included
    concepts: tuple[Concept, ...]
    readings: tuple[str, ...]  # for the embedder, one or two


class QueryReader:
    """Reads questions against the vocabulary of one index."""

    def __init__(self, lexicon: Lexicon, texts: Iterable[str]) -> None:
        """`texts` are the passages of the index."""
        self._lexicon = lexicon
        words: dict[str, int] = {}
        for text in texts:
            for word in dict.fromkeys(tokens(text)):  # a set has another order in each process
                words[word] = words.get(word, 0) + 1
        self._stems = frozenset(stem(word) for word in words)
        self._nouns = load_nouns()
        self._speech = Speech(lexicon.spoken, lexicon.verbs)
        self._speller = Speller(word for word in words if not word.isdigit())
        self._mender = Mender(lexicon, {word: count for word, count in words.items() if not word.isascii()})
        self._telling = Speller(sorted(lexicon.asked_for | lexicon.places))
        self._latin = {word: signs(word) for word in words if word.isascii() and word.isalpha()}
        # of words that sound alike the frequent one comes first
        persian = sorted((word for word in words if not word.isascii()), key=words.__getitem__, reverse=True)
        common = wordfreq.top_n_list("fa", FINGLISH_WORDS)
        self._transliterator = Transliterator(
            [(word, 1.0) for word in persian]
            + [(word, max(-1.0, 0.8 - n / FAMILIAR_WORDS)) for n, word in enumerate(fold_each(common))]
        )
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._read)
        self._concept = lru_cache(maxsize=HELD_WORDS)(self._concept_of)
        self._formal = lru_cache(maxsize=HELD_WORDS)(self._formally)
        self._heard = lru_cache(maxsize=HELD_WORDS)(self._transliterator.persian)

    def read(self, text: str) -> Query:
        """The question's forms; never fails, a question without content words has no concepts."""
        return self._remembered(text)

    def _read(self, text: str) -> Query:
        asked = tokens(_APOSTROPHE.sub("", text))
        script = self._script(asked)
        words, readings = self._persian(asked, text, script)
        concepts = self._concepts(words)
        return Query(text, script, tuple(words), tuple(concepts), readings)

    def mend(self, text: str) -> str:
        """The text with its typing errors put right where that is likely."""
        return self._mender.mend(text)

    def in_persian(self, text: str) -> str:
        """A Finglish text in Persian letters, with its punctuation; any other as it is."""
        if self.read(text).script is not Script.FINGLISH:
            return text
        parts = _MARK.split(_APOSTROPHE.sub("", text))
        heard = ([each for word in tokens(part) for each in self._transliterated(word)] for part in parts)
        return "".join(" ".join(words) or part for words, part in zip(heard, parts, strict=True)).strip()

    def follow(self, query: Query, earlier: Query) -> Query:
        """The query with the earlier question's concepts behind its own, for a follow-up."""
        own = {concept.word for concept in query.concepts}
        brought = tuple(
            replace(concept, share=EARLIER_SHARE) for concept in earlier.concepts if concept.word not in own
        )
        joined = f"{earlier.readings[-1]} {query.readings[-1]}"
        return replace(query, concepts=query.concepts + brought, readings=(query.readings[-1], joined))

    def _script(self, words: list[str]) -> Script:
        latin = [word for word in words if word.isascii() and word.isalpha()]
        if 2 * len(latin) <= len(words) or all(word in self._latin for word in latin):
            return Script.PERSIAN
        lexicon = self._lexicon
        english = sum(word in lexicon.english or word in lexicon.stop for word in latin)
        finglish = sum(word in lexicon.finglish for word in latin)
        unread = [w for w in latin if w not in lexicon.english and w not in lexicon.stop]
        heard = sum(w not in lexicon.finglish and self._heard(w) is not None for w in unread)
        return Script.ENGLISH if english >= finglish + 0.5 * heard else Script.FINGLISH

    def _persian(self, asked: list[str], text: str, script: Script) -> tuple[list[str], tuple[str, ...]]:
        """The question's words in Persian and the readings for the embedder."""
        if script is Script.PERSIAN:
            formal = [word for unit in self._speech.units(asked) for word in self._formal(unit)]
            plain = " ".join(text.split())
            return asked, (plain,) if formal == asked else (plain, " ".join(formal))
        translated = self._translated if script is Script.ENGLISH else self._transliterated
        words = [each for word in asked for each in translated(word)]
        reading = " ".join(words)
        return words, (text, reading) if script is Script.ENGLISH and reading else (reading or text,)

    def _transliterated(self, word: str) -> tuple[str, ...]:
        """A word of a Finglish question in Persian."""
        table = self._lexicon.finglish
        if word in table:
            return table[word]
        if (ending := _FINGLISH_ENDING.search(word)) and word[: ending.start()] in table:
            *before, last = table[word[: ending.start()]]
            return (*before, f"{last}{_FINGLISH_OWNERS.get(ending[0], '')}")
        if len(word) >= LONG and word in self._lexicon.english:  # «project ha» among Finglish
            return self._lexicon.english[word]
        if word in self._latin or not word.isalpha():
            return (word,)
        return tuple(tokens(self._heard(word) or word))

    def _translated(self, word: str) -> tuple[str, ...]:
        """A word of an English question in Persian; a name by its sound, any other unknown word as it is."""
        found = next((form for form in english_forms(word) if form in self._lexicon.english), None)
        if found is not None:
            return self._lexicon.english[found]
        if word in self._lexicon.stop:
            return ()
        if word in self._latin or not word.isalpha() or wordfreq.zipf_frequency(word, "en") >= ENGLISH:
            return (word,)
        return tuple(tokens(self._heard(word) or word))

    def _formally(self, unit: Unit) -> tuple[str, ...]:
        """The unit as a document would write it: spoken words replaced, misspelt ones corrected."""
        if len(unit.words) > 1:
            return unit.formal[:2] or unit.words
        (word,) = unit.words
        if word in self._speller or self._says_nothing(word) or word in AFFIXES:
            return (word,)
        if unit.formal:
            return unit.formal[:1]
        if _is_word(word):
            return (word,)
        if verb := self._speech.verb(word):
            return verb[:1]
        suggested = self._speller.suggestions(word)
        return (max(suggested, key=suggested.__getitem__),) if suggested else (word,)

    def _concepts(self, words: list[str]) -> list[Concept]:
        stemmed = [stem(word) for word in words]
        phrases = self._phrases(stemmed)
        kept = {words[n] for n, pair in enumerate(pairwise(stemmed)) if pair in self._lexicon.kept}
        concepts: dict[str, Concept] = {}
        for unit in self._speech.units(words):
            word = " ".join(unit.words)
            if len(unit.words) == 1 and (
                (self._is_stop(word) and word not in kept) or word in AFFIXES or len(word) < 2
            ):
                continue
            if word.isdigit():
                concepts[word] = Concept(word, (((word,), 1.0),), 1.0, word in self._stems, noun=True)
                continue
            concept = self._concept(unit, tuple(phrases.get(stem(word), {}).items()))
            concepts.setdefault(concept.terms[0][0][0], concept)
        return list(concepts.values())

    def _is_stop(self, word: str) -> bool:
        """Whether it says nothing by itself: «چند تا», and «چند تاش» of what was spoken of."""
        if self._says_nothing(word):
            return True
        bare = _OF_THEM.sub("", word)
        named = word in self._speller or not self._nouns.isdisjoint((word, bare))
        return bare in self._lexicon.stop and not named

    def _says_nothing(self, word: str) -> bool:
        return word in self._lexicon.stop or word in self._lexicon.light

    def _concept_of(self, unit: Unit, besides: tuple[tuple[Phrase, float], ...]) -> Concept:
        """What one unit names; `besides` is what documents may write for the phrase that it begins."""
        word, found = " ".join(unit.words), self._terms(unit)
        for phrase, weight in besides:
            found[phrase] = max(weight, found.get(phrase, 0.0))
        terms = tuple(sorted(found.items(), key=lambda term: -term[1]))
        known = any(all(part in self._stems for part in phrase) for phrase, _ in terms)
        forms = bare_forms(word)
        noun = known or any(form in self._nouns for form in forms)
        meant = {stem(form) for form in forms}
        direct = any(weight >= ENDING_WEIGHT and set(phrase) <= self._stems for phrase, weight in terms)
        if not known and not _is_word(word):
            heard = self._telling.suggestions(word)
            meant.update(stem(guess) for guess, weight in heard.items() if weight >= SOUND_WEIGHT)
        return Concept(
            word,
            terms,
            rarity=max(_rarity(word), NOUN_RARITY) if noun else _rarity(word),
            known=known,
            noun=noun,
            share=1.0 if direct or not known else GUESSED_SHARE,
            asked_for=not meant.isdisjoint(self._lexicon.asked_for),
            # «رشته» is a word, and no «رشت» with an ending
            place=not ({stem(word)} if word in self._nouns else meant).isdisjoint(self._lexicon.places),
        )

    def _terms(self, unit: Unit) -> dict[Phrase, float]:
        """What documents may write for one unit, with weights."""
        guesses = dict.fromkeys(unit.formal, SPOKEN_WEIGHT)
        terms: dict[Phrase, float] = {}
        if len(unit.words) == 1:
            (word,) = unit.words
            terms[(stem(word),)] = 1.0
            if word not in self._speller and stem(word) not in self._stems:
                guesses |= dict.fromkeys(self._speech.verb(word), VERB_WEIGHT)
                guesses |= {} if guesses else self._guesses(word)
        elif not guesses:
            terms[tuple(stem(word) for word in unit.words)] = 1.0
        for guess, weight in guesses.items():
            terms[(stem(guess),)] = max(weight, terms.get((stem(guess),), 0.0))
        for phrase in list(terms):
            direct = terms[phrase]
            weight = SAME_WEIGHT if direct == 1.0 else SAME_OF_GUESS * direct
            for other in sorted(self._lexicon.same.get(phrase, ())):
                if all(part in self._stems for part in other):
                    terms[other] = max(weight, terms.get(other, 0.0))
        return terms

    def _guesses(self, word: str) -> dict[str, float]:
        """Words of the index for a word that it does not hold."""
        if word.isascii():
            return {}
        for latin, latin_signs in self._latin.items():
            letters = len(word)
            if letters >= 4 and sound_cost(latin_signs, word, SOUNDS_SAME * letters) / letters <= SOUNDS_SAME:
                return {latin: SPOKEN_WEIGHT}
        suggested = self._speller.suggestions(word)
        if _is_word(word):  # a real word: only its own bare form or sound, not its neighbours in spelling
            suggested = {other: weight for other, weight in suggested.items() if weight > 0.85}
        if not suggested and (parts := self._speller.split(word)) is not None:
            suggested = dict.fromkeys(parts, 0.9)
        return suggested

    def _phrases(self, stemmed: list[str]) -> Mapping[str, dict[Phrase, float]]:
        """Synonyms of two- and three-word phrases of the question, under the phrase's first stem."""
        found: dict[str, dict[Phrase, float]] = {}
        for size in (2, 3):
            for start in range(len(stemmed) - size + 1):
                phrase = tuple(stemmed[start : start + size])
                for other in sorted(self._lexicon.same.get(phrase, ())):
                    if all(part in self._stems for part in other):
                        for part in phrase:
                            found.setdefault(part, {})[other] = SAME_WEIGHT
        return found


def english_forms(word: str) -> Iterator[str]:
    """The word, and what it is an inflected form of if its ending is one."""
    yield word
    for ending, instead in _ENGLISH_ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 3:
            yield rest + instead
            if not instead and rest[-1] == rest[-2:-1]:  # planned
                yield rest[:-1]


def _is_word(word: str) -> bool:
    """Whether Persian at large knows the word."""
    return wordfreq.zipf_frequency(word, "fa") >= RARE


def _rarity(word: str) -> float:
    """1 for words below RARE, falling to 0.2 at COMMON and above (Zipf scale, van Heuven et al. 2014)."""
    zipf = wordfreq.zipf_frequency(word, "fa")
    return min(1.0, max(0.2, 1.0 - 0.8 * (zipf - RARE) / (COMMON - RARE)))


@lru_cache(maxsize=8192)  # the lines of an index are looked at with every question
def numerals(text: str) -> frozenset[str]:
    """Canonical numerals of the text: ASCII digits, no grouping."""
    return frozenset(_NUMERAL.findall(fold(text)))

"""How a stretch of letters without a space can be read: as one word, several, or with strokes taken out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.repair.kashida import without_strokes
from ingest.repair.language import Language
from ingest.repair.letters import NOT_JOINING, bare
from ingest.repair.lexicon import (
    BETWEEN,
    ENDINGS,
    FUNCTION_WORDS,
    PLURALS,
    POSSESSOR,
    PREFIXES,
    SECOND_HALVES,
    VERB_PREFIXES,
)

_SWAPPED_LIGATURE = -4.0  # two letters drawn as one glyph, copied in visual order
_LOST_HALF_SPACE = -0.7  # before an ending, after می, inside a known compound
_LOST_AFTER_PREFIX = -2.0
_LOST_SPACE = -6.0
_LOST_SPACE_REVERSED = -8.0  # where runs are reversed a lost space is rather the seam of two
_STROKE = -1.0  # taking one out
_STROKE_DAL = -2.0  # more, when it was read as «د»
_STROKE_KNOWN_WORD = -9.0  # more, when the stretch is a word as it stands
_SLIP = 0.01  # how rare beside the word it is without its strokes: then it is none of its own
_STROKE_KNOWN_HERE = -1.5  # the same in a line that has strokes for certain
_WRITTEN_TOGETHER = frozenset("انها آنها اینها همینها همانها انهاست آنهاست اینهاست".split())
_PLURAL_ENDINGS = tuple(PLURALS)
_SPLIT_OFF = PLURALS | {"تر", "ترین"}
_TORN_ENDING = 6  # letters of a plural ending with its strokes
_HIDES_HEH = 6  # letters
_LONGEST = 14  # letters of one word
_MANY_PARTS = 5
_NO_LINE = 60  # letters without a space: longer than what a line can glue
_REMEMBERED = 60_000  # stretches, some 60 MB
_BEST = 4
_TO_ITSELF = re.compile(r"(\w{2,})به\1")


# Score, parts, bare parts, ln P of the parts after the first, cost; kept by the last bare part.
_Way = tuple[float, tuple[str, ...], tuple[str, ...], float, float]
_Ways = dict[str, _Way]


@dataclass(frozen=True, slots=True)
class Reading:
    """The letters of `parts` are those of the stretch, but for `strokes` of them."""

    parts: tuple[str, ...]
    keys: tuple[str, ...]  # bare parts
    cost: float  # ln, beside the words' own probability
    inner: float  # ln P of the parts after the first, given the one before
    strokes: int = 0


class Readings:
    """Readings of stretches, remembered; `strokes`: the document has kashida damage; `reversed_runs`: it has
    runs in reverse order.

    Set `stretched_line` while a line that has some for certain is read: then more may be.
    """

    def __init__(self, language: Language, strokes: bool, reversed_runs: bool) -> None:
        self._lost_space = _LOST_SPACE_REVERSED if reversed_runs else _LOST_SPACE
        self._reversed_runs = reversed_runs
        self.language = language
        self._strokes = strokes
        self._memo: dict[tuple[str, bool], tuple[Reading, ...]] = {}
        self.stretched_line = False
        self._splits: dict[str, Reading] = {}
        self._ways: dict[str, _Ways] = {}
        self.glued: dict[tuple[str, bool], tuple[int, ...]] = {}  # what units.glue_positions has found

    def of(self, stretch: str) -> tuple[Reading, ...]:
        """At most a handful, the likeliest first."""
        found = self._memo.get((stretch, self.stretched_line))
        if found is None:
            if len(self._memo) > _REMEMBERED:
                self.forget()
            found = self._memo[stretch, self.stretched_line] = self._read(stretch)
        return found

    def forget(self) -> None:
        """To be called when the language leaves out other lines: readings are scored by it."""
        self._memo.clear()
        self._splits.clear()
        self._ways.clear()
        self.glued.clear()

    def known(self, stretch: str) -> bool:
        """True when it reads without a lost space, a stroke or an unknown part."""
        best = self.of(stretch)[0]
        return best.cost > _LOST_SPACE and not best.strokes and all(map(self.language.known, best.keys))

    def _read(self, stretch: str) -> tuple[Reading, ...]:
        whole = bare(stretch)
        if whole in _WRITTEN_TOGETHER or len(stretch) > _NO_LINE:
            return (Reading((stretch,), (whole,), 0.0, 0.0),)
        if self._possesses(whole):
            size = len(POSSESSOR)
            return (Reading((stretch[:size], stretch[size:]), (whole,), 0.0, 0.0),)
        plain = self._split(stretch, 0.0, 0)
        found = [
            plain,
            *self._to_itself(stretch),
            *self._with_plural(stretch, plain),
            *self._with_adjective(stretch),
        ]
        as_one = len(plain.parts) > 1 and self.language.known(whole)
        if as_one and not self._loses_half_space(plain, whole):
            found.append(Reading((stretch,), (whole,), 0.0, 0.0))
        if self._reversed_runs and len(stretch) <= _LONGEST and not self.language.known(whole):
            found += [
                Reading((form,), (bare(form),), _SWAPPED_LIGATURE, 0.0, 1)
                for form in _swapped(stretch)
                if self.language.known(bare(form))
            ]
        if self._strokes and len(stretch) <= _LONGEST:
            broken = not all(map(self.language.known, plain.keys)) or plain.cost <= _LOST_SPACE
            listed = whole in self.language.lexicon.lemmas
            for form, changed in without_strokes(stretch):
                seldom = not listed and self._far_likelier(bare(form), whole)
                whole_word = _STROKE_KNOWN_HERE if self.stretched_line or seldom else _STROKE_KNOWN_WORD
                cost = _STROKE * changed + (0.0 if broken else whole_word)
                cost += _STROKE_DAL * (stretch.count("د") - form.count("د"))
                reading = self._split(form, cost, changed)
                if all(map(self.language.known, reading.keys)):
                    found.append(reading)
            if self._reversed_runs and 2 < len(stretch) <= _TORN_ENDING and not self.language.known(whole):
                found += _torn_plurals(stretch)
        found.sort(key=self.alone, reverse=True)
        return tuple(found[:_BEST])

    def _far_likelier(self, word: str, slip: str) -> bool:
        """«خانواده» beside «خوانواده»: frequency lists know what people mistype."""
        words = self.language.lexicon.words
        return word in self.language.lexicon.lemmas and words.get(slip, 0.0) < _SLIP * words[word]

    def _possesses(self, whole: str) -> bool:
        """«ذینفع» and its like, which frequency lists know as one word."""
        lexicon = self.language.lexicon
        bound = whole.startswith(POSSESSOR) and len(whole) > len(POSSESSOR) + 2
        return bound and whole in lexicon.words and whole not in lexicon.lemmas

    def _to_itself(self, stretch: str) -> Iterator[Reading]:
        """«گاهبهگاه»: a word, «به» and the word again, which nobody writes together."""
        doubled = _TO_ITSELF.fullmatch(stretch)
        if doubled is not None and not self._reversed_runs and self.language.known(bare(doubled[1])):
            keys = bare(doubled[1]), "به", bare(doubled[1])
            cost = 2 * _LOST_HALF_SPACE
            yield Reading((doubled[1], "به", doubled[1]), keys, cost, self.language.pair(keys[0], keys[1]))

    def _with_plural(self, stretch: str, plain: Reading) -> Iterator[Reading]:
        """A frequency list's «سالهای» as a word and its plural ending: rare as one, usual as two."""
        if not stretch.endswith(_PLURAL_ENDINGS):
            return
        if len(plain.parts) > 2 or (len(plain.parts) == 2 and plain.keys[-1] != "ای"):
            return
        lemmas, whole = self.language.lexicon.lemmas, bare(stretch)
        if (len(plain.parts) == 1 and plain.keys[0] in lemmas) or whole.removesuffix("ی") in lemmas:
            return  # «انتهای» too
        for ending in PLURALS:
            stem = stretch[: -len(ending)]
            if stretch.endswith(ending) and len(stem) > 2 and self.language.known(bare(stem)):
                keys = (bare(stem), ending)
                yield Reading((stem, ending), keys, _LOST_HALF_SPACE, self.language.pair(*keys))

    def _with_adjective(self, stretch: str) -> Iterator[Reading]:
        """«مشاورهای» and «نشانهای», which may be «مشاوره‌ای» and «نشان‌های»: the heh is the word's, or not."""
        if len(stretch) < _HIDES_HEH or not stretch.endswith("های"):
            return
        keys = (bare(stretch[:-2]), "ای")
        if keys[0] in self.language.lexicon.lemmas:
            yield Reading((stretch[:-2], "ای"), keys, _LOST_HALF_SPACE, self.language.pair(*keys))

    def _loses_half_space(self, plain: Reading, whole: str) -> bool:
        """A usual word that is only the run-together spelling of two; the pronouns are written so."""
        lexicon = self.language.lexicon
        ending = plain.keys[-1] in _SPLIT_OFF or self._is_verb(plain.keys, whole)
        ending = ending and not self._reversed_runs
        compound = plain.keys[-1] in SECOND_HALVES and plain.keys[-2:] in lexicon.compounds
        compound = compound and whole.removesuffix("ی") not in lexicon.lemmas
        listed = whole in lexicon.lemmas or (plain.keys[-1] == "های" and whole[:-1] in lexicon.lemmas)
        return (ending or compound) and not listed and whole not in _WRITTEN_TOGETHER

    def _is_verb(self, keys: tuple[str, ...], whole: str) -> bool:
        """«میشود», not «میانی»: what is said without its «می» as well."""
        words = self.language.lexicon.words
        if keys[0] not in VERB_PREFIXES:
            return False
        return keys[:2] in self.language.lexicon.joined or words.get(whole, 0.0) <= words.get(keys[1], 0.0)

    def likeliness(self, stretch: str) -> float:
        """ln P of a stretch at its best."""
        return self.alone(self.of(stretch)[0])

    def fitting(self, stretch: str, after: str, before: str | None = None) -> tuple[Reading, float]:
        """The reading that fits best behind the word `after`, and before `before` if that is known; with its
        ln P behind `after`.
        """
        pair = self.language.pair

        def behind(reading: Reading) -> float:
            return pair(after, reading.keys[0]) + reading.inner + reading.cost

        def between(reading: Reading) -> float:
            return behind(reading) + (pair(reading.keys[-1], before) if before else 0.0)

        reading = max(self.of(stretch), key=between)
        return reading, behind(reading)

    def alone(self, reading: Reading) -> float:
        """ln P of a reading without anything around it."""
        return self.language.word(reading.keys[0]) + reading.inner + reading.cost

    def _split(self, stretch: str, cost: float, strokes: int) -> Reading:
        best = self._splits.get(stretch)
        if best is None:
            best = self._splits[stretch] = self._best_split(stretch)
        return Reading(best.parts, best.keys, best.cost + cost, best.inner, strokes)

    def _best_split(self, stretch: str) -> Reading:
        """The likeliest division into words; the whole stretch may be one that nobody knows."""
        whole = bare(stretch)
        ways_by_last = self._divisions(stretch)
        if whole and len(stretch) <= _LONGEST and not self.language.known(whole):
            ways_by_last = dict(ways_by_last)
            _offer(ways_by_last, (self.language.word(whole), (stretch,), (whole,), 0.0, 0.0))
        if not ways_by_last:
            return Reading((stretch,), (whole,), 0.0, 0.0)
        ways = sorted(ways_by_last.values(), reverse=True)
        _, parts, keys, inner, cost = ways[0]
        if len(parts) == 1 and len(ways) > 1:
            split = Reading(*ways[1][1:3], ways[1][4], ways[1][3])
            if split.cost > _LOST_SPACE and self._loses_half_space(split, keys[0]):
                return split
        return Reading(parts, keys, cost, inner)

    def _divisions(self, stretch: str) -> _Ways:
        """The likeliest divisions into known words, one for each last word (Viterbi over the letters).

        What is found of a stretch serves all that begin with it.
        """
        found = self._ways.get(stretch)
        if found is not None:
            return found
        language = self.language
        found = {}
        for start in range(max(0, len(stretch) - _LONGEST), len(stretch)):
            part = stretch[start:]
            key = bare(part)
            if not key or not language.known(key):
                continue
            if start == 0:
                _offer(found, (language.word(key), (part,), (key,), 0.0, 0.0))
                continue
            for score, parts, keys, inner, cost in self._divisions(stretch[:start]).values():
                if len(parts) == _MANY_PARTS:
                    continue
                step = language.pair(keys[-1], key)
                lost = self._lost(keys[-1], key)
                _offer(found, (score + step + lost, (*parts, part), (*keys, key), inner + step, cost + lost))
        self._ways[stretch] = found
        return found

    def _lost(self, left: str, right: str) -> float:
        lexicon = self.language.lexicon
        half = ((left, right) in lexicon.joined and left not in FUNCTION_WORDS) or (
            left,
            right,
        ) in lexicon.compounds
        prefixed = left in PREFIXES or (left == BETWEEN and right.endswith("ی") and not self._reversed_runs)
        if prefixed and left + right not in lexicon.words and (len(right) > 3 or right in SECOND_HALVES):
            return _LOST_AFTER_PREFIX
        half = half or (right.startswith("آ") and left[-1] not in NOT_JOINING and not self._reversed_runs)
        half = half or (right in ENDINGS and left not in FUNCTION_WORDS)
        half = half or (left == POSSESSOR and len(right) > 2)
        half = half or (right in SECOND_HALVES and left[-1] in NOT_JOINING and left not in FUNCTION_WORDS)
        half = half or (left in VERB_PREFIXES and left + right in lexicon.words)
        if self._reversed_runs and left.endswith("ه"):
            half = False  # the run would have ended there
        return _LOST_HALF_SPACE if half else self._lost_space


def _offer(ways: _Ways, offer: _Way) -> None:
    last = offer[2][-1]
    if last not in ways or ways[last][0] < offer[0]:
        ways[last] = offer


def _torn_plurals(stretch: str) -> Iterator[Reading]:
    """«یهدا» for «های»: a stretched joint made two runs of the ending, handed out the last first."""
    for place in range(1, len(stretch)):
        turned = stretch[place:] + stretch[:place]
        for form, strokes in ((turned, 0), *without_strokes(turned)):
            if form in PLURALS:
                dal = _STROKE_DAL * (turned.count("د") - form.count("د"))
                yield Reading(
                    (form,), (form,), _SWAPPED_LIGATURE + _STROKE * strokes + dal, 0.0, strokes or 1
                )


def _swapped(stretch: str) -> set[str]:
    """The stretch with its first two, and with its last two, letters the other way round."""
    if len(stretch) < 2:
        return set()
    return {stretch[1] + stretch[0] + stretch[2:], stretch[:-2] + stretch[-1] + stretch[-2]}

"""Runs of a line in reverse order, glued without space: the order that reads best.

A PDF line made of several text runs (they break at a half-space, at a change of weight, at digits, at a
stretched joint) comes out of some extractors with the runs in visual order: the last first, without the
spaces that layout stood for. Read from its end, run by run, the line is right again. So a repair is a set of
cuts; the search goes over the cuts from the line's end to its start and scores what is read.
"""

from dataclasses import dataclass, field

from ingest.repair.beams import Place, State, keep
from ingest.repair.counting import BREAK
from ingest.repair.cuts import UNCUT_SEAM, Cuts
from ingest.repair.language import AND, ONE_OF, OPENINGS, Language, one_of
from ingest.repair.lexicon import ENDINGS, LIGHT_INFINITIVES, NUMERALS, SECOND_HALVES
from ingest.repair.readings import Readings
from ingest.repair.tokens import NOT_WORD_KEYS, Ordering, Token
from ingest.repair.units import Gap, Unit, UnitKind
from ingest.repair.writing import write_out

_JOIN_ENDING_AFTER_SPACE = -1.5
_JOIN_HALF_SPACE = -0.3
_JOIN_LOST_SPACE = -2.5
_JOIN_AFTER_LEAD = -1.0  # the same behind a first word that stands alone: it was set bold
_JOIN_BROKEN_WORD = -3.0
_JOIN_KNOWN_HALVES = -6.0  # although both parts are words already
_TAIL_LETTER, _TAIL_FREE = -0.25, 5  # a word breaks at the last stretched joint: what follows it is short
_TAIL_FAR, _TAIL_LONGEST = -1.0, 8  # more, for each letter beyond the longest tails that were met
_TAIL_LEFT = 1  # letters that may follow the tail of a broken word
_TAIL_OF_MORE = -6.0  # than the torn word, where the line is the last of its entry and not justified
_TAIL_BEHIND_WORD = -3.0  # more, when a label is glued before the tail
_MOST_UNITS = 90  # of a printed line; the search takes the square of it
_LEAST_GAIN = {True: 1.5, False: 4.0}  # for a new order where nothing is glued; True: the line has moved runs
_UNPROVED_CUT = -2.0  # more, for each cut at a space beyond one more than the seams of the line
_DANGLING = frozenset("و یا که در از به با بر برای این آن تا های بین میان توسط همچون ذی".split()) | {ONE_OF}
_PARTING, _PARTED = frozenset("،؛"), -4.0  # no mark parts them from what follows
_DANGLES = {True: -6.0, False: -0.5}
_RANGE = 6.0  # «سه - پنج ساله»
_SCRAP_LAST = -6.0  # a letter: rather the tail of a torn word than what the line ends in
_INFINITIVE_LAST = -5.0  # «گران شدن سوخت» has behind it what it tells of
_STOPS = 0.5  # weight of what tells that a phrase ends, before a bracket
_STRETCHED_FIRST = -4.0  # a line is stretched towards its end: such a word ends the run before
_MEETS_TIGHT = -3.0  # a last word without a space behind it before a number or a Latin word


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a stretch of words in its line."""

    after: str  # the word read before it
    begins: bool  # nothing of the line is read before it
    ends: bool  # with it the proposition ends
    ends_spaced: bool  # a space follows its last unit
    closes: bool  # a bracket follows
    meets: bool  # a number or a Latin word follows
    ranges: bool  # a dash and a numeral follow
    before: str | None  # what follows, where its chance behind the last word counts
    moved: bool  # another run of the line has moved for certain


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of words, with what reading its parts has given: good for every search of it, until the
    document's counts change.
    """

    units: tuple[Unit, ...]
    cuts: Cuts
    pieces: dict[tuple[int, int, str], tuple[float, tuple[str, ...]]] = field(default_factory=dict)
    readings_to: dict[tuple[int, int, str, str], tuple[float, float, Place]] = field(default_factory=dict)


def asks_for_more(word: str) -> bool:
    """Whether nothing can end with a word."""
    return word in _DANGLING or word.endswith("های")


class RunOrder:
    """Search over the cuts of one line, or of one stretch of it."""

    def __init__(
        self, stretch: Stretch, around: Surroundings, readings: Readings, language: Language
    ) -> None:
        self._units = stretch.units
        self._around = around
        self._reads_on = False
        self._readings = readings
        self._language = language
        self._cuts = stretch.cuts
        self._pieces = stretch.pieces
        self._readings_to = stretch.readings_to

    def likeliest(self, most: int) -> list[Ordering]:
        """So many orders at most, each with another last word, the likeliest first; the raw one competes."""
        size = len(self._units)
        if size > _MOST_UNITS:
            return [self.raw()]
        raw = self._extend(None, 0, size)[0]
        beams: list[list[State]] = [[] for _ in range(size + 1)]
        for end in range(size, 0, -1):
            befores: list[State | None] = [None] if end == size else list(beams[end])
            for start in range(end - 1, -1, -1):
                for before in befores:
                    if start == 0 and end == size:
                        continue
                    for state in self._extend(before, start, end):
                        keep(beams[start], state)
        raw_score = self._final(raw)
        ranked = sorted([raw, *beams[0]], key=self._final, reverse=True)
        found: dict[str, State] = {}
        for state in ranked:
            found.setdefault(state.place.key, state)
        return [
            Ordering(
                self._tokens(state),
                state.cuts,
                self._final(state) - raw_score,
                self._final(state),
                not state.tight,
            )
            for state in list(found.values())[:most]
        ]

    def as_it_stands(self) -> Ordering:
        """The raw order where none other is thought of: each word is read by the one after it as well."""
        self._reads_on = True
        return self.raw()

    def raw(self) -> Ordering:
        """The raw order, each stretch of letters read as it fits best."""
        state = self._extend(None, 0, len(self._units))[0]
        return Ordering(self._tokens(state), 0, 0.0, self._final(state), not state.tight)

    def _final(self, state: State) -> float:
        """Its score at the end: before a bracket no «و» can stand; cuts at spaces alone prove little."""
        score = state.place.score
        if asks_for_more(state.place.key):
            score += _DANGLES[self._around.closes or self._around.ends]
        if state.cuts and len(state.place.key) == 1 and state.place.key != AND:
            score += _SCRAP_LAST
        seams, spaces = self._count_cuts(state)
        if state.cuts and not seams:
            score -= _LEAST_GAIN[self._around.moved]
        if self._around.meets and state.tight:
            score += _MEETS_TIGHT
        if self._around.ranges and state.place.key in NUMERALS:
            score += _RANGE
        if (self._around.closes or self._around.ends) and state.place.key in LIGHT_INFINITIVES:
            score += _INFINITIVE_LAST
        if self._around.closes:
            score += _STOPS * self._language.stops(state.place.key)
        if self._around.before is not None:
            score += self._language.pair(state.place.key, self._around.before)
        return score + _UNPROVED_CUT * max(0, spaces - seams - 1)

    def _count_cuts(self, final: State) -> tuple[int, int]:
        """How many cuts a seam speaks for, and how many only the order that they give; a raw end without a
        space before a number or a Latin word speaks for one.
        """
        seams = int(self._around.meets and self._tight(len(self._units)) and not final.tight)
        spaces = 0
        state: State | None = final
        while state is not None:
            if state.start:
                proved = state.joined or self._cuts.glued(state.start)
                seams += proved
                spaces += not (proved or self._cuts.at_label(state.start))
            elif state.joined:
                seams += 1
            state = state.before
        return seams, spaces

    def _extend(self, before: State | None, start: int, end: int) -> list[State]:
        """The states after reading units start…end behind `before`."""
        last = before.place if before else Place(0.0, self._around.after, BREAK)
        at = Place(last.score + self._cuts.costs(start, end), last.key, last.second)
        if before is None and start and self._around.begins and self._stretched(start, end):
            at.score += _STRETCHED_FIRST
        if before is None or last.stretch is None or self._units[start].kind is not UnitKind.WORD:
            return [self._read(before, start, end, at)]
        first = self._cuts.piece_end(start, end)
        begins = self._cuts.stretch(start, first)
        completed = self._completed(before, start, first, end)
        at.score += self._join(before, begins)
        plain = self._read(before, start, end, at)
        return [plain] if completed is None else [self._read(before, start, end, completed, first), plain]

    def _stretched(self, start: int, end: int) -> bool:
        """Whether the word that begins at a unit was stretched: strokes in it read as letters."""
        if self._units[start].kind is not UnitKind.WORD:
            return False
        stretch = self._cuts.stretch(start, self._cuts.piece_end(start, end))
        return sum(map(len, self._readings.of(stretch)[0].parts)) < len(stretch)

    def _completed(self, before: State, start: int, first: int, end: int) -> Place | None:
        """The place behind the last word of `before` as units start…first complete it; None: they cannot."""
        far = self._cuts.letters(0, start) > _TAIL_LEFT
        if not before.tight or (far and not self._one_word_before(start)):
            return None
        last, begins = before.place, self._cuts.stretch(start, first)
        known = self._cuts.known(str(last.stretch)), self._cuts.known(begins)
        if far and any(known):
            return None
        glued = f"{last.stretch}{begins}"
        reading, score = self._readings.fitting(glued, last.key_before)
        if not all(map(self._language.known, reading.keys)):
            return None
        cost = last.score_before + self._cuts.costs(start, end) + score
        cost += _JOIN_KNOWN_HALVES if all(known) else _JOIN_BROKEN_WORD
        letters = self._cuts.letters(start, end)
        cost += _TAIL_LETTER * max(0, letters - _TAIL_FREE) + _TAIL_FAR * max(0, letters - _TAIL_LONGEST)
        cost += _TAIL_BEHIND_WORD if far else 0.0
        cost += _TAIL_OF_MORE if self._around.ends and first < end else 0.0
        return Place(cost, reading.keys[-1], last.second, glued, last.score_before, last.key_before)

    def _one_word_before(self, start: int) -> bool:
        """Whether all that the raw line has before `start` is one word glued to what follows."""
        word = self._cuts.stretch(0, start)
        return self._around.begins and self._cuts.piece_end(0, start + 1) > start and self._cuts.known(word)

    def _read(self, before: State | None, start: int, end: int, at: Place, position: int = -1) -> State:
        """Reads on from `at`; `position`: where to, when the units before it complete the last word."""
        joined = position > start
        position = position if joined else start
        if position < end:
            gained, last, at_end = self._reading(position, end, at.second, at.key)
            at = Place(
                at.score + gained,
                at_end.key,
                at_end.second,
                at_end.stretch,
                at.score + last,
                at_end.key_before,
            )
        cuts = (before.cuts + 1) if before else 0
        return State(at, self._tight(end), start, end, joined, before, cuts)

    def _reading(self, position: int, end: int, second: str, key: str) -> tuple[float, float, Place]:
        """What units position…end add to the score behind the words `second` and `key`, what of it stands
        before their last word, and where reading has come to; scores of that place do not count.
        """
        told = second if key == AND or second in OPENINGS else ""
        asked = position, end, told, key
        found = self._readings_to.get(asked)
        if found is not None:
            return found
        after = self._cuts.piece_end(position, end)
        gained, keys = self._piece(position, after, key)
        if key == AND:
            gained += self._language.echo(second, key, keys[0])
        if second in OPENINGS:
            gained += self._language.agrees(second, key, keys[0])
        before, last = (key, *keys)[-2:]
        last = one_of(before, last)
        if after < end:
            more, before_last, place = self._reading(after, end, before, last)
            found = gained + more, gained + before_last, place
        else:
            word = self._units[position].kind is UnitKind.WORD
            stretch = self._cuts.stretch(position, after) if word else None
            found = gained, 0.0, Place(0.0, last, before, stretch, 0.0, key)
        self._readings_to[asked] = found
        return found

    def _tight(self, end: int) -> bool:
        if end == len(self._units):
            return not self._around.ends_spaced
        return self._units[end].gap not in (Gap.SPACE, Gap.WIDE)

    def _piece(self, start: int, end: int, key: str) -> tuple[float, tuple[str, ...]]:
        """(ln P of the piece after `key`, its words)."""
        found = self._pieces.get((start, end, key))
        if found is None:
            unit = self._units[start]
            if unit.kind is UnitKind.WORD:
                following = self._first_key(end) if self._reads_on else None
                found = self._word(self._cuts.stretch(start, end), key, following)
                if self._cuts.seam(start, end):
                    found = (found[0] + UNCUT_SEAM, found[1])
            else:
                parts = unit.text in _PARTING and key in _DANGLING
                cost = _PARTED if parts else 0.0 if unit.kind is UnitKind.MARK else -4.0
                found = (cost, (NOT_WORD_KEYS[unit.kind],))
            self._pieces[start, end, key] = found
        return found

    def _first_key(self, position: int) -> str | None:
        """The likeliest first word of the stretch of letters at a place; None where there is none."""
        if position == len(self._units) or self._units[position].kind is not UnitKind.WORD:
            return None
        stretch = self._cuts.stretch(position, self._cuts.piece_end(position, len(self._units)))
        return self._readings.of(stretch)[0].keys[0]

    def _word(self, stretch: str, key: str, following: str | None) -> tuple[float, tuple[str, ...]]:
        reading, score = self._readings.fitting(stretch, key, following)
        return score, reading.keys

    def _join(self, before: State, begins: str) -> float:
        """The cost of two runs meeting at a word boundary."""
        first = self._readings.of(begins)[0].keys[0]
        if not before.tight:
            return _JOIN_ENDING_AFTER_SPACE if first in ENDINGS else 0.0
        joined = self._language.lexicon.joined
        if first in ENDINGS or first in SECOND_HALVES or (before.place.key, first) in joined:
            return _JOIN_HALF_SPACE
        lead = before.before is None and before.end - before.start == 1 and self._around.begins
        return _JOIN_AFTER_LEAD if lead else _JOIN_LOST_SPACE

    def _tokens(self, final: State) -> tuple[Token, ...]:
        return write_out(final, self._units, self._cuts, self._readings, self._around.after, self._reads_on)

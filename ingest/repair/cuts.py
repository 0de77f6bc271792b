"""What it costs to cut a raw line at a place, or to leave a place uncut."""

from collections.abc import Sequence
from itertools import accumulate

from ingest.repair.letters import NOT_JOINING, bare
from ingest.repair.lexicon import ENDINGS, PLURALS
from ingest.repair.readings import Readings
from ingest.repair.units import Gap, Unit, UnitKind

_CUT = {Gap.INNER: -2.5, Gap.ENDING: -2.2, Gap.USUAL: -4.0, Gap.EDGE: -1.0, Gap.WIDE: -2.0, Gap.SPACE: -5.0}
_INSIDE = (Gap.INNER, Gap.ENDING, Gap.USUAL)
_CUT_AFTER_MARK = -2.75
_CUT_BEFORE_MARK = -3.0  # more
_CUT_BEFORE_SPACED_COMMA = -1.5  # nobody writes a space there: it ended the run before
_UNCUT_BEFORE_SPACED_COMMA = -1.5
_CUT_AT_ENDING = -2.0  # a run often begins at an ending; one that the line begins with often is a whole run
_CUT_BEHIND_ENDING = -2.5  # glued to the run before it, it rather is one of its own
_UNCUT_ENDING = -2.0  # written on, where the half-spaces of the line are breaks
_LEADING_MARK = -5.0
_CUT_AT_LABEL = -0.3
_LABEL_WORDS = 3
UNCUT_SEAM = -4.0  # letters that are no word but may be two
# Tight behind a mark that a space should follow; commas are typed so too, a semicolon rather ends an entry.
_UNCUT_AFTER = {"،": -3.0, "؛": -6.0, ":": -3.0, ".": -3.0}
_LATER = -0.01  # a unit; of orders that read alike, the one that moves least
_LESS_BEHIND_ENDING = 2.0  # at a space, behind the first run of a raw line that begins with an ending
_TELLING = 3  # letters of a word that is no scrap
_CLOSING = frozenset(".،؛:؟!»)]")


class Cuts:
    """The places of one line, or stretch of one, where runs may meet; `begins`: the line begins with it."""

    def __init__(self, units: Sequence[Unit], readings: Readings, begins: bool) -> None:
        self._units = units
        self._readings = readings
        self._begins = begins
        self._text = "".join(unit.text for unit in units)
        self._places = [0, *accumulate(len(unit.text) for unit in units)]  # in the text, of each unit
        self._piece_ends = _piece_ends(units)
        self._costs: dict[tuple[int, int], float] = {}
        self._known: dict[str, bool] = {}
        self._breaks_at_endings = bool(units) and (
            self._ending(0) or any(self._certain(place) for place in range(1, len(units)))
        )

    def costs(self, start: int, end: int) -> float:
        """Of the cut before `start`, and of a line that would begin with a closing mark."""
        found = self._costs.get((start, end))
        if found is None:
            found = self._costs[start, end] = self._count_costs(start, end)
        return found

    def _count_costs(self, start: int, end: int) -> float:
        first = self._units[start]
        cost = self._cut_cost(start) if start > 0 else 0.0
        for position in range(start + 1, end):
            cost += self._uncut_cost(position)
        if start == 0 and end < len(self._units) and self._ends_certainly(end):
            cost += _LESS_BEHIND_ENDING
        whole = self._begins and end == len(self._units)
        if whole and first.kind is UnitKind.MARK and first.text in _CLOSING:
            cost += _LEADING_MARK
        return cost

    def _cut_cost(self, at: int) -> float:
        """Of a cut before this unit."""
        unit, later = self._units[at], _LATER * at
        spaced = unit.gap is Gap.SPACE
        if spaced and self._ending(at):
            return _CUT_AT_ENDING + later
        if spaced and self._units[at - 1].gap in _INSIDE and self._ending(at - 1):
            return _CUT_BEHIND_ENDING + later
        if self.at_label(at):
            return _CUT_AT_LABEL + later
        if spaced and unit.text == "،":
            return _CUT_BEFORE_SPACED_COMMA + later
        if spaced and self._units[at - 1].kind is UnitKind.MARK:
            return _CUT_AFTER_MARK + later
        return _CUT[unit.gap] + (_CUT_BEFORE_MARK if unit.kind is UnitKind.MARK else 0.0) + later

    def _uncut_cost(self, at: int) -> float:
        """Of none before this unit, where one would be likely."""
        unit = self._units[at]
        if unit.gap is Gap.SPACE and unit.text == "،":
            return _UNCUT_BEFORE_SPACED_COMMA
        if unit.gap is Gap.EDGE:
            return _UNCUT_AFTER.get(self._units[at - 1].text, 0.0)
        return _UNCUT_ENDING if self._breaks_at_endings and self._written_on(at) else 0.0

    def _ends_certainly(self, end: int) -> bool:
        """At a space in a line that begins with an ending: its first run is cut off for certain."""
        return self._units[end].gap is Gap.SPACE and self._ending(0) and not self._ending(end)

    def at_label(self, start: int) -> bool:
        """At the colon, or behind it, of a few words that end the raw line: a label that was set bold."""
        for colon in (start, start - 1):
            if self._units[colon].text == ":":
                return 0 < len(self._units) - 1 - colon <= _LABEL_WORDS
        return False

    def glued(self, start: int) -> bool:
        """True when the cut parts two words that no space parts, or follows a mark that a space should."""
        left, right = self._units[start - 1], self._units[start]
        if right.gap is Gap.EDGE:
            return left.text in _UNCUT_AFTER
        return right.gap in _INSIDE and (self.known(left.text) or self.known(right.text))

    def _certain(self, start: int) -> bool:
        """Two telling words without a space between them."""
        left, right = self._units[start - 1], self._units[start]
        return (
            right.gap is Gap.INNER
            and min(len(left.text), len(right.text)) >= _TELLING
            and self._usual(left.text)
            and self._usual(right.text)
            and not self.known(left.text + right.text)
        )

    def seam(self, start: int, end: int) -> bool:
        """True when letters that are no word fall into two usual ones."""
        whole = self.stretch(start, end)
        if end - start < 2 or self.known(whole):
            return False
        places = accumulate(len(unit.text) for unit in self._units[start : end - 1])
        return any(
            _TELLING <= place <= len(whole) - _TELLING
            and self._usual(whole[:place])
            and self._usual(whole[place:])
            for place in places
        )

    def _usual(self, part: str) -> bool:
        return self._readings.language.lexicon.usual(bare(part))

    def _ending(self, position: int) -> bool:
        unit = self._units[position]
        return unit.kind is UnitKind.WORD and self._readings.of(unit.text)[0].keys[0] in ENDINGS

    def _written_on(self, position: int) -> bool:
        """An ending without a half-space where a letter before it asks for one; it may be several units."""
        if self._units[position].gap not in _INSIDE or self._units[position - 1].text[-1] in NOT_JOINING:
            return False
        return self._ending(position) or bare(self.stretch(position, self._piece_ends[position])) in PLURALS

    def piece_end(self, start: int, end: int) -> int:
        """Where the stretch of uncut letters (or the single other unit) from `start` ends."""
        whole = self._piece_ends[start]
        return whole if whole < end else end

    def stretch(self, start: int, end: int) -> str:
        return self._text[self._places[start] : self._places[end]]

    def letters(self, start: int, end: int) -> int:
        return self._places[end] - self._places[start]

    def known(self, stretch: str) -> bool:
        found = self._known.get(stretch)
        if found is None:
            found = self._known[stretch] = self._readings.language.known(bare(stretch))
        return found


def _piece_ends(units: Sequence[Unit]) -> list[int]:
    """For each unit the position behind the uncut letters that it begins."""
    ends = list(range(1, len(units) + 1))
    for position in range(len(units) - 2, -1, -1):
        if units[position + 1].gap in _INSIDE:
            ends[position] = ends[position + 1]
    return ends

"""What is known about a document before a line of it is repaired."""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Self

from ingest.repair.counting import BREAK
from ingest.repair.detector import Verdict, examine
from ingest.repair.language import START, Counts, Language
from ingest.repair.letters import bare
from ingest.repair.lexicon import ENDINGS, FOREIGN, NUMBER, persian_lexicon
from ingest.repair.lines import LineOrder, last_key
from ingest.repair.marks import strip_ends
from ingest.repair.readings import Readings
from ingest.repair.runs import Ordering, Token
from ingest.repair.surface import prepare_line
from ingest.repair.units import Gap, Unit, UnitKind, split_line

_PASSES = 2
_NAME = 8  # letters: a longer unknown word may be several glued
_SCRAP = 4  # letters: a shorter unknown word is taken for a part of one
_KEYS = {UnitKind.NUMBER: NUMBER, UnitKind.FOREIGN: FOREIGN, UnitKind.MARK: BREAK}


@dataclass(frozen=True, slots=True)
class Evidence:
    """The document's own words and the kinds of damage it has; made once for each document."""

    verdict: Verdict
    language: Language
    readings: Readings
    plain: Readings  # of the background alone
    orderings: Mapping[str, Ordering]  # of its lines, each found without what it would tell about itself

    @classmethod
    def for_document(cls, text: str) -> Self:
        """Learn from the whole text of a document as the extractor gave it (pages joined with newlines)."""
        lexicon = persian_lexicon()
        plain = Readings(Language(lexicon, Counts()), strokes=False, reversed_runs=False)
        known = plain.known
        lines = [prepare_line(line, known, mirrored=False) for line in text.split("\n")]
        units = _units(lines, plain)
        verdict = examine(text, units, _reversed_lines(units, plain), plain)
        if not verdict.damaged:
            return cls(verdict, plain.language, plain, plain, {})
        if verdict.mirrored_brackets and not verdict.reversed_runs:
            lines = [prepare_line(line, known, mirrored=True) for line in text.split("\n")]
        readings = Readings(plain.language, verdict.strokes, verdict.reversed_runs)
        units = _units(lines, readings)
        begins = _beginnings(lines)
        orderings: dict[str, Ordering] = {}
        language = plain.language
        for _ in range(_PASSES):
            language = Language(lexicon, _count(units, begins, orderings, readings))
            readings = Readings(language, verdict.strokes, verdict.reversed_runs)
            order = LineOrder(readings, language, verdict.reversed_runs)
            orderings = _order_all(lines, units, begins, orderings, order)
        language.leave_out((), True)
        return cls(verdict, language, readings, plain, orderings)

    def prepare(self, raw: str) -> str:
        """A raw line with the repairs that need no choice."""
        mirrored = self.verdict.mirrored_brackets and not self.verdict.reversed_runs
        return prepare_line(raw, self.plain.known, mirrored)

    def order(self, line: str, core: str, after: str) -> Ordering:
        """The order of a line's core; `after` is the last word of the line it continues."""
        known = self.orderings.get(line)
        if known is not None:
            return known
        return LineOrder(self.readings, self.language, self.verdict.reversed_runs).order(core, after)


def _units(lines: Iterable[str], readings: Readings) -> dict[str, tuple[Unit, ...]]:
    return {line: split_line(strip_ends(line).core, readings) for line in lines if line.strip()}


def _beginnings(lines: Iterable[str]) -> set[str]:
    """Lines with an empty line before them: they continue none."""
    found: set[str] = set()
    begins = True
    for line in lines:
        if begins and line.strip():
            found.add(line)
        begins = not line.strip()
    return found


def _reversed_lines(units: Mapping[str, Sequence[Unit]], readings: Readings) -> int:
    """Lines that begin with an ending and have a stretch of letters that is no word: no other damage does that."""
    found = 0
    for line, each in units.items():
        if each and bare(each[0].text) in ENDINGS:
            words = re.findall(r"[^\W\d_A-Za-z]+", line)
            found += any(len(word) > 3 and not readings.known(word) for word in words)
    return found


def _count(
    units: Mapping[str, Sequence[Unit]],
    begins: AbstractSet[str],
    orderings: Mapping[str, Ordering],
    readings: Readings,
) -> Counts:
    """Words and pairs of ordered lines; before there are any, of the lines that look intact."""
    counts = Counts()
    for line, found in units.items():
        keys = _unit_keys(found, readings)
        if _intact(found, readings):
            counts.trusted.update(key for key in keys if _SCRAP <= len(key) <= _NAME)
        if line in orderings:
            tokens = orderings[line].tokens
            counts.add(_token_keys(tokens), line in begins)
            counts.words.update(_token_keys(token for token in tokens if len(token.parts) == 1))
        elif _intact(found, readings):
            counts.add(keys, line in begins)
            counts.words.update(keys)
    return counts


def _order_all(
    lines: Iterable[str],
    units: Mapping[str, Sequence[Unit]],
    begins: AbstractSet[str],
    before: Mapping[str, Ordering],
    order: LineOrder,
) -> dict[str, Ordering]:
    """Every line ordered, without what it has itself told in the pass before."""
    orderings: dict[str, Ordering] = {}
    language, readings = order.language, order.readings
    after = START
    for line in lines:
        if not line.strip():
            after = START
            continue
        if line in before:
            language.leave_out(_token_keys(before[line].tokens), line in begins)
        else:
            own = _unit_keys(units[line], readings) if _intact(units[line], readings) else []
            language.leave_out(own, line in begins)
        ends = strip_ends(line)
        orderings[line] = order.order(ends.core, START if ends.bullet else after)
        after = last_key(orderings[line].tokens)
    return orderings


def _token_keys(tokens: Iterable[Token]) -> list[str]:
    """Words of an ordered line as the language model counts them."""
    return [
        key
        for token in tokens
        for key in (map(bare, token.parts) if token.kind is UnitKind.WORD else (_KEYS[token.kind],))
    ]


def _unit_keys(units: Sequence[Unit], readings: Readings) -> list[str]:
    return [
        key
        for unit in units
        for key in (readings.of(unit.text)[0].keys if unit.kind is UnitKind.WORD else (_KEYS[unit.kind],))
    ]


def _intact(units: Sequence[Unit], readings: Readings) -> bool:
    """No glued words, no run that begins with an ending, no scrap of a word."""
    if any(unit.gap is Gap.INNER for unit in units) or not units:
        return False
    words = [unit.text for unit in units if unit.kind is UnitKind.WORD]
    if any(len(word) < _SCRAP and not readings.known(word) for word in words):
        return False
    return bare(units[0].text) not in ENDINGS

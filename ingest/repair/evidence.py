"""What is known about a document before a line of it is repaired."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from ingest.repair.counting import BREAK
from ingest.repair.detector import Verdict, examine
from ingest.repair.language import START, Counts, Language
from ingest.repair.letters import bare, persian_letters
from ingest.repair.lexicon import ENDINGS, FOREIGN, NUMBER, persian_lexicon
from ingest.repair.lines import LineOrder, last_key
from ingest.repair.marks import strip_ends
from ingest.repair.readings import Readings
from ingest.repair.runs import Ordering, Token
from ingest.repair.tatweel import order_torn_runs, without_tatweel
from ingest.repair.units import Gap, Unit, UnitKind, split_line

_PASSES = 2
_KEYS = {UnitKind.NUMBER: NUMBER, UnitKind.FOREIGN: FOREIGN, UnitKind.MARK: BREAK}


@dataclass(frozen=True, slots=True)
class Evidence:
    """The document's own words and the kinds of damage it has; made once for each document."""

    verdict: Verdict
    language: Language
    readings: Readings

    @classmethod
    def for_document(cls, text: str) -> Self:
        """Learn from the whole text of a document as the extractor gave it (pages joined with newlines)."""
        lexicon = persian_lexicon()
        plain = Readings(Language(lexicon, Counts()), strokes=False)
        known = plain.known
        lines = [without_tatweel(order_torn_runs(persian_letters(line), known)) for line in text.split("\n")]
        units = _units(lines, plain)
        verdict = examine(text, units, _glued_lines(units), plain)
        if not verdict.damaged:
            return cls(verdict, plain.language, plain)
        readings = Readings(plain.language, verdict.strokes)
        units = _units(lines, readings)
        orderings: dict[str, Ordering] = {}
        language = plain.language
        for _ in range(_PASSES if verdict.reversed_runs else 1):
            language = Language(lexicon, _count(units, orderings, readings))
            readings = Readings(language, verdict.strokes)
            if verdict.reversed_runs:
                orderings = _order_all(lines, units, orderings, readings, language)
        language.leave_out(())
        return cls(verdict, language, readings)

    @property
    def line_order(self) -> LineOrder:
        return LineOrder(self.readings, self.language, self.verdict.reversed_runs)


def _units(lines: Iterable[str], readings: Readings) -> dict[str, tuple[Unit, ...]]:
    return {line: split_line(strip_ends(line).core, readings) for line in lines if line.strip()}


def _glued_lines(units: Mapping[str, Sequence[Unit]]) -> int:
    return sum(any(unit.gap is Gap.INNER for unit in line) for line in units.values())


def _count(
    units: Mapping[str, Sequence[Unit]], orderings: Mapping[str, Ordering], readings: Readings
) -> Counts:
    """Words and pairs of ordered lines; before there are any, of the lines that look intact."""
    counts = Counts()
    for line, found in units.items():
        keys = _unit_keys(found, readings)
        if _intact(found):
            counts.trusted.update(keys)
        if line in orderings:
            counts.add(_token_keys(orderings[line].tokens))
        elif _intact(found):
            counts.add(keys)
    return counts


def _order_all(
    lines: Iterable[str],
    units: Mapping[str, Sequence[Unit]],
    before: Mapping[str, Ordering],
    readings: Readings,
    language: Language,
) -> dict[str, Ordering]:
    """Every line ordered, without what it has itself told in the pass before."""
    orderings: dict[str, Ordering] = {}
    order = LineOrder(readings, language, visual=True)
    after = START
    for line in lines:
        if not line.strip():
            after = START
            continue
        if line in before:
            language.leave_out(_token_keys(before[line].tokens))
        else:
            language.leave_out(_unit_keys(units[line], readings) if _intact(units[line]) else ())
        orderings[line] = order.order(strip_ends(line).core, after)
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


def _intact(units: Sequence[Unit]) -> bool:
    """No glued words, no run that begins with an ending."""
    if any(unit.gap is Gap.INNER for unit in units) or not units:
        return False
    return bare(units[0].text) not in ENDINGS

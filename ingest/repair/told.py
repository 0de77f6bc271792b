"""What the lines of a document tell about its words, before they are in order and then."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from ingest.repair.language import Counts
from ingest.repair.letters import bare
from ingest.repair.lexicon import ENDINGS
from ingest.repair.readings import Readings
from ingest.repair.tokens import NOT_WORD_KEYS, Ordering, token_keys
from ingest.repair.units import Gap, Unit, UnitKind

_NAME = 8  # letters: a longer unknown word may be several glued
_SCRAP = 4  # letters: a shorter unknown word is taken for a part of one


def count_told(
    units: Mapping[str, Sequence[Unit]],
    begins: AbstractSet[str],
    orderings: Mapping[str, Sequence[Ordering]],
    readings: Readings,
) -> Counts:
    """Words and pairs of ordered lines; before there are any, of the lines that look intact."""
    counts = Counts()
    for line, found in units.items():
        keys = _unit_keys(found, readings)
        if _intact(found, readings):
            counts.trusted.update(key for key in keys if _SCRAP <= len(key) <= _NAME)
        if line in orderings:
            tokens = orderings[line][0].tokens
            counts.add(token_keys(tokens), line in begins)
            counts.words.update(token_keys(token for token in tokens if len(token.parts) == 1))
        elif _intact(found, readings):
            counts.add(keys, line in begins)
            counts.words.update(keys)
    return counts


def told(
    line: str,
    units: Mapping[str, Sequence[Unit]],
    begins: AbstractSet[str],
    before: Mapping[str, Sequence[Ordering]],
    readings: Readings,
) -> tuple[list[str], bool]:
    """What a line has added to the counts."""
    if line in before:
        return token_keys(before[line][0].tokens), line in begins
    return _unit_keys(units[line], readings) if _intact(units[line], readings) else [], line in begins


def _unit_keys(units: Sequence[Unit], readings: Readings) -> list[str]:
    return [
        key
        for unit in units
        for key in (
            readings.of(unit.text)[0].keys if unit.kind is UnitKind.WORD else (NOT_WORD_KEYS[unit.kind],)
        )
    ]


def _intact(units: Sequence[Unit], readings: Readings) -> bool:
    """No glued words, no run that begins with an ending, no scrap of a word."""
    if any(unit.gap is Gap.INNER for unit in units) or not units:
        return False
    words = [unit.text for unit in units if unit.kind is UnitKind.WORD]
    if any(len(word) < _SCRAP and not readings.known(word) for word in words):
        return False
    return bare(units[0].text) not in ENDINGS

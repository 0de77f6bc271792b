"""What is known about a document before a line of it is repaired."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from ingest.repair.counting import BREAK
from ingest.repair.kashida import without_strokes
from ingest.repair.language import START, Counts, Language
from ingest.repair.letters import TATWEEL, bare, persian_letters
from ingest.repair.lexicon import ENDINGS, FOREIGN, NUMBER, persian_lexicon
from ingest.repair.marks import strip_ends
from ingest.repair.readings import Readings
from ingest.repair.lines import LineOrder, last_key
from ingest.repair.runs import Ordering, Token
from ingest.repair.units import Gap, Unit, UnitKind, split_line

_PASSES = 2
_STROKED_WORDS = 3  # so many words that only make sense without a stroke
_GLUED_LINES = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """The document's own words and the kinds of damage it has; made once for each document."""

    language: Language
    readings: Readings
    reversed_runs: bool
    strokes: bool

    @classmethod
    def for_document(cls, text: str) -> Self:
        """Learn from the whole text of a document as the extractor gave it (pages joined with newlines)."""
        lexicon = persian_lexicon()
        raw_lines = text.split("\n")
        lines = [line for line in map(persian_letters, raw_lines) if line.strip()]
        plain = Readings(Language(lexicon, Counts()), strokes=False)
        strokes = _stroked_words(lines, plain) >= _STROKED_WORDS
        readings = Readings(Language(lexicon, Counts()), strokes)
        units = {line: split_line(strip_ends(line).core, readings) for line in lines}
        glued = sum(any(unit.gap is Gap.INNER for unit in line) for line in units.values())
        reversed_runs = glued >= _GLUED_LINES
        orderings: dict[str, Ordering] = {}
        language = Language(lexicon, Counts())
        for _ in range(_PASSES):
            counts = Counts()
            for line, found in units.items():
                keys = _unit_keys(found, readings)
                if _intact(found):
                    counts.trusted.update(keys)
                if line in orderings:
                    counts.add(token_keys(orderings[line].tokens))
                elif _intact(found):
                    counts.add(keys)
            language = Language(lexicon, counts)
            readings = Readings(language, strokes)
            if not reversed_runs:
                break
            before, after = dict(orderings), START
            for raw in raw_lines:
                line = persian_letters(raw)
                if not line.strip():
                    after = START
                    continue
                own = token_keys(before[line].tokens) if line in before else _unit_keys(units[line], readings)
                language.leave_out(own if line in before or _intact(units[line]) else ())
                orderings[line] = LineOrder(readings, language).order(strip_ends(line).core, after)
                after = last_key(orderings[line].tokens)
        language.leave_out(())
        return cls(language, readings, reversed_runs, strokes)


def token_keys(tokens: Iterable[Token]) -> list[str]:
    """Words of an ordered line as the language model counts them."""
    kinds = {UnitKind.NUMBER: NUMBER, UnitKind.FOREIGN: FOREIGN, UnitKind.MARK: BREAK}
    return [
        key
        for token in tokens
        for key in (map(bare, token.parts) if token.kind is UnitKind.WORD else (kinds[token.kind],))
    ]


def _unit_keys(units: Sequence[Unit], readings: Readings) -> list[str]:
    kinds = {UnitKind.NUMBER: NUMBER, UnitKind.FOREIGN: FOREIGN, UnitKind.MARK: BREAK}
    return [
        key
        for unit in units
        for key in (readings.of(unit.text)[0].keys if unit.kind is UnitKind.WORD else (kinds[unit.kind],))
    ]


def _intact(units: Sequence[Unit]) -> bool:
    """No glued words, no run that begins with an ending."""
    if any(unit.gap is Gap.INNER for unit in units) or not units:
        return False
    return bare(units[0].text) not in ENDINGS


def _stroked_words(lines: Iterable[str], readings: Readings) -> int:
    words = {word for line in lines for word in line.replace(TATWEEL, "").split() if word.isalpha()}
    unknown = [word for word in words if 2 < len(word) < 10 and not readings.known(word)]
    return sum(
        any(readings.known(form) for form, changed in without_strokes(word) if changed == 1) for word in unknown
    )

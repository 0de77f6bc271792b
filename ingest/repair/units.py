"""A raw line cut into the smallest units that run reversal can have moved."""

import re
from dataclasses import dataclass
from enum import StrEnum

from ingest.repair.letters import NOT_JOINING, TATWEEL, bare
from ingest.repair.lexicon import AFTER_HEH, PLURALS, SECOND_HALVES
from ingest.repair.readings import Readings

_LETTERS = "\u0621-\u063a\u0641-\u065f\u066e-\u06d3\u06ee\u06ef\u06fa-\u06ff\u200c"
_TOKEN = re.compile(
    rf"(?P<word>{TATWEEL}*[{_LETTERS}][{_LETTERS}{TATWEEL}]*)"
    r"|(?P<number>[%٪]?\d(?:[\d.,/:٫٬،-]*\d)?[%٪]?)"
    r"|(?P<foreign>[A-Za-z][A-Za-z'’_]*(?: [A-Za-z][A-Za-z'’_]*)*)"
    r"|(?P<mark>\.{2,}|…|[^\s])"
)
_FRAGMENT, _FRAGMENT_LETTER = -10.0, -1.2  # a part that is no word: a scrap, or a name
_INNER_CUT = -1.0
_SLACK = 9.0  # divisions of a token this much (ln) below its best one are still tried
_LONGEST = 14
_PREPOSITIONS = ("در", "از", "با", "تا")
_LEAST_REST, _SELDOM = 4, 0.01  # letters behind a preposition that is written on, and how rare that is
_NO_LINE = 60  # letters without a space: longer than what a line can glue


class UnitKind(StrEnum):
    WORD = "word"
    NUMBER = "number"
    FOREIGN = "foreign"
    MARK = "mark"


class Gap(StrEnum):
    """What the raw line has before a unit."""

    SPACE = "space"
    WIDE = "wide"  # two spaces or more
    EDGE = "edge"  # nothing, between different kinds
    INNER = "inner"  # nothing, inside one stretch of letters
    ENDING = "ending"  # the same before an ending that the word may well have
    USUAL = "usual"  # the same in what is a usual word as it stands


@dataclass(frozen=True, slots=True)
class Unit:
    kind: UnitKind
    text: str
    gap: Gap


def split_line(line: str, readings: Readings) -> tuple[Unit, ...]:
    """Units in raw order; a stretch of letters that is no word is divided where words may have been glued."""
    units: list[Unit] = []
    end = 0
    for match in _TOKEN.finditer(line):
        space = match.start() - end if units else 0
        gap = Gap.EDGE if space == 0 else Gap.SPACE if space == 1 else Gap.WIDE
        end = match.end()
        kind = UnitKind(match.lastgroup or "mark")
        text = match[0]
        if kind is not UnitKind.WORD:
            units.append(Unit(kind, text, gap))
            continue
        start = 0
        for position in (*glue_positions(text, readings), len(text)):
            units.append(Unit(kind, text[start:position], gap))
            start, gap = position, _gap_inside(text, position, readings)
    return tuple(units)


def _gap_inside(token: str, position: int, readings: Readings) -> Gap:
    """A half-space behind ه shows as a seam; behind other letters an ending may have been typed on."""
    if token[position - 1] in NOT_JOINING and bare(token[position:]) in SECOND_HALVES:
        return Gap.USUAL  # «بازارگرایی» is written so
    if token[:position].endswith("ه") or not readings.known(token):
        return Gap.INNER
    typed_on = bare(token[position:]) not in PLURALS or token[position - 1] in NOT_JOINING
    return Gap.USUAL if typed_on and bare(token) in readings.language.lexicon.words else Gap.ENDING


def glue_positions(token: str, readings: Readings) -> tuple[int, ...]:
    """Positions inside a stretch of letters at which two runs may have been glued, ascending; remembered."""
    key = token, readings.stretched_line
    found = readings.glued.get(key)
    if found is None:
        found = readings.glued[key] = _glue_positions(token, readings)
    return found


def _glue_positions(token: str, readings: Readings) -> tuple[int, ...]:
    if not 2 <= len(token) <= _NO_LINE:
        return ()
    if readings.known(token):
        return _ending_positions(token, readings)
    size = len(token)
    scores = {
        (start, end): _part_score(token, start, end, readings)
        for end in range(1, size + 1)
        for start in range(max(0, end - _LONGEST), end)
    }
    forward, backward = [0.0] + [-1e9] * size, [-1e9] * size + [0.0]
    for end in range(1, size + 1):
        for start in range(max(0, end - _LONGEST), end):
            forward[end] = max(forward[end], forward[start] + scores[start, end] + _INNER_CUT)
    for start in range(size - 1, -1, -1):
        for end in range(start + 1, min(size, start + _LONGEST) + 1):
            backward[start] = max(backward[start], backward[end] + scores[start, end] + _INNER_CUT)
    best = forward[size]
    return tuple(p for p in range(1, size) if forward[p] + backward[p] > best - _SLACK)


def _ending_positions(token: str, readings: Readings) -> tuple[int, ...]:
    """Where an ending, or a preposition, may have been a run of its own although the whole is a word too."""
    positions: set[int] = set()
    for reading in readings.of(token):
        if not reading.strokes:
            lengths = [len(part) for part in reading.parts[:-1]]
            positions.update(sum(lengths[: number + 1]) for number in range(len(lengths)))
    for ending in PLURALS | AFTER_HEH:
        stem = token[: -len(ending)]
        fits = ending in PLURALS or stem.endswith("ه")
        if len(stem) > 1 and fits and bare(token).endswith(ending) and readings.known(stem):
            positions.add(len(stem))
    preposition = next((word for word in _PREPOSITIONS if token.startswith(word)), "")
    if preposition and _written_together(token, preposition, readings):
        positions.add(len(preposition))
    return tuple(sorted(positions))


def _written_together(token: str, preposition: str, readings: Readings) -> bool:
    """«دربرداشت»: frequency lists know what people write without a space, far more seldom than the word."""
    lexicon, rest = readings.language.lexicon, bare(token[len(preposition) :])
    if bare(token) in lexicon.lemmas or len(rest) < _LEAST_REST or not lexicon.usual(rest):
        return False
    return lexicon.words.get(bare(token), 0.0) < _SELDOM * lexicon.words[rest]


def _part_score(token: str, start: int, end: int, readings: Readings) -> float:
    part = token[start:end]
    best = readings.of(part)[0]
    alone = readings.alone(best)
    if end - start == len(token):
        return alone
    return max(alone, _FRAGMENT + _FRAGMENT_LETTER * len(part))

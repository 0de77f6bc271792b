"""What the lines of a document tell about its words, before they are in order and then."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from ingest.repair.kashida import without_strokes
from ingest.repair.language import Counts
from ingest.repair.letters import bare
from ingest.repair.lexicon import ENDINGS
from ingest.repair.readings import Readings
from ingest.repair.tokens import NOT_WORD_KEYS, Ordering, token_keys
from ingest.repair.units import Gap, Unit, UnitKind

_NAME = 8  # letters: a longer unknown word may be several glued
_SCRAP = 4  # letters: a shorter unknown word is taken for a part of one
_LONGEST = 14  # letters of a word that is trusted because it stands here and there
_PLACES = 2  # different words before it, and behind it


def count_told(
    units: Mapping[str, Sequence[Unit]],
    begins: AbstractSet[str],
    orderings: Mapping[str, Sequence[Ordering]],
    readings: Readings,
    own: AbstractSet[str],
) -> Counts:
    """Words and pairs of ordered lines; before there are any, of the lines that look intact.

    `own` are words that the document is trusted with.
    """
    counts = Counts(trusted=set(own))
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


def said_again(lines: Iterable[Sequence[Unit]], readings: Readings) -> Iterator[str]:
    """Words that no list has but several lines, among other words each time.

    None is a known word with a stroke in it, or with an ending, nor two words that the document has alone:
    these are runs that were glued twice.
    """
    before: defaultdict[str, set[str]] = defaultdict(set)
    behind: defaultdict[str, set[str]] = defaultdict(set)
    for units in lines:
        stretches = ["", *_stretches(units), ""]
        for left, stretch, right in zip(stretches, stretches[1:], stretches[2:], strict=False):
            before[stretch].add(left)
            behind[stretch].add(right)
    known, usual = readings.language.known, readings.language.lexicon.usual
    for stretch in before:
        word = bare(stretch)
        if not _SCRAP <= len(word) <= _LONGEST or known(word) or readings.known(stretch):
            continue
        if min(len(before[stretch]), len(behind[stretch])) < _PLACES:
            continue
        if any(_glues(stretch[:place], stretch[place:], before, usual) for place in range(1, len(stretch))):
            continue
        if not any(known(bare(form)) for form, _ in without_strokes(stretch)):
            yield word


def _glues(left: str, right: str, alone: Container[str], usual: Callable[[str], bool]) -> bool:
    """Whether both are words, and one stands alone in the document."""
    if left not in alone and right not in alone:
        return False
    return all(word in alone or usual(bare(word)) for word in (left, right))


def _stretches(units: Sequence[Unit]) -> list[str]:
    """The letters between spaces and marks."""
    found: list[str] = []
    for unit in units:
        if unit.kind is not UnitKind.WORD:
            found.append("")
        elif found and unit.gap in (Gap.INNER, Gap.ENDING, Gap.USUAL):
            found[-1] += unit.text
        else:
            found.append(unit.text)
    return found


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

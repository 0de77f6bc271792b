"""False sentences made from true ones, each with the line that it would cite: what a verifier must catch."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from bot.dialogue.support import SourceLine
from evals.falsehoods import figures, words
from evals.falsehoods.lines import Line, differs, read_lines
from knowledge.persian import fold

__all__ = ["MAKERS", "Case", "Line", "falsify", "read_lines"]


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence that cites one line."""

    kind: str
    text: str
    source: SourceLine


MAKERS: dict[str, Callable[[Line, Sequence[Line], Random], str | None]] = {
    "numeral": figures.numeral,
    "unit": figures.unit,
    "comparator": figures.comparator,
    "negation": words.negation,
    "subject": words.subject,
    "exchanged": words.exchanged,
    "row": figures.row,
    "invented item": words.invented,
    "quantifier": words.quantifier,
    "opposite": words.opposite,
    "own heading": words.own_heading,
}


def falsify(lines: Sequence[Line], random: Random) -> Iterator[Case]:
    """Every kind of falsehood that can be made of each line, one at most of a kind."""
    for line in lines:
        for kind, make in MAKERS.items():
            text = make(line, lines, random)
            if text is not None and fold(text) != fold(line.source.text):
                yield Case(kind, text, line.source)
        if (other := _wrong_source(line, lines, random)) is not None:
            yield Case("wrong source", line.source.text, other)


def _wrong_source(line: Line, lines: Sequence[Line], random: Random) -> SourceLine | None:
    """Another line, near if there is one, that does not say the same."""
    near = [o for o in lines if o.section == line.section and o is not line]
    for pool in (near, lines):
        for _ in range(4):
            other = random.choice(pool).source if pool else line.source
            if differs(line.source.text, other):
                return other
    return None

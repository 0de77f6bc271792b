"""What a line is made of once it has been read and ordered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.repair.counting import BREAK
from ingest.repair.language import one_of
from ingest.repair.letters import bare
from ingest.repair.lexicon import FOREIGN, NUMBER
from ingest.repair.units import UnitKind

NOT_WORD_KEYS = {UnitKind.NUMBER: NUMBER, UnitKind.FOREIGN: FOREIGN, UnitKind.MARK: BREAK}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the ordered line: a reading of letters, or a number, Latin word or mark."""

    kind: UnitKind
    parts: tuple[str, ...]
    strokes: int
    glued: bool  # no space before it in the raw line, or at the join of two runs


@dataclass(frozen=True, slots=True)
class Ordering:
    """Tokens in reading order; `gain` is ln of how much likelier than the raw order."""

    tokens: tuple[Token, ...]
    cuts: int
    gain: float
    score: float
    open_end: bool  # a space behind the last word: the line may go on in the next one


def token_keys(tokens: Iterable[Token]) -> list[str]:
    """Words of an ordered line as the language model counts them."""
    return [
        key
        for token in tokens
        for key in (map(bare, token.parts) if token.kind is UnitKind.WORD else (NOT_WORD_KEYS[token.kind],))
    ]


def last_key(tokens: Sequence[Token]) -> str:
    """The last word as the language model knows it."""
    keys = [BREAK, BREAK, *token_keys(tokens[-2:])]
    return one_of(*keys[-2:])

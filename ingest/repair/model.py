"""What repair hands on: pages of readable lines, each with what was changed and how sure that is."""

from dataclasses import dataclass
from enum import StrEnum


class Damage(StrEnum):
    """A kind of damage that extraction does to Persian text; one module repairs each."""

    LETTERS = "letters"  # Arabic ي ك ى, presentation forms, stray marks
    TATWEEL = "tatweel"  # ـ inside words, also where it split one
    KASHIDA = "kashida"  # a stretched joint read as و or د, a final ب read as و
    RUN_ORDER = "run_order"  # runs of a line in reverse order, glued without space
    SPACING = "spacing"  # lost spaces between words
    ZWNJ = "zwnj"  # lost half-spaces
    BRACKETS = "brackets"  # mirrored « » ( )
    PUNCTUATION = "punctuation"  # closing marks moved to the other end
    BULLETS = "bullets"  # bullet marks moved to the other end
    WRAPPED = "wrapped"  # one proposition wrapped over several lines
    TYPO = "typo"  # a letter of the source with wrong dots, or left out
    HEADLINE = "headline"  # a headline behind the text it belongs to
    CELLS = "cells"  # table cells run together
    CHOSEN = "chosen"  # no damage: a language model preferred another of our readings


@dataclass(frozen=True, slots=True)
class Repair:
    """One change; `before` and `after` are the smallest readable stretch around it."""

    kind: Damage
    before: str
    after: str
    confidence: float  # 0 to 1


@dataclass(frozen=True, slots=True)
class RepairedLine:
    """One logical line; `original` is what the extractor gave (its lines joined with newlines)."""

    text: str
    original: str
    repairs: tuple[Repair, ...] = ()

    @property
    def confidence(self) -> float:
        """That of the weakest repair; 1.0 for an untouched line."""
        return min((repair.confidence for repair in self.repairs), default=1.0)


@dataclass(frozen=True, slots=True)
class RepairedPage:
    """Logical lines in reading order; an empty line stands where the page had a gap."""

    lines: tuple[RepairedLine, ...]

    @property
    def text(self) -> str:
        """The lines joined with newlines; the page's own text, byte for byte, where nothing was damaged."""
        return "\n".join(line.text for line in self.lines)

    @property
    def repaired(self) -> bool:
        return any(line.repairs for line in self.lines)

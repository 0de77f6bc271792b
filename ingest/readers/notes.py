"""Foot and end notes: they stand behind the paragraph, list or table that refers to them, with the words that
they are set to.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.blocks import Block, BlockKind

_FRAMES = (BlockKind.BULLET, BlockKind.STEP, BlockKind.TABLE)  # a note does not stand inside them
_WORDS = 3  # before a mark


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a paragraph refers to a note."""

    part: str  # "footnotes" or "endnotes"
    note: str  # id in that part
    at: int  # characters of the paragraph before it


@dataclass(frozen=True, slots=True)
class Notes:
    """The texts of a file's foot and end notes by part and id."""

    texts: dict[tuple[str, str], str]

    def blocks(self, text: str, marks: Sequence[Mark]) -> list[Block]:
        """A paragraph for each note that these marks of a text refer to."""
        found = []
        for mark in marks:
            note = self.texts.get((mark.part, mark.note))
            if note:
                words = " ".join(text[: mark.at].split()[-_WORDS:]).strip(" .،؛:؟!")
                found.append(Block(BlockKind.PARAGRAPH, f"پانوشت «{words}»: {note}"))
        return found


def place_notes(blocks: Iterable[tuple[Block, Sequence[Block]]]) -> Iterator[Block]:
    """The blocks with their notes: behind a paragraph or heading, else behind the whole list or table."""
    waiting: list[Block] = []
    for block, notes in blocks:
        if block.kind not in _FRAMES:
            yield from waiting
            waiting = []
        yield block
        waiting += notes
        if block.kind not in _FRAMES and not block.text.endswith(":"):  # the list that it leads comes first
            yield from waiting
            waiting = []
    yield from waiting

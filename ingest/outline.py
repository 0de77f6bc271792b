"""Bare lines to marked blocks."""

import re
from collections.abc import Iterator, Sequence

from ingest.blocks import Block, BlockKind
from ingest.repair import RepairedLine

_BULLET = re.compile(r"^\s*[•●▪◦–—*-]\s*|\s*[•●▪◦–]\s*$")


def find_blocks(lines: Sequence[RepairedLine], page: int | None) -> Iterator[Block]:
    """The blocks of one page in reading order."""
    gap = 2
    for line in lines:
        if not line.text.strip():
            gap += 1
            continue
        original = line.original if line.original != line.text else None
        text = line.text.strip()
        if _BULLET.search(text):
            kind, text = BlockKind.BULLET, _BULLET.sub("", text)
        elif gap >= 2 and len(text) < 80:
            kind = BlockKind.HEADING
        else:
            kind = BlockKind.PARAGRAPH
        gap = 0
        if text:
            yield Block(kind, text, page=page, original=original, confidence=line.confidence)

"""Lists that their format does not mark: entries with a typed bullet or number, or bare ones under a lead."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.blocks import Block, BlockKind
from knowledge.persian import ASCII_DIGITS

_BULLET = re.compile(r"^\s*(?:[•●▪◦■□»➢✓*–—-]|o(?=\s))\s*(?=[^\W\d_]|[«(])")
_NUMBER = re.compile(r"^\s*\(?([0-9۰-۹٠-٩]{1,2})\s*[.)\-–]\s*(?=[^\W\d_]|[«(])")
LONGEST_ENTRY = 300  # characters
FEWEST = 2  # neighbours that are a list


def mark_typed_lists(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, runs of paragraphs with typed bullets, or with numbers that count up, as list entries."""
    result: list[Block] = []
    at = 0
    while at < len(blocks):
        end = at
        while end < len(blocks) and _is_entry(blocks[end], _BULLET):
            end += 1
        if end - at >= FEWEST:
            result += [_entry(block, BlockKind.BULLET, _BULLET) for block in blocks[at:end]]
            at = end
            continue
        end = at
        while (
            end < len(blocks)
            and _is_entry(blocks[end], _NUMBER)
            and typed_number(blocks[end].text) == end - at + 1
        ):
            end += 1
        if end - at >= FEWEST:
            result += [_entry(block, BlockKind.STEP, _NUMBER) for block in blocks[at:end]]
            at = end
            continue
        result.append(blocks[at])
        at += 1
        if result[-1].kind is BlockKind.PARAGRAPH and result[-1].text.rstrip().endswith(":"):
            end = at
            while end < len(blocks) and _is_bare_entry(blocks[end]):
                end += 1
            if end - at >= FEWEST:
                result += [replace(block, kind=BlockKind.BULLET) for block in blocks[at:end]]
                at = end
    return result


def is_typed_entry(text: str) -> bool:
    """Whether a line begins with the bullet or number of a list entry."""
    return bool(_BULLET.match(text) or _NUMBER.match(text))


def _is_bare_entry(block: Block) -> bool:
    """A paragraph that ends no sentence: under a lead, an entry whose bullet was drawn and not written."""
    text = block.text.rstrip(" »)")
    return (
        block.kind is BlockKind.PARAGRAPH
        and len(text) <= LONGEST_ENTRY
        and not is_typed_entry(text)
        and not text.endswith((".", ":", "؟", "!", "…"))
    )


def _is_entry(block: Block, mark: re.Pattern[str]) -> bool:
    return block.kind is BlockKind.PARAGRAPH and bool(mark.match(block.text))


def typed_number(text: str) -> int:
    """The number that a line's entry of a list bears, 0 where it bears none."""
    match = _NUMBER.match(text)
    return int(match[1].translate(ASCII_DIGITS)) if match else 0


def _entry(block: Block, kind: BlockKind, mark: re.Pattern[str]) -> Block:
    return replace(block, kind=kind, text=mark.sub("", block.text, count=1))

"""Lists that their format does not mark: entries with a typed bullet or number, or bare ones under a lead."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.blocks import Block, BlockKind
from knowledge.persian import ASCII_DIGITS

_BULLET = re.compile(r"^\s*(?:[•●▪◦■□»➢✓*–—-]|o(?=\s))\s*(?=[^\W\d_]|[«(])")
_NUMBER = re.compile(r"^\s*\(?([0-9۰-۹٠-٩]{1,2})\s*[.)\-–]\s*(?=[^\W\d_]|[«(])")
LONGEST_ENTRY = 300  # characters
FEWEST = 2  # neighbours that are a list


def mark_typed_lists(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; runs with typed bullets, with numbers that count up, or bare under a lead are lists."""
    result: list[Block] = []
    at = 0
    while at < len(blocks):
        if (end := _run_end(blocks, at, lambda block, number: _is_entry(block, _BULLET))) > at:
            result += [_entry(block, BlockKind.BULLET, _BULLET) for block in blocks[at:end]]
        elif (end := _run_end(blocks, at, _is_numbered)) > at:
            result += [_entry(block, BlockKind.STEP, _NUMBER) for block in blocks[at:end]]
        else:
            result.append(blocks[at])
            end = at + 1
            if blocks[at].kind is BlockKind.PARAGRAPH and blocks[at].text.rstrip().endswith(":"):
                start, end = end, _run_end(blocks, end, lambda block, number: _is_bare_entry(block))
                result += [replace(block, kind=BlockKind.BULLET) for block in blocks[start:end]]
        at = end
    return result


def _run_end(blocks: Sequence[Block], start: int, fits: Callable[[Block, int], bool]) -> int:
    """Where the run from `start` ends whose blocks fit with their number from 1; `start` for too few."""
    end = start
    while end < len(blocks) and fits(blocks[end], end - start + 1):
        end += 1
    return end if end - start >= FEWEST else start


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


def _is_numbered(block: Block, number: int) -> bool:
    return _is_entry(block, _NUMBER) and typed_number(block.text) == number


def typed_number(text: str) -> int:
    """The number that a line's entry of a list bears, 0 where it bears none."""
    match = _NUMBER.match(text)
    return int(match[1].translate(ASCII_DIGITS)) if match else 0


def _entry(block: Block, kind: BlockKind, mark: re.Pattern[str]) -> Block:
    return replace(block, kind=kind, text=mark.sub("", block.text, count=1))

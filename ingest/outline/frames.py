"""A sentence that a slide spreads around its list: «از طریق:», the entries, and the verb at the end."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.blocks import Block, BlockKind
from ingest.outline.lines import ends_sentence
from knowledge.persian import fold

_AWAITS = frozenset("طریق راه وسیله کمک واسطه دلیل علت منظور جهت برای با از".split())  # what the list names
_THESE = "این موارد"
_FEWEST = 2  # entries between


def close_frames(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the closing clause put into the lead whose sentence it ends."""
    found: list[Block] = []
    at = 0
    while at < len(blocks):
        end = _closing(blocks, at)
        if end is None:
            found.append(blocks[at])
            at += 1
            continue
        lead, clause = blocks[at], blocks[end]
        original = "\n".join(block.original or block.text for block in (lead, clause))
        text = f"{lead.text.rstrip(' :')} {_THESE}، {clause.text.rstrip(' .')}:"
        sure = min(lead.confidence, clause.confidence)
        found += [replace(lead, text=text, original=original, confidence=sure), *blocks[at + 1 : end]]
        at = end + 1
    return found


def _closing(blocks: Sequence[Block], at: int) -> int | None:
    """Where the sentence ends that this lead begins; None where it is no such lead."""
    words = fold(blocks[at].text.rstrip(" :")).split()
    if blocks[at].kind is not BlockKind.PARAGRAPH or not blocks[at].text.endswith(":") or not words:
        return None
    if words[-1] not in _AWAITS:
        return None
    end = at + 1
    while end < len(blocks) and blocks[end].kind is BlockKind.BULLET and not ends_sentence(blocks[end].text):
        end += 1
    listed = end - at - 1 >= _FEWEST
    closes = (
        end < len(blocks) and blocks[end].text.endswith(".") and blocks[end].kind is not BlockKind.HEADING
    )
    return end if listed and closes else None

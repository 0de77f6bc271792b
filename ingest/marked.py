"""Repair of blocks that their format has marked: Word files, slides and web pages hold damaged text too."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.blocks import Block, BlockKind, Meta
from ingest.extracted import Change, changes_of
from ingest.following import follow
from ingest.repair import Adviser, Evidence, repair_page
from ingest.repair.letters import persian_letters
from knowledge.decisions import Decisions, squeezed
from knowledge.reports import ReadLine

MOST_EVIDENCE = 400_000  # characters that the verdict on a file is given by


@dataclass(slots=True)
class Marked:
    """The blocks as they go into the document, and what was changed in them."""

    blocks: list[Block] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    lines: list[ReadLine] = field(default_factory=list)
    there: set[str] = field(default_factory=set)  # lines, without white space
    written: dict[str, str] = field(default_factory=dict)  # a changed line as it was: as it is now

    def meta(self, stated: Meta) -> Meta:
        """What the file says of itself, in the letters and words of its repaired blocks."""

        def mended(text: str | None) -> str | None:
            return text and self.written.get(text, persian_letters(text))

        return replace(
            stated,
            title=mended(stated.title),
            author=mended(stated.author),
            publisher=mended(stated.publisher),
        )


def repair_marked(blocks: Sequence[Block], decisions: Decisions, adviser: Adviser | None = None) -> Marked:
    """The blocks, damaged ones repaired; those of a sound document come back as they are.

    `adviser` may choose among the readings of lines whose order is in doubt.
    """
    found = Marked()
    if not blocks:
        return found
    text = "\n\n".join(text for block in blocks for text in _texts(block))
    evidence = Evidence.for_document(text[:MOST_EVIDENCE])
    for block in blocks:
        if block.kind is BlockKind.TABLE:
            rows = tuple(
                tuple(_repaired(cell, evidence, decisions, adviser, block.page, found)[0] for cell in row)
                for row in block.rows
            )
            found.blocks.append(replace(block, rows=rows))
            continue
        text, confidence = _repaired(block.text, evidence, decisions, adviser, block.page, found)
        if text != block.text:
            original = block.original or block.text
            block = replace(block, text=text, original=original, confidence=min(confidence, block.confidence))
        found.blocks.append(block)
    return found


def _texts(block: Block) -> list[str]:
    cells = [cell for row in block.rows for cell in row if cell]
    return [*cells, block.text] if block.text else cells


def _repaired(
    raw: str,
    evidence: Evidence,
    decisions: Decisions,
    adviser: Adviser | None,
    page: int | None,
    found: Marked,
) -> tuple[str, float]:
    """The text of a block or cell and how sure it is."""
    if not raw.strip():
        return raw, 1.0
    lines = []
    for line in repair_page(raw, evidence, adviser).lines:
        said, record = follow(line, decisions, page)
        lines.append(said)
        found.lines += [record] if record is not None else []
        found.there.add(squeezed(line.original))
    found.changes += changes_of(lines, page)
    text = " ".join(line.text for line in lines if line.text)
    if text != raw:
        found.written[raw] = text
    return text, min((line.confidence for line in lines), default=1.0)

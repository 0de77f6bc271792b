"""Sentences that hold become a Reply: citations by section, lists under the document's own headings."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue import texts
from bot.dialogue.brief import Numbered
from bot.dialogue.checking import Checked
from bot.dialogue.composing import cite
from bot.dialogue.turn import Block, BlockKind, Line, Outcome, Reply

_LETTERS = str.maketrans("يك0123456789", "یک۰۱۲۳۴۵۶۷۸۹")


def build_reply(held: Sequence[Checked]) -> Reply:
    """The sentences in order; each document under its name where there are several. `held` has no faults."""
    across = len({line.part.document.id for each in held for line in each.lines}) > 1
    quoted: dict[str, list[Numbered]] = {}
    blocks: list[Block] = []
    document: str | None = None
    last: int | None = None
    for each in held:
        part = each.lines[0].part
        quoted.setdefault(part.section.id, []).extend(each.lines)
        number = list(quoted).index(part.section.id)
        if across and part.document.id != document:
            document = part.document.id
            blocks.append(_paragraph(Line(texts.side(part.document.kind, part.document.title))))
            last = None
        kind = each.sentence.kind
        goes_on = bool(blocks) and blocks[-1].kind is kind and kind is not BlockKind.PARAGRAPH
        if kind is not BlockKind.PARAGRAPH and not goes_on:
            blocks.append(_paragraph(Line(part.lead or f"{part.section.title}:", number, number != last)))
            last = number
        line = Line(_tidy(each.sentence.text), number, mark=number != last)
        if goes_on:
            blocks[-1] = replace(blocks[-1], lines=(*blocks[-1].lines, line))
        else:
            blocks.append(Block(kind, (line,)))
        last = number
    if any(line.part.recovered for each in held for line in each.lines):
        blocks.append(_paragraph(Line(texts.RECOVERED, last, mark=False)))
    citations = tuple(cite([line.part for line in _in_order(lines)]) for lines in quoted.values())
    return Reply(Outcome.ANSWER, tuple(blocks), citations)


def _paragraph(line: Line) -> Block:
    return Block(BlockKind.PARAGRAPH, (line,))


def _in_order(lines: Sequence[Numbered]) -> list[Numbered]:
    return sorted({line.number: line for line in lines}.values(), key=lambda line: line.number)


def _tidy(text: str) -> str:
    """Persian letters and digits; what holds Latin letters keeps its digits."""
    return text if re.search(r"[A-Za-z]", text) else text.translate(_LETTERS)

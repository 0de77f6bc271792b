"""From chosen lines to a Reply with citations, without a language model."""

from collections.abc import Sequence

from bot.dialogue import texts
from bot.dialogue.catalogue import locate
from bot.dialogue.intent import Intent
from bot.dialogue.planning import Part
from bot.dialogue.turn import Block, BlockKind, Choice, Line, Outcome, Reply
from knowledge.document import Citation, Document


def compose(parts: Sequence[Part]) -> Reply:
    """One block or two for each part: its lead and its lines, each with the part's citation."""
    blocks: list[Block] = []
    citations: list[Citation] = []
    for part in parts:
        number = len(citations)
        citations.append(cite(part))
        lines = tuple(Line(line, number) for line in part.lines)
        if not part.listed:
            blocks.append(Block(BlockKind.PARAGRAPH, (Line(" ".join(part.lines), number),)))
            continue
        blocks.append(Block(BlockKind.PARAGRAPH, (Line(heading(part), number),)))
        blocks.append(Block(BlockKind.STEPS if part.ordered else BlockKind.BULLETS, lines))
    return Reply(Outcome.ANSWER, tuple(blocks), tuple(citations))


def heading(part: Part) -> str:
    """The list's own lead, or its section's title when only some of its lines are shown."""
    if part.lead is None or len(part.lines) < part.total:
        return f"{part.section.title}:"
    return part.lead


def cite(part: Part) -> Citation:
    """The part's place and its words as they stand there."""
    lines = part.lines if part.lead is None else (part.lead, *part.lines)
    return Citation(
        source=part.document.source,
        title=part.document.title,
        locator=locate(part.document, part.section, part.page),
        quote="\n".join(lines),
    )


def compare(sides: Sequence[tuple[Document, Sequence[Part]]]) -> Reply:
    """One block for each document, under its name."""
    blocks: list[Block] = []
    citations: list[Citation] = []
    for document, parts in sides:
        reply = compose(parts)
        start = len(citations)
        citations.extend(reply.citations)
        blocks.append(Block(BlockKind.PARAGRAPH, (Line(texts.side(document.kind, document.title)),)))
        for block in reply.blocks:
            shifted = tuple(
                Line(line.text, None if line.citation is None else line.citation + start)
                for line in block.lines
            )
            blocks.append(Block(block.kind, shifted))
    return Reply(Outcome.ANSWER, tuple(blocks), tuple(citations))


def abstain(reason: str, nearest: Sequence[Part]) -> Reply:
    """A refusal that says what is missing and names the nearest thing that is there, as a choice to ask for."""
    lines = [Block(BlockKind.PARAGRAPH, (Line(reason),))]
    choices = tuple(Choice(part.section.title[:40], f"ask:{part.section.id}"[:64]) for part in nearest)
    if choices:
        lines.append(Block(BlockKind.PARAGRAPH, (Line(texts.nearest([c.label for c in choices])),)))
    return Reply(Outcome.ABSTENTION, tuple(lines), (), choices)


def small_talk(intent: Intent) -> Reply:
    """Courtesies are answered; instructions and tasks are declined."""
    outcome = Outcome.ABSTENTION if intent in (Intent.INSTRUCTION, Intent.TASK) else Outcome.SMALL_TALK
    return Reply(outcome, (Block(BlockKind.PARAGRAPH, (Line(texts.SMALL_TALK[intent]),)),))

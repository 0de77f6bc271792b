"""Long lists in pages: which part of a reply is shown, and how the next part is asked for."""

from dataclasses import dataclass, replace

from bot.dialogue import texts
from bot.dialogue.languages import say
from bot.dialogue.turn import Block, BlockKind, Choice, Line, Reply

MORE = ":more:"  # button data: «:more:turn:first item», and the asker in a group
_PAGE = 8  # list items that a phone shows at once
_SPARE = 3  # so few are not worth a page of their own


@dataclass(frozen=True, slots=True)
class Page:
    """Items `start` to `end` (exclusive, from 0) of the reply's lists, with the paragraphs around them."""

    reply: Reply
    start: int
    end: int
    total: int

    @property
    def is_last(self) -> bool:
        return self.end == self.total


def page_of(reply: Reply, start: int = 0) -> Page:
    """The page that begins with this item; `start` is pressed into the list."""
    listed = (block for block in reply.blocks if block.kind is not BlockKind.PARAGRAPH and not block.asks)
    total = sum(len(block.lines) for block in listed)
    start = max(0, min(start, total))
    end = total if total - start <= _PAGE + _SPARE else start + _PAGE
    blocks: list[Block] = []
    seen = 0
    for block in reply.blocks:
        if block.asks:
            if not start:  # where its buttons are
                blocks.append(block)
            continue
        if block.kind is BlockKind.PARAGRAPH:
            if start <= seen < end or seen == end == total:  # a lead stands with the list it leads
                blocks.append(block)
            continue
        first, last = max(start - seen, 0), end - seen
        if shown := block.lines[first : max(last, 0)]:
            blocks.append(replace(block, lines=shown, start=block.start + first))
        seen += len(block.lines)
    if not start:
        return Page(replace(reply, blocks=tuple(blocks)), start, end, total)
    return Page(replace(reply, blocks=_marked(blocks), choices=()), start, end, total)


def more_button(page: Page, turn_id: str, owner: str = "") -> tuple[Choice, ...]:
    """The button for the next page, where there is one; `owner` is the asker in a group."""
    if page.is_last:
        return ()
    data = f"{MORE}{turn_id}:{page.end}" + (f":{owner}" if owner else "")
    return (Choice(say(texts.more(page.end, page.total), page.reply.language), data),)


def _marked(blocks: list[Block]) -> tuple[Block, ...]:
    """A page of its own shows the mark of each citation again, where it is first used."""
    known: set[int] = set()
    marked = []
    for block in blocks:
        lines: list[Line] = []
        for line in block.lines:
            first = line.citation is not None and line.citation not in known
            known |= set() if line.citation is None else {line.citation}
            lines.append(replace(line, mark=line.mark or first))
        marked.append(replace(block, lines=tuple(lines)))
    return tuple(marked)

"""From chosen lines to a Reply with citations, without a language model."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from bot.dialogue import texts
from bot.dialogue.arranging import arrange, in_part, numbered
from bot.dialogue.asking import counts
from bot.dialogue.catalogue import bare_title, locate
from bot.dialogue.intent import Intent
from bot.dialogue.parts import Part
from bot.dialogue.turn import Block, BlockKind, Choice, Line, Outcome, Reply, Tone, paragraph
from knowledge.document import Citation, Document, Topic
from knowledge.persian import persian_digits
from knowledge.query import numerals
from knowledge.themes import find_themes

LABEL = 60  # characters of a button
NAMELESS = frozenset({Topic.CONCLUSION, Topic.ABOUT})  # «جمع‌بندی» does not tell what of
_PERSIAN = re.compile("[\u0620-\u064a]")
# … of no Latin name, address or code: «ISO 9001», «KH-1405»
_NUMERAL = re.compile(r"(?<![A-Za-z0-9@_/.-])(?<![A-Za-z]\s)\d+(?:[.,]\d+)*(?![A-Za-z0-9@_/-])", re.ASCII)
_ONWARD = re.compile(r"(?<=[^\WA-Za-z] )→(?= [^\WA-Za-z])")  # between Persian words
_FEW = "یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه|ده"
_SPAN = re.compile(rf"(?<!\w)({_FEW}) ?[-–] ?({_FEW})(?!\w)")
THEMES = 1  # of what somebody told, about which a question is offered
SHORT = 500  # characters; what is this short is shown beside its number or its place


def compose(parts: Sequence[Part], besides: Sequence[Part] = ()) -> Reply:
    """The parts, and under a heading of their own those that may belong to the answer too."""
    return _one_below_another([("", parts)], besides)


def compose_under(title: str, parts: Sequence[Part]) -> Reply:
    """The parts under a line that says what they are."""
    return _one_below_another([(title, parts)], ())


def without_more(reply: Reply) -> Reply:
    """The reply to who wants more lines than there are."""
    return replace(reply, blocks=(*reply.blocks, paragraph(texts.NO_MORE)))


def compare(
    sides: Sequence[tuple[Document, Sequence[Part]]],
    besides: Sequence[Part] = (),
    silent: Sequence[Document] = (),
) -> Reply:
    """What each document says under its name, who says nothing, then what may belong to the answer too."""
    named = [(texts.side(document.kind, document.title), parts) for document, parts in sides]
    reply = _one_below_another(named, besides)
    said = [block for block in reply.blocks if not block.beside]
    nothing = (paragraph(texts.silent(document.kind, document.title)) for document in silent)
    return replace(reply, blocks=(*said, *nothing, *reply.blocks[len(said) :]))


def one_after_another(replies: Sequence[Reply]) -> Reply:
    """The answers to several questions in their order, and nothing beside them."""
    citations = list(dict.fromkeys(citation for reply in replies for citation in reply.citations))
    blocks: list[Block] = []
    last: int | None = None
    for reply in replies:
        for block in (block for block in reply.blocks if not block.beside):
            lines = []
            for line in block.lines:
                cited = None if line.citation is None else citations.index(reply.citations[line.citation])
                lines.append(replace(line, citation=cited, mark=cited != last))
                last = cited
            blocks.append(replace(block, lines=tuple(lines)))
    return Reply(Outcome.ANSWER, tuple(blocks), tuple(citations))


def with_untold(reply: Reply, questions: Sequence[str]) -> Reply:
    """The reply that says, before what stands beside it, which questions have no answer."""
    said = [block for block in reply.blocks if not block.beside]
    untold = [paragraph(texts.untold(questions))] if questions else []
    return replace(reply, blocks=(*said, *untold, *reply.blocks[len(said) :]))


def _one_below_another(sides: Sequence[tuple[str, Sequence[Part]]], besides: Sequence[Part]) -> Reply:
    """Each side's parts under its title; a section has one citation, wherever its lines stand."""
    every = arrange([*(part for _, parts in sides for part in parts), *besides])
    sections = {id: list(own) for id, own in groupby(every, key=lambda part: part.section.id)}
    numbers = {id: number for number, id in enumerate(sections)}
    blocks = [block for title, parts in sides for block in _passages(title, parts, numbers)]
    beside = (replace(block, beside=True) for block in _passages(texts.BESIDES, besides, numbers))
    return Reply(Outcome.ANSWER, (*blocks, *beside), tuple(map(cite, sections.values())))


def _passages(title: str, parts: Sequence[Part], numbers: Mapping[str, int]) -> list[Block]:
    """One passage for each section under the title, if there is one; lists keep their leads."""
    blocks = [paragraph(title, tone=Tone.STRONG)] if title and parts else []
    last = 0
    for section, run in groupby(arrange(parts), key=lambda part: part.section.id):
        last = numbers[section]
        blocks.extend(_as_shown(_section_blocks(list(run), last)))
    if any(part.recovered for part in parts):
        blocks.append(paragraph(texts.RECOVERED, last, mark=False))
    return blocks


def _section_blocks(parts: Sequence[Part], citation: int) -> list[Block]:
    """Paragraphs as they are, lists under their lead; sub-points right below the line they belong to."""
    blocks: list[Block] = []
    shown: set[str] = set()
    for part in parts:
        if not part.listed:
            blocks.append(paragraph(" ".join(part.lines), citation))
            continue
        title = f"{part.section.title}:" if in_part(part, parts) else heading(part)
        if len(part.lines) == 1 and len(parts) == 1:
            text = part.lines[0] if part.lead is None else f"{title} {part.lines[0]}"
            blocks.append(paragraph(text, citation))
            continue
        if title not in shown:
            blocks.append(paragraph(title, citation))
        shown.update((title, *part.lines))
        kind = BlockKind.STEPS if part.ordered else BlockKind.BULLETS
        runs = numbered(part) if part.ordered else ((1, part.lines),)
        for start, lines in runs:
            blocks.append(Block(kind, tuple(Line(line, citation) for line in lines), start))
    return blocks


def _as_shown(blocks: Sequence[Block]) -> list[Block]:
    """As print has them; only the first line shows the citation's mark: all rest on the same place."""
    return [
        replace(
            block,
            lines=tuple(
                replace(line, text=_as_printed(line.text), mark=at == n == 0)
                for n, line in enumerate(block.lines)
            ),
        )
        for at, block in enumerate(blocks)
    ]


@lru_cache(maxsize=8192)  # the lines of an index come again
def _as_printed(line: str) -> str:
    """A Persian line as print has it, and not every file: in Persian digits, «سه تا پنج», arrows onward."""
    if _PERSIAN.search(line) is None:
        return line
    line = _SPAN.sub(r"\1 تا \2", _ONWARD.sub("←", line))
    return _NUMERAL.sub(lambda numeral: persian_digits(numeral[0]), line)


def heading(part: Part) -> str:
    """The list's own lead; its section's title when there is none, or it counts more lines than are shown."""
    if part.lead is None or (len(part.lines) < part.total and counts(part.lead)):
        return f"{part.section.title}:"
    return part.lead


def cite(parts: Sequence[Part]) -> Citation:
    """The section's place and the words that stand there, leads above their lines, none twice."""
    first = parts[0]
    lines = [line for part in parts for line in (*([part.lead] if part.lead else []), *part.lines)]
    return Citation(
        source=first.document.source,
        title=first.document.title,
        locator=locate(first.document, first.section, first.page),
        quote="\n".join(dict.fromkeys(lines)),
    )


def counted(parts: Sequence[Part]) -> Reply:
    """How many lines each list has, and the lines where they are short; where it has no total, as read."""
    blocks: list[Block] = []
    for n, part in enumerate(parts):
        short = sum(len(line) for line in part.lines) <= SHORT
        say = texts.counted if part.total else texts.counted_as_read
        number = say(len(part.lines), part.section.title)
        blocks.append(paragraph(f"{number}{':' if short else '.'}", n))
        if short:
            lines = tuple(Line(_as_printed(line), n, mark=False) for line in part.lines)
            blocks.append(Block(BlockKind.BULLETS, lines))
    return Reply(Outcome.ANSWER, tuple(blocks), tuple(cite([part]) for part in parts))


def places(parts: Sequence[Part], numbered: bool) -> Reply:
    """Where the parts stand, and they themselves where they are short.

    `numbered` is wanted the number of a slide or a page.
    """
    sections = [list(own) for _, own in groupby(arrange(parts), key=lambda part: part.section.id)]
    citations = tuple(map(cite, sections))
    named = [
        (texts.held(own[0].document.kind, own[0].document.title), c.locator)
        for own, c in zip(sections, citations, strict=True)
    ]
    if len(named) == 1:
        blocks = [paragraph(texts.stands(*named[0]), 0)]
    else:
        lines = tuple(Line(f"{document}، {locator}", n) for n, (document, locator) in enumerate(named))
        blocks = [paragraph(texts.STAND_HERE), Block(BlockKind.BULLETS, lines)]
    if numbered and all(part.page is None or part.document.paged is None for part in parts):
        blocks.append(paragraph(texts.UNNUMBERED))
    if sum(len(line) for part in parts for line in part.lines) <= SHORT:
        shown = compose(parts).blocks
        unmarked = (replace(b, lines=tuple(replace(line, mark=False) for line in b.lines)) for b in shown)
        blocks.extend(unmarked)
    return Reply(Outcome.ANSWER, tuple(blocks), citations)


def abstain(reason: str, nearest: Sequence[Part]) -> Reply:
    """A refusal that says what is missing and offers the nearest thing that is there as a choice."""
    blocks = [paragraph(reason)]
    titles = (_label(part.section.title) for part in nearest if part.section.topic not in NAMELESS)
    # a year in a heading would look like the figure that is missing
    choices = tuple(Choice(title, "ask") for title in titles if not numerals(title))
    if choices:
        blocks.append(paragraph(texts.nearest([c.label for c in choices])))
    return Reply(Outcome.ABSTENTION, tuple(blocks), (), choices)


def miss(matter: str) -> Reply:
    """A refusal to choose lines on a matter where there are none; the matter itself may be asked for."""
    asked = Choice(texts.told_of(matter), "ask")
    return Reply(Outcome.ABSTENTION, (paragraph(texts.NONE_OF_THEM),), choices=(asked,))


def at_end(step: int) -> Reply:
    """A refusal to go on behind the last line of a list, or before its first one."""
    return Reply(Outcome.ABSTENTION, (paragraph(texts.AT_END if step > 0 else texts.AT_BEGINNING),))


def too_short(lists: Sequence[Part]) -> Reply:
    """A refusal to tell a line that lists do not have; it says how many they have where there is a total."""
    titles = [_label(part.section.title) for part in lists]
    blocks = (
        paragraph(texts.has_only(title, part.total) if part.total else texts.no_such_line(title))
        for title, part in zip(titles, lists, strict=True)
    )
    choices = tuple(Choice(title, "ask") for title in titles if not numerals(title))
    return Reply(Outcome.ABSTENTION, tuple(blocks), choices=choices)


def _label(title: str) -> str:
    """The heading without its number, cut between words to fit a button."""
    bare = bare_title(title)
    return bare if len(bare) <= LABEL else f"{bare[: LABEL - 1].rsplit(' ', 1)[0]}…"


def small_talk(intent: Intent) -> Reply:
    """Courtesies are answered; instructions and tasks are declined."""
    outcome = Outcome.ABSTENTION if intent in (Intent.INSTRUCTION, Intent.TASK) else Outcome.SMALL_TALK
    return Reply(outcome, (paragraph(texts.SMALL_TALK[intent]),))


def ask_back(told: str) -> Reply:
    """To who told of themselves and asked nothing: what they may ask, what they spoke of first."""
    themes = [str(theme) for theme in find_themes(told) if theme in texts.THEMES][:THEMES]
    questions = (*(texts.proposed(texts.THEMES[theme]) for theme in themes), *texts.TO_TELLERS)
    return replace(small_talk(Intent.TELLING), choices=tuple(Choice(each, "ask") for each in questions))

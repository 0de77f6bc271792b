"""Bare pages to marked blocks: cut into parts, repaired, outlined, foreign parts left out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.blocks import Block, BlockKind, Line, Meta, Page
from ingest.figures import hide_unreadable
from ingest.following import follow
from ingest.headlines import LONGEST_HEADLINE, name_deck, take_headlines
from ingest.outline import (
    Layout,
    Part,
    Row,
    Slide,
    guess_layout,
    outline_prose,
    outline_slides,
    rank_sizes,
    rows_of,
    split_parts,
)
from ingest.outline.lines import ends_sentence
from ingest.outline.prose import split_byline
from ingest.readable import make_readable
from ingest.relevance import FOREIGN_ARTICLE, opening_words, split_relevant
from ingest.repair import Adviser, Evidence, RepairedLine, repair_page
from ingest.tables import goes_on_as
from ingest.typed import is_typed_entry
from knowledge.decisions import NONE, About, Decisions, squeezed
from knowledge.reports import LeftOut, ReadLine

COVER, BARE_COVER = 5, 2  # lines
_SENTENCE_END = re.compile(r"[.؟!]\s*$")


@dataclass(frozen=True, slots=True)
class Change:
    """One repair: the line it was made in, before and after, and how sure it is."""

    original: str
    text: str
    kind: str
    before: str
    after: str
    confidence: float
    page: int | None


@dataclass(slots=True)
class Extracted:
    """Blocks of all bare pages with what was found and changed on the way."""

    blocks: list[Block] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    lines: list[ReadLine] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    unmatched: tuple[str, ...] = ()  # lines that people have decided about and that the pages do not have
    meta: Meta = field(default_factory=Meta)


def read_structure(
    pages: Sequence[Page], decisions: Decisions = NONE, adviser: Adviser | None = None
) -> Extracted:
    """The structure of pages of bare lines; scanned pages keep their confidence and unconfirmed figures."""
    parts = _with_headers([part for page in pages for part in split_parts(page.lines, page.number)])
    scanned = {page.number for page in pages if page.scanned}
    layout = guess_layout(parts)
    authors: dict[int, str] = {}
    if layout is Layout.PROSE:
        parts, authors = _cut_at_bylines(parts)
    evidence = Evidence.for_document("\n\n".join(part.text for part in parts))
    found = Extracted()
    repaired: list[list[Row]] = []
    there: set[str] = set()  # lines
    for part in parts:
        lines = []
        for line in repair_page(part.text, evidence, adviser).lines:
            said, record = follow(line, decisions, part.page)
            lines.append(said)
            found.lines += [record] if record is not None else []
            there.add(squeezed(line.original))
        found.changes += changes_of(lines, part.page)
        repaired.append(rows_of(lines, _sizes(part.lines, lines), _wholes(part.lines, lines)))
    if layout is Layout.SLIDES:
        found.blocks = outline_slides(
            [Slide(rows, part.page, part.table) for rows, part in zip(repaired, parts, strict=True)]
        )
        found.meta = Meta(kind="deck", title=_cover_title(repaired) or name_deck(found.blocks))
    else:
        _read_prose(found, parts, repaired, authors, bool(scanned))
    sureness = {line.text: line.confidence for page in pages if page.scanned for line in page.lines}
    found.blocks = [
        _of_scan(block, sureness, decisions) if block.page in scanned else block
        for block in map(_without_run_together, found.blocks)
    ]
    found.unmatched = tuple(
        one.original for one in decisions if one.about is About.LINE and squeezed(one.original) not in there
    )
    return found


def _read_prose(
    found: Extracted,
    parts: Sequence[Part],
    repaired: Sequence[Sequence[Row]],
    authors: dict[int, str],
    scanned: bool,
) -> None:
    blocks: list[Block] = []
    sizes = rank_sizes([row for rows in repaired for row in rows])
    owner: dict[int, int] = {}  # of a block, by identity: its part
    for number, (part, rows) in enumerate(zip(parts, repaired, strict=True)):
        for block in _table(part) or outline_prose(rows, part.page, sizes):
            owner[id(block)] = number
            blocks.append(block)
    # words of a scan are too uncertain to leave a part out for them
    kept, dropped = (blocks, []) if scanned else split_relevant(blocks)
    found.left_out += [LeftOut(opening_words(run), FOREIGN_ARTICLE, run[0].page) for run in dropped]
    found.lines = without_left_out(found.lines, kept, dropped)
    used = {owner[id(block)] for block in kept}
    author = next((name for number, name in sorted(authors.items()) if number in used), None)
    sized = any(row.size is not None for rows in repaired for row in rows)
    found.blocks, headlines = (_join_pages(kept), Meta()) if sized or scanned else take_headlines(kept)
    found.meta = replace(headlines, author=author)
    if author is not None or headlines.title is not None:
        found.meta = replace(found.meta, kind="article")


def _of_scan(block: Block, sureness: Mapping[str, float], decisions: Decisions) -> Block:
    """A block with the confidence of its least sure line and figures that a person has to accept."""
    if decisions.line(block.original or block.text) is not None:
        return block  # a person has read it
    lines = (block.original or block.text).split("\n")
    confidence = min((sureness.get(line, 1.0) for line in lines), default=1.0)
    return replace(block, unconfirmed=True, confidence=min(block.confidence, confidence))


def _without_run_together(block: Block) -> Block:
    """A block that shows no cells run together as one figure."""
    text = hide_unreadable(block.text)
    return block if text == block.text else replace(block, text=text, original=block.original or block.text)


def _with_headers(parts: Sequence[Part]) -> list[Part]:
    """The parts; a table that goes on from the page before gets its header where that does not repeat it."""
    found: list[Part] = []
    for part in parts:
        if found and _goes_on(found[-1], part):
            part = replace(part, table=(found[-1].table[0], *part.table))
        found.append(part)
    return found


def _goes_on(last: Part, part: Part) -> bool:
    """Whether this part is the rest of a table of the page before, without its header."""
    tables = len(last.table) > 1 and bool(part.table)
    return tables and last.page != part.page and goes_on_as(last.table, part.table[0])


def _cover_title(slides: Sequence[Sequence[Row]]) -> str | None:
    """The largest lines of a first slide that holds little else and is set larger than the others; where no
    sizes are known, a first slide of a line or two before one of more.
    """
    sizes = [max((row.size or 0.0 for row in rows), default=0.0) for rows in slides]
    if len(slides) < 2 or len(slides[0]) > COVER or sizes[0] < max(sizes[1:]):
        return None
    if not sizes[0] and (len(slides[0]) > BARE_COVER or len(slides[1]) <= BARE_COVER):
        return None
    rows = [row for row in slides[0] if (row.size or 0.0) == sizes[0]]
    title = " ".join(row.text for row in rows)
    plain = not any(row.mark or ends_sentence(row.text) for row in rows)
    return title if plain and len(title) <= LONGEST_HEADLINE else None


def _table(part: Part) -> list[Block]:
    """The block of a part that is a table; [] for others."""
    return [Block(BlockKind.TABLE, rows=part.table, page=part.page)] if part.table else []


def _join_pages(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with paragraphs that a page border cut made whole; they keep the first page."""
    joined: list[Block] = []
    for block in blocks:
        if joined and _is_rest(joined[-1], block):
            originals = [piece for piece in (joined[-1].original, block.original) if piece is not None]
            joined[-1] = replace(
                joined[-1],
                text=f"{joined[-1].text} {block.text}",
                original="\n".join(originals) if originals else None,
            )
        else:
            joined.append(block)
    return joined


def _is_rest(last: Block, block: Block) -> bool:
    """Whether this block is the rest of a paragraph of the page before."""
    paragraphs = last.kind is block.kind is BlockKind.PARAGRAPH
    unfinished = not ends_sentence(last.text) and not is_typed_entry(block.text)
    return paragraphs and last.page != block.page and unfinished


def _cut_at_bylines(parts: Sequence[Part]) -> tuple[list[Part], dict[int, str]]:
    """Parts cut where an article starts with its author's name set apart by blanks; the names by part."""
    cut: list[Part] = []
    authors: dict[int, str] = {}
    for part in parts:
        if part.table:
            cut.append(part)
            continue
        lines: list[Line] = []
        for at, line in enumerate(part.lines):
            byline = split_byline(line.text) if at + 1 < len(part.lines) else None
            before = next((other.text for other in reversed(lines) if other.text.strip()), "")
            if byline is None or (len(before) > 45 and not _SENTENCE_END.search(before)):
                lines.append(line)
                continue
            if any(other.text.strip() for other in lines):
                cut.append(Part(tuple(lines), part.page))
            authors[len(cut)] = make_readable(byline[0])
            lines = [replace(line, text=byline[1])]
        if lines:
            cut.append(Part(tuple(lines), part.page))
    return cut, authors


def without_left_out(
    lines: Sequence[ReadLine], kept: Sequence[Block], dropped: Sequence[Sequence[Block]]
) -> list[ReadLine]:
    """The lines without those of dropped runs: nobody has to look at what is in no document."""
    gone = _raw_lines(block for run in dropped for block in run) - _raw_lines(kept)
    return [line for line in lines if not set(line.original.split("\n")) <= gone]


def _raw_lines(blocks: Iterable[Block]) -> set[str]:
    return {line for block in blocks for line in (block.original or block.text).split("\n")}


def _sizes(raw: Sequence[Line], lines: Sequence[RepairedLine]) -> list[float | None]:
    """Type sizes of logical lines: that of the raw line each starts with."""
    by_text = {line.text: line.size for line in raw}
    return [by_text.get(line.original.split("\n", 1)[0]) for line in lines]


def _wholes(raw: Sequence[Line], lines: Sequence[RepairedLine]) -> list[bool]:
    """Whether logical lines end what they say: as the raw line does that each ends with."""
    by_text = {line.text: line.whole for line in raw}
    return [by_text.get(line.original.rsplit("\n", 1)[-1], False) for line in lines]


def changes_of(lines: Sequence[RepairedLine], page: int | None) -> list[Change]:
    """Every repair of the lines, in order."""
    return [
        Change(line.original, line.text, str(fix.kind), fix.before, fix.after, fix.confidence, page)
        for line in lines
        for fix in line.repairs
    ]

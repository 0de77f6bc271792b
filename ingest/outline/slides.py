"""The blocks of slides: a title, then a list, a table, a diagram or a process."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.blocks import Block, BlockKind
from ingest.outline.boxes import read_boxes
from ingest.outline.chapters import in_chapters, place
from ingest.outline.entries import join_entries, split_columns
from ingest.outline.frames import close_frames
from ingest.outline.lines import Row, ends_sentence
from ingest.outline.links import find_links
from ingest.outline.listing import list_blocks
from ingest.outline.parts import is_page_number
from ingest.outline.process import order_process
from ingest.outline.tables import find_table


@dataclass(frozen=True, slots=True)
class Slide:
    """The lines of a slide, or a table on the slide before it."""

    rows: Sequence[Row]
    page: int | None = None
    table: tuple[tuple[str, ...], ...] = ()


def outline_slides(slides: Sequence[Slide]) -> list[Block]:
    """Blocks of all slides in order: a heading each, continued slides joined to those they continue."""
    groups: list[list[Block]] = []
    last: int | None = None  # page
    marked = [bool(slide.rows) and _goes_on(slide) for slide in slides]
    flows = sum(marked) * 2 < len(slides)  # else this deck sets bullets before its titles
    widest = max((row.width for slide in slides for row in slide.rows), default=0)
    for slide, goes_on in zip(slides, marked, strict=True):
        if slide.table and groups:
            groups[-1].append(Block(BlockKind.TABLE, rows=slide.table, page=slide.page))
        if not slide.rows:
            continue
        if goes_on and flows and groups:
            entries = list_blocks(groups[-1][0].text, join_entries(slide.rows, widest))
            groups[-1] += [replace(block, page=slide.page) for block in entries]
            last = slide.page
            continue
        blocks = list(_outline(slide.rows, slide.page, widest))
        heading = blocks[0]
        same_page = slide.page is not None and slide.page == last
        last = slide.page
        if same_page and groups:  # what stands under a table
            groups[-1] += [replace(heading, kind=BlockKind.PARAGRAPH), *blocks[1:]]
        else:
            place(blocks, groups)
    return in_chapters(groups)


def arrange_slides(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of marked slides as `outline_slides` gives them: continued slides joined, chapters above."""
    groups: list[list[Block]] = []
    slide: list[Block] = []
    for block in blocks:
        if slide and block.kind is BlockKind.HEADING and block.level == 1:
            place(slide, groups)
            slide = []
        slide.append(block)
    if slide:
        place(slide, groups)
    return in_chapters(groups)


def _goes_on(slide: Slide) -> bool:
    """Whether it is a page that the list of the slide before has flowed over to: it begins with an entry."""
    return slide.page is not None and slide.rows[0].mark in ("•", "–")


def _outline(rows: Sequence[Row], page: int | None, widest: int) -> Iterator[Block]:
    rows = [row for row in rows if not is_page_number(row.text)] or list(rows)
    title, body = rows[0], list(rows[1:])
    text = title.bare
    if len(rows) == 2 and body[0].mark is None and not ends_sentence(body[0].text):
        body = []  # a cover: its lines are all title
        text = " ".join(row.text for row in rows)
    heading = Block(BlockKind.HEADING, text, original=title.line.original)
    links, body = find_links(body)
    table = find_table(body)
    blocks: list[Block] = []
    if table is not None:
        blocks = [table]
    elif body:
        entries = read_boxes(split_columns(join_entries(body, widest)))
        blocks = order_process(text, entries) or close_frames(list(list_blocks(text, entries)))
    if not blocks or blocks[0].kind is not BlockKind.HEADING or blocks[0].level > 1:
        blocks.insert(0, heading)
    yield from (replace(block, page=page) for block in (*blocks, *links))

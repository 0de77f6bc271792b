"""The blocks of slides: title, lists with their levels, leads, tables, diagrams and processes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from ingest.blocks import Block, BlockKind
from ingest.outline.boxes import read_boxes
from ingest.outline.entries import join_entries, split_columns
from ingest.outline.frames import close_frames
from ingest.outline.lines import Entry, Row, ends_sentence, goes_on
from ingest.outline.links import find_links
from ingest.outline.parts import is_page_number
from ingest.outline.process import order_process
from ingest.outline.tables import find_table
from knowledge.persian import fold

_CONTINUED = re.compile(r"\s*[()]?\s*[(]ادامه[)]\s*")
_GOES_ON = re.compile(r"^ادامه[ٔ\u200cی]*\s+|\s*[-–:،…(]?\s*ادامه\s*[0-9۰-۹]*\s*\)?$|\s*\([0-9۰-۹]{1,2}\)$")
_CONTENTS = re.compile(r"فهرست|سرفصل")
_SUBHEADS = re.compile(
    r"^(نمونه|مثال|تعریف|تاریخچه|هدف|اهداف|اصول|مزایا|معایب|چالش|پیشنهاد|ویژگی|شرایط|ابزار|مراحل|مولفه|دلایل|عوامل)"
)
_STARRED = re.compile(r"\s*\*{2,3}[^*]+\*{2,3}\s*")  # a remark, set off by stars at both its ends
_LONG = 60  # characters; a sentence so long is no entry
_SAME_TITLE = 70  # of 100; titles of continued slides differ in a word or two
_SAME_CHAPTER = 88


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
    for slide in slides:
        if slide.table and groups:
            groups[-1].append(Block(BlockKind.TABLE, rows=slide.table, page=slide.page))
        if not slide.rows:
            continue
        blocks = list(_outline(slide.rows, slide.page))
        heading = blocks[0]
        same_page = slide.page is not None and slide.page == last
        last = slide.page
        if same_page and groups:  # what stands under a table
            groups[-1] += [replace(heading, kind=BlockKind.PARAGRAPH), *blocks[1:]]
        else:
            _place(blocks, groups)
    return _in_chapters(groups)


def arrange_slides(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of marked slides as `outline_slides` gives them: continued slides joined, chapters above."""
    groups: list[list[Block]] = []
    slide: list[Block] = []
    for block in blocks:
        if slide and block.kind is BlockKind.HEADING and block.level == 1:
            _place(slide, groups)
            slide = []
        slide.append(block)
    if slide:
        _place(slide, groups)
    return _in_chapters(groups)


def _place(slide: list[Block], groups: list[list[Block]]) -> None:
    """Puts a slide after the others, or into the one that it continues."""
    home = _continued(slide[0].text, groups) if groups else None
    if home is None:
        groups.append(slide)
        return
    # under the list stand its sub-sections, which have to stay last
    cut = next((at for at, block in enumerate(home) if at and block.kind is BlockKind.HEADING), len(home))
    end = next((at for at, block in enumerate(slide) if at and block.kind is BlockKind.HEADING), len(slide))
    home[cut:cut] = slide[1:end]
    home += slide[end:]


def _continued(title: str, groups: Sequence[list[Block]]) -> list[Block] | None:
    """The slide that a slide of this title continues: by the mark «(ادامه)», or by what its title repeats."""
    if _CONTINUED.search(title):
        return _home(_CONTINUED.sub(" ", title).strip(), groups)
    last = groups[-1]
    before, bare = (_key(_GOES_ON.sub("", text)) for text in (last[0].text, title))
    repeats = before == bare and (len(last) > 1 or _GOES_ON.search(title))
    return last if bare and repeats else None


def _outline(rows: Sequence[Row], page: int | None) -> Iterator[Block]:
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
        entries = read_boxes(split_columns(join_entries(body)))
        blocks = order_process(text, entries) or close_frames(list(_list_blocks(text, entries)))
    if not blocks or blocks[0].kind is not BlockKind.HEADING or blocks[0].level > 1:
        blocks.insert(0, heading)
    yield from (replace(block, page=page) for block in (*blocks, *links))


def _list_blocks(title: str, entries: Sequence[Entry]) -> Iterator[Block]:
    marks = [entry.mark for entry in entries]
    deeper = "–" if "–" in marks and "•" in marks else None
    nested = _nested_by_semicolon(entries)
    under_entry = False  # a numbered entry that ends in «:», whose own entries have no number
    continued = bool(_CONTINUED.search(title))  # the slide goes on with a list
    in_list = False  # under a lead, until an entry ends the sentence that the lead began
    closed = False  # … after which a sentence is none of its entries
    for at, entry in enumerate(entries):
        rest = len(entries) - at - 1
        text = _strip(entry.text)
        if not _trim(text):
            continue
        separated = text.endswith(("؛", "،"))
        ended = in_list and text.endswith(".") and _strip(entries[at - 1].text).endswith(("؛", "،"))
        subhead = rest >= 2 and _is_subhead(title, text)
        leads = subhead or (rest >= 2 and _leads_marked(entries, at))
        kind, level = BlockKind.BULLET, 1
        if entry.mark == "*" and _STARRED.fullmatch(entry.rows[0].text):
            kind, in_list = BlockKind.PARAGRAPH, False
        elif entry.mark is not None:
            level = 2 if entry.mark == deeper else 1
            under_entry = text.endswith(":") and deeper is None
        elif under_entry:
            level = 2
        elif at in nested:
            level = nested[at]
        elif subhead and at and not text.endswith(":"):
            kind, level, in_list = BlockKind.HEADING, 2, False  # a slide of two parts
        elif text.endswith(":") or leads:
            kind, text, in_list = BlockKind.PARAGRAPH, text.rstrip(" :") + ":", True
        elif any(mark is not None for mark in marks[:at]):
            kind, in_list = BlockKind.PARAGRAPH, False  # what stands free under a marked list
        elif not continued and (
            (not separated and not in_list and text.endswith(".") and (closed or len(text) > _LONG))
            or len(entries) == 1
        ):
            kind = BlockKind.PARAGRAPH
        yield _block(kind, _trim(text), entry, level)
        in_list, closed = in_list and not ended, ended or (closed and kind is BlockKind.PARAGRAPH)


def _leads_marked(entries: Sequence[Entry], at: int) -> bool:
    """An unmarked line that breaks off before marked ones: «… دارای» over three bullets."""
    following = entries[at + 1].mark if at + 1 < len(entries) else None
    return entries[at].mark is None and following is not None and goes_on(entries[at].text)


def _nested_by_semicolon(entries: Sequence[Entry]) -> dict[int, int]:
    """Levels of «…:», its entries that end in «؛» and the entries after them, where the list goes on."""
    texts = [_strip(entry.text) for entry in entries]
    for at, text in enumerate(texts):
        if not text.endswith(":") or entries[at].mark is not None:
            continue
        end = at + 1
        while end < len(texts) and texts[end].endswith("؛"):
            end += 1
        after = texts[end:]
        if end - at > 2 and len(after) >= 2 and not any(text.endswith(":") for text in after):
            return {at: 1} | dict.fromkeys(range(at + 1, end), 2) | dict.fromkeys(range(end, len(texts)), 1)
    return {}


def _is_subhead(title: str, text: str) -> bool:
    folded = " ".join(fold(text).split())
    if folded.endswith((".", "؛", "،")) or len(text) > 70:
        return False
    words = set(folded.rstrip(" :").split())
    known = set(fold(title).split())
    return bool(_SUBHEADS.match(folded)) and (len(words & known) >= 2 or len(words) >= 4)


def _block(kind: BlockKind, text: str, entry: Entry, level: int) -> Block:
    original = entry.original if entry.original != text else None
    return Block(kind, text, level=level, original=original, confidence=entry.confidence)


def _strip(text: str) -> str:
    return text.strip().strip("*").strip()


def _trim(text: str) -> str:
    """Without closing «؛» and «،», which belong to the list and not to its entry."""
    return _strip(text).rstrip("؛،").strip()


def _home(title: str, groups: Sequence[list[Block]]) -> list[Block]:
    """The group that a continued slide belongs to: the last one unless an earlier title is much closer."""
    scores = [fuzz.token_sort_ratio(fold(title), fold(group[0].text)) for group in groups]
    best = max(range(len(groups)), key=lambda at: (scores[at], at))
    return groups[-1] if scores[-1] >= min(_SAME_TITLE, scores[best]) else groups[best]


def _in_chapters(groups: Sequence[list[Block]]) -> list[Block]:
    """Slides as chapters and sections where a table of contents names the chapters, else side by side."""
    contents = next(
        (
            at
            for at, group in enumerate(groups[:3])
            if _CONTENTS.search(fold(group[0].text)) and len(group) > 2
        ),
        None,
    )
    levels = [1] * len(groups)
    chapters: dict[int, Block] = {}
    if contents is not None:
        named = [block for block in groups[contents][1:] if block.kind is BlockKind.BULLET]
        found = {
            at: block for block in named if (at := _chapter_at(block.text, groups, contents + 1)) is not None
        }
        if len(found) * 2 >= len(named) >= 3:
            first = min(found)
            # a last slide without text thanks and ends no chapter
            closing = len(groups) - 1 if len(groups[-1]) == 1 else len(groups)
            levels = [1 if at <= contents or at in found or at == closing else 2 for at in range(len(groups))]
            opening = named[0]
            if opening not in found.values() and first > contents + 1:
                chapters[contents + 1] = Block(BlockKind.HEADING, opening.text, level=1)
            elif first > contents + 1:
                levels = [1 if at < first else level for at, level in enumerate(levels)]
    blocks: list[Block] = []
    for at, group in enumerate(groups):
        if at in chapters:
            blocks.append(chapters[at])
        for block in group:
            heading = block.kind is BlockKind.HEADING
            blocks.append(replace(block, level=block.level - 1 + levels[at]) if heading else block)
    return blocks


def _chapter_at(name: str, groups: Sequence[list[Block]], start: int) -> int | None:
    scores = {at: _closeness(name, groups[at][0].text) for at in range(start, len(groups))}
    best = max(scores, key=lambda at: scores[at], default=None)
    if best is None or scores[best] < _SAME_CHAPTER:
        return None
    return min(at for at, score in scores.items() if score == scores[best])


def _closeness(name: str, title: str) -> float:
    """Of two titles, 0 to 100; «کسب‌وکار» is «کسب و کار»."""
    first, second = _key(name), _key(title)
    squeezed = fuzz.ratio(first.replace(" ", ""), second.replace(" ", ""))
    return max(fuzz.token_set_ratio(first, second), squeezed)


def _key(title: str) -> str:
    return " ".join(fold(title).split())

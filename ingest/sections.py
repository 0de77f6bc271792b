"""Marked blocks to Sections and Items: every item one complete proposition under its lead."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.blocks import Block, BlockKind
from ingest.figures import find_figures, row_figures
from ingest.headings import continued_title, number_sections, split_number, strip_enumerator
from ingest.sentences import split_lead
from ingest.tables import read_rows
from ingest.topics import find_topic
from knowledge.document import Item, ItemKind, Section
from knowledge.persian import fold
from knowledge.themes import find_bodies, find_themes

_KINDS = {BlockKind.BULLET: ItemKind.BULLET, BlockKind.STEP: ItemKind.STEP}
_DEFINES = re.compile(r"مفهوم|تعریف|به معن|یعنی|منظور از")  # that still introduces
FEWEST_ENTRIES = 3  # enumerated sub-sections that are a list
OPENING = "درآمد"  # the title of what stands before the first heading
BACKGROUND = "پیشینه"  # the title of the part of it that tells what happened before
_PAST = re.compile(
    r"^(?:\S+ ){0,2}(?:دهه|سال)(?: های)? ?[0-9]{4}|پس از (?:گذشت )?(?:\S+ ){0,3}(?:سال|دهه)|تا پیش از"
)


@dataclass(slots=True)
class _Draft:
    title: str
    level: int
    heading: str = ""
    printed: str | None = None
    page: int | None = None
    original: str | None = None
    blocks: list[Block] = field(default_factory=list)


def make_sections(document_id: str, blocks: Iterable[Block], title: str | None = None) -> tuple[Section, ...]:
    """Sections in reading order, numbered, with their items; a leading heading equal to title is none,
    where there are others.

    Heading levels are made to start at 1 without gaps.
    """
    drafts = _part_opening(_drafts(blocks, title))
    _close_level_gaps(drafts)
    numbers = number_sections([draft.level for draft in drafts], [draft.printed for draft in drafts])
    for draft, number in zip(drafts, numbers, strict=True):
        if draft.printed != number:
            draft.title = draft.heading  # an enumerator that is not the section's number stays in its title
    _list_entries(drafts)
    sections: list[Section] = []
    trail: list[tuple[int, str]] = []
    for draft, number in zip(drafts, numbers, strict=True):
        while trail and trail[-1][0] >= draft.level:
            trail.pop()
        trail.append((draft.level, draft.title))
        path = tuple(name for _, name in trail)
        section_id = f"{document_id}/{number}"
        sections.append(
            Section(
                id=section_id,
                number=number,
                title=draft.title,
                path=path,
                level=len(path),
                topic=find_topic(path),
                items=tuple(_number_items(section_id, _items(draft.blocks))),
                page=draft.page,
            )
        )
    return tuple(sections)


def _drafts(blocks: Iterable[Block], title: str | None) -> list[_Draft]:
    drafts: list[_Draft] = []
    blocks = list(blocks)
    home = None  # the section that the blocks belong to
    several = sum(block.kind is BlockKind.HEADING for block in blocks) > 1
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            if not drafts and several and title is not None and block.text == title:
                continue
            printed, name = split_number(block.text)
            home = _continued(name, block.level, drafts)
            if home is None:
                home = _Draft(name, block.level, block.text, printed, block.page, block.original)
                drafts.append(home)
        else:
            if home is None:
                home = _Draft(OPENING, 1, OPENING, page=block.page)
                drafts.append(home)
            home.blocks.append(block)
    return drafts


def _continued(name: str, level: int, drafts: Sequence[_Draft]) -> _Draft | None:
    """The section that a heading with «(ادامه)» takes up again."""
    title = continued_title(name)
    if not title:
        return None
    same = (draft for draft in reversed(drafts) if draft.level == level)
    return next((draft for draft in same if fold(draft.title) == fold(title)), None)


def _part_opening(drafts: list[_Draft]) -> list[_Draft]:
    """The drafts; the opening before the first heading ends where a later paragraph of it tells the past."""
    if len(drafts) < 2 or drafts[0].heading != OPENING:
        return drafts
    opening = drafts[0]
    opening.level = min(draft.level for draft in drafts[1:])  # nothing stands under it
    for at, block in enumerate(opening.blocks[1:], start=1):
        told = " ".join(fold(block.text).split())
        if block.kind is BlockKind.PARAGRAPH and _PAST.search(told) and not _DEFINES.search(told):
            past = _Draft(BACKGROUND, opening.level, BACKGROUND, page=block.page, blocks=opening.blocks[at:])
            opening.blocks = opening.blocks[:at]
            return [opening, past, *drafts[1:]]
    return drafts


def _list_entries(drafts: Sequence[_Draft]) -> None:
    """Give a section whose sub-sections are the entries of a list («الف) …», «ب) …») that list."""
    for at, chapter in enumerate(drafts):
        entries: list[Block] = []
        for draft in drafts[at + 1 :]:
            if draft.level <= chapter.level:
                break
            name = strip_enumerator(draft.title) if draft.level == chapter.level + 1 else None
            if name is not None:
                entries.append(Block(BlockKind.BULLET, name, page=draft.page, original=draft.original))
        listed = any(block.kind is not BlockKind.PARAGRAPH for block in chapter.blocks)
        if len(entries) >= FEWEST_ENTRIES and not listed:
            chapter.blocks += [Block(BlockKind.PARAGRAPH, f"{chapter.title}:", page=chapter.page), *entries]


def _close_level_gaps(drafts: Sequence[_Draft]) -> None:
    trail: list[int] = []
    for draft in drafts:
        while trail and trail[-1] >= draft.level:
            trail.pop()
        trail.append(draft.level)
        draft.level = len(trail)


def _number_items(section_id: str, items: Iterable[Item]) -> Iterator[Item]:
    for number, item in enumerate(items, start=1):
        yield Item(
            id=f"{section_id}/{number}",
            kind=item.kind,
            text=item.text,
            lead=item.lead,
            themes=find_themes(f"{item.lead or ''} {item.text}"),
            bodies=find_bodies(item.text),
            figures=item.figures,
            page=item.page,
            original=item.original,
            confidence=item.confidence,
        )


def _items(blocks: Sequence[Block]) -> Iterator[Item]:
    """Items without ids; a lead is a line ending in «:» before a list, or an entry with entries under it."""
    lead: str | None = None  # of the list that comes
    parents: list[tuple[int, str]] = []  # open list entries: level, text
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        match block.kind:
            case BlockKind.TABLE:
                yield from _row_items(block, lead)
                lead, parents = None, []
            case BlockKind.BULLET | BlockKind.STEP:
                parents = [parent for parent in parents if parent[0] < block.level]
                hangs_under = parents[-1][1] if parents else lead
                has_children = (
                    following is not None and following.kind in _KINDS and following.level > block.level
                )
                if has_children:
                    parents.append((block.level, block.text))
                if block.kind is BlockKind.STEP or not has_children:
                    yield _item(block, _KINDS[block.kind], block.text, hangs_under)
            case _:
                lead, parents = None, []
                opens_list = following is not None and following.kind is not BlockKind.PARAGRAPH
                sentences, last = split_lead(block.text)
                if last is not None and opens_list:
                    lead = last
                elif last is not None:
                    sentences = [*sentences, last]
                for sentence in sentences:
                    yield _item(block, ItemKind.SENTENCE, sentence, None)


def _item(block: Block, kind: ItemKind, text: str, lead: str | None) -> Item:
    return Item(
        id="",
        kind=kind,
        text=text,
        lead=lead,
        figures=find_figures(text, unconfirmed=block.unconfirmed),
        page=block.page,
        original=block.original,
        confidence=block.confidence,
    )


def _row_items(block: Block, lead: str | None) -> Iterator[Item]:
    for row in read_rows(block.rows):
        originals = block.row_originals
        yield Item(
            id="",
            kind=ItemKind.ROW,
            text=row.text,
            lead=lead,
            figures=row_figures(row, unconfirmed=block.unconfirmed),
            page=block.page,
            original=originals[row.position] if row.position < len(originals) else block.original,
            confidence=block.confidence,
        )

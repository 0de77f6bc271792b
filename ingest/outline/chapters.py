"""Slides put together: those that continue others joined to them, chapters above their slides."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from ingest.blocks import Block, BlockKind
from ingest.headings import continued_title
from knowledge.persian import fold

_GOES_ON = re.compile(r"^ادامه[ٔ\u200cی]*\s+|\s*[-–:،…(]?\s*ادامه\s*[0-9۰-۹]*\s*\)?$|\s*\([0-9۰-۹]{1,2}\)$")
_CONTENTS = re.compile(r"فهرست|سرفصل")
_SAME_TITLE = 70  # of 100; titles of continued slides differ in a word or two
_SAME_CHAPTER = 88


def place(slide: list[Block], groups: list[list[Block]]) -> None:
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
    marked = continued_title(title)
    if marked is not None:
        return _home(marked, groups)
    last = groups[-1]
    before, bare = (_key(_GOES_ON.sub("", text)) for text in (last[0].text, title))
    repeats = before == bare and (len(last) > 1 or _GOES_ON.search(title))
    return last if bare and repeats else None


def _home(title: str, groups: Sequence[list[Block]]) -> list[Block]:
    """The group that a continued slide belongs to: the last one unless an earlier title is much closer."""
    scores = [fuzz.token_sort_ratio(fold(title), fold(group[0].text)) for group in groups]
    best = max(range(len(groups)), key=lambda at: (scores[at], at))
    return groups[-1] if scores[-1] >= min(_SAME_TITLE, scores[best]) else groups[best]


def in_chapters(groups: Sequence[list[Block]]) -> list[Block]:
    """Slides as chapters and sections where a table of contents names the chapters, else side by side."""
    levels, opening = _levels(groups)
    blocks: list[Block] = []
    for at, group in enumerate(groups):
        if opening is not None and at == opening[0]:
            blocks.append(Block(BlockKind.HEADING, opening[1], level=1))
        for block in group:
            heading = block.kind is BlockKind.HEADING
            blocks.append(replace(block, level=block.level - 1 + levels[at]) if heading else block)
    return blocks


def _levels(groups: Sequence[list[Block]]) -> tuple[list[int], tuple[int, str] | None]:
    """Each slide's level; and before which slide stands the heading of a chapter that has no slide."""
    flat = [1] * len(groups)
    contents = next((at for at, group in enumerate(groups[:3]) if _is_contents(group)), None)
    if contents is None:
        return flat, None
    named = [block.text for block in groups[contents][1:] if block.kind is BlockKind.BULLET]
    found = {at: name for name in named if (at := _chapter_at(name, groups, contents + 1)) is not None}
    if not len(found) * 2 >= len(named) >= 3:
        return flat, None
    first = min(found)
    # a last slide without text thanks and ends no chapter
    closing = len(groups) - 1 if len(groups[-1]) == 1 else len(groups)
    levels = [1 if at <= contents or at in found or at == closing else 2 for at in range(len(groups))]
    if first == contents + 1:
        return levels, None
    if named[0] not in found.values():
        return levels, (contents + 1, named[0])
    return [1 if at < first else level for at, level in enumerate(levels)], None


def _is_contents(group: Sequence[Block]) -> bool:
    return len(group) > 2 and bool(_CONTENTS.search(fold(group[0].text)))


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

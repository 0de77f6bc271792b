"""Foreign articles and advertisements on a page: found by what they talk about, and left out with a line.

Each block gets the share of its informative words that belong to the field, where a word informs by its
rarity in Persian at large; the field's words come from sentences about it (topic_sentences.txt) and from
the document's own headings. A block alone is too short to judge, so the shares of its neighbours count
too, fading with distance. Only a longer run without such words is left out, and only from a document
that has a part about the field: what its owner gave on another subject stays whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from ingest.blocks import Block, BlockKind
from knowledge.persian import tokens

FOREIGN_ARTICLE = "مطلبی دیگر در همان صفحه"
FADE = 0.5  # weight of a neighbour against the block beside it
REACH = 3  # neighbours on each side
RELEVANT = 0.19  # smoothed share of a part about the field
FOREIGN = 0.11  # smoothed share that no part about the field has
WEAK = 0.5  # of the highest smoothed share: a page that says little of the field has parts that say less
SHORTEST_RUN = 40  # words; a shorter stretch off the subject is an aside
TELLING = 15.0  # information of a block that can be judged alone
ALMOST_NONE = 0.03
LONGEST_BORDER = 90  # characters of a headline
SMALL_PART = 0.25  # of the words: what is kept is rather an opening than an article among others
SAID_AGAIN = 0.25  # of the information of such a part, where the rest goes on about it
SAME_SUBJECT = 0.5  # of the information of a part that the kept text has too: no other article
COMMONEST = 6.2  # Zipf frequency from which a word informs nothing


@dataclass(frozen=True, slots=True)
class Weighed:
    """How many informative words a block has, and how many of them belong to the field."""

    known: float
    total: float

    @property
    def share(self) -> float:
        return self.known / self.total if self.total else 0.0


def split_relevant(blocks: Sequence[Block]) -> tuple[list[Block], list[list[Block]]]:
    """The blocks to keep, and runs of foreign ones, both in order."""
    field = field_words()
    weighed = [_weigh(block, field) for block in blocks]
    smoothed = [_smooth(weighed, at) for at in range(len(blocks))]
    highest = max(smoothed, default=0.0)
    if highest < RELEVANT:
        return list(blocks), []
    flags = _regions(smoothed, RELEVANT)
    if any(flags) and _go_on(*_parted(blocks, flags)):
        return list(blocks), []
    flags = _find_foreign(blocks, weighed, _regions(smoothed, min(RELEVANT, highest * WEAK)))
    dropped = [list(blocks[start:end]) for start, end, is_foreign in _runs(flags) if is_foreign]
    return _parted(blocks, flags)[0], dropped


def _find_foreign(blocks: Sequence[Block], weighed: Sequence[Weighed], regions: Sequence[bool]) -> list[bool]:
    """Which blocks of these regions, and beside them, are foreign."""
    foreign = list(regions)
    _take_back(blocks, foreign)
    for start, end, is_foreign in list(_runs(foreign)):
        words = sum(len(tokens(block.text)) for block in blocks[start:end])
        if is_foreign and (words < SHORTEST_RUN or _share(weighed[start:end]) >= FOREIGN):
            foreign[start:end] = [False] * (end - start)
    _settle_borders(blocks, foreign, weighed)
    for start, end, is_foreign in list(_runs(foreign)):
        if is_foreign and _said_again(blocks[start:end], _parted(blocks, foreign)[0]) >= SAME_SUBJECT:
            foreign[start:end] = [False] * (end - start)
    return foreign


def _parted(blocks: Sequence[Block], foreign: Sequence[bool]) -> tuple[list[Block], list[Block]]:
    """The blocks that are not foreign, and those that are."""
    flagged = list(zip(blocks, foreign, strict=True))
    return [block for block, is_foreign in flagged if not is_foreign], [
        block for block, is_foreign in flagged if is_foreign
    ]


def _go_on(kept: Sequence[Block], dropped: Sequence[Block]) -> bool:
    """Whether the many words left out go on about the few kept: then it is one document on one subject."""
    few, many = (len(_informing(some)) for some in (kept, dropped))
    return few < SMALL_PART * (few + many) and _said_again(kept, dropped) >= SAID_AGAIN


def _said_again(some: Iterable[Block], others: Iterable[Block]) -> float:
    """The share of the information of some blocks whose words others have too."""
    words, again = _informing(some), set(_informing(others))
    said = sum(_information(token) for token in words if token in again)
    return said / sum(map(_information, words)) if words else 0.0


def _informing(blocks: Iterable[Block]) -> list[str]:
    return [token for block in blocks for token in tokens(block.text) if _information(token) > 0]


def split_articles(blocks: Sequence[Block]) -> tuple[list[Block], list[list[Block]]]:
    """The blocks to keep, and runs of foreign articles where their format marks several, both in order.

    Their borders are known, so each is judged as a whole; short ones beside each other, as teasers are, count
    together.
    """
    articles = [list(some) for _, some in groupby(blocks, key=lambda block: block.article)]
    if len(articles) < 2:
        return list(blocks), []
    field = field_words()
    shares = [_share(_weigh(block, field) for block in article) for article in articles]
    if max(shares) < RELEVANT:
        return list(blocks), []
    marked = [article[0].article is not None for article in articles]
    flags = [share < FOREIGN and own for share, own in zip(shares, marked, strict=True)]
    kept: list[Block] = []
    dropped: list[list[Block]] = []
    for start, end, is_foreign in _runs(flags):
        run = [block for article in articles[start:end] for block in article]
        long = sum(len(tokens(block.text)) for block in run) >= SHORTEST_RUN
        if is_foreign and long:
            dropped.append(run)
        else:
            kept += run
    return kept, dropped


def _share(weighed: Iterable[Weighed]) -> float:
    some = list(weighed)
    return Weighed(sum(one.known for one in some), sum(one.total for one in some)).share


def _settle_borders(blocks: Sequence[Block], foreign: list[bool], weighed: Sequence[Weighed]) -> None:
    """Moves to a foreign run what stands beside it: headlines by the words they share, its first lines."""
    words = [{token for token in tokens(block.text) if _information(token) > 0} for block in blocks]
    for step in (-1, 1):
        order = range(len(blocks) - 1, 0, -1) if step < 0 else range(len(blocks) - 1)
        for at in order:
            other = at + step
            if not foreign[at] or foreign[other] or weighed[other].share >= FOREIGN:
                continue
            # long enough to judge alone; its neighbours on the other side lifted it
            if weighed[other].total >= TELLING and weighed[other].share < ALMOST_NONE:
                foreign[other] = True
            if len(blocks[other].text) > LONGEST_BORDER:
                continue
            inside = _shared(words, other, [i for i, flag in enumerate(foreign) if flag])
            outside = _shared(words, other, [i for i, flag in enumerate(foreign) if not flag])
            if inside > outside:
                foreign[other] = True


def _shared(words: Sequence[set[str]], at: int, others: Sequence[int]) -> float:
    """How often the words of one block stand in the others."""
    return sum(len(words[at] & words[other]) for other in others if other != at)


def _take_back(blocks: Sequence[Block], foreign: list[bool]) -> None:
    """Takes a run's short first and last block for kept where it rather says the words of what is: the run
    beside it made little of it.
    """
    words = [{token for token in tokens(block.text) if _information(token) > 0} for block in blocks]
    for start, end, is_foreign in list(_runs(foreign)):
        for at in (start, end - 1) if is_foreign and end - start > 1 else ():
            inside = [i for i, flag in enumerate(foreign) if flag and i != at]
            outside = [i for i, flag in enumerate(foreign) if not flag]
            if outside and len(blocks[at].text) <= LONGEST_BORDER:
                said = _shared(words, at, inside) / max(1, len(inside))
                foreign[at] = _shared(words, at, outside) / len(outside) <= said


def _regions(smoothed: Sequence[float], relevant: float) -> list[bool]:
    """Stretches under `relevant` that reach below FOREIGN somewhere: an article has better sentences too."""
    flags = [share < relevant for share in smoothed]
    for start, end, low in list(_runs(flags)):
        if low and min(smoothed[start:end]) >= FOREIGN:
            flags[start:end] = [False] * (end - start)
    return flags


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int, bool]]:
    start = 0
    for at in range(1, len(flags) + 1):
        if at == len(flags) or flags[at] != flags[start]:
            yield start, at, flags[start]
            start = at


def _weigh(block: Block, field: frozenset[str]) -> Weighed:
    text = " ".join([block.text, *(cell for row in block.rows for cell in row)])
    known = total = 0.0
    for token in tokens(text):
        weight = _information(token)
        total += weight
        if token in field:
            known += weight
    return Weighed(known, total)


def _smooth(weighed: Sequence[Weighed], at: int) -> float:
    known = total = 0.0
    for other in range(max(0, at - REACH), min(len(weighed), at + REACH + 1)):
        weight = FADE ** abs(other - at)
        known += weight * weighed[other].known
        total += weight * weighed[other].total
    return known / total if total else 0.0


@lru_cache(maxsize=20_000)
def _information(token: str) -> float:
    """0 for the commonest words of Persian, about 6 for one never seen."""
    from wordfreq import zipf_frequency  # 0.3 s: only bare pages need it

    if not token.isalpha() or len(token) < 3:
        return 0.0
    return max(0.0, COMMONEST - float(zipf_frequency(token, "fa")))


@lru_cache(maxsize=1)
def field_words() -> frozenset[str]:
    """Informative words of the sentences about the field, folded."""
    text = (Path(__file__).parent / "topic_sentences.txt").read_text(encoding="utf-8")
    return frozenset(token for token in tokens(text) if _information(token) > 0)


def opening_words(blocks: Sequence[Block], count: int = 12) -> str:
    """The first words of a run, for the report."""
    words = " ".join(block.text for block in blocks if block.kind is not BlockKind.TABLE).split()
    return " ".join(words[:count]) + (" …" if len(words) > count else "")

"""Titles of documents that carry none: headlines wherever they stand, and a deck's common phrase."""

from collections import Counter
from collections.abc import Sequence

from ingest.blocks import Block, BlockKind, Meta
from ingest.outline.lines import ends_sentence
from knowledge.persian import fold, tokens

LONGEST_HEADLINE = 90  # characters
FEWEST_HEADINGS = 3  # that share a phrase before it names the deck
_COMMON = frozenset(tokens("و در از به با که را این آن برای تا بر یا هر نیز است های ها ای یک"))


def take_headlines(blocks: Sequence[Block]) -> tuple[list[Block], Meta]:
    """The blocks without the headlines after or before the body, and what those say.

    A headline is a short unmarked line that ends no sentence and stands beside others of its kind or at
    the end of the text; the one with the most words of the body is the title. A paragraph among them that
    repeats sentences of the body is the pull quote.
    """
    runs = _headline_runs(blocks)
    if not runs:
        return list(blocks), Meta()
    run = max(runs, key=len)
    taken = {id(blocks[at]) for at in run}
    body = [block for block in blocks if id(block) not in taken]
    if not any(len(block.text) > LONGEST_HEADLINE for block in body):
        return list(blocks), Meta()  # nothing that they could be headlines of
    frequent = Counter(token for block in body for token in tokens(block.text) if token not in _COMMON)
    lines = [blocks[at] for at in run if len(blocks[at].text) <= LONGEST_HEADLINE]
    quotes = [blocks[at].text for at in run if len(blocks[at].text) > LONGEST_HEADLINE]
    labels = [block for block in lines if len(block.text.split()) <= 2]
    titles = [block for block in lines if block not in labels]
    if not titles:
        return list(blocks), Meta()
    title = max(titles, key=lambda block: _centrality(block.text, frequent))
    extra = [("subtitle", block.text) for block in titles if block is not title][:1]
    extra += [("label", block.text) for block in labels][:1]
    extra += [("quote", text) for text in quotes][:1]
    said = {title.text, *(text for _, text in extra)}
    rest = [block for block in blocks if id(block) not in taken or block.text not in said]
    return rest, Meta(title=title.text, extra=tuple(extra))


def _headline_runs(blocks: Sequence[Block]) -> list[list[int]]:
    """Runs of headline-like paragraphs (pull quotes between them included) that hold a likely title."""
    body = " ".join(fold(block.text) for block in blocks)
    runs: list[list[int]] = []
    run: list[int] = []
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.PARAGRAPH and (_is_headline(block.text) or _is_repeated(block.text, body)):
            run.append(at)
        else:
            runs.append(run)
            run = []
    runs.append(run)
    return [
        run
        for run in runs
        if sum(len(blocks[at].text) <= LONGEST_HEADLINE for at in run) >= 2
        or (len(run) == 1 and run[0] in (0, len(blocks) - 1) and len(blocks[run[0]].text) <= LONGEST_HEADLINE)
    ]


def _is_headline(text: str) -> bool:
    return len(text) <= LONGEST_HEADLINE and not text.rstrip().endswith((".", ":", "؛", "،"))


def _is_repeated(text: str, body: str) -> bool:
    """Whether the body says the same once more, in runs of five words."""
    words = fold(text).split()
    shingles = [" ".join(words[at : at + 5]) for at in range(len(words) - 4)]
    if len(shingles) < 5 or (ends_sentence(text) and text.rstrip().endswith(".")):
        return False
    return sum(body.count(shingle) > 1 for shingle in shingles) > 0.5 * len(shingles)


def _centrality(text: str, frequent: Counter[str]) -> float:
    """Mean frequency in the body of the words of a line."""
    words = [token for token in tokens(text) if token not in _COMMON]
    return sum(frequent[token] for token in words) / len(words) if words else 0.0


def name_deck(blocks: Sequence[Block]) -> str | None:
    """The longest phrase (three words or more) that several headings or entries of the contents share."""
    headings = [block.text for block in blocks if block.kind is BlockKind.HEADING]
    first = next((at for at, block in enumerate(blocks) if block.kind is BlockKind.HEADING), 0)
    after = next(
        (at for at, block in enumerate(blocks) if at > first and block.kind is BlockKind.HEADING), len(blocks)
    )
    lines = headings + [block.text for block in blocks[first + 1 : after]]
    phrases: Counter[tuple[str, ...]] = Counter()
    for line in dict.fromkeys(lines):
        words = line.split()
        found = {
            tuple(words[start:end])
            for start in range(len(words))
            for end in range(start + 3, len(words) + 1)
            if fold(words[start]) not in _COMMON and fold(words[end - 1]) not in _COMMON
        }
        phrases.update(found)
    shared = [phrase for phrase, count in phrases.items() if count >= FEWEST_HEADINGS]
    if not shared:
        return None
    longest: tuple[str, ...] = max(shared, key=lambda phrase: (len(phrase), phrases[phrase]))
    return " ".join(longest)

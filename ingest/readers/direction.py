"""In which direction the Persian of a page was painted: some producers set it from the left."""

from collections.abc import Iterable

from knowledge.persian import ZWNJ

# usual words that say nothing when read from their end
_TELLING = frozenset("است این که از برای شده های بود باید دارد خود توسعه سال".split())
_MIRRORED = frozenset(word[::-1] for word in _TELLING)
FEWEST = 2


def painted_from_left(lines: Iterable[str]) -> bool:
    """Whether lines that were read from the right make sense from the left."""
    words = [word.strip(".،؛:؟!()«»") for line in lines for word in line.replace(ZWNJ, "").split()]
    mirrored = sum(word in _MIRRORED for word in words)
    return mirrored >= FEWEST and mirrored > sum(word in _TELLING for word in words)

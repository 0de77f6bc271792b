"""Justification strokes (kashida) that the extractor read as «و» or «د», and «ب» read as «و» before one."""

from collections.abc import Iterator

from ingest.repair.letters import NOT_JOINING, is_letter

_SPURIOUS = frozenset("ود")
_MOST = 3  # strokes in one word


def without_strokes(word: str) -> Iterator[tuple[str, int]]:
    """(the word without some possible strokes, how many letters that changes), fewest first.

    A stroke stands between two letters that join, or stretches over several marks in a row.
    """
    seen = {word}
    front = [word]
    for changed in range(1, _MOST + 1):
        following = []
        for form in front:
            for shorter in _one_less(form):
                if shorter not in seen:
                    seen.add(shorter)
                    following.append(shorter)
                    yield shorter, changed
        front = following


def _one_less(word: str) -> Iterator[str]:
    for position in range(1, len(word) - 1):
        before, after = word[position - 1], word[position + 1]
        if word[position] in _SPURIOUS and is_letter(after) and before not in NOT_JOINING:
            yield word[:position] + word[position + 1 :]
    if len(word) > 3 and word[-1] == "و" and word[-2] == "ا":
        yield word[:-1] + "ب"

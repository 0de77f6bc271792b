"""The headline of a block that extraction put behind its body.

Newspapers and notices set the headline as a frame of its own, and extractors hand frames out after the text
they belong to. A headline is recognised by its words: the body has said them already.
"""

from collections.abc import Sequence
from dataclasses import replace

from ingest.repair.counting import BREAK, words_and_joints
from ingest.repair.lexicon import ENDINGS, FUNCTION_WORDS
from ingest.repair.model import Damage, Repair, RepairedLine

_MOST_LINES = 12  # of one notice; longer pages hold several texts
_BODY = 80  # characters: a line of running text
_HEADLINE = 70
_MOST_HEADLINES = 3
_SHARED = 0.6  # of a headline's words stand in the body
_SIGNATURES = frozenset("شرکت اداره سازمان وزارت بانک موسسه دفتر روابط انجمن اتحادیه ستاد شهرداری".split())
_SURE = 0.8


def headline_first(lines: Sequence[RepairedLine]) -> list[RepairedLine]:
    """The lines with a headline from their end at their start; unchanged where there is none."""
    full = [number for number, line in enumerate(lines) if line.text]
    if not full or len(full) > _MOST_LINES or len(lines[full[0]].text) < _BODY:
        return list(lines)
    start = len(lines)
    for number in reversed(full):
        if len(full) - full.index(number) > _MOST_HEADLINES or not _is_title(lines[number].text):
            break
        start = number
        if number and not lines[number - 1].text:
            break
    body = {word for line in lines[:start] for word in _content(line.text)}
    if start == len(lines) or not _repeats(lines[start].text, body):
        return list(lines)
    moved = [
        replace(
            line, repairs=(*line.repairs, Repair(Damage.HEADLINE, line.original.strip(), line.text, _SURE))
        )
        for line in lines[start:]
        if line.text
    ]
    rest = list(lines[:start])
    while rest and not rest[-1].text:
        rest.pop()
    return [*moved, *rest]


def _is_title(text: str) -> bool:
    """A short line that ends no sentence and is not a sender's name."""
    words = [word for word, _ in words_and_joints(text) if word != BREAK]
    return (
        0 < len(text) <= _HEADLINE
        and not text.endswith((".", "؛", "،", ":"))
        and bool(words)
        and words[0] not in _SIGNATURES
        and words[-1] not in FUNCTION_WORDS
    )


def _content(text: str) -> list[str]:
    return [
        word
        for word, _ in words_and_joints(text)
        if len(word) > 1 and word not in FUNCTION_WORDS and word not in ENDINGS
    ]


def _repeats(title: str, body: set[str]) -> bool:
    words = _content(title)
    return len(words) > 2 and sum(word in body for word in words) >= _SHARED * len(words)

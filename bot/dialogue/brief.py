"""The evidence as a language model gets it: numbered lines in marked blocks that no document can close."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.dialogue.parts import Part, part_of
from bot.dialogue.rules import load_rules, plain
from bot.dialogue.support import SourceLine
from bot.dialogue.trace import Trace
from knowledge.persian import strip_controls

FURTHER = 6  # lines beside the chosen ones
MOST = 40  # lines in all; a longer answer is a list that needs no wording
_BRACKETS = str.maketrans("[]<>{}", "()‹›()")
_ORDERS = re.compile(
    r"(?:ignore|disregard|forget|system prompt|assistant|instructions?)\b|^\s*(?:system|user|assistant)\s*:",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """One line of the evidence under its number."""

    number: int  # from 1
    part: Part  # where it stands
    text: str
    chosen: bool  # whether the composed answer has it

    @property
    def source(self) -> SourceLine:
        titles = "؛ ".join((self.part.document.title, *self.part.section.path, self.part.section.title))
        return SourceLine(self.text, self.part.lead or "", titles)


def number_lines(trace: Trace) -> tuple[Numbered, ...]:
    """The chosen lines in the answer's order, then the next best; () when they are too many or not safe.

    A line that reads like an instruction to the assistant is never shown to a model.
    """
    parts = [part for side in trace.sides for part in side.parts]
    chosen = [(part, line, True) for part in parts for line in part.lines]
    known = {line for _, line, _ in chosen}
    further = []
    for item in (item for side in trace.sides for item in side.evidence.items):
        place = item.place
        if place.item.text not in known and not _instructs(place.item.text):
            known.add(place.item.text)
            further.append((item.hit.score, part_of(place.group, (place.item,)), place.item.text))
    further.sort(key=lambda each: -each[0])
    if not chosen or len(chosen) > MOST or any(_instructs(line) for _, line, _ in chosen):
        return ()
    lines = [*chosen, *((part, line, False) for _, part, line in further[:FURTHER])]
    return tuple(
        Numbered(n, replace(part, lines=(line,)), line, is_chosen)
        for n, (part, line, is_chosen) in enumerate(lines, 1)
    )


def render(lines: Sequence[Numbered], question: str, history: Sequence[str], nonce: str) -> str:
    """The request: the lines in blocks marked with the nonce, then the question."""
    blocks = [
        f"<{nonce} {line.number}>\n"
        f"سند: {neutralise(line.part.document.title)}\n"
        f"جا: {neutralise(line.part.section.title)}"
        f"{'؛ ' + neutralise(line.part.lead) if line.part.lead else ''}\n"
        f"متن: {neutralise(line.text)}\n"
        f"</{nonce} {line.number}>"
        for line in lines
    ]
    earlier = [f"پرسش پیشین: {neutralise(history[-1])}"] if history else []
    return "\n".join([*blocks, *earlier, f"پرسش: {neutralise(question)}"])


def neutralise(text: str) -> str:
    """One line without control characters, whose brackets look like no mark and no citation."""
    return strip_controls(text.translate(_BRACKETS))


def _instructs(line: str) -> bool:
    return load_rules().intents["instruction"].search(plain(line)) is not None or bool(_ORDERS.search(line))

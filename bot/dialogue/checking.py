"""Each sentence of a model's draft against the lines that it cites."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue.brief import Numbered
from bot.dialogue.drafts import Sentence, read_draft
from bot.dialogue.support import Fault, find_unsupported
from knowledge.persian import fold

# where a planted instruction wants people to go
_ADDRESS = re.compile(r"[\w-]+\.[a-z]{2,}|@\w|\d{7,}|\d{4}[ -]\d{4}")
_ITEM = re.compile(r"[،؛]|\sو\s")


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence with the lines that hold it, or with what is wrong."""

    sentence: Sentence
    lines: tuple[Numbered, ...]  # of one section; () with a fault
    fault: Fault | None


def check_draft(draft: str, lines: Sequence[Numbered]) -> list[Checked]:
    """Each sentence with the line that holds it, or what is wrong; headings of lists are left out."""
    return [_check_one(s, lines) for s in read_draft(draft) if not s.heads_list]


def _check_one(sentence: Sentence, lines: Sequence[Numbered]) -> Checked:
    if not sentence.cited:
        return Checked(sentence, (), Fault("citation", "it cites no line"))
    if any(not 1 <= number <= len(lines) for number in sentence.cited):
        return Checked(sentence, (), Fault("citation", "it cites a line that is not there"))
    cited = [lines[number - 1] for number in dict.fromkeys(sentence.cited)]
    if _ADDRESS.search(fold(sentence.text)) and not any(line.chosen for line in cited):
        return Checked(sentence, (), Fault("address", "it gives an address that was not asked for"))
    faults = [find_unsupported(sentence.text, line.source) for line in cited]
    for line, fault in zip(cited, faults, strict=True):
        if fault is None:
            return Checked(sentence, (line,), None)
    if len(cited) > 1 and _same_list(cited) and _enumerates(sentence.text, cited):
        return Checked(sentence, tuple(cited), None)
    return Checked(sentence, (), faults[0])


def _same_list(cited: Sequence[Numbered]) -> bool:
    return len({(line.part.section.id, line.part.lead) for line in cited}) == 1


def _enumerates(text: str, cited: Sequence[Numbered]) -> bool:
    """«الف، ب و ج»: every item is held by a cited line, and every cited line has its item."""
    holding: set[int] = set()
    for item in filter(str.strip, _ITEM.split(text)):
        held = [line.number for line in cited if find_unsupported(item, line.source) is None]
        if not held:
            return False
        holding.update(held)
    return holding == {line.number for line in cited}

"""What people tell of themselves before they ask, or without asking: «من یک کارگاه کفش دارم»."""

import re
from collections.abc import Callable

from bot.dialogue.intent import without_courtesies
from bot.dialogue.rules import load_rules, plain

TAG = 2  # words; «یا نه» asks what stands before it
_CLAUSES = re.compile(r"[^.،,!؛;:\n…؟?]+[؟?]?")


def without_telling(text: str, is_specific: Callable[[str], bool]) -> str:
    """What is asked beside the telling, "" when nothing is; the text as it is when nothing is told.

    `is_specific` tells whether a text names something of the documents.
    """
    turns = load_rules().turns
    clauses = [without_courtesies(clause).strip() for clause in _CLAUSES.findall(text)]
    rests = [" ".join(turns["telling"].sub(" ", plain(clause)).split()) for clause in clauses]
    told = [rest != plain(clause) for clause, rest in zip(clauses, rests, strict=True)]
    if not any(told):
        return text
    asked = []
    for clause, rest, tells in zip(clauses, rests, told, strict=True):
        if clause.endswith(("؟", "?")) or turns["asking"].search(rest):
            asked.append(rest if tells and len(rest.split()) > TAG else clause)
        elif not turns["own_doing"].search(rest) and is_specific(rest):
            asked.append(rest if tells else clause)
    return "، ".join(asked)

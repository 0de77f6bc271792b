"""«این آمار مال چه سالیه؟»: the year that the documents give for what was told."""

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.dialogue import composing, texts
from bot.dialogue.parts import Part
from bot.dialogue.trace import Decision, Trace
from knowledge.persian import fold

_YEAR = re.compile(r"(?:سال|دهه)[^\s\d]*(?:\s[یي])?\s\d{4}(?!\d)")  # 1427 alone may count anything


def dated(traces: Iterable[Trace]) -> Trace | None:
    """The parts of the last answer that name a year, or that it names none; None where nothing was answered.

    `traces` are those of the messages before, the last first.
    """
    told = next((t for t in traces if t.decision is Decision.ANSWERED and t.shown), None)
    if told is None:
        return None
    parts = tuple(part for part in told.shown if _names_year(part))
    if parts:
        return replace(told, reply=composing.compose(parts), shown=parts)
    undated = composing.abstain(texts.UNDATED, ())
    return replace(told, decision=Decision.NOTHING_FOUND, reply=undated, shown=())


def _names_year(part: Part) -> bool:
    return _YEAR.search(fold(" ".join((composing.heading(part), *part.lines)))) is not None

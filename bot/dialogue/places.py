"""«روی کدوم اسلایده؟», «این مال کجاست؟»: where in the documents an answer stands."""

import re
from dataclasses import replace

from bot.dialogue import composing
from bot.dialogue.rules import load_rules, plain
from bot.dialogue.trace import Decision, Trace
from knowledge.persian import fold

_DOCUMENT = ("مقاله", "روزنامه", "ارایه", "اسلاید", "پاورپوینت")
_NUMBERED = ("اسلاید", "صفحه")
_SECTION = re.compile(
    r"(?<!\w)(?:بخش|فصل|قسمت|section|chapter)(?: ی)?(?: شماره)?(?: ی)? ?(\d+(?:[./]\d+)*)(?![\d%])"
)


def without_place(text: str) -> str:
    """What the text asks the place of, and in which kind of document; "" when it asks for no place."""
    folded = plain(text)
    found = load_rules().turns["placed"].search(folded)
    if found is None:
        return ""
    named = next((word for word in _DOCUMENT if word in found[0]), "")
    rest = f"{folded[: found.start()]} {folded[found.end() :]}".split()
    return " ".join((*rest, named)) if rest else ""


def section_number(text: str) -> tuple[str, str]:
    """The number of a section and what else is said: «2.17» and «چی میگه» of «بخش ۲.۱۷ چی میگه؟»."""
    folded = fold(text)
    found = _SECTION.search(folded)
    if found is None:
        return "", folded
    return found[1].replace("/", "."), f"{folded[: found.start()]} {folded[found.end() :]}"


def placed(text: str, trace: Trace) -> Trace:
    """The answer as the places where its lines stand; a refusal as it is."""
    if trace.decision is not Decision.ANSWERED or not trace.shown:
        return trace
    numbered = any(word in plain(text) for word in _NUMBERED)
    return replace(trace, reply=composing.places(trace.shown, numbered))

"""What people tell before they ask: «ما چند کارگاه داریم، می‌خواستم بدونم خوشه چه شرایطی لازم دارد»."""

import re
from itertools import pairwise

from bot.dialogue.rules import load_rules, plain
from knowledge.persian import fold

ENOUGH = 2  # words that a question has at least
LONG = 12  # words from which a message may tell something before its question without saying «می‌خواستم بدونم»
_MARK = re.compile(r"[?؟][^\w]*\w")  # of a question that is not the end
_CLAUSE = re.compile(r"[،؛,;.!:\n…]+|(?<=[؟?])")


def parted(text: str) -> tuple[str, str]:
    """What the message tells, "" when it only asks, and what it asks, without «می‌خواستم بدونم»."""
    text = _without_reason(text)
    told, asked = _at_wish(text, _even(text))
    further, asked = _at_question(asked)
    told = f"{told}، {further}" if told and further else told or further
    if re.search("[?؟]", told):
        return "", text  # more than one question
    return (told, _without_lead_in(asked)) if told else ("", asked)


def _without_reason(text: str) -> str:
    """The text without what is only told behind its question: «…؟ چون لازمش دارم»."""
    mark = _MARK.search(text)
    turns = load_rules().turns
    rest = plain(text[mark.end() - 1 :]) if mark else ""
    tells = turns["reason"].search(rest) or turns["tells"].search(rest)
    return text[: mark.end() - 1] if mark and tells and not turns["asking_word"].search(rest) else text


def _at_wish(text: str, even: str) -> tuple[str, str]:
    """The message before and behind the last «می‌خواستم بدونم که» that something stands behind."""
    for wish in reversed(list(load_rules().turns["wish"].finditer(even))):
        asked = text[wish.end() :]
        if len(plain(asked).split()) >= ENOUGH:
            return _trimmed(text[: wish.start()]), _trimmed(asked)
        text = _trimmed(text[: wish.start()]) or text  # «…، می‌شه بگید؟»
    return "", text


def _at_question(text: str) -> tuple[str, str]:
    """A long message before the clause that asks, if it tells of oneself until there."""
    turns = load_rules().turns
    if len(text.split()) < LONG:
        return "", text
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    clauses = [plain(text[start:end]) for start, end in pairwise(cuts)]
    marked = [text[start:end].strip().endswith(("؟", "?")) for start, end in pairwise(cuts)]
    asking = [n for n, each in enumerate(clauses) if marked[n] or turns["asking_word"].search(each)]
    known = [n for n in asking if not turns["unknowing"].search(clauses[n])] or asking
    if not known or known[0] == 0:
        return "", text
    first = known[0]
    if turns["premise"].search(clauses[first - 1]) or not turns["tells"].search(" ".join(clauses[:first])):
        return "", text
    return _trimmed(text[: cuts[first]]), _trimmed(text[cuts[first] :])


def _without_lead_in(text: str) -> str:
    lead = load_rules().turns["lead_in"].match(_even(text))
    return text[lead.end() :] if lead is not None and lead.end() < len(text) else text


def _trimmed(text: str) -> str:
    return text.strip(" \n\u200c،؛,;.!:…-")


def _even(text: str) -> str:
    """The folded text, a character for a character."""
    return "".join(each if len(each := fold(c)) == 1 else " " for c in text)

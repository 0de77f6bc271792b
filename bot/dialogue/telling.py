"""What people tell before they ask, behind it, or without asking: «ما کارگاه داریم، خوشه چیه؟»."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from wordfreq import zipf_frequency

from bot.dialogue.intent import without_courtesies
from bot.dialogue.meant import SOLUTION, find_meant
from bot.dialogue.rules import load_rules, plain
from knowledge.nouns import load_nouns
from knowledge.persian import fold

ENOUGH = 2  # words that a question has at least; «یا نه» asks what stands before it
COMMON = 3.5  # Zipf frequency from which a word is one by itself
LONG = 12  # words of a message in which «می‌گن کفش خوابیده» tells something, being no plain telling of oneself
_HERE = re.compile(r"^(?:در|تو|توی) ")
_MINE = re.compile(r"(\w{3,}?)(?:ا?م|ا?مون|مان)")  # «کارگاهم»، «صادراتمون»
_CLAUSE = re.compile(r"([^.،,!؛;:\n…؟?]+)([.،,!؛;:\n…؟?\s]*)")


@dataclass(frozen=True, slots=True)
class _Clause:
    """What a message says between two marks."""

    text: str  # without greetings and thanks
    rest: str  # … and without what it plainly tells («ما یه کارگاه داریم»), folded
    mark: str  # behind it

    @property
    def marked(self) -> bool:
        return "؟" in self.mark or "?" in self.mark

    @property
    def tells(self) -> bool:
        return self.rest != plain(self.text)

    @property
    def asks(self) -> bool:
        return self.marked or says("asking", self.rest)

    def wants(self, names_something: Callable[[str], bool]) -> bool:
        """Whether it belongs to what is asked where other clauses only tell."""
        if self.asks or says("wishing", self.rest):
            return True
        return not says("own_doing", self.rest) and names_something(self.rest)

    @property
    def asked(self) -> str:
        """What of it is no telling."""
        return self.rest if self.tells else self.text


def parted(text: str, names_something: Callable[[str], bool]) -> tuple[str, str]:
    """What the message tells, and what it asks beside courtesies; either is "" when it does not.

    `names_something` tells whether a text names something of the documents.
    """
    wished, asked = _at_wish(text)
    clauses = _without_reason(_clauses(asked), names_something)
    before = _before_question(clauses) or _before_meant(clauses, names_something)
    told = [*_clauses(wished), *before]
    if any(clause.marked for clause in told):  # more than one question
        told, before, clauses = [], [], _without_reason(_clauses(text), names_something)
    rest = clauses[len(before) :]
    if any(clause.tells for clause in rest):
        kept = [clause for clause in rest if clause.wants(names_something)]
        told += [clause for clause in rest if clause.tells or clause not in kept]
        rest = kept
    question = _trimmed("".join(f"{clause.asked}{clause.mark}" for clause in rest))
    if told:
        return _trimmed("".join(f"{clause.text}{clause.mark}" for clause in told)), _without_lead_in(question)
    return "", asked if plain(question) == plain(asked) else question


def told_of_oneself(text: str, names_something: Callable[[str], bool]) -> tuple[str, str]:
    """What people tell of themselves before the clause that asks, and that; ("", "") for other messages."""
    *before, last = _clauses(text) or [_read("", "")]
    if not before or not last.asks:
        return "", ""
    told = [_HERE.sub("", plain(clause.text)) for clause in before]  # «تو تبریز کارگاه دارم» is no premise
    if any(clause.asks for clause in before) or any(says("premise", each) for each in told):
        return "", ""
    if not all(clause.tells or is_of_oneself(clause.text, names_something) for clause in before):
        return "", ""
    return _trimmed("".join(f"{clause.text}{clause.mark}" for clause in before)), _trimmed(
        f"{last.text}{last.mark}"
    )


def is_of_oneself(text: str, names_something: Callable[[str], bool]) -> bool:
    """«صادراتم خوابیده»، «مواد را گران می‌خرم»: somebody's own thing or doing."""
    folded = plain(text)
    rare = (word for word in folded.split() if zipf_frequency(word, "fa") < COMMON)  # «سیستم» is a word
    mine = (found[1] for word in rare if (found := _MINE.fullmatch(word)))
    return says("own_doing", folded) or any(each in load_nouns() or names_something(each) for each in mine)


def says(rule: str, folded: str) -> bool:
    """Whether a rule for what people say of themselves or ask finds something in the folded text."""
    return load_rules().turns[rule].search(folded) is not None


def _clauses(text: str) -> list[_Clause]:
    found = ((without_courtesies(said).strip(), mark) for said, mark in _CLAUSE.findall(text))
    return [_read(said, mark) for said, mark in found if said]


def _read(said: str, mark: str) -> _Clause:
    clause = _Clause(said, " ".join(load_rules().turns["telling"].sub(" ", plain(said)).split()), mark)
    tag = clause.asks and len(clause.rest.split()) <= ENOUGH and find_meant(clause.rest) is None
    return replace(clause, rest=plain(said)) if tag else clause


def _at_wish(text: str) -> tuple[str, str]:
    """The message before and behind the last «می‌خواستم بدونم که» that something stands behind."""
    for wish in reversed(list(load_rules().turns["wish"].finditer(_even(text)))):
        asked = text[wish.end() :]
        if len(plain(asked).split()) >= ENOUGH:
            return _trimmed(text[: wish.start()]), _trimmed(asked)
        text = _trimmed(text[: wish.start()]) or text  # «…، می‌شه بگید؟»
    return "", text


def _without_reason(clauses: list[_Clause], names_something: Callable[[str], bool]) -> list[_Clause]:
    """The clauses without what is only told behind the first question: «…؟ چون لازمش دارم».

    «می‌شه کمکم کنید؟» is none of them, before a question or behind it.
    """
    asking = [clause for clause in clauses if not says("kindly", plain(clause.text))]
    clauses = asking or clauses
    first = next((n for n, clause in enumerate(clauses, 1) if clause.marked), len(clauses))
    behind = " ".join(plain(clause.text) for clause in clauses[first:])
    if says("pleading", behind):
        return clauses if names_something(behind) else clauses[:first]
    tells = says("reason", behind) or says("own_doing", behind)
    return clauses[:first] if tells and not says("asking", behind) else clauses


def _before_question(clauses: Sequence[_Clause]) -> Sequence[_Clause]:
    """The clauses of a long message before the one that asks, if they tell something."""
    if sum(len(clause.text.split()) for clause in clauses) < LONG:
        return ()
    asking = [n for n, clause in enumerate(clauses) if clause.asks]
    known = [n for n in asking if not says("unknowing", plain(clauses[n].text))] or asking
    before = clauses[: known[0]] if known else ()
    if not before or says("premise", plain(before[-1].text)):
        return ()
    return before if says("tells", " ".join(plain(clause.text) for clause in before)) else ()


def _before_meant(clauses: Sequence[_Clause], names_something: Callable[[str], bool]) -> Sequence[_Clause]:
    """The clauses before one that asks and names nothing: «ما سه تا کارگاهیم تو یه کوچه، از کجا شروع کنیم؟».

    What a solution is wanted of stands in them, so that question is none of these.
    """
    before, last = clauses[:-1], clauses[-1:]
    meant = find_meant(last[0].text) if before else None
    if meant is None or meant.name == SOLUTION or names_something(meant.rest):
        return ()
    asks = any(clause.asks or says("premise", plain(clause.text)) for clause in before)
    return () if asks else before


def _without_lead_in(text: str) -> str:
    lead = load_rules().turns["lead_in"].match(_even(text))
    return text[lead.end() :] if lead is not None and lead.end() < len(text) else text


def _trimmed(text: str) -> str:
    return text.strip(" \n\u200c،؛,;.!:…-")


def _even(text: str) -> str:
    """The folded text, a character for a character."""
    return "".join(each if len(each := fold(c)) == 1 else " " for c in text)

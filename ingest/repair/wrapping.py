"""Which raw lines are one paragraph, and the propositions of a paragraph that was wrapped."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.repair.joints import joint
from ingest.repair.letters import ADDRESS, TATWEEL, ZWNJ, bare
from ingest.repair.lexicon import ENDINGS, FUNCTION_WORDS, persian_lexicon
from ingest.repair.model import Damage, Repair, RepairedLine

_FULL_WIDTH = 0.8  # of the longest line near it: a line as long as this may have been wrapped
_HEADING_WORDS = 5  # a line of so few is not taken for a wrapped one
_LONG = 50  # characters: so long a line is no cell or label
_LETTER_LABEL = 2  # characters: the letter of a label, on a line of its own
_NEAR = 5  # lines before
_BRACKET_LINES = 4  # that an aside in brackets may have been wrapped over
SHORT = 25  # characters: a cell or a label of a diagram
SCRAP = 15  # characters: the last word or two of a wrapped line
_PREPOSITIONS = frozenset("در از به با بر برای".split())
_POINTING = frozenset("آن این".split())
_TERMINAL = re.compile(r"[.!؟:][»)]*$")
_ITEM = re.compile(r"^\s*(?:[•●▪■◆➢❖✓–*-]|\(?(?:\d{1,2}|[الفبجدهوزحط]{1,3}ـ?)[.)-])\s")
_ASIDE = re.compile(r"\([^()]{15,}\)")  # a line that only explains the one before
_DANGLING = frozenset("و یا که در از به با بر برای تا این آن هر ها های".split()) - {"ها"}
_SENTENCE_END = re.compile(r"(?<=[^\W\d_][.!؟])\s+(?=\S)|(?<=[»)][.!؟])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Draft:
    """One raw line after its own repairs, before lines are joined."""

    text: str
    original: str
    repairs: tuple[Repair, ...]
    open_end: bool  # a space behind the last word
    bulleted: bool  # begins with a bullet, or with the space that a dropped one leaves
    gap: bool  # an empty line before it


def join_wrapped(
    drafts: Sequence[Draft], visual: bool = False, apart: AbstractSet[int] = frozenset()
) -> list[RepairedLine]:
    """Logical lines: wrapped ones joined and, where they were, divided into sentences.

    `visual`: runs were in reverse order, so that which of them ended the line is only inferred; `apart`:
    numbers of drafts that continue none.
    """
    paragraphs: list[list[Draft]] = []
    spaced = any(draft.open_end for draft in drafts)
    openings = _openings(drafts) if visual else frozenset()
    asides = _within_asides(drafts)
    closely = visual and any(not (draft.gap or draft.bulleted) for draft in drafts[1:])
    for number, draft in enumerate(drafts):
        near = drafts[max(0, number - _NEAR) : number + 1]
        width = max(len(each.text) for each in near)
        last = paragraphs[-1][-1] if paragraphs else None
        if last is None or draft.text in openings:
            paragraphs.append([draft])
        elif (
            (last.text in openings and not draft.bulleted)
            or number in asides
            or (number not in apart and _continues(last, draft, width, spaced, closely))
        ):
            paragraphs[-1].append(draft)
        else:
            paragraphs.append([draft])
    lines: list[RepairedLine] = []
    for paragraph in paragraphs:
        if paragraph[0].gap and lines:
            lines.append(RepairedLine("", ""))
        lines += _sentences(paragraph)
    return lines


def _openings(drafts: Sequence[Draft]) -> frozenset[str]:
    """First lines of several boxes of a diagram: short, the same words each time, each with another line
    under it; alone they would say the same twice.
    """
    under: dict[str, list[Draft]] = {}
    for draft, following in pairwise(drafts):
        if not draft.bulleted and len(set(draft.text.split())) > 1:
            under.setdefault(draft.text, []).append(following)
    return frozenset(
        text
        for text, followers in under.items()
        if len({text, *(each.text for each in followers)}) == len(followers) + 1 > 2
        and all(len(each.text) < SHORT and not each.bulleted for each in followers)
        and len(text) < SHORT
    )


def _within_asides(drafts: Sequence[Draft]) -> frozenset[int]:
    """Lines that go on in, or close, a bracket that a line before them opens."""
    found: set[int] = set()
    for start, draft in enumerate(drafts):
        open_brackets = draft.text.count("(") - draft.text.count(")")
        if open_brackets <= 0:
            continue
        for end in range(start + 1, min(len(drafts), start + _BRACKET_LINES)):
            text = drafts[end].text
            if _ITEM.match(text):
                break
            open_brackets += text.count("(") - text.count(")")
            if open_brackets <= 0:
                found.update(range(start + 1, end + 1))
                break
    return frozenset(found)


def _continues(last: Draft, following: Draft, width: int, spaced: bool, closely: bool) -> bool:
    """`width`: of the lines near; `spaced`: this page's lines have a space behind them where they go on;
    `closely`: its wrapped lines have no empty line between, so that one parts paragraphs.
    """
    if _parts(last, following):
        return False
    if not following.gap and _ASIDE.fullmatch(following.text):
        return True
    words = last.text.split()
    first = following.text.split()[0] if following.text else ""
    if not words or dangles(words) or words[-1].endswith(f"{ZWNJ}های") or bare(first) in ENDINGS:
        return True
    if words[0] == first:
        return False  # a list of like lines
    if len(following.text) <= _LETTER_LABEL and following.text.isalpha() and not following.gap:
        return True
    scrap = len(following.text) <= SCRAP and not any(char.isdigit() for char in following.text)
    if scrap and (last.open_end or (following.gap and bare(first) in _PREPOSITIONS)):
        return True
    return _fills(last, following, width, spaced, closely)


def _parts(last: Draft, following: Draft) -> bool:
    """Whether one of the two says that it stands alone: an address, an ending, an entry's mark."""
    if ADDRESS.search(following.text) or ADDRESS.search(last.text):
        return True
    if last.text.endswith("؛") and not last.open_end:
        return True
    return bool(_TERMINAL.search(last.text) or following.bulleted or _ITEM.match(following.text))


def _fills(last: Draft, following: Draft, width: int, spaced: bool, closely: bool) -> bool:
    """Whether the line is so wide, or so open at its end, that it was broken by the margin."""
    stretched = TATWEEL in last.original  # to the margin
    wide = stretched or len(last.text) >= _FULL_WIDTH * width
    if last.open_end:
        short = len(last.text) < SHORT and not any(char.isdigit() for char in last.text)
        # a page whose wraps are close may still set the last line of a paragraph apart
        closes = len(following.text) < _FULL_WIDTH * width and bool(_TERMINAL.search(following.text))
        return not following.gap or (wide and (closes or not closely)) or (short and last.gap)
    if not wide or following.gap or len(last.text.split()) <= _HEADING_WORDS:
        return False
    return len(following.text) <= SCRAP or (
        (not spaced or len(last.text) >= _LONG) and len(following.text) < len(last.text)
    )


def dangles(words: Sequence[str]) -> bool:
    """Whether the last word asks for another; «آن» and «این» do not behind a preposition, «آن» neither
    behind a noun: «… و انواع آن».
    """
    before = bare(words[-2]) if len(words) > 1 else ""
    if words[-1] in _POINTING and before in _PREPOSITIONS:
        return False
    if words[-1] == "آن" and before and before not in FUNCTION_WORDS:
        return False
    return bare(words[-1]) in _DANGLING


def _sentences(paragraph: Sequence[Draft]) -> list[RepairedLine]:
    if len(paragraph) == 1 and not _SENTENCE_END.search(paragraph[0].text):
        only = paragraph[0]
        return [RepairedLine(only.text, only.original, only.repairs)]
    text = ""
    spans: list[tuple[int, int, Draft]] = []
    for draft in paragraph:
        glue = _glue(text.split()[-1], draft.text.split()[0]) if text else ""
        text += glue
        spans.append((len(text), len(text) + len(draft.text), draft))
        text += draft.text
    edges = [
        0,
        *(match.end() for match in _SENTENCE_END.finditer(text) if _outside(text, match.start())),
        len(text),
    ]
    lines = []
    for start, end in pairwise(edges):
        within = [(begin, stop, draft) for begin, stop, draft in spans if begin < end and stop > start]
        covered = [draft for _, _, draft in within]
        sentence = text[start:end].strip()
        repairs = [
            repair
            for begin, stop, draft in within
            for repair in _of_part(draft, text[max(begin, start) : min(stop, end)].strip())
        ]
        if len(covered) > 1:
            repairs.append(Repair(Damage.WRAPPED, "\n", " ", 0.95))
        lines.append(RepairedLine(sentence, "\n".join(draft.original for draft in covered), tuple(repairs)))
    return lines


def _of_part(draft: Draft, part: str) -> tuple[Repair, ...]:
    """The repairs of a raw line that concern a part of it; none where it stands there as it was extracted."""
    if part == draft.text:
        return draft.repairs
    if part in draft.original:
        return ()
    return tuple(replace(repair, after=part) for repair in draft.repairs)


def _glue(last: str, first: str) -> str:
    if last[-1].isalpha() and first[0].isalpha():
        return joint(last.split(ZWNJ)[-1], first.split(ZWNJ)[0], persian_lexicon(), True, False)
    return " "


def _outside(text: str, position: int) -> bool:
    """True when the position is in no bracket or quotation."""
    return all(text.count(o, 0, position) <= text.count(c, 0, position) for o, c in ("()", "«»"))

"""What is known about a document before a line of it is repaired."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Self

from ingest.repair.backwards import reads_backwards, turn_words
from ingest.repair.counting import BREAK, START
from ingest.repair.detector import Verdict, examine
from ingest.repair.language import SENTENCE, Counts, Language
from ingest.repair.letters import bare, persian_letters
from ingest.repair.lexicon import ENDINGS, FOREIGN, FUNCTION_WORDS, NUMBER, PLURALS, persian_lexicon
from ingest.repair.lines import LineOrder
from ingest.repair.marks import strip_ends
from ingest.repair.readings import Readings
from ingest.repair.runs import asks_for_more
from ingest.repair.surface import prepare_line
from ingest.repair.tokens import Ordering, Token, last_key, token_keys
from ingest.repair.told import count_told, said_again, told
from ingest.repair.units import Unit, UnitKind, split_line

_LETTERS = re.compile(r"[^\W\d_A-Za-z]+")
_BEFORE_ASIDE = re.compile(r"\)\s*([^\W\d_A-Za-z]+)[^()]*$")
_HANGS_GAIN = 6.0  # ln: a line that reads so much better behind the one before the gap goes on there
_PASSES = 2
_WAYS = 6  # orders of a line that are tried with the line after it
_RIVALS = 12.0  # ln: orders that read so much worse on their own are not (six is the most that it turned)
_REPEAT = 3.0  # ln: a pair of words that a sentence says twice is no chance
_NEAR = 20  # lines, empty ones too
_NO_START = (FUNCTION_WORDS | ENDINGS | {BREAK, FOREIGN, NUMBER}) - {"عدم"}  # a noun that no ending hangs on
_STOPS = 1.0  # weight of what tells that a phrase ends
_DANGLES = -6.0  # ln: of a proposition that ends in a word that asks for another
_ENDS_ABOVE = -2.0  # ln: a line ends although another is right under it
_OVER_A_GAP = -3.0  # ln: few lines go on behind an empty one
_WIDE = 60  # characters: so long a line may go on behind a gap
_ROOM, _WORD = 0.9, 7  # of the width of lines; letters of a word and a space
_LABEL = 40  # characters: no box of a diagram is so wide
_HEAD = 0.5  # of the line under it
_BOX = 25  # characters: a line of a diagram's box
_VERB, _PRESENT = 12, ("می", "نمی")  # letters of a present verb, and what it begins with


@dataclass(frozen=True, slots=True)
class Evidence:
    """The document's own words and the kinds of damage it has; made once for each document."""

    verdict: Verdict
    language: Language
    readings: Readings
    plain: Readings  # of the background alone
    # of its lines, the best first, found without what a line would tell about itself
    orderings: Mapping[str, Sequence[Ordering]]

    @classmethod
    def for_document(cls, text: str) -> Self:
        """Learn from a document's whole text as extracted; pages with an empty line between them."""
        lexicon = persian_lexicon()
        plain = Readings(Language(lexicon, Counts()), strokes=False, reversed_runs=False)
        likely = plain.likeliness
        backwards = reads_backwards(_LETTERS.findall(persian_letters(text)), plain)
        if backwards:
            text = "\n".join(turn_words(line, plain) for line in persian_letters(text).split("\n"))
        lines = [prepare_line(line, likely, mirrored=False) for line in text.split("\n")]
        full = [line for line in dict.fromkeys(lines) if line.strip()]
        verdict = replace(examine(text, full, _reversed_lines(full, plain), plain), backwards=backwards)
        if not verdict.damaged:
            return cls(verdict, plain.language, plain, plain, {})
        if verdict.mirrored_brackets and not verdict.reversed_runs:
            lines = [prepare_line(line, likely, mirrored=True) for line in text.split("\n")]
        readings = Readings(plain.language, verdict.strokes, verdict.reversed_runs)
        units = _units(lines, readings)
        own = frozenset(said_again(units.values(), readings))
        begins = _beginnings(lines)
        orderings: dict[str, list[Ordering]] = {}
        language = plain.language
        for number in range(_PASSES):
            language = Language(lexicon, count_told(units, begins, orderings, readings, own))
            readings = Readings(language, verdict.strokes, verdict.reversed_runs)
            order = LineOrder(readings, language, verdict.reversed_runs, settled=number > 0)
            orderings = _order_all(lines, units, begins, orderings, order)
        return cls(verdict, language, readings, plain, orderings)

    def prepare(self, raw: str) -> str:
        """A raw line with the repairs that need no choice."""
        mirrored = self.verdict.mirrored_brackets and not self.verdict.reversed_runs
        text = turn_words(persian_letters(raw), self.plain) if self.verdict.backwards else raw
        return prepare_line(text, self.plain.likeliness, mirrored)

    def order(self, line: str, core: str, after: str, moved: bool) -> Ordering:
        """The order of a line's core; `after` is the last word of the line it continues."""
        return self.orders(line, core, after, moved)[0]

    def orders(self, line: str, core: str, after: str, moved: bool) -> Sequence[Ordering]:
        """The order, and others that the line may have; the likeliest first."""
        known = self.orderings.get(line)
        if known is not None:
            return known
        order = LineOrder(self.readings, self.language, self.verdict.reversed_runs)
        return order.likeliest(core, after, _WAYS, moved)


def _units(lines: Iterable[str], readings: Readings) -> dict[str, tuple[Unit, ...]]:
    return {line: split_line(strip_ends(line).core, readings) for line in lines if line.strip()}


def _beginnings(lines: Iterable[str]) -> set[str]:
    """Lines with an empty line before them: they continue none."""
    found: set[str] = set()
    begins = True
    for line in lines:
        if begins and line.strip():
            found.add(line)
        begins = not line.strip()
    return found


def _reversed_lines(lines: Iterable[str], readings: Readings) -> tuple[int, int]:
    """Lines that begin with an ending and have letters that are no word: no other damage does that.

    Clear with a plural, which never begins a sentence; likely with another ending («ای» may be a call).
    """
    clear = likely = 0
    for line in lines:
        words = _LETTERS.findall(strip_ends(line).core)
        first = bare(words[0]) if words else ""
        if first in ENDINGS and any(len(word) > 3 and not readings.known(word) for word in words):
            clear += first in PLURALS
            likely += first not in PLURALS
    return clear, likely


def _order_all(
    lines: Sequence[str],
    units: Mapping[str, Sequence[Unit]],
    begins: AbstractSet[str],
    before: Mapping[str, Sequence[Ordering]],
    order: LineOrder,
) -> dict[str, list[Ordering]]:
    """The orders of every line, found without what it has itself told in the pass before."""
    orderings: dict[str, list[Ordering]] = {}
    after = behind = START
    opened = 0
    for number, line in enumerate(lines):
        following = _line_after(lines, number)
        if not line.strip():
            behind = after if _hangs(following) else START
            if opened <= 0 or not _closes(following):
                after, opened = START, 0
            continue
        own = [
            told(each, units, begins, before, order.readings) for each in (line, following) if each.strip()
        ]
        order.leave_out(own, _starts_near(lines, number, begins, before))
        if _turned(line) and number and not lines[number - 1].endswith(" "):
            after = START  # a box breaks its lines at spaces: the ending hangs on a word of its own line
        beyond = "" if following else _behind_gap(lines, number)
        orderings[line] = _order_one(line, following, after, order, beyond)
        if behind not in (START, after):
            hanging = _order_one(line, following, behind, order, beyond)
            if hanging[0].score > orderings[line][0].score + _HANGS_GAIN:
                orderings[line] = hanging
        behind = START
        after = START if _heads(lines, number) else last_key(orderings[line][0].tokens)
        opened += _opened(orderings[line][0].tokens)
    order.leave_out(())
    return orderings


def _starts_near(
    lines: Sequence[str], number: int, begins: AbstractSet[str], before: Mapping[str, Sequence[Ordering]]
) -> list[str]:
    """First words of the lines around one: entries of a list begin alike. A box of a diagram has none."""
    if len(lines[number]) < _BOX:
        return []
    around = lines[max(0, number - _NEAR) : number + _NEAR + 1]
    firsts = {
        line: token_keys(before[line][0].tokens[:1])[0]
        for line in around
        if len(line) >= _BOX
        and line != lines[number]
        and line in before
        and before[line][0].tokens
        and (line in begins or strip_ends(line).bullet)
        and strip_ends(line).closing != ":"  # it heads the entries
    }
    return [word for word in firsts.values() if word not in _NO_START]


def _opened(tokens: Iterable[Token]) -> int:
    """Brackets that open in a line less those that close."""
    marks = [token.parts[0] for token in tokens if token.kind is UnitKind.MARK]
    return marks.count("(") - marks.count(")")


def _closes(line: str) -> bool:
    """Whether a raw line, in either order, has one end only of a bracket."""
    return line.count("(") != line.count(")")


def _turned(line: str) -> bool:
    """A short line that begins with an ending: it hangs on the line before, or is in visual order."""
    return 0 < len(line.strip()) < _BOX and bare(line.split()[0]) in ENDINGS


def _hangs(line: str) -> bool:
    """Whether what stands before a bracket begins with an ending: in visual order, behind it."""
    match = _BEFORE_ASIDE.search(line)
    return match is not None and bare(match[1]) in ENDINGS


def _is_verb(line: str) -> bool:
    """Whether a raw line, its parts in either order, is a present verb and nothing else: it has a subject."""
    core = strip_ends(line).core.strip()
    prefixed = core.startswith(_PRESENT) or core.endswith(_PRESENT)
    return prefixed and len(core) <= _VERB and bare(core) not in persian_lexicon().lemmas


def _line_after(lines: Sequence[str], number: int) -> str:
    """The line that this one may go on in: the next; behind a gap where it is a box's open line, where the
    next one hangs on it, or is its verb, and no dropped bullet has left a space before it.
    """
    following = lines[number + 1 : number + 3]
    line = lines[number]
    box = len(line) < _BOX and (line.endswith(" ") or _turned(line))
    behind_gap = following[1] if len(following) > 1 and not following[1].startswith(" ") else ""
    if box or _hangs(behind_gap) or _is_verb(behind_gap):
        following = [line for line in following if line.strip()]
    elif _has_room(lines, number) or _heads(lines, number):
        return ""
    return following[0] if following else ""


def _heads(lines: Sequence[str], number: int) -> bool:
    """Whether a short line stands behind a gap and right over a wide one: its sentence would have gone on."""
    behind_gap = number == 0 or not lines[number - 1].strip()
    below = lines[number + 1] if number + 1 < len(lines) else ""
    return behind_gap and 0 < len(lines[number].strip()) < _HEAD * len(below) and len(below) >= _LABEL


def _has_room(lines: Sequence[str], number: int) -> bool:
    """Whether another word would have stood in the line: no margin broke it. The lines of its block, without
    an empty one between, tell how wide that is; a box has margins of its own.
    """
    start, end = number, number + 1
    while start and lines[start - 1].strip():
        start -= 1
    while end < len(lines) and lines[end].strip():
        end += 1
    return _LABEL <= len(lines[number]) < _ROOM * max(map(len, lines[start:end])) - _WORD


def _behind_gap(lines: Sequence[str], number: int) -> str:
    """The line behind the gap after this one."""
    return next((line for line in lines[number + 1 : number + 3] if line.strip()), "")


def _order_one(line: str, following: str, after: str, order: LineOrder, beyond: str) -> list[Ordering]:
    """Its orders, first what reads best together with the line after it where one follows without a gap, and
    otherwise what best ends there; `beyond` is the line behind the gap.
    """
    ends, next_ends = strip_ends(line), strip_ends(following)
    begin = START if ends.bullet else after
    if begin == START and ends.closing == "." and not ends.bullet:
        begin = SENTENCE
    goes_on = bool(next_ends.core.strip()) and not next_ends.bullet and ends.closing not in (".", ":", "...")
    wide = len(line) >= _WIDE and not ends.closing and bool(beyond) and not strip_ends(beyond).bullet
    unended = ends.closing in (":", "...") or ends.ellipsis  # «… از:», «… و ...»
    last = not (goes_on or wide or unended)
    ways = order.likeliest(ends.core, begin, _WAYS, ends.moved or _turned(line), last)
    least = max(way.score for way in ways) - _RIVALS
    ways = [way for way in ways if way.score > least]
    if len(ways) == 1:
        return ways
    if not goes_on:
        behind_gap = "" if ends.closing else beyond
        ends_here = order.settled and not unended
        return _ended(ways, line.endswith(" "), behind_gap, order, wide) if ends_here else ways

    alone = order.order(next_ends.core, START, next_ends.moved).score

    def with_next(way: Ordering) -> float:
        last = last_key(way.tokens)
        following = order.order(next_ends.core, last, next_ends.moved)
        on = following.score - alone + _REPEAT * _repeats(way.tokens, following.tokens)
        return way.score + max(on, _stopping(last, order) + _ENDS_ABOVE)

    return sorted(ways, key=with_next, reverse=True)


def _ended(ways: list[Ordering], open_end: bool, beyond: str, order: LineOrder, wide: bool) -> list[Ordering]:
    """Orders of a line before a gap, first what best ends a proposition or goes on in the line `beyond`;
    `open_end`: a space behind the raw line says that it goes on; `wide`: its width that it may.
    """
    ends = strip_ends(beyond)
    goes_on = bool(ends.core.strip()) and not ends.bullet

    def behind(last: str) -> float:
        return order.order(ends.core, last, ends.moved).score

    alone = behind(START) if goes_on else 0.0

    def ending(way: Ordering) -> float:
        last = last_key(way.tokens)
        on = behind(last) - alone if goes_on else -math.inf
        if open_end and goes_on:
            return way.score + on
        if wide:
            return way.score + max(on + _OVER_A_GAP, _stopping(last, order))
        return way.score + max(on, _STOPS * order.language.stops(last))

    return sorted(ways, key=ending, reverse=True)


def _stopping(last: str, order: LineOrder) -> float:
    """ln of how likely a proposition is to end in this word, more than in others."""
    return _STOPS * order.language.stops(last) + (_DANGLES if asks_for_more(last) else 0.0)


def _repeats(*lines: Sequence[Token]) -> int:
    """How many pairs of words, one of them telling, the lines say more than once."""
    keys = [key for tokens in lines for key in token_keys(tokens)]
    pairs = Counter(pairwise(keys))
    return sum(
        count > 1 and not (_NO_START.issuperset(pair) or pair[1] in ENDINGS) for pair, count in pairs.items()
    )

"""The right order of a whole raw line: brackets, digits and Latin words are runs of their own, always.

A line in visual order is read from its end, stretch by stretch, with its brackets mirrored. Where the
paragraph's direction was taken to be left to right (the extractor saw a bullet or a Latin word first), the
stretches between Latin words keep their order and only what is inside each is reversed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.repair.counting import BREAK, START
from ingest.repair.cuts import Cuts
from ingest.repair.language import Language
from ingest.repair.letters import ADDRESS, bare
from ingest.repair.lexicon import NUMERALS
from ingest.repair.readings import Readings
from ingest.repair.runs import RunOrder, Stretch, Surroundings
from ingest.repair.surface import MIRROR
from ingest.repair.tokens import NOT_WORD_KEYS, Ordering, Token, last_key
from ingest.repair.units import Gap, UnitKind, split_line

_LATIN = r"[A-Za-z][A-Za-z'’_]*(?:[ -][A-Za-z][A-Za-z'’_]*)*"
_SEPARATOR = re.compile(
    r"(?P<number>[%٪]?\d(?:[\d.,/:٫٬،-]*\d)?[%٪]?)"
    rf"|(?P<foreign>\(\s*{_LATIN}\s*\)|{_LATIN})"
    r"|(?P<mark>[()\[\]{}«»/]|(?<=\S)\s?[-–]\s?|(?<![\s.])(?:\.{2,}|…))"
)
_OPENING, _CLOSING = "([{«", ")]}»"
_BRACKETS, _BEHIND = _OPENING + _CLOSING, _CLOSING + "،؛:.؟!"
_VISUAL_PRIOR = 2.0
_STANDS = 2.0  # ln: a line whose spaces are right must read so much better as it stands than turned round
_MET = (UnitKind.NUMBER, UnitKind.FOREIGN)
_NUMBER_OR_LATIN = -4.0  # ln of its chance, where nothing tells


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A separator (kind set) or a stretch of words between two."""

    text: str
    kind: UnitKind | None
    spaced: bool  # a space before it in the raw line


class LineOrder:
    """Orders lines of one document; where its runs are not reversed (`visual` false), words are only read.

    `settled`: the document's words were counted in lines that are in order, not as extracted. Then it counts
    as well what ends a line and what stands before a number or a Latin word.
    """

    def __init__(self, readings: Readings, language: Language, visual: bool, settled: bool = True) -> None:
        self.readings = readings
        self.language = language
        self.settled = settled
        self._visual = visual
        self._stretches: dict[tuple[str, bool, bool], Stretch] = {}

    def leave_out(self, lines: Iterable[tuple[Sequence[str], bool]], near: Iterable[str] = ()) -> None:
        """From now on order as if the document did not hold these lines; see Language.leave_out."""
        self.language.leave_out(lines, near)
        self.readings.forget()
        self._stretches.clear()

    def order(self, core: str, after: str = START, moved: bool = False) -> Ordering:
        """The likeliest order of a line without its end marks; a line with an address in it keeps its own.

        `after` is the last word of the line that this one continues, START when it continues none; `moved`:
        a mark at its ends shows that it is in visual order.
        """
        return self.likeliest(core, after, 1, moved)[0]

    def likeliest(self, core: str, after: str, most: int, moved: bool, ends: bool = False) -> list[Ordering]:
        """Orders of a line that end in different words, the likeliest first; `ends`: it goes on in none."""
        if ADDRESS.search(core):
            return [Ordering(self._raw_tokens(core), 0, 0.0, 0.0, False)]
        stretches = _split(core)
        self.readings.stretched_line = False
        self.readings.stretched_line = any(
            self.readings.of(unit.text)[0].strokes
            for stretch in stretches
            if stretch.kind is None
            for unit in split_line(stretch.text, self.readings)
            if unit.kind is UnitKind.WORD
        )
        if not self._visual:
            return self._read(stretches, after, 1, moved, ends)
        visual = self._read(_mirrored(stretches), after, most, moved, ends)
        if not moved and len(stretches) > 1 and _well_spaced(stretches):
            standing = self._read(stretches, after, 1, moved, ends, stands=True)
            if standing[0].score > visual[0].score + _STANDS:
                return standing
        if not any(stretch.kind is UnitKind.FOREIGN for stretch in stretches):
            return visual
        prior = -_VISUAL_PRIOR if core.startswith(" ") else _VISUAL_PRIOR
        parts: list[_Stretch] = []
        part: list[_Stretch] = []
        for stretch in stretches:
            if stretch.kind is UnitKind.FOREIGN:
                parts += [*_mirrored(part), stretch]
                part = []
            else:
                part.append(stretch)
        logical = self._read([*parts, *_mirrored(part)], after, most, moved, ends)
        return visual if visual[0].score + prior >= logical[0].score else logical

    def _read(
        self,
        stretches: Sequence[_Stretch],
        after: str,
        most: int,
        moved: bool,
        ends_line: bool,
        stands: bool = False,
    ) -> list[Ordering]:
        """Stretches in reading order; each one's inside is searched, unless the line `stands` as it is."""
        tokens: list[Token] = []
        score = gain = 0.0
        key = after
        cuts = int(self._visual and not stands and len(stretches) > 1)
        spaced = open_end = False
        endings: list[Ordering] = []
        for number, stretch in enumerate(stretches):
            glued = bool(tokens) and not (spaced or stretch.text.startswith(" "))
            if stretch.kind is not None:
                open_end = stretch.text.endswith(" ")
                tokens.append(Token(stretch.kind, (stretch.text.strip(),), 0, glued))
                key = BREAK if stretch.text.startswith("(") else NOT_WORD_KEYS[stretch.kind]
                if stretch.kind is not UnitKind.MARK and (number == 0 or self._asked(stretch) is None):
                    score += _NUMBER_OR_LATIN
            else:
                following = stretches[number + 1] if number + 1 < len(stretches) else None
                closes = following is not None and following.text.strip() == "("
                inside = number + 2 < len(stretches)  # what ends the line may be a cell of its own
                meets = inside and following is not None and following.kind in _MET
                ends = number + 1 == len(stretches)
                around = Surroundings(
                    after=key,
                    begins=number == 0,
                    ends=ends and ends_line,
                    ends_spaced=stretch.text.endswith(" "),
                    closes=closes,
                    meets=meets,
                    ranges=_begins_range(stretches[number + 1 : number + 3]),
                    before=self._asked(following),
                    moved=moved or cuts > 0,
                )
                words = self._words(stretch.text, around.begins)
                search = RunOrder(words, around, self.readings, self.language)
                if stands or not self._visual:
                    ways = [search.raw() if stands else search.as_it_stands()]
                else:
                    ways = search.likeliest(most if ends else 1)
                if ends:
                    endings = [self._whole(tokens, way, glued, cuts, gain, score) for way in ways]
                found = ways[0]
                open_end = found.open_end
                tokens = [*tokens, *_after(found.tokens, glued)]
                cuts += found.cuts
                score += found.score
                gain += found.gain
                key = last_key(tokens)
            spaced = stretch.text.endswith(" ")
        return endings or [Ordering(tuple(tokens), cuts, gain, score, open_end)]

    def _words(self, text: str, begins: bool) -> Stretch:
        """A stretch of words; `begins`: the line begins with it."""
        key = text, begins, self.readings.stretched_line
        found = self._stretches.get(key)
        if found is None:
            units = split_line(text, self.readings)
            found = self._stretches[key] = Stretch(units, Cuts(units, self.readings, begins))
        return found

    def _asked(self, separator: _Stretch | None) -> str | None:
        """The key of a number or a Latin word that the word before it can tell of; None for the rest."""
        told = self.settled and separator is not None and not separator.text.startswith("(")
        if not told or separator is None or separator.kind in (None, UnitKind.MARK):
            return None
        return NOT_WORD_KEYS[separator.kind]

    @staticmethod
    def _whole(
        tokens: Sequence[Token], last: Ordering, glued: bool, cuts: int, gain: float, score: float
    ) -> Ordering:
        """The line that one way of reading its last stretch completes."""
        return Ordering(
            (*tokens, *_after(last.tokens, glued)),
            cuts + last.cuts,
            gain + last.gain,
            score + last.score,
            last.open_end,
        )

    def _raw_tokens(self, core: str) -> tuple[Token, ...]:
        return tuple(
            Token(unit.kind, (unit.text,), 0, bool(number) and unit.gap not in (Gap.SPACE, Gap.WIDE))
            for number, unit in enumerate(split_line(core, self.readings))
        )


def _split(core: str) -> list[_Stretch]:
    found: list[_Stretch] = []
    end = 0
    for match in _SEPARATOR.finditer(core):
        if core[end : match.start()].strip():
            found.append(_Stretch(core[end : match.start()], None, False))
        elif match.start() > end and found:
            found[-1] = _Stretch(found[-1].text + " ", found[-1].kind, found[-1].spaced)
        found.append(_Stretch(match[0], UnitKind(match.lastgroup or "mark"), False))
        end = match.end()
    if core[end:].strip():
        found.append(_Stretch(core[end:], None, False))
    elif core[end:] and found:
        found[-1] = _Stretch(found[-1].text + " ", found[-1].kind, found[-1].spaced)
    return found


def _well_spaced(stretches: Sequence[_Stretch]) -> bool:
    """Whether the spaces around numbers and brackets are where a line in logical order has them; no line
    begins with an aside.
    """
    edges = [each.text for each in stretches]
    if edges[0].strip() in _BRACKETS:
        return False
    for number, stretch in enumerate(stretches):
        text = stretch.text.strip()
        before = edges[number - 1][-1] if number else " "
        behind = edges[number + 1][0] if number + 1 < len(edges) else " "
        if stretch.kind is None or (stretch.kind is UnitKind.MARK and text not in _BRACKETS):
            continue
        opens, closes = text in _OPENING, text in _CLOSING
        left = before == " " or stretch.text.startswith(" ") or before in _OPENING
        right = behind == " " or stretch.text.endswith(" ") or behind in _BEHIND
        if not (closes or left) or not (opens or right):
            return False
        if (closes and stretch.text.startswith(" ")) or (opens and stretch.text.endswith(" ")):
            return False
    return True


def _begins_range(following: Sequence[_Stretch]) -> bool:
    """Whether a dash and a numeral follow."""
    if len(following) < 2 or following[0].text.strip() not in ("-", "–") or following[1].kind is not None:
        return False
    return bare(following[1].text.split()[0]) in NUMERALS


def _after(tokens: Sequence[Token], glued: bool) -> tuple[Token, ...]:
    """Tokens of a stretch; `glued` tells of the first one."""
    if not tokens:
        return ()
    first = tokens[0]
    return (Token(first.kind, first.parts, first.strokes, glued), *tokens[1:])


def _mirrored(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    return [
        each
        if each.kind is UnitKind.FOREIGN
        else _Stretch(each.text.translate(MIRROR), each.kind, each.spaced)
        for each in reversed(stretches)
    ]

"""Lines of a page that end before the margin would have broken them; what follows stands on its own.

Lists are often set without an empty line or a bullet between their entries. A margin breaks a line where the
next word has no room; a line that had room for it was ended by its writer. Where the lines fill the width
anyhow, the words tell.
"""

from collections.abc import Sequence
from itertools import pairwise

from ingest.repair.counting import BREAK, START, words_and_joints
from ingest.repair.language import Language
from ingest.repair.letters import ZWNJ, bare
from ingest.repair.lexicon import ENDINGS
from ingest.repair.wrapping import SCRAP, SHORT, Draft, dangles

_NEAR = 5  # lines before and behind
_ROOM = (
    0.9  # of the width: a line that would not fill so much with the next word was not broken by the margin
)
# ln of how much likelier the next word is behind the last one than a phrase that ends, and another begins;
# by whether a space behind the line says that it goes on
_GOES_ON = {True: -6.0, False: -3.5}
_NO_BEGINNINGS = ("(", f"می{ZWNJ}", f"نمی{ZWNJ}")  # an aside, a verb
_NO_GAPS = 2.0  # more, where the page has no empty lines that part its entries


def lines_apart(drafts: Sequence[Draft], language: Language) -> frozenset[int]:
    """Numbers of the drafts that begin a proposition although no mark and no gap says so."""
    lengths = [len(draft.text) for draft in drafts]
    least = {spaced: likely + _NO_GAPS * _is_close(drafts) for spaced, likely in _GOES_ON.items()}
    apart: set[int] = set()
    for number, (draft, following) in enumerate(pairwise(drafts)):
        words = draft.text.split()
        first = following.text.split()[:1]
        if len(draft.text) < SHORT or not words or not first or dangles(words) or bare(first[0]) in ENDINGS:
            continue
        if first[0].startswith(_NO_BEGINNINGS):
            continue
        width = max(lengths[max(0, number - _NEAR) : number + _NEAR + 2])
        had_room = len(draft.text) + 1 + len(first[0]) < _ROOM * width
        entry = len(following.text) > SCRAP  # and no last word of a wrapped line
        if had_room or (entry and _reads_on(draft, following, language) < least[draft.open_end]):
            apart.add(number + 1)
    return frozenset(apart)


def _is_close(drafts: Sequence[Draft]) -> bool:
    """Whether nothing but a heading has an empty line behind it."""
    return not any(draft.gap for draft in drafts[2:])


def _reads_on(draft: Draft, following: Draft, language: Language) -> float:
    """ln of how much better the two lines read as one than as two propositions; 0.0: nothing tells."""
    last = [word for word, _ in words_and_joints(draft.text)]
    first = [word for word, _ in words_and_joints(following.text)]
    if len(last) < 3 or len(first) < 3 or last[-2] == BREAK or first[1] == BREAK:
        return 0.0
    on = language.pair(last[-2], first[1])
    return on - language.stops(last[-2]) - language.pair(START, first[1])

"""Whether a short line of a diagram's box goes on in the next one, where the spaces of extraction mislead."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.repair.counting import BREAK, START, words_and_joints
from ingest.repair.language import Language
from ingest.repair.model import Damage
from ingest.repair.wrapping import SHORT, Draft

# ln of how much likelier the next line's first word is behind this line's last one than at an entry's start
_GOES_ON = -2.7
_ENDS = -4.3


def mend_box_ends(drafts: Sequence[Draft], language: Language) -> list[Draft]:
    """The drafts, `open_end` put right: a reordered line's space may have gone to another run, a closed
    one's may be left over.
    """
    if not any(draft.open_end for draft in drafts):
        return list(drafts)
    mended: list[Draft] = []
    for draft, following in pairwise(drafts):
        joins = _joins(draft, following, language)
        reordered = any(repair.kind is Damage.RUN_ORDER for repair in draft.repairs)
        if joins is None:
            mended.append(draft)
        elif reordered and joins > _GOES_ON and following.open_end:
            mended.append(replace(draft, open_end=True))
        elif following.gap and joins < _ENDS:
            mended.append(replace(draft, open_end=False))
        else:
            mended.append(draft)
    return [*mended, *drafts[-1:]]


def _joins(draft: Draft, following: Draft, language: Language) -> float | None:
    """ln of how much better the two lines read as one; None where they are no lines of a box."""
    if max(len(draft.text), len(following.text)) >= SHORT or draft.bulleted or following.bulleted:
        return None
    last = [word for word, _ in words_and_joints(draft.text)]
    first = [word for word, _ in words_and_joints(following.text)]
    if len(last) < 3 or len(first) < 3 or last[-2] == BREAK or first[1] == BREAK:
        return None
    return language.pair(last[-2], first[1]) - language.pair(START, first[1])

"""Does a sentence keep the company of its words? The path through the line that its words take.

Words that are all there can still be false together: a subject with another's attribute, two roles exchanged.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from bot.dialogue.claims import Claims, Word

TITLE = -1  # the place of a word that only the section's title holds, and of a light verb
LEAP = 3  # content words that may be left out between two words that hang together


def wrong_heading(said: Claims, held: Claims, path: Sequence[int], lead: int) -> str | None:
    """A heading's words may stand around the line or be put into it, never in place of its own words."""
    own = [n for n, word in enumerate(held.words) if n >= lead and word.verb is None]
    if not own or all(at < lead for at in path):
        return None if any(at >= 0 for at in path) else "only the heading says so"
    last: int | None = None  # of the line's own words, the one before the heading's
    heading = False
    for word, at in zip(said.words, path, strict=True):
        if not _stands(word):
            continue
        if at < lead:
            heading = True
            continue
        start = own[0] if last is None else last + 1
        if heading and not _all_said(range(start, at), held, path):
            return f"a word of the heading stands before «{word.raw}»"
        heading, last = False, at
    if heading and last is not None and not _all_said(range(last + 1, len(held.words)), held, path):
        return "a word of the heading stands at the end"
    return None


def _all_said(places: range, held: Claims, path: Sequence[int]) -> bool:
    """Whether the sentence has every word of these places; «است» may be missing."""
    return all(n in path or held.words[n].verb == "بود" for n in places)


def _stands(word: Word) -> bool:
    """Verbs stand where the sentence ends, and units beside their numeral: they have checks of their own."""
    return word.verb is None and not word.measures


def wrong_order(said: Claims, held: Claims, path: Sequence[int], lead: int) -> str | None:
    """Words of the line in other company: a subject with another's attribute, two roles exchanged."""
    ranks = list(accumulate((word.verb is None for word in held.words), initial=0))
    steps = [(n, at) for n, at in enumerate(path) if at >= 0 and _stands(said.words[n])]
    pairs = [each for each in pairwise(steps) if (each[0][1] < lead) == (each[1][1] < lead)]
    backward = any(right < left for (_, left), (_, right) in pairs)
    furthest = -1
    for (before, left), (n, right) in pairs:
        furthest = max(furthest, ranks[left])
        leap = ranks[right] - ranks[left]
        former, word, other = said.words[before], said.words[n], held.words[right]
        if left == right and former.stem == word.stem and n == before + 1:
            return f"«{word.raw}» twice"
        if left == right or 0 < leap <= (1 if backward else 1 + LEAP):
            continue
        if ranks[right] == furthest + 1:  # goes on behind a clause that was put in
            continue
        if leap > 0 and held.words[right - 1].clause != other.clause:  # on to another column of the row
            continue
        new_clause = former.clause != word.clause and other.mark == "و"
        if not new_clause and (not word.mark or word.mark != other.mark):
            return f"«{former.raw} … {word.raw}» do not go together in the source"
    return None


def follow(places: Sequence[tuple[int, ...]], lead: int) -> list[int]:
    """One held place for each word said, so that as few steps as possible leave the line's own order."""
    best: dict[int, tuple[float, list[int]]] = {TITLE: (0.0, [])}
    for where in places:
        options = [at for at in where if at >= 0]
        step: dict[int, tuple[float, list[int]]] = {}
        if not options:
            best = {last: (cost, [*path, TITLE]) for last, (cost, path) in best.items()}
            continue
        for at in options:
            step[at] = min(
                ((cost + _step(last, at, lead), [*path, at]) for last, (cost, path) in best.items()),
                key=lambda each: each[0],
            )
        best = step
    return min(best.values(), key=lambda each: each[0])[1]


def _step(last: int, at: int, lead: int) -> float:
    if last < 0:
        return 0.01 * at
    crossing = 0.3 * ((last < lead) != (at < lead))
    if at == last + 1:
        return 0.0
    return crossing + (0.1 * (at - last) if at > last else 0.5 + 0.1 * (last - at))

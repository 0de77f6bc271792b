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
    for n, (word, at) in enumerate(zip(said.words, path, strict=True)):
        if not _stands(word):
            continue
        if at < lead:
            heading = True
            continue
        start = own[0] if last is None else last + 1
        if heading and not _all_said(range(start, at), held, path[:n]):
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
    ranks = list(accumulate((_stands(word) for word in held.words), initial=0))
    steps = [(n, at) for n, at in enumerate(path) if at >= 0 and _stands(said.words[n])]
    pairs = [each for each in pairwise(steps) if (each[0][1] < lead) == (each[1][1] < lead)]
    backward = any(right < left for (_, left), (_, right) in pairs)
    if backward and _torn_off(said.words[steps[0][0]], held, steps[0][1], lead):
        return f"«{said.words[steps[0][0]].raw}» does not begin a clause in the source"
    visited: set[int] = set()
    for (before, left), (n, right) in pairs:
        visited.add(ranks[left])
        leap = ranks[right] - ranks[left]
        former, word, other = said.words[before], said.words[n], held.words[right]
        if left == right and former.stem == word.stem and n == before + 1:
            return f"«{word.raw}» twice"
        if left == right or 0 < leap <= (1 if backward else 1 + LEAP):
            continue
        if ranks[right] - 1 in visited:  # goes on where it left the line
            continue
        starts = _begins_clause(held, right) or right == lead
        if starts and (ranks[right] + 1 not in visited if leap < 0 else _begins_clause(held, left + 1)):
            continue  # a clause in front, or one left out
        row = any(each.raw.isdigit() for each in held.words[left + 1 : right])
        if row and leap > 0 and held.words[right - 1].clause != other.clause:  # another column of the row
            continue
        new_clause = former.clause != word.clause and other.mark == "و"
        if not new_clause and (not word.mark or word.mark != other.mark):
            return f"«{former.raw} … {word.raw}» do not go together in the source"
    return None


def _begins_clause(held: Claims, at: int) -> bool:
    return at == 0 or held.words[at - 1].clause != held.words[at].clause


def _torn_off(word: Word, held: Claims, at: int, lead: int) -> bool:
    """Whether a sentence that changes the order begins inside a phrase: its subject may be another's."""
    return at != lead and not _begins_clause(held, at) and held.words[at].mark in ("", *_not(word.mark))


def _not(mark: str) -> tuple[str, ...]:
    """All marks but this one; a sentence begins with «و»."""
    return tuple({"از", "به", "در", "با", "بر", "برای", "میان", "بین", "توسط", "طی", "تا", "و"} - {mark})


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

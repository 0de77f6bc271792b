"""What stands between two words that follow each other: a space, a half-space or nothing."""

from collections import Counter
from functools import lru_cache

from ingest.repair.letters import NOT_JOINING, ZWNJ, bare
from ingest.repair.lexicon import (
    AFTER_HEH,
    ENDINGS,
    FUNCTION_WORDS,
    HALVES_OR_WORDS,
    POSSESSOR,
    SECOND_HALVES,
    VERB_PREFIXES,
    Lexicon,
    persian_lexicon,
)

_NO_ENDING = frozenset("به که نه چه".split())
_OFTEN = 3
_NEVER = frozenset("است بود بودند نیست".split())  # after a participle: style differs, a space is safe
_SUFFIX_SHARE, _SUFFIX_SEEN = 0.5, 3  # a word that so often follows a half-space hangs on what is before it
_BOUND_FIRST_HALVES = frozenset("درون برون پسا نیمه".split())  # no words of their own before an adjective
_FIRST_HALVES = frozenset("هم بی نا پیش ذی غیر باز فرا بین میان درون برون پسا کم پر خوش چند تک دو سه".split())


@lru_cache(maxsize=1)
def _hanging() -> frozenset[str]:
    """Words that the counts show mostly after a half-space."""
    joined: Counter[str] = Counter()
    all_pairs: Counter[str] = Counter()
    lexicon = persian_lexicon()
    for (left, right), count in lexicon.joined.items():
        if left not in VERB_PREFIXES:
            joined[right] += count
    for (_, right), count in lexicon.pairs.items():
        all_pairs[right] += count
    return frozenset(
        word
        for word, count in joined.items()
        if count >= _SUFFIX_SEEN and count > _SUFFIX_SHARE * all_pairs[word] and word not in FUNCTION_WORDS
    )


def joint(left: str, right: str, lexicon: Lexicon, spaced: bool, lost_half_spaces: bool) -> str:
    """ " ", ZWNJ or "" between two words; `spaced`: the raw line has a space there.

    `lost_half_spaces`: the document lost half-spaces only, so a break without a space is always one.
    """
    first, second = bare(left), bare(right)
    if hangs(first, second, lexicon, spaced):
        attached = first[-1:] in NOT_JOINING and (
            not spaced or second in ENDINGS or second == "ی" or second in SECOND_HALVES
        )
        return "" if attached else ZWNJ
    if not spaced and lost_half_spaces and first[-1:] in NOT_JOINING:
        return ""
    if spaced:
        bound = first == POSSESSOR or (first in _BOUND_FIRST_HALVES and second.endswith("ی"))
        return ZWNJ if bound else " "
    return ZWNJ if lost_half_spaces or first in _FIRST_HALVES else " "


def hangs(first: str, second: str, lexicon: Lexicon, spaced: bool) -> bool:
    """True when Persian writes the two with a half-space (bare words)."""
    if second in _NEVER:
        return False
    if second in AFTER_HEH:
        return first.endswith("ه") and first not in _NO_ENDING
    if second in ENDINGS or second == "ی":
        return first not in FUNCTION_WORDS
    if first in VERB_PREFIXES:
        return True
    if first in FUNCTION_WORDS and first not in _FIRST_HALVES:
        return False
    if second in SECOND_HALVES or (not spaced and (second in HALVES_OR_WORDS or second in _hanging())):
        return True
    together = lexicon.joined.get((first, second), 0)
    apart = lexicon.pairs.get((first, second), 0) - together
    if together or apart:
        return together > apart if not spaced else together >= _OFTEN and together > 2 * apart
    return (first, second) in lexicon.compounds and len(second) > 3

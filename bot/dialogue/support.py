"""Does a line of a document hold what a sentence claims? Word by word, not by similarity of meaning.

A wrong number or an added «ن» hardly moves an embedding (cosine 0.93 to 0.97), so the claims are compared one
by one: every content word, every amount with unit and comparator, every denial, and who stands where.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue.claims import Amount, Claims, Word, read_claims
from knowledge.bm25 import stems
from knowledge.lexicon import load_lexicon

LEAP = 3  # content words that may be left out between two words that hang together
SHORTEST = 4  # letters of a stem from which a longer ending is still the same word


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line as evidence: its own words under the heading that they stand under."""

    text: str
    lead: str = ""
    title: str = ""  # of its section, with the document's

    @property
    def statement(self) -> str:
        return f"{self.lead} {self.text}".strip()


def find_unsupported(sentence: str, line: SourceLine) -> str | None:
    """Why the line does not hold the sentence; None when it does."""
    said, held = read_claims(sentence), read_claims(line.statement)
    title = read_claims(line.title)
    places = _align(said, held, title)
    for word, where in zip(said.words, places, strict=True):
        if not where:
            return f"«{word.raw}» is not in the source"
    return (
        _wrong_amount(said, held, title)
        or _wrong_quantifier(said, held, places)
        or _wrong_lack(said, held, places)
        or _wrong_verb(said, held, places)
        or _wrong_order(said, held, places)
    )


_TITLE = -1  # the place of a word that only the heading holds
_CERTAIN = -2  # … of a verb of being, which every statement has


def _align(said: Claims, held: Claims, title: Claims) -> list[tuple[int, ...]]:
    """For each word said the indexes of the held words that it may stand for; () when there is none."""
    same = load_lexicon().same
    stemmed = [word.stem for word in said.words]
    found: list[tuple[int, ...]] = []
    for n, word in enumerate(said.words):
        places = _places(word, held)
        if not places:
            for size in (3, 2, 1):
                for start in range(max(0, n - size + 1), min(n, len(stemmed) - size) + 1):
                    for other in same.get(tuple(stemmed[start : start + size]), ()):
                        places += _phrase_places(other, held)
        if not places and (_places(word, title) or word.verb == "بود"):
            places = [_TITLE]
        if not places and word.verb in _LIGHT:
            places = [_CERTAIN]
        found.append(tuple(dict.fromkeys(places)))
    return found


_LIGHT = frozenset("شد کرد داد داشت".split())


def _places(word: Word, held: Claims) -> list[int]:
    exact = [n for n, other in enumerate(held.words) if other.stem == word.stem]
    if exact or word.verb is not None or word.raw.isdigit():
        return exact
    near = [n for n, other in enumerate(held.words) if _same_word(word, other)]
    if near:
        return near
    if word.raw in held.joined:  # written without its half-space
        return [n for n, other in enumerate(held.words) if other.raw in word.raw]
    return []


def _same_word(word: Word, other: Word) -> bool:
    """Whether the two are forms of one word: an ending, or a half-space written or not."""
    if other.verb is not None or other.raw.isdigit():
        return False
    short, long = sorted((word.raw, other.raw), key=len)
    return len(short) >= SHORTEST and long.startswith(short) and long[len(short) :] in _ENDINGS


_ENDINGS = frozenset(
    "ها های هایی ی ای ات ان م ت ش یم اش شان مان ند اند ست تر ترین ترها هایش هایشان هایم یی".split()
)


def _phrase_places(phrase: tuple[str, ...], held: Claims) -> list[int]:
    """Where the phrase stands in one piece."""
    content = [word.stem for word in held.words]
    wanted = [part for part in phrase if part in content]
    if not wanted or any(part not in content and len(part) > 2 and part not in _glue() for part in phrase):
        return []
    size = len(wanted)
    return [
        n + k for n in range(len(content) - size + 1) if content[n : n + size] == wanted for k in range(size)
    ]


def _glue() -> frozenset[str]:
    return load_lexicon().stop


def _wrong_amount(said: Claims, held: Claims, title: Claims) -> str | None:
    for amount in said.amounts:
        if amount.value == "1" or (not held.amounts and not title.amounts):
            continue
        fitting = [other for other in held.amounts if other.value == amount.value]
        if not fitting:
            if any(other.value == amount.value for other in title.amounts):
                continue
            return f"{amount.value} is not in the source"
        reasons = [_mismatch(amount, other, said, held) for other in fitting]
        if all(reasons):
            return reasons[0]
    return _lost_count(said, held)


def _mismatch(amount: Amount, other: Amount, said: Claims, held: Claims) -> str | None:
    if amount.comparator != other.comparator:
        return f"{amount.value}: {amount.comparator} in place of {other.comparator}"
    if other.unit and amount.unit != other.unit:
        return f"{amount.value}: unit {amount.unit} in place of {other.unit}"
    taken = {part for each in held.amounts for part in each.unit}
    named = {word.raw for word in held.words}
    if not other.unit and any(part not in named or part in taken for part in amount.unit):
        return f"{amount.value}: unit {amount.unit} is not in the source"
    for side in ("left", "right"):
        neighbour = getattr(amount, side)
        if neighbour is None or neighbour == getattr(other, side):
            continue
        owners = [each for each in held.amounts if getattr(each, side) == neighbour]
        if any(each.value != amount.value for each in owners):
            return f"{amount.value} belongs elsewhere: «{neighbour}»"
    return _wrong_company(amount, other, said, held)


def _wrong_company(amount: Amount, other: Amount, said: Claims, held: Claims) -> str | None:
    """In a row each value has its clause: words of another value's clause must not come with this one."""
    if sum(each.clause == amount.clause for each in said.amounts) > 1:
        return None
    peers = {each.clause for each in held.amounts} - {other.clause}
    at_home = {word.stem for word in held.words if word.clause not in peers}
    elsewhere = {word.stem for word in held.words if word.clause in peers} - at_home
    for word in said.words:
        if word.clause == amount.clause and word.stem in elsewhere and not word.raw.isdigit():
            return f"{amount.value} stands apart from «{word.raw}» in the source"
    return None


def _lost_count(said: Claims, held: Claims) -> str | None:
    """«یک دسته» for «دو دسته»: the counted word is there, its count is not."""
    for amount in said.amounts:
        if amount.value == "1" and amount.right is not None:
            owners = [other for other in held.amounts if other.right == amount.right]
            if owners and all(other.value != "1" for other in owners):
                return f"1 «{amount.right}» in place of {owners[0].value}"
    return None


def _wrong_quantifier(said: Claims, held: Claims, places: Sequence[tuple[int, ...]]) -> str | None:
    held_kinds = {kind for kind, _ in held.quantifiers}
    if strange := {kind for kind, _ in said.quantifiers} - held_kinds:
        return f"quantifier {sorted(strange)[0]} is not in the source"
    said_kinds = {kind for kind, _ in said.quantifiers}
    present = {held.words[n].stem for where in places for n in where if n >= 0}
    first = held.words[0].stem if held.words else ""
    for kind, about in held.quantifiers:
        if kind in ("some", "most") and kind not in said_kinds and about in present and about == first:
            return f"quantifier {kind} is left out"
    return None


def _wrong_lack(said: Claims, held: Claims, places: Sequence[tuple[int, ...]]) -> str | None:
    for word, where in zip(said.words, places, strict=True):
        own = [held.words[n] for n in where if n >= 0]
        if word.verb is not None:
            continue
        if own and all(other.lacking != word.lacking for other in own):
            return f"«{word.raw}» is denied on one side only"
        if not own and word.lacking:
            return f"«{word.raw}» is denied, the source does not say so"
    return None


def _heads(claims: Claims) -> list[tuple[Word, int | None, tuple[int, ...]]]:
    """Each verb with the index of the content word before it, and the indexes since the verb before."""
    heads: list[tuple[Word, int | None, tuple[int, ...]]] = []
    since: list[int] = []
    clause = -1
    for n, word in enumerate(claims.words):
        if word.verb is None:
            since.append(n)
            continue
        heads.append((word, since[-1] if since else None, tuple(since)))
        since = []
        clause = word.clause
    del clause
    return heads


def _wrong_verb(said: Claims, held: Claims, places: Sequence[tuple[int, ...]]) -> str | None:
    held_heads = _heads(held)
    said_heads = _heads(said)
    for verb, head, _ in said_heads:
        near = set(places[head]) if head is not None else set()
        same = [other for other, at, scope in held_heads if near & set(scope) or (at is None and not near)]
        polarities = {other.denied for other in same if other.verb == verb.verb or len(same) == 1}
        if verb.denied and True not in polarities:
            return f"«{verb.raw}» denies what the source does not deny"
        if not verb.denied and polarities == {True}:
            return f"«{verb.raw}» affirms what the source denies"
    said_denials = sum(verb.denied for verb, _, _ in said_heads)
    covered = {n for where in places for n in where}
    for verb, at, scope in held_heads:
        if verb.denied and not said_denials and at in covered and 2 * len(covered & set(scope)) >= len(scope):
            return f"«{verb.raw}» is left out"
    return None


def _wrong_order(said: Claims, held: Claims, places: Sequence[tuple[int, ...]]) -> str | None:
    """Words of the line in other company: a subject with another's attribute, two roles exchanged."""
    path = _follow([where for where in places])
    steps = [(n, at) for n, at in enumerate(path) if at >= 0 and said.words[n].verb is None]
    backward = any(at <= before for (_, before), (_, at) in zip(steps, steps[1:], strict=False))
    for (before, left), (n, right) in zip(steps, steps[1:], strict=False):
        leap = right - left
        word, other = said.words[n], held.words[right]
        if 0 < leap <= 1 + (0 if backward else LEAP) or left == right:
            continue
        if word.mark != other.mark and not (said.words[before].clause != word.clause and other.mark == "و"):
            return f"«{said.words[before].raw} … {word.raw}» do not go together in the source"
        if not word.mark:
            return f"«{said.words[before].raw} {word.raw}» do not go together in the source"
    return None


def _follow(places: Sequence[tuple[int, ...]]) -> list[int]:
    """One held place for each word said, so that as few steps as possible leave the line's own order."""
    best: dict[int, tuple[float, list[int]]] = {_TITLE: (0.0, [])}
    for where in places:
        options = [at for at in where if at >= 0]
        step: dict[int, tuple[float, list[int]]] = {}
        if not options:
            best = {last: (cost, [*path, _TITLE]) for last, (cost, path) in best.items()}
            continue
        for at in options:
            step[at] = min(
                ((cost + _step(last, at), [*path, at]) for last, (cost, path) in best.items()),
                key=lambda each: each[0],
            )
        best = step
    return min(best.values(), key=lambda each: each[0])[1]


def _step(last: int, at: int) -> float:
    if last < 0:
        return 0.01 * at
    if at == last + 1:
        return 0.0
    return 0.1 * (at - last) if at > last else 0.5 + 0.1 * (last - at)


def covers(sentence: str, line: SourceLine) -> float:
    """Share of the sentence's content words that the line holds, 0 to 1: which of two sources fits better."""
    said = set(stems(sentence))
    held = set(stems(f"{line.statement} {line.title}"))
    return len(said & held) / len(said) if said else 0.0

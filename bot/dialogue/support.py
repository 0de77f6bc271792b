"""Does a line of a document hold what a sentence claims? Word by word, not by similarity of meaning.

A wrong number or an added «ن» hardly moves an embedding (cosine 0.93 to 0.97), so the claims are compared one
by one: every content word, every amount with unit and comparator, every denial, and who stands where.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue.claims import Amount, Claims, Word, read_claims, respell
from bot.dialogue.order import TITLE, follow, wrong_heading, wrong_order
from knowledge.lexicon import Phrase, load_lexicon

SHORTEST = 4  # letters of a stem from which a longer ending is still the same word
_LIGHT = frozenset("باید بود شد کرد داد داشت امد گفت نوشت".split())  # verbs that state nothing by themselves
_ENDINGS = frozenset(
    "ها های هایی ی ای ات ان م ت ش یم اش شان مان ند اند ست تر ترین ترها هایش هایشان هایم یی".split()
)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line as evidence: its own words under the heading that they stand under."""

    text: str
    lead: str = ""
    title: str = ""  # of its section, with the document's

    @property
    def statement(self) -> str:
        return f"{self.lead.rstrip(': ')}: {self.text}" if self.lead else self.text


@dataclass(frozen=True, slots=True)
class Fault:
    """What a sentence says beyond its line."""

    kind: (
        str  # "word", "amount", "quantifier", "denial", "heading", "order"; "citation", "address" of a draft
    )
    detail: str  # for whoever wrote the sentence


def find_unsupported(sentence: str, line: SourceLine) -> Fault | None:
    """What the line does not hold of the sentence; None when it holds it all."""
    said = read_claims(respell(sentence, f"{line.statement} {line.title}"))
    held, title = (read_claims(respell(text, sentence)) for text in (line.statement, line.title))
    if detail := _wrong_amount(said, held, title):
        return Fault("amount", detail)
    places = _align(said, held, title)
    for word, where in zip(said.words, places, strict=True):
        if not where:
            return Fault("word", f"«{word.raw}» is not in the source")
    lead = len(read_claims(respell(line.lead, sentence)).words)
    path = follow(places, lead)
    own = read_claims(line.text)  # a «must» of the heading need not be said again
    if not own.modes <= said.modes <= held.modes:
        return Fault("quantifier", "«must» or «may» is not as in the source")
    if detail := _wrong_quantifier(said, held, path):
        return Fault("quantifier", detail)
    if detail := _wrong_lack(said, held, path) or _wrong_verb(said, held, path):
        return Fault("denial", detail)
    if detail := wrong_heading(said, held, path, lead):
        return Fault("heading", detail)
    if detail := wrong_order(said, held, path, lead):
        return Fault("order", detail)
    return None


def _align(said: Claims, held: Claims, title: Claims) -> list[tuple[int, ...]]:
    """For each word said the indexes of the held words that it may stand for; () when there is none."""
    found: list[tuple[int, ...]] = []
    for word in said.words:
        places = _places(word, held)
        if not places or not word.raw.isdigit():
            places += [at for other in _others(word, said) for at in _phrase_places(other, held)]
        if not places and (
            word.verb in _LIGHT or _in_title(word, said, title) or _in_frame(word, said, held)
        ):
            places = [TITLE]
        found.append(tuple(dict.fromkeys(places)))
    return found


def _others(word: Word, said: Claims) -> set[Phrase]:
    """Phrases of the same meaning as those around the word that it is part of."""
    same = load_lexicon().same
    at = next((n for n, (place, _) in enumerate(said.stems) if place == word.place), None)
    if at is None:
        return set()
    phrases = (
        tuple(part for _, part in said.stems[start : start + size])
        for size in (1, 2, 3)
        for start in range(max(0, at - size + 1), at + 1)
    )
    return {other for phrase in phrases for other in same.get(phrase, ())}


def _in_title(word: Word, said: Claims, title: Claims) -> bool:
    return bool(_places(word, title)) or any(_phrase_places(p, title) for p in _others(word, said))


def _in_frame(word: Word, said: Claims, held: Claims) -> bool:
    """Whether it stands for words of the line that state nothing: «سرتیتر» for «عنوان»."""
    present = {part for _, part in held.stems}
    return any(present.issuperset(phrase) for phrase in _others(word, said))


def _places(word: Word, held: Claims) -> list[int]:
    exact = [n for n, other in enumerate(held.words) if other.stem == word.stem]
    if exact or word.verb is not None or word.raw.isdigit():
        return exact
    return [n for n, other in enumerate(held.words) if _same_word(word, other)]


def _same_word(word: Word, other: Word) -> bool:
    """Whether the two are forms of one word, an ending apart."""
    if other.verb is not None or other.raw.isdigit():
        return False
    short, long = sorted((word.raw, other.raw), key=len)
    return len(short) >= SHORTEST and long.startswith(short) and long[len(short) :] in _ENDINGS


def _phrase_places(phrase: tuple[str, ...], held: Claims) -> list[int]:
    """Where the phrase stands in one piece."""
    content = [word.stem for word in held.words]
    wanted = [part for part in phrase if part in content]
    stop = load_lexicon().stop
    if not wanted or any(part not in content and len(part) > 2 and part not in stop for part in phrase):
        return []
    size = len(wanted)
    return [
        n + k for n in range(len(content) - size + 1) if content[n : n + size] == wanted for k in range(size)
    ]


def _wrong_amount(said: Claims, held: Claims, title: Claims) -> str | None:
    for amount in said.amounts:
        if amount.value == "1":
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
        if side == "left" and any(w.stem == other.left for w in said.words if w.clause == amount.clause):
            continue
        owners = [each for each in held.amounts if getattr(each, side) == neighbour]
        if any(each.value != amount.value for each in owners):
            return f"{amount.value} belongs elsewhere: «{neighbour}»"
    homes = {word.clause for word in held.words if word.stem == amount.right}
    if amount.right is not None and homes and other.clause not in homes:
        return f"{amount.value} stands apart from «{amount.right}» in the source"
    return _wrong_company(amount, other, said, held)


def _wrong_company(amount: Amount, other: Amount, said: Claims, held: Claims) -> str | None:
    """In a row each value has its clause: words of another value's clause must not come with this one."""
    if sum(each.clause == amount.clause for each in said.amounts) > 1:
        return None
    peers = {each.clause for each in held.amounts} - {other.clause}
    at_home = {word.stem for word in held.words if word.clause not in peers}
    elsewhere = {word.stem for word in held.words if word.clause in peers} - at_home
    for word in said.words:
        if word.clause == amount.clause and word.stem in elsewhere and word.raw.isalpha() and not word.verb:
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


def _wrong_quantifier(said: Claims, held: Claims, path: Sequence[int]) -> str | None:
    said_kinds, held_kinds = ({kind for kind, _ in claims.quantifiers} for claims in (said, held))
    if strange := said_kinds - held_kinds:
        return f"quantifier {min(strange)} is not in the source"
    same = load_lexicon().same
    for kind, about in said.quantifiers:
        others = {about} | {part for other in same.get((about,), ()) for part in other}
        if all(k != kind or (a not in others) for k, a in held.quantifiers):
            return f"quantifier {kind} is about something else in the source"
    present = {held.words[at].stem for at in path if at >= 0}
    for kind, about in held.quantifiers:
        if kind in ("some", "most") and kind not in said_kinds and about in present:
            return f"quantifier {kind} is left out"
    return None


def _wrong_lack(said: Claims, held: Claims, path: Sequence[int]) -> str | None:
    for word, at in zip(said.words, path, strict=True):
        if word.verb is None and word.lacking != (at >= 0 and held.words[at].lacking):
            return f"«{word.raw}» is denied on one side only"
    return "a denial is not in the source" if said.lacks > held.lacks else None


def _heads(claims: Claims) -> list[tuple[Word, int | None, tuple[int, ...]]]:
    """Each verb with the index of the content word before it, and the indexes since the verb before."""
    heads: list[tuple[Word, int | None, tuple[int, ...]]] = []
    since: list[int] = []
    for n, word in enumerate(claims.words):
        if word.verb is None:
            since.append(n)
            continue
        heads.append((word, since[-1] if since else None, tuple(since)))
        since = []
    return heads


def _wrong_verb(said: Claims, held: Claims, path: Sequence[int]) -> str | None:
    held_heads, said_heads = _heads(held), _heads(said)
    for verb, head, _ in said_heads:
        near = path[head] if head is not None else TITLE
        same = [other for other, at, scope in held_heads if near in scope or (at is None and near == TITLE)]
        own = [other for other in same if other.verb == verb.verb] or same
        if verb.denied and not any(other.denied for other in own):
            return f"«{verb.raw}» denies what the source does not deny"
        if not verb.denied and own and all(other.denied for other in own):
            return f"«{verb.raw}» affirms what the source denies"
    said_denials = sum(verb.denied for verb, _, _ in said_heads)
    covered = set(path)
    for verb, last, scope in held_heads:
        half = 2 * len(covered & set(scope)) >= len(scope)
        if verb.denied and not said_denials and last in covered and half:
            return f"«{verb.raw}» is left out"
    return None

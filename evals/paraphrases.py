"""True sentences in other words, spelling or order: what a verifier must let pass."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources
from random import Random

import yaml

from evals.falsehoods import Case, Line
from knowledge.lexicon import FILES, load_lexicon
from knowledge.persian import ZWNJ, fold
from knowledge.stems import stems

_FRAMES = ("بر اساس این سند، ", "در مقاله آمده است که ", "طبق متن ارائه، ", "همچنین ")
_ARABIC = str.maketrans("یک۰۱۲۳۴۵۶۷۸۹", "يك0123456789")
_PERCENT = re.compile(r" درصد(?!\w)")
_MEASURES = frozenset("کم کمتر بیش بیشتر زیاد حدود بالا پایین زیر".split())  # part of a comparator
_ITEMS = re.compile(r"^(.*? و |.*?، )([\w\u200c]+)، ([\w\u200c]+) و ([\w\u200c]+)([.،].*|)$")
_FRONT = re.compile(r"^((?:در|از|با|بر|به) [^،:؛«(]{4,40})، ([^،:؛]+?)(\w+ (?:شد|شدند)\.)$")


def paraphrase(lines: Sequence[Line], random: Random) -> Iterator[Case]:
    """The true variants of each line, each in a form that it takes."""
    for line in lines:
        source, text = line.source, line.source.text
        yield Case("verbatim", text, source)
        yield Case("letters", text.translate(_ARABIC), source)
        if ZWNJ in text:
            yield Case("half-spaces", text.replace(ZWNJ, random.choice([" ", ""])), source)
        if _PERCENT.search(text) or "٪" in text:
            swapped = _PERCENT.sub("٪", text) if _PERCENT.search(text) else text.replace("٪", " درصد")
            yield Case("percent sign", swapped, source)
        yield Case("framed", f"{random.choice(_FRAMES)}{text}", source)
        if source.lead:
            yield Case("with its lead", f"{source.lead} {text}", source)
        for kind, count in (("synonym", 1), ("two synonyms", 2)):
            if (changed := _with_synonyms(text, count, random)) is not None:
                yield Case(kind, changed, source)
        if (changed := _reordered(text)) is not None:
            yield Case("re-ordered", changed, source)


@lru_cache(maxsize=1)
def _groups() -> dict[tuple[str, ...], list[str]]:
    """Phrase of stems to the other phrases of its groups, as the lexicon's file writes them."""
    found: dict[tuple[str, ...], list[str]] = {}
    for name in FILES:
        text = resources.files("knowledge").joinpath(name).read_text(encoding="utf-8")
        for group in yaml.load(text, yaml.CSafeLoader).get("same") or ():
            for phrase in group:
                key = tuple(stems(phrase))
                found.setdefault(key, []).extend(other for other in group if tuple(stems(other)) != key)
    return found


def _counts(words: list[str], n: int) -> bool:
    """Whether the word may be a unit: it follows a numeral, or another word that does."""
    return any(words[k][-1].isdigit() for k in (n - 1, n - 2) if k >= 0)


def _with_synonyms(text: str, count: int, random: Random) -> str | None:
    """That many words of the sentence, each by another of its group in the lexicon."""
    words = text.split()
    found = [
        n
        for n, word in enumerate(words)
        if word.isalpha()
        and not _counts(words, n)
        and _groups().get(tuple(stems(word)))
        and not _MEASURES & set(stems(word))
    ]
    if len(found) < count:
        return None
    for n in random.sample(found, count):
        others = [o for o in _groups()[tuple(stems(words[n]))] if not _MEASURES & set(stems(o))]
        words[n] = random.choice(others) if others else words[n]
    return " ".join(words)


def _reordered(text: str) -> str | None:
    """«الف، ب و ج» in another order, or the opening clause behind the subject's part of the sentence."""
    if match := _FRONT.match(text):
        return f"{match[2].strip()}، {match[1]}، {match[3]}"
    if (match := _ITEMS.match(text)) and not any(fold(match[n]) in load_lexicon().stop for n in (2, 3, 4)):
        return f"{match[1]}{match[3]}، {match[2]} و {match[4]}{match[5]}"
    return None

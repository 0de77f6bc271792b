"""What a sentence claims, taken apart: words in order, amounts, denials, quantifiers.

All words are folded and stemmed as search does it; the reading is the same for a written sentence and for
the line it rests on, so that only their difference matters.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.dialogue.verbs import read_verb
from knowledge.lexicon import load_lexicon
from knowledge.persian import fold, tokens
from knowledge.stems import AFFIXES, stem

_CLAUSE = re.compile(r"[،؛:؟?!;,()…]|\.(?!\d)|\s[-–—]\s|→")
_LETTERS = re.compile(r"[^\W\d_]+")
_PERCENT = re.compile(r"[%٪]")
_UNITS = frozenset(
    "درصد نفر ریال تومان دلار یورو میلیون میلیارد هزار تریلیون سال ساله ماه روز هفته ساعت دهه قرن برابر تن"
    " کیلو کیلوگرم گرم کیلومتر متر هکتار لیتر مگاوات".split()
)
_COMPARATORS = {
    "less": ("کمتر از", "کم تر از", "زیر", "پایین تر از", "پایینتر از"),
    "more": ("بیش از", "بیشتر از", "بیش تر از", "بالای", "افزون بر", "فراتر از", "بالغ بر"),
    "about": ("حدود", "حدودا", "تقریبا", "نزدیک به", "قریب به", "در حدود"),
    "most": ("حداکثر", "نهایتا", "تا سقف"),
    "least": ("حداقل", "دست کم", "دستکم", "لااقل"),
}
_AFTER = {"more": ("یا بیشتر", "و بیشتر", "به بالا"), "less": ("یا کمتر", "و کمتر", "به پایین")}
_QUANTIFIERS = {
    "all": "همه تمام تمامی کلیه همگی".split(),
    "most": "اکثر اغلب اکثریت بسیاری".split(),
    "some": "برخی بعضی پاره معدودی اندکی".split(),
    "none": "هیچ هیچکدام".split(),
    "only": "تنها فقط صرفا".split(),
}
_MODES = {
    **dict.fromkeys("باید بایستی نباید لازم ضروری الزامی".split(), "must"),
    **dict.fromkeys("ممکن شاید احتمالا محتمل".split(), "may"),
}
_QUANTIFIER = {word: kind for kind, words in _QUANTIFIERS.items() for word in words}
_COMPOUND = frozenset("نیمه نا جانبه گیر ساله روزه".split())  # beside these it is part of a word: «نیمه‌تمام»
_LACKS = frozenset("عدم بدون فقدان نبود کمبود غیبت ضعف نداشتن فاقد غیر بی نه هیچ".split())
_ONLY = frozenset("تنها فقط صرفا".split())
_WEIGHTY = frozenset(  # in the list of stop words, yet a sentence says something else without them
    "بیشتر بیشترین زیاد زیادی کمی قبل بعد پیش پس قبلش بعدش باید بایستی کل".split()
)
_FRAME = frozenset(  # how a sentence tells where it comes from, and other words that state nothing
    "سند سندها مقاله ارائه گزارش متن منبع نامه عنوان صورت گونه وجود همچنین علاوه بنابراین ترتیب نکته مطلب"
    " اشاره یاد عبارتند گویند اساس پایه بسته جمله واقع نوع نحوه شمار".split()
)
_MARKS = frozenset("از به در با بر برای بدون میان بین توسط طی تا نزد روی".split())  # tie a word to its role
_JOINTS = frozenset("و یا نیز".split())
# from two on; without «نه»: it is «no» far more often than nine
_UNITS_AND_TEENS = "دو سه چهار پنج شش هفت هشت - ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده"
_TENS = "بیست سی چهل پنجاه شصت هفتاد هشتاد نود صد"
_NUMBERS = {word: str(n) for n, word in enumerate(_UNITS_AND_TEENS.split(), 2)} | {
    word: str(10 * n) for n, word in enumerate(_TENS.split(), 2)
}


@dataclass(frozen=True, slots=True)
class Word:
    """One content word, verbs and numerals included."""

    stem: str  # a verb by its lemma with «*» before it
    raw: str  # folded
    place: int  # index among all tokens
    clause: int
    mark: str  # preposition right before it, "و" after a joint or at the start of a clause, or ""
    lacking: bool = False  # denied by عدم, بدون and the like right before it
    verb: str | None = None
    denied: bool = False  # of a verb
    measures: bool = False  # the unit of the numeral before it


@dataclass(frozen=True, slots=True)
class Amount:
    """One numeral with what ties it down."""

    value: str
    comparator: str | None
    unit: tuple[str, ...]
    left: str | None  # the stem before it in its clause
    right: str | None  # and behind it (and its unit)
    clause: int


@dataclass(frozen=True, slots=True)
class Claims:
    words: tuple[Word, ...]  # in order
    amounts: tuple[Amount, ...]
    quantifiers: frozenset[tuple[str, str]]  # kind and the stem it is about
    stems: tuple[tuple[int, str], ...]  # place and stem of every token that is no bare affix
    modes: frozenset[str]  # "must" and "may"
    lacks: int  # how often something is said to be missing or not so


@lru_cache(maxsize=1)
def _free() -> frozenset[str]:
    return (load_lexicon().stop - _WEIGHTY - _LACKS - frozenset(_QUANTIFIER)) | _FRAME | AFFIXES | _MARKS


@lru_cache(maxsize=4096)
def read_claims(text: str) -> Claims:
    """The sentence taken apart."""
    clauses = [_numbers(tokens(part)) for part in _CLAUSE.split(fold(_PERCENT.sub(" درصد ", text)))]
    words: list[Word] = []
    amounts: list[Amount] = []
    quantifiers: set[tuple[str, str]] = set()
    place = 0
    for number, clause in enumerate(clauses):
        read = _words(clause, number, place)
        words.extend(read)
        amounts.extend(_amounts(clause, number))
        for n, token in enumerate(clause):
            if (kind := _QUANTIFIER.get(token)) and not _COMPOUND & set(clause[max(0, n - 1) : n + 2]):
                about = next((w.stem for w in read if w.place - place > n and not w.raw.isdigit()), "")
                quantifiers.add((kind, about))
        place += len(clause)
    everything = [token for clause in clauses for token in clause]
    return Claims(
        tuple(words),
        tuple(amounts),
        frozenset(quantifiers),
        tuple((n, stem(token)) for n, token in enumerate(everything) if token not in AFFIXES),
        frozenset(_mode(token) for token in everything) - {""},
        sum(_lacks(clause, n) for clause in clauses for n in range(len(clause))),
    )


def _mode(token: str) -> str:
    verb = read_verb(token)
    return "may" if verb is not None and verb[0] == "توانست" else _MODES.get(token, "")


def _lacks(clause: list[str], n: int) -> bool:
    """Whether this token denies what follows: «نبود» at the end of a clause is a verb, «نه تنها» adds."""
    last = n + 1 == len(clause) or clause[n + 1] in _JOINTS
    if clause[n] == "نه":
        return not last and clause[n + 1] not in _ONLY
    return clause[n] in _LACKS and not (last and read_verb(clause[n]) is not None)


def respell(text: str, other: str) -> str:
    """The folded text with words written apart that the other text writes apart: «خوشهها» as «خوشه ها»."""
    pieces = tokens(other)
    joined = {
        "".join(pieces[n : n + size]): " ".join(pieces[n : n + size])
        for size in (2, 3, 4)
        for n in range(len(pieces) - size + 1)
    }
    known = set(pieces)
    return _LETTERS.sub(lambda m: m[0] if m[0] in known else joined.get(m[0], m[0]), fold(text))


def _numbers(clause: list[str]) -> list[str]:
    """Number words as numerals; «بیست و پنج» is 25."""
    found: list[str] = []
    for token in clause:
        value = _NUMBERS.get(token)
        if found and found[-1][0].isdigit() and token.removesuffix("ی") in _UNITS:
            found.append(token.removesuffix("ی"))  # «۲۳ درصدی»
        elif value and len(found) > 1 and found[-1] == "و" and _is_tens(found[-2]) and int(value) < 10:
            found[-2:] = [str(int(found[-2]) + int(value))]
        else:
            found.append(value or token)
    return found


def _is_tens(token: str) -> bool:
    return token.isdigit() and len(token) == 2 and token.endswith("0") and token != "10"


def _words(clause: list[str], number: int, start: int) -> list[Word]:
    words: list[Word] = []
    mark, lacking, negative = "و", False, False
    for n, token in enumerate(clause):
        if token in ("نمی", "می"):
            negative = token == "نمی"
            continue
        denying = _lacks(clause, n)
        if denying:
            lacking = True
        elif token in _MARKS:
            mark = token
        elif token in _JOINTS or token == "را":
            mark = "و"
        verb = read_verb(token)
        if verb is not None and not denying:
            denied = negative or not verb[1]
            negative = False
            words.append(Word(f"*{verb[0]}", token, start + n, number, "", False, verb[0], denied))
            mark, lacking = "", False
            continue
        if denying or token in _free() or token in _QUANTIFIER or token == "هاست":
            continue
        if len(token) < 2 and not token.isdigit() and not token.isascii():
            continue
        unit = token in _UNITS and n > 0 and (clause[n - 1][0].isdigit() or clause[n - 1] in _UNITS)
        words.append(Word(stem(token), token, start + n, number, mark, lacking, measures=unit))
        mark, lacking = "", False
    return words


def _amounts(clause: list[str], number: int) -> list[Amount]:
    amounts = []
    for n, token in enumerate(clause):
        if not token[0].isdigit():
            continue
        end = n + 1
        while end < len(clause) and clause[end] in _UNITS:
            end += 1
        free = _free()
        left = next((stem(t) for t in reversed(clause[:n]) if t not in free and not _compares(t)), None)
        right = next((stem(t) for t in clause[end:] if t not in free), None)
        comparator = _comparator(clause, n, end)
        amounts.append(Amount(token, comparator, tuple(clause[n + 1 : end]), left, right, number))
    return amounts


def _comparator(clause: list[str], n: int, end: int) -> str | None:
    before, after = f" {' '.join(clause[max(0, n - 4) : n])} ", f" {' '.join(clause[end : end + 3])} "
    for kind, phrases in _COMPARATORS.items():
        if any(f" {phrase} " in before and before.rstrip().endswith(phrase) for phrase in phrases):
            return kind
    return next((k for k, ps in _AFTER.items() if any(after.startswith(f" {p} ") for p in ps)), None)


def _compares(token: str) -> bool:
    return any(token in phrase.split() for phrases in _COMPARATORS.values() for phrase in phrases)

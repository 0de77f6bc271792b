"""False sentences made from true ones, each with the line that it would cite: what a verifier must catch."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from bot.dialogue.support import SourceLine
from knowledge.bm25 import stems
from knowledge.document import Document
from knowledge.lexicon import load_lexicon
from knowledge.persian import fold, persian_digits


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a document as a source, with where it stands."""

    source: SourceLine
    section: str
    table: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence that cites one line."""

    kind: str
    text: str
    source: SourceLine


def read_lines(documents: Sequence[Document]) -> list[Line]:
    """Every item of at least three words, in reading order."""
    return [
        Line(
            SourceLine(item.text, item.lead or "", f"{document.title}؛ {section.title}"),
            section.id,
            item.kind == "row",
        )
        for document in documents
        for section in document.sections
        for item in section.items
        if len(item.text.split()) > 2
    ]


def falsify(lines: Sequence[Line], random: Random) -> Iterator[Case]:
    """Every kind of falsehood that can be made of each line, one at most of a kind."""
    for line in lines:
        for kind, make in MAKERS.items():
            text = make(line, lines, random)
            if text is not None and fold(text) != fold(line.source.text):
                yield Case(kind, text, line.source)
        if (other := _wrong_source(line, lines, random)) is not None:
            yield Case("wrong source", line.source.text, other)


_DIGITS = re.compile(r"[\d۰-۹]+(?:[.٫/][\d۰-۹]+)*")
_COUNTS = "دو سه چهار پنج شش هفت هشت ده دوازده".split()
_ORDINALS = "اول دوم سوم چهارم".split()
_UNITS = ("درصد", "نفر", "میلیون ریال", "میلیارد ریال", "هزار دلار", "میلیون دلار", "میلیون نفر")
_UNIT = re.compile(r"(?<=[\d۰-۹])\s*(?:درصد|نفر|٪|%|دلار|ریال|میلیون ریال|میلیون دلار|هزار نفر|میلیارد ریال)")
_COMPARATORS = ("کمتر از", "بیش از", "حدود", "دست‌کم", "حداکثر")
_COMPARATOR = re.compile(
    r"(?:کمتر از|بیش از|بیشتر از|حدود|دست‌کم|دست کم|حداقل|حداکثر|بالای|نزدیک به)\s+(?=[\d۰-۹]|دو|سه|پنج)"
)
_LIKE = ("کمتر از",), ("بیش از", "بیشتر از", "بالای"), ("حدود", "نزدیک به"), ("دست‌کم", "دست کم", "حداقل")
_YEARS = re.compile(r"(?:1[34]|۱[۳۴]|20|۲۰|19|۱۹)[\d۰-۹]{2}$")
_NEGATED = {
    "شد": "نشد", "شدند": "نشدند", "شود": "نشود", "شوند": "نشوند", "است": "نیست", "هستند": "نیستند",
    "دارد": "ندارد", "دارند": "ندارند", "داشت": "نداشت", "کرد": "نکرد", "کردند": "نکردند", "بود": "نبود",
    "کند": "نکند", "کنند": "نکنند", "بودند": "نبودند", "رسیدند": "نرسیدند", "ماندند": "نماندند",
    "ندادند": "دادند", "نشدند": "شدند", "نشد": "شد", "نیست": "است", "ندارد": "دارد", "نداشتند": "داشتند",
    "نیافتند": "یافتند", "نکردند": "کردند", "نگیرد": "گیرد", "نباید": "باید", "نبود": "بود",
    "نیستند": "هستند",
    "می‌کند": "نمی‌کند", "می‌کنند": "نمی‌کنند", "می‌شود": "نمی‌شود", "می‌شوند": "نمی‌شوند",
    "می‌شد": "نمی‌شد", "می‌دهد": "نمی‌دهد", "می‌تواند": "نمی‌تواند", "می‌یابد": "نمی‌یابد",
    "نمی‌داند": "می‌داند", "نمی‌شود": "می‌شود", "نمی‌کند": "می‌کند", "می‌آید": "نمی‌آید",
    "می‌گیرد": "نمی‌گیرد", "می‌سازد": "نمی‌سازد", "می‌آورد": "نمی‌آورد", "گیرد": "نگیرد", "یافت": "نیافت",
}  # fmt: skip
_LACKS = ("عدم", "بدون", "نبود", "کمبود", "فقدان", "ضعف", "غیبت", "نداشتن")
_QUANTIFIED = {
    "بسیاری": "همه", "برخی": "همه", "بعضی": "همه", "اکثر": "همه", "بیشتر": "کمتر", "همه": "برخی",
    "تمامی": "برخی", "هیچ": "بسیاری", "تمام": "بعضی",
}  # fmt: skip
_OPPOSITE = {
    "افزایش": "کاهش", "کاهش": "افزایش", "داخلی": "خارجی", "موفق": "ناموفق", "موفق‌ترین": "ناموفق‌ترین",
    "کمبود": "فراوانی", "قوی": "ضعیف", "ضعیف": "قوی", "کوچک": "بزرگ", "قبل": "بعد", "بعد": "قبل",
    "دولتی": "خصوصی",
    "خصوصی": "دولتی", "محلی": "جهانی", "ملی": "جهانی", "جهانی": "داخلی", "آغاز": "پایان", "پایان": "آغاز",
    "پایدار": "ناپایدار", "مستقل": "وابسته", "وابسته": "مستقل", "مشترک": "جداگانه", "تقویت": "تضعیف",
    "تسهیل": "دشوار", "کوتاه‌مدت": "بلندمدت", "بلندمدت": "کوتاه‌مدت", "واقعی": "ساختگی", "رشد": "افت",
    "پایین": "بالا",
    "جدید": "قدیمی", "بین‌المللی": "داخلی", "ایجاد": "حذف", "توسعه": "محدودیت", "کافی": "ناکافی",
    "بالا": "پایین",
}  # fmt: skip
_JOINED = frozenset({"و", "یا", "،"})


def _numeral(line: Line, lines: Sequence[Line], random: Random) -> str | None:
    """Another figure, or another count or ordinal in words."""
    text = line.source.text
    if found := list(_DIGITS.finditer(text)):
        match = random.choice(found)
        digits = fold(match[0])
        n = random.randrange(len(digits))
        if not digits[n].isdigit():
            return None
        changed = digits[:n] + str((int(digits[n]) + random.randint(1, 8)) % 10) + digits[n + 1 :]
        return text[: match.start()] + persian_digits(changed) + text[match.end() :]
    for table in (_COUNTS, _ORDINALS):
        if words := [word for word in text.split() if word in table]:
            word = random.choice(words)
            return _replace_word(text, word, random.choice([w for w in table if w != word]))
    return None


def _unit(line: Line, lines: Sequence[Line], random: Random) -> str | None:
    text = line.source.text
    if match := _UNIT.search(text):
        old = match[0].strip().replace("٪", "درصد").replace("%", "درصد")
        unit = random.choice([u for u in _UNITS if u != old])
        return f"{text[: match.start()]} {unit}{text[match.end() :]}"
    found = [m for m in _DIGITS.finditer(text) if not _YEARS.match(m[0])]
    if not found:
        return None
    match = random.choice(found)
    unit = random.choice([u for u in _UNITS if u not in line.source.statement])
    return f"{text[: match.end()]} {unit}{text[match.end() :]}"


def _comparator(line: Line, lines: Sequence[Line], random: Random) -> str | None:
    """Another one, none, or one where the source has none."""
    text = line.source.text
    if match := _COMPARATOR.search(text):
        same = (
            ("کمتر از",),
            ("بیش از", "بیشتر از", "بالای"),
            ("حدود", "نزدیک به"),
            ("دست‌کم", "دست کم", "حداقل"),
        )
        own = next((group for group in same if match[0].strip() in group), ())
        new = random.choice(["", *(f"{c} " for c in _COMPARATORS if c not in own)])
        return text[: match.start()] + new + text[match.end() :]
    found = [m for m in _DIGITS.finditer(text) if not _YEARS.match(m[0])]
    if not found:
        return None
    match = random.choice(found)
    return f"{text[: match.start()]}{random.choice(_COMPARATORS)} {text[match.start() :]}"


def _negation(line: Line, lines: Sequence[Line], random: Random) -> str | None:
    """A verb denied or affirmed against its source, a lack put in or left out."""
    text = line.source.text
    words = text.split()
    if lacks := [n for n, word in enumerate(words) if word in _LACKS and words[n + 1 : n + 2]]:
        n = random.choice(lacks)
        return " ".join(words[:n] + words[n + 1 :])
    verbs = [n for n, word in enumerate(words) if word.rstrip(".،؛") in _NEGATED]
    if verbs:
        n = random.choice(verbs)
        bare = words[n].rstrip(".،؛")
        return " ".join([*words[:n], _NEGATED[bare] + words[n][len(bare) :], *words[n + 1 :]])
    return f"{random.choice(['عدم', 'نبود', 'فقدان'])} {text}" if words[0] not in _NEGATED else None


def _subject(line: Line, lines: Sequence[Line], random: Random) -> str | None:
    """The first words of another line of the document in place of this line's own."""
    own = line.source.text.split()
    others = [other for other in lines if other.source.title.split("؛")[0] == line.source.title.split("؛")[0]]
    for _ in range(8):
        foreign = random.choice(others).source.text.split()[: random.choice((1, 2, 2, 3))]
        changed = " ".join([*foreign, *own[len(foreign) :]])
        if len(own) > len(foreign) + 1 and _differs(" ".join(foreign), line.source):
            return changed
    return None


def _exchanged(line: Line, lines: Sequence[Line], random: Random) -> str | None:
    """Two nouns of the sentence in each other's place; neighbours joined by «و» would stay true."""
    words = line.source.text.split()
    stop = load_lexicon().stop
    telling = [
        n
        for n, word in enumerate(words)
        if len(word) > 3 and word.isalpha() and fold(word) not in stop and word not in _LACKS
    ]
    pairs = [
        (a, b)
        for a in telling
        for b in telling
        if b - a > 2
        and not _JOINED & set(words[a : b + 1])
        and not any(mark in " ".join(words[a:b]) for mark in "،؛:")
        and not set(_alike(words[a])) & set(_alike(words[b]))
    ]
    if not pairs:
        return None
    a, b = random.choice(pairs)
    words[a], words[b] = words[b], words[a]
    return " ".join(words)


def _row(line: Line, lines: Sequence[Line], random: Random) -> str | None:
    """Another row's value for this row's subject, or this row's values exchanged among its columns."""
    if not line.table:
        return None
    text = line.source.text
    values = list(_DIGITS.finditer(text))
    if len(values) > 2 and random.random() < 0.5:
        first, second = random.sample(values[:2], 2)
        low, high = sorted((first, second), key=lambda m: m.start())
        return text[: low.start()] + high[0] + text[low.end() : high.start()] + low[0] + text[high.end() :]
    others = [o for o in lines if o.table and o.section == line.section and o is not line]
    if not others:
        return None
    rest = random.choice(others).source.text.partition(":")[2]
    return f"{text.partition(':')[0]}:{rest}" if rest != text.partition(":")[2] else None


def _invented(line: Line, lines: Sequence[Line], random: Random) -> str | None:
    """An item more, put together from words of elsewhere in the documents."""
    foreign = [o for o in lines if o.section != line.section and not o.table]
    for _ in range(8):
        words = random.choice(foreign).source.text.rstrip(".").split()
        start = random.randrange(max(1, len(words) - 2))
        item = " ".join(words[start : start + 3]).strip("،؛:. ")
        if _differs(item, line.source):
            text = line.source.text.rstrip(".")
            return f"{text} و {item}" if random.random() < 0.5 else item
    return None


def _quantifier(line: Line, lines: Sequence[Line], random: Random) -> str | None:
    words = line.source.text.split()
    found = [n for n, word in enumerate(words) if word in _QUANTIFIED]
    if not found:
        return None
    n = random.choice(found)
    return " ".join([*words[:n], _QUANTIFIED[words[n]], *words[n + 1 :]])


def _opposite(line: Line, lines: Sequence[Line], random: Random) -> str | None:
    """A telling word by its opposite."""
    words = line.source.text.split()
    found = [n for n, word in enumerate(words) if word.rstrip(".،؛") in _OPPOSITE]
    if not found:
        return None
    n = random.choice(found)
    bare = words[n].rstrip(".،؛")
    return " ".join([*words[:n], _OPPOSITE[bare] + words[n][len(bare) :], *words[n + 1 :]])


def _own_heading(line: Line, lines: Sequence[Line], random: Random) -> str | None:
    """A noun of the sentence by one that stands in its own heading: the words alone are all there."""
    stop = load_lexicon().stop
    heading = f"{line.source.lead} {line.source.title}".replace("؛", " ").split()
    given = [w for w in heading if len(w) > 3 and w.isalpha() and fold(w) not in stop]
    words = line.source.text.split()
    held = set(stems(line.source.text))
    given = [w for w in given if held.isdisjoint(_alike(w))]
    found = [n for n, w in enumerate(words) if len(w) > 3 and w.isalpha() and fold(w) not in stop]
    if not given or len(found) < 3:
        return None
    n, word = random.choice(found), random.choice(given)
    if set(_alike(word)) & set(_alike(words[n])):
        return None
    return " ".join([*words[:n], word, *words[n + 1 :]])


def _wrong_source(line: Line, lines: Sequence[Line], random: Random) -> SourceLine | None:
    """Another line, near if there is one, that does not say the same."""
    near = [o for o in lines if o.section == line.section and o is not line]
    for pool in (near, lines):
        for _ in range(4):
            other = random.choice(pool).source if pool else line.source
            if _differs(line.source.text, other):
                return other
    return None


def _differs(text: str, source: SourceLine) -> bool:
    """Whether the text has a word that the source has neither itself nor by another name."""
    held = set(stems(f"{source.statement} {source.title}"))
    stop = load_lexicon().stop
    told = [word for word in text.split() if fold(word).strip(".،؛:«»()") not in stop]
    return any(held.isdisjoint(_alike(word)) for word in told if len(word) > 2)


def _alike(word: str) -> list[str]:
    own = stems(word)
    same = load_lexicon().same.get(tuple(own), frozenset())
    return [*own, *(part for other in same for part in other)]


def _replace_word(text: str, old: str, new: str) -> str:
    return re.sub(rf"(?<!\w){old}(?!\w)", new, text, count=1)


MAKERS: dict[str, Callable[[Line, Sequence[Line], Random], str | None]] = {
    "numeral": _numeral,
    "unit": _unit,
    "comparator": _comparator,
    "negation": _negation,
    "subject": _subject,
    "exchanged": _exchanged,
    "row": _row,
    "invented item": _invented,
    "quantifier": _quantifier,
    "opposite": _opposite,
    "own heading": _own_heading,
}

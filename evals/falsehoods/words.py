"""Falsehoods in words: denied, turned round, exchanged, or said of something else."""

from collections.abc import Sequence
from random import Random

from evals.falsehoods.lines import Line, alike, differs
from knowledge.lexicon import load_lexicon
from knowledge.persian import fold
from knowledge.stems import stems

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


def negation(line: Line, lines: Sequence[Line], random: Random) -> str | None:
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


def subject(line: Line, lines: Sequence[Line], random: Random) -> str | None:
    """The first words of another line of the document in place of this line's own."""
    own = line.source.text.split()
    others = [other for other in lines if other.source.title.split("؛")[0] == line.source.title.split("؛")[0]]
    for _ in range(8):
        foreign = random.choice(others).source.text.split()[: random.choice((1, 2, 2, 3))]
        changed = " ".join([*foreign, *own[len(foreign) :]])
        if len(own) > len(foreign) + 1 and differs(" ".join(foreign), line.source):
            return changed
    return None


def exchanged(line: Line, lines: Sequence[Line], random: Random) -> str | None:
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
        and not set(alike(words[a])) & set(alike(words[b]))
    ]
    if not pairs:
        return None
    a, b = random.choice(pairs)
    words[a], words[b] = words[b], words[a]
    return " ".join(words)


def invented(line: Line, lines: Sequence[Line], random: Random) -> str | None:
    """An item more, put together from words of elsewhere in the documents."""
    foreign = [o for o in lines if o.section != line.section and not o.table]
    for _ in range(8):
        words = random.choice(foreign).source.text.rstrip(".").split()
        start = random.randrange(max(1, len(words) - 2))
        item = " ".join(words[start : start + 3]).strip("،؛:. ")
        if differs(item, line.source):
            text = line.source.text.rstrip(".")
            return f"{text} و {item}" if random.random() < 0.5 else item
    return None


def quantifier(line: Line, lines: Sequence[Line], random: Random) -> str | None:
    """«برخی» for «همه», and the like."""
    words = line.source.text.split()
    found = [n for n, word in enumerate(words) if word in _QUANTIFIED]
    if not found:
        return None
    n = random.choice(found)
    return " ".join([*words[:n], _QUANTIFIED[words[n]], *words[n + 1 :]])


def opposite(line: Line, lines: Sequence[Line], random: Random) -> str | None:
    """A telling word by its opposite."""
    words = line.source.text.split()
    found = [n for n, word in enumerate(words) if word.rstrip(".،؛") in _OPPOSITE]
    if not found:
        return None
    n = random.choice(found)
    bare = words[n].rstrip(".،؛")
    return " ".join([*words[:n], _OPPOSITE[bare] + words[n][len(bare) :], *words[n + 1 :]])


def own_heading(line: Line, lines: Sequence[Line], random: Random) -> str | None:
    """A noun of the sentence by one that stands in its own heading: the words alone are all there."""
    stop = load_lexicon().stop
    heading = f"{line.source.lead} {line.source.title}".replace("؛", " ").split()
    given = [w for w in heading if len(w) > 3 and w.isalpha() and fold(w) not in stop]
    words = line.source.text.split()
    held = set(stems(line.source.text))
    given = [w for w in given if held.isdisjoint(alike(w))]
    found = [n for n, w in enumerate(words) if len(w) > 3 and w.isalpha() and fold(w) not in stop]
    if not given or len(found) < 3:
        return None
    n, word = random.choice(found), random.choice(given)
    if set(alike(word)) & set(alike(words[n])):
        return None
    return " ".join([*words[:n], word, *words[n + 1 :]])

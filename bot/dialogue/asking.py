"""Does a line hold the kind of thing that is asked for: a count, a year, a sum, a reason, a place?"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import pairwise

from bot.dialogue import naming
from bot.dialogue.question import Ask, Question
from bot.dialogue.rules import load_rules
from knowledge.persian import fold, tokens
from knowledge.query import SPOKEN_WEIGHT, Concept, Query, numerals
from knowledge.speech import bare_forms
from knowledge.stems import stem

COUNT_REACH = 14  # words from what is counted to its count, at most

NAMES: Mapping[Ask, Callable[[Query, str], bool]] = {
    Ask.NAME: naming.names_something,
    Ask.BODY: naming.names_body,
    Ask.PERSON: naming.names_agent,
    Ask.COUNTRY: naming.names_country,
    Ask.TOWN: naming.names_town,
    Ask.PLACE: naming.names_place,
}
_COUNTED = re.compile(
    r"(?:\bچند|چه تعداد|تعداد|\bشمار|چندتا|چند تا|چنتا|چن تا|how many)\s+(?:تا\s+|از\s+|ها\s+)?(\w+)"
)
_OF_THEM = re.compile(r"\sاز\b")
_MEASURED = re.compile(
    r"(?:(\w+) (?:(?:را|رو) )?)?(?:چقدر|چقد|چه قدر|چه میزان|چه مقدار|چنده)(?: (?:از )?(\w+))?"
)
_WHICH = frozenset("کدام کدوم ترین".split())
_FIGURES = frozenset(
    "شاخص رقم عدد ردیف مورد دستاورد درصد رشد افزایش کاهش تعداد میزان سال دوره فاز بخش".split()
)
_SUPERLATIVE = re.compile(r"ترین|اکثر|نخستین|اولین")
_ASKING = frozenset(
    stem(word)
    for word in "دلیل دلایل علت علل خاطر سهم درصد تعداد شمار میزان مقدار نام رقم ارقام عدد امار".split()
)
_CHANGES = frozenset("فرق تفاوت تغییر رشد زیاد کم بیشتر کمتر افزایش کاهش طول بالا پایین عوض".split())
_RATE = re.compile(r"درصد (\w+) \d")  # a row's column: «درصد افزایش ۱۷٪»
_TIME_UNITS = frozenset("سال ماه روز هفته ساعت دهه".split())  # stand right beside their number
_UNITS = _TIME_UNITS | frozenset("نفر تا مورد عدد دونه درصد دلار یورو ریال تومان تومن میلیون میلیارد".split())
_LINES = frozenset("تا مورد عدد دونه بند محور پایه ستون نکته".split())  # what any list has so many of
_PRONOUNS = frozenset("تاش تاشون تاشان تاست تان تاشو".split())  # «چند تاشون»: what it counts was named before
_YEAR = re.compile(r"1[34]\d\d|20\d\d|19\d\d")
_REASONS = re.compile(r"\b(?:دلیل|دلایل|علت|علل|عوامل)\b")
_NUMBER_WORDS = frozenset(
    # without «نه»: it is «no» far more often than nine
    "دو سه چهار پنج شش هفت هشت ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده بیست سی چهل"
    " پنجاه صد هزار میلیون میلیارد برابر".split()
)


def meets(ask: Ask, query: Query, line: str) -> bool:
    """Whether the line holds what is asked for."""
    match ask:
        case Ask.NUMBER:
            return holds_count(query, line)
        case Ask.PERCENT:
            return _holds_share(query, line)
        case Ask.EXTREME if _ranked(query) is not None and _SUPERLATIVE.search(fold(line)) is None:
            return False  # a table of sums ranks its own rows, not what they are sums of
        case _ if ask in NAMES:
            return NAMES[ask](query, line)
    return load_rules().holds[ask].search(fold(line)) is not None


def counts(lead: str) -> bool:
    """Whether the line gives a number: «پنج مورد است:» is false over three of them."""
    return any(word[0].isdigit() or word in _NUMBER_WORDS for word in tokens(lead))


def gives_reasons(lead: str) -> bool:
    """Whether the lead announces reasons: «دلایل جدا شدن …:»."""
    return _REASONS.search(fold(lead)) is not None


def counted_concept(query: Query) -> Concept | None:
    """What the question wants counted, None when it does not name it."""
    text = fold(query.text)
    asked = _COUNTED.search(text)
    if asked is not None:
        return None if asked[1] in _PRONOUNS else _concept(query, asked[1])
    measured = _MEASURED.search(text)
    if measured is None or any(word in _CHANGES for word in measured.groups()):
        return None
    found = (_concept(query, word) for word in reversed(measured.groups()) if word)
    return next((concept for concept in found if concept is not None and concept.noun), None)


def is_line(concept: Concept) -> bool:
    """Whether any list has so many of it: «مورد», «بند»."""
    return any(form in _LINES for form in bare_forms(concept.word))


def counts_lines(query: Query) -> bool:
    """Whether how many a list has is wanted: «چند بند دارد؟», but not «چند سال», nor «چندتا از بندها»."""
    text = fold(query.text)
    asked = _COUNTED.search(text)
    of_them = asked is not None and _OF_THEM.search(asked[0]) is not None
    return asked is not None and not of_them and (asked[1] in _LINES or asked[1] not in _UNITS)


def _concept(query: Query, word: str) -> Concept | None:
    return next((c for c in query.concepts if stem(c.word) == stem(word)), None)


def _ranked(query: Query) -> Concept | None:
    """What the first or the last of is wanted: «کدام خوشه», «بزرگ‌ترین خوشه»; None for figures and fields."""
    for before, word in pairwise(query.words):
        if before in _WHICH and word not in _FIGURES and (concept := _concept(query, word)) is not None:
            return concept
    return None


def _holds_share(query: Query, line: str) -> bool:
    """Whether a share stands there; a rate of growth answers only a question for growth."""
    folded = fold(line)
    if load_rules().holds[Ask.PERCENT].search(folded) is None:
        return False
    rates = _RATE.findall(folded)
    if not rates or load_rules().turns["growth"].search(fold(" ".join((query.text, *query.readings)))):
        return True
    return any(c.meant_in({stem(rate)}) for rate in rates for c in query.concepts)


def holds_count(query: Query, line: str) -> bool:
    """Whether a numeral that the question does not name itself stands near the thing to be counted."""
    own = numerals(query.text)
    words = tokens(line)
    counts = [
        n
        for n, word in enumerate(words)
        if (word[0].isdigit() and word not in own and not _YEAR.fullmatch(word)) or word in _NUMBER_WORDS
    ]
    if not counts:
        return False
    counted = counted_concept(query)
    if counted is None:
        return True
    stemmed = [stem(word) for word in words]
    if counted.word not in _TIME_UNITS:
        before, after = COUNT_REACH, 4
        return any(counted.meant_in(set(stemmed[max(0, n - before) : n + after])) for n in counts)
    beside = (set(stemmed[max(0, n - 1) : n + 3]) for n in counts)
    return any(counted.meant_in(near) or not near.isdisjoint(_TIME_UNITS) for near in beside)


def is_asking(concept: Concept) -> bool:
    """Whether the word only says what kind of thing is wanted: «دلیل», «سهم», «درصد»."""
    return any(stem(form) in _ASKING for form in bare_forms(concept.word))


def is_unit(concept: Concept) -> bool:
    """Whether it only says in what is counted: «سال», «نفر»."""
    return any(form in _UNITS for form in bare_forms(concept.word))


def names_only_units(asked: Question, query: Query) -> bool:
    """Whether it wants a number and does not say of what: «چند نفر باید باشیم؟»."""
    return Ask.NUMBER in asked.asks and all(concept.word in _UNITS for concept in query.concepts)


@lru_cache(maxsize=1)
def _general_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in load_rules().general)


def is_general(concept: Concept) -> bool:
    """Whether it is a word of the whole field or of the topic lists themselves."""
    return any(
        len(phrase) == 1 and phrase[0] in _general_stems()
        for phrase, weight in concept.terms
        if weight >= SPOKEN_WEIGHT
    )


def names_only_topics(asked: Question, query: Query) -> bool:
    """Whether it names topics of the policy process, and beside them only the field."""
    patterns = [load_rules().topics[topic] for topic in asked.topics]
    return bool(patterns) and all(
        is_general(c) or is_asking(c) or any(p.search(c.word) for p in patterns) for c in query.concepts
    )

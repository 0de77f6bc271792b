"""Does a line hold the kind of thing that is asked for: a count, a year, a sum, a reason, a place?"""

import re
from functools import lru_cache

from wordfreq import zipf_frequency

from bot.dialogue.question import Ask
from bot.dialogue.rules import load_rules
from knowledge.bm25 import AFFIXES, stem, stems
from knowledge.lexicon import load_lexicon
from knowledge.nouns import load_nouns
from knowledge.persian import fold, tokens
from knowledge.query import Concept, Query, numerals

COUNT_REACH = 14  # words from what is counted to its count, at most

_COUNTED = re.compile(
    r"(?:\bچند|چه تعداد|تعداد|چندتا|چند تا|چنتا|چن تا|how many)\s+(?:تا\s+|از\s+|ها\s+)?(\w+)"
)
_TIME_UNITS = frozenset("سال ماه روز هفته ساعت دهه".split())  # stand right beside their number
_PRONOUNS = frozenset("تاش تاشون تاشان تاست تان تاشو".split())  # «چند تاشون»: what it counts was named before
_YEAR = re.compile(r"1[34]\d\d|20\d\d|19\d\d")
_NUMBER_WORDS = frozenset(
    "دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده بیست سی چهل"
    " پنجاه صد هزار میلیون میلیارد برابر".split()
)


def meets(ask: Ask, query: Query, line: str) -> bool:
    """Whether the line holds what is asked for."""
    if ask is Ask.NUMBER:
        return holds_count(query, line)
    if ask is Ask.COUNTRY:
        return not load_lexicon().countries.isdisjoint(set(stems(line)) - _asked_stems(query))
    if ask in (Ask.NAME, Ask.TOWN):
        return _names_something(query, line)
    return load_rules().holds[ask].search(fold(line)) is not None


def _asked_stems(query: Query) -> frozenset[str]:
    return frozenset(stem(word) for word in query.words) | {
        phrase[0] for concept in query.concepts for phrase, weight in concept.terms if weight >= 0.9
    }


BODIES = frozenset("وزارت سازمان معاونت شهرداری استانداری بانک دانشگاه شرکت".split())
NAME_RARITY = 3.3  # Zipf frequency under which a word that is no noun is probably a name


def _names_something(query: Query, line: str) -> bool:
    """Whether the line holds a name that the question does not: a rare word, a place, «سازمان …»."""
    asked = _asked_stems(query)
    words = tokens(line)
    nouns, lexicon = load_nouns(), load_lexicon()
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word in BODIES and following not in lexicon.stop | AFFIXES and stem(following) not in asked:
            return True
        if stem(word) in asked or word.isdigit():
            continue
        if word.isascii() or stem(word) in lexicon.places:
            return True
        if word not in nouns and zipf_frequency(word, "fa") < NAME_RARITY:
            return True
    return False


def counts(lead: str) -> bool:
    """Whether the line gives a number: «پنج مورد است:» is false over three of them."""
    return any(word[0].isdigit() or word in _NUMBER_WORDS for word in tokens(lead))


def counted_concept(query: Query) -> Concept | None:
    """What the question wants counted, None when it does not name it."""
    asked = _COUNTED.search(fold(query.text))
    if asked is None or asked[1] in _PRONOUNS:
        return None
    return next((c for c in query.concepts if stem(c.word) == stem(asked[1])), None)


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
    before, after = (1, 3) if counted.word in _TIME_UNITS else (COUNT_REACH, 4)
    return any(counted.match(set(stemmed[max(0, n - before) : n + after])) >= 0.5 for n in counts)


@lru_cache(maxsize=1)
def _general_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in load_rules().general)


def is_general(concept: Concept) -> bool:
    """Whether it is a word of the whole field or of the topic lists themselves."""
    return any(
        len(phrase) == 1 and phrase[0] in _general_stems()
        for phrase, weight in concept.terms
        if weight >= 0.9
    )

"""Does a line name somebody, somewhere or something that the question does not name itself?"""

import re
from functools import lru_cache
from itertools import pairwise

from wordfreq import zipf_frequency

from bot.dialogue.verbs import read_verb
from knowledge.lexicon import load_lexicon
from knowledge.nouns import load_nouns
from knowledge.persian import tokens
from knowledge.query import EARLIER_SHARE, Query
from knowledge.stems import AFFIXES, stem

RARITY = 3.5  # Zipf frequency under which a word that is no noun is probably a name
_MADE = re.compile(  # words that are made of another one
    r"(?:زایی|زدایی|سازی|پذیری?|گذاری|گذاران|محوری?|گرا|مندی?|یافته|کننده|دهنده|دهندگان|کنندگان|شده|گردانی|افزایی|افرینی|گیری?"
    r"|گر|ها|هایی|های|[دت]ند)$"
)
_ENDING = re.compile(r"(?:ی|ات|ان|انه|ایی|یی|هایی|ش|ه)$")
_SURNAME = re.compile(r"..(?:زاده|نژاد|پور)$")
_PIECES = frozenset("کسب وکار ذی نفعان ونقل نقل جابه نشات".split())  # what ZWNJ leaves of a compound

BODIES = frozenset("وزارت سازمان معاونت شهرداری استانداری بانک دانشگاه شرکت".split())
_BODIES = BODIES | frozenset(
    "نهاد دستگاه اداره دولت شورا شورای ستاد انجمن اتحادیه صندوق موسسه تعاونی".split()
)
_AGENTS = _BODIES | frozenset(
    stem(word)
    for word in (
        "دولتی بنگاه واحد اعضا اعضای فعالان مدیر مدیران ذینفعان عامل عاملان خصوصی کارشناس نویسنده شبکه"
        " مشتریان رسانه بازیگران تولیدکنندگان مشاور مشاوره"
    ).split()
)
_HOME = "ایران"
_PLACES = frozenset("منطقه مناطق محل روستا استان شهر کشور محدوده پوشه".split())


def names_something(query: Query, line: str) -> bool:
    """What something is called: a name, a word in Latin letters, or any line that is no figure of a table."""
    fresh = _fresh(query, line)
    return not any(word.isdigit() for word in fresh) or any(
        (word.isascii() and word.isalpha()) or is_name(word) for word in fresh
    )


def names_body(query: Query, line: str) -> bool:
    """A firm, a ministry, a person by name: «سازمان صنایع کوچک»."""
    return _has_body(query, line) or any(is_name(word) for word in _fresh(query, line))


def names_agent(query: Query, line: str) -> bool:
    """A person or a body."""
    return _has_body(query, line) or any(
        stem(word) in _AGENTS or is_name(word) or (word.isascii() and word.isalpha())
        for word in _fresh(query, line)
    )


def names_country(query: Query, line: str) -> bool:
    return not load_lexicon().countries.isdisjoint(stem(word) for word in _fresh(query, line))


def names_town(query: Query, line: str) -> bool:
    places = load_lexicon().places
    return any(stem(word) in places or is_name(word) for word in _fresh(query, line))


def names_known_place(line: str) -> bool:
    """A town, a province or a country that everybody knows: «شیرینی یزد»."""
    known = load_lexicon().places | load_lexicon().countries
    return any(stem(word) in known for word in tokens(line))


def names_country_abroad(line: str) -> bool:
    """A country, and not this one; or a place in one: «لندن»."""
    return any(stem(word) in load_lexicon().countries - {_HOME} for word in tokens(line))


def names_town_at_home(line: str) -> bool:
    """A town or a province of this country: «شیرینی یزد»."""
    return any(stem(word) in load_lexicon().places - load_lexicon().countries for word in tokens(line))


def names_body_of_its_own(line: str) -> bool:
    """A body by more than the word for it: «سازمان صنایع کوچک»."""
    return _body_in(line, frozenset())


def names_place(query: Query, line: str) -> bool:
    """A place of any kind, or a body where things are done."""
    places = load_lexicon().places | _PLACES | _BODIES
    return any(stem(word) in places or is_name(word) for word in _fresh(query, line))


@lru_cache(maxsize=4096)
def is_name(word: str) -> bool:
    """Whether a folded Persian word is probably a name: rare, no noun or verb, not made of a common word."""
    if _SURNAME.search(word):
        return True
    if word.isascii() or word.isdigit() or word in _PIECES or _is_common(word) or _MADE.search(word):
        return False
    bare = _ENDING.sub("", word)
    return read_verb(word) is None and not (len(bare) > 3 and bare != word and _is_common(bare))


def _is_common(word: str) -> bool:
    """Whether Persian at large knows the word, also where folding took its «آ» or «ئ»."""
    spellings = [word]
    for n, letter in enumerate(word):
        if whole := {"ا": "آ", "ی": "ئ"}.get(letter):
            spellings.append(word[:n] + whole + word[n + 1 :])
    return word in load_nouns() or any(zipf_frequency(each, "fa") >= RARITY for each in spellings)


def _has_body(query: Query, line: str) -> bool:
    """Whether a body is named by more than the word for it: «سازمان صنایع کوچک»."""
    return _body_in(line, _asked(query))


def _body_in(line: str, asked: frozenset[str]) -> bool:
    stop = load_lexicon().stop
    return any(
        word in BODIES and following not in stop | AFFIXES and stem(following) not in asked
        for word, following in pairwise(tokens(line))
    )


def _fresh(query: Query, line: str) -> list[str]:
    asked = _asked(query)
    return [word for word in tokens(line) if stem(word) not in asked]


def _asked(query: Query) -> frozenset[str]:
    return frozenset(stem(word) for word in query.words) | {
        phrase[0]
        for concept in query.concepts
        if concept.share > EARLIER_SHARE  # what was asked before may be the answer to this
        for phrase, weight in concept.terms
        if weight >= 0.9
    }

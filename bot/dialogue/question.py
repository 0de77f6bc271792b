"""What a question asks for, read off its words by tables; when no rule fires it is a plain fact question."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.dialogue.rules import load_rules, plain
from knowledge.document import Topic
from knowledge.nouns import load_nouns

OTHER_YEAR = "?"  # a year that is named by its distance to another one
_YEAR = re.compile(r"(?<!\d)(1[34]\d\d|20[012]\d|19\d\d)(?!\d)")
_NUMBERS = {name: n for n, name in enumerate("دو سه چهار پنج شش هفت هشت نه ده".split(), 2)}
_RANGE = rf"(?! تا (?:\d|(?:{'|'.join(_NUMBERS)})(?!\w)))"  # «سه تا پنج ساله»
_FEW = re.compile(
    rf"(?<!\w)([2-9]|10|{'|'.join(_NUMBERS)}){_RANGE} ?(?:تای?|مورد|بند)?(?= |$)"
    r"((?: (?!سال|ماه|هفته|روز|دهه)\w+){0,3}?) (اول|نخست|اخر)(?!\w)"
)
_SOME = re.compile(  # «سه تا از چالش‌ها را بگو»
    rf"(?<!\w)([2-9]|10|{'|'.join(_NUMBERS)}){_RANGE} ?(?:تای?|مورد|نمونه|مثال) ((?:از )?.*)"
    r"(?<!\w)(?:بگو|بگید|بگین|بگویید|نام ببر|اسم ببر|بنویس|بشمار|بده|بیار|بزن)"
)
_OWNERS = frozenset("ش اش شون شان".split())  # what ZWNJ leaves of «نتیجه‌اش»
_EVERY = re.compile(  # «هر پنج تاش»، «همهٔ هفده تا»، «هر دوش»
    r"(?<!\w)(?:هر|همه(?: ?ی)?) (?:(?:[3-9]|[12]\d|سه|چهار|پنج|شش|هفت|هشت|نه|ده|\w+زده|هفده|هجده|بیست)"
    r" ?(?:تا|مورد|بند)?(?:ش|شون|شان|شو|شونو)?|دو ?(?:تا)?(?:ش|شون|شان|شو|شونو))(?!\w)"
)
_OWNED = re.compile(r"(\w{3,})(?:ش|شون|شان|شو)")
_WHICH_OF_THEM = re.compile(
    r"(?<=[؟?.!] )(?:کدوم|کدام)(?:شون|شان|‌شان)?(?: ?یکی?)? (?=\w)"
)  # behind another question
_WITH = re.compile(r"(?:(?:و|خب|حالا) )*(?:با (?!توجه)|نسبت به |در مقایسه با )")
_SECOND = re.compile(r"[؟?!.]\s+\w")
_PERSIAN = re.compile("[\u0620-\u064a]")
_WHEN = re.compile(r"(?<!\w)کِ?ی(?!\w)")
_BASE = re.compile(  # «از ۵۰۵ خوشهٔ شناسایی‌شده چند تا …»
    r"^(?:از|از بین|از میان|بین) (?:این |اون |ان |کل )?(\d+) (?:تا )?(\w+(?: ها)?)"
    r"(?: [^ ]+ ?شده(?: اند)?| ای که [^ ]+ ?(?:شد|شده|کردن|کردند))?(?= (?:چند|چقدر|چه تعداد|چن )(?:\w| ))"
)


class Kind(StrEnum):
    DEFINITION = "definition"
    FACT = "fact"
    NUMBER = "number"
    LIST = "list"
    PROCESS = "process"
    COMPARISON = "comparison"
    YESNO = "yesno"


class Ask(StrEnum):
    """A thing that the evidence must hold, or there is no answer."""

    YEAR = "year"
    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    CONTACT = "contact"  # telephone, address, e-mail, web page
    REASON = "reason"
    PERSON = "person"  # a person or a body
    COUNTRY = "country"
    TOWN = "town"  # a town or a province
    PLACE = "place"  # where
    DURATION = "duration"
    LIMIT = "limit"  # the least or the most that is allowed
    DONE = "done"  # what has come about, not what is proposed
    NAME = "name"  # what something is called
    BODY = "body"  # which firm, university, ministry
    ENTRY = "entry"  # how to join or to apply
    EXTREME = "extreme"  # the most, the least
    ORDINAL = "ordinal"  # a third phase, where the documents know two


@dataclass(frozen=True, slots=True)
class Question:
    """What was read off a question."""

    kind: Kind
    asks: frozenset[Ask]
    kinds_named: frozenset[str]  # kinds of document that the question names: "deck", "article"
    topics: tuple[Topic, ...]  # topics of the policy process that it names
    next_step: bool  # «بعدش چیه؟»: what follows on something
    years: frozenset[str]  # calendar years that it names; OTHER_YEAR for «سال قبل» and the like
    few: int = 0  # «پنج چالش اول»: so many of the list, from its end when negative; 0 for all
    whole: frozenset[str] = frozenset()  # 505 of «از ۵۰۵ خوشه چند تا …», when the documents hold it


@lru_cache(maxsize=256)  # each step of understanding a message asks for it
def read_question(text: str, translated: str = "") -> Question:
    """What the question asks for; `translated` is its formal Persian when it was written otherwise."""
    rules = load_rules()
    if "کِی" in text:  # told from «کی» by a mark that folding takes away
        text, translated = (_WHEN.sub("چه زمانی", each) for each in (text, translated))
    folded = plain(f"{text} {translated}" if translated != text else text)
    years = frozenset(_YEAR.findall(folded))
    if rules.turns["other_year"].search(folded):
        years |= {OTHER_YEAR}
    about = rules.turns["failing"].sub(" ", folded) if asks_which_clusters(folded) else folded
    topics = tuple(Topic(topic) for topic, p in rules.topics.items() if p.search(about))
    few = _few(_FEW, folded) or (_few(_SOME, folded) if topics else 0)
    kind = next((Kind(kind) for kind, p in rules.kinds.items() if p.search(folded)), Kind.FACT)
    everywhere = kind in (Kind.FACT, Kind.DEFINITION) and asks_everywhere(folded)
    return Question(
        kind=Kind.LIST if few or everywhere else kind,
        asks=_asks(folded) - ({Ask.PLACE} if everywhere else set()),
        kinds_named=_documents(plain(text) if _PERSIAN.search(text) else folded) or _documents(folded),
        topics=topics,
        next_step=rules.turns["next_step"].search(folded) is not None,
        years=years,
        few=few,
    )


def _documents(folded: str) -> frozenset[str]:
    return frozenset(kind for kind, pattern in load_rules().documents.items() if pattern.search(folded))


def _few(pattern: re.Pattern[str], folded: str) -> int:
    found = pattern.search(folded)
    if found is None:
        return 0
    count = _NUMBERS.get(found[1]) or int(found[1])
    return -count if "اخر" in found.groups() else count


def _asks(folded: str) -> frozenset[Ask]:
    rules = load_rules()
    asks = frozenset(Ask(ask) for ask, p in rules.asks.items() if p.search(folded))
    return asks - {Ask.DONE} if rules.turns["said"].search(folded) else asks


def points_back(text: str) -> bool:
    """«آن»، «بعدیش»، «شهرش»: a word that means nothing without the message before."""
    folded = plain(text)
    return load_rules().turns["backward"].search(folded) is not None or any(map(is_owned, folded.split()))


def is_owned(word: str) -> bool:
    """«شهرش»: a noun of something that is not named."""
    owned = _OWNED.fullmatch(word)
    return owned is not None and owned[1] in load_nouns() and word not in load_nouns()


def only_names_another(text: str) -> bool:
    """«وام چی؟», but not «بیمه‌شون چی؟», which is something of what was spoken of."""
    return plain(text).split()[-1:] in (["چی"], ["چطور"]) and not names_owned(text)


def names_owned(text: str) -> bool:
    """«بیمه‌شون چقدره؟»: something of what was spoken of."""
    return any(word in _OWNERS or is_owned(word) for word in plain(text).split())


def asks_how_about(text: str) -> bool:
    """«برای فناوری چطور؟»: the same of another matter."""
    return load_rules().turns["how_about"].search(plain(text)) is not None


def names_other_source(text: str) -> bool:
    """«اون یکی سند»: the document that the earlier question did not name."""
    return load_rules().turns["other_source"].search(plain(text)) is not None


def names_every_source(text: str) -> bool:
    """«از هر دو تاش»: all documents, whichever the earlier question named."""
    return load_rules().turns["every_source"].search(plain(text)) is not None


def adds(text: str) -> bool:
    """«مال مقاله را هم اضافه کن»: beside what was told before, not in its place."""
    return load_rules().turns["adding"].search(plain(text)) is not None


def puts_together(text: str) -> bool:
    """«این دو را با هم بسنج»: what was told before is wanted still, beside what is asked."""
    return load_rules().turns["together"].search(plain(text)) is not None


def without_adding(text: str) -> str:
    """The text without what only says that one thing is to stand beside another: «یکجا», «اضافه کن»."""
    turns = load_rules().turns
    return turns["together"].sub(" ", turns["adding"].sub(" ", plain(text)))


def asks_for_all(text: str) -> bool:
    """«همهٔ …»، «از هر دو سند»: nothing may be left out."""
    turns, folded = load_rules().turns, plain(text)
    every = turns["every_source"].search(folded) or _EVERY.search(folded)
    return turns["whole"].search(folded) is not None or every is not None


def asks_for_every_one(text: str) -> bool:
    """The same, but not «فهرست کن», which only says how it is to be told."""
    return asks_for_all(load_rules().turns["as_a_list"].sub(" ", plain(text)))


def names_table(text: str) -> bool:
    """«جدول دستاوردها»: a table, which is wanted whole unless one row of it is named."""
    return load_rules().turns["named_table"].search(plain(text)) is not None


def names_several(text: str) -> bool:
    """«کدوم پیشنهادا»: a topic in the plural, so that one line is hardly all of it."""
    return load_rules().turns["several"].search(plain(text)) is not None


@lru_cache(maxsize=256)  # asked again for each line that is weighed
def asks_which_clusters(text: str) -> bool:
    """«کدوم خوشه‌ها موفق بودن؟»: clusters are wanted by name, and not why they were."""
    return load_rules().turns["clusters"].search(plain(text)) is not None


def asks_everywhere(text: str) -> bool:
    """«برند کجاها اومده؟»: every line is wanted that speaks of it, and no list that stands somewhere."""
    return load_rules().turns["everywhere"].search(plain(text)) is not None


def asks_for_one_proposal(text: str) -> bool:
    """«پیشنهادی هست؟»: whether there is any, and not all of them."""
    return load_rules().turns["any_proposal"].search(plain(text)) is not None


def compares(text: str) -> bool:
    """«فرقش با این چیست؟», «تو مقاله هم همین است؟»: sets something beside what was asked before."""
    return load_rules().turns["beside"].search(plain(text)) is not None


def before_comparing(text: str) -> tuple[str, str]:
    """What a message asks before it wants that compared, and what of the two it asks then.

    («پسیو چی», "") of «پسیو چی؟ فرقشون چیه؟»; ("", "") when it does not.
    """
    folded = plain(text)
    if found := load_rules().turns["compared"].search(folded):
        return folded[: found.start()].strip(), ""
    which = _WHICH_OF_THEM.search(text)
    return ("", "") if which is None else (plain(text[: which.start()]), text[which.start() :])


def is_half(text: str) -> bool:
    """«پسیو چی؟ فرقشون چیه؟», «با دومی چه فرقی دارد؟»: what this is to be compared with was told before."""
    return _SECOND.search(text) is not None or _WITH.match(plain(text)) is not None


def without_comparing(text: str) -> str:
    """What a comparison is about, "" for nothing: no sources named, no «چه فرقی دارد»."""
    return " ".join(load_rules().turns["comparing"].sub(" ", plain(text)).split())


def without_few(text: str) -> str:
    """What the list is of: «چالش» of «پنج چالش اول»."""
    folded = plain(text)
    return (_FEW if _FEW.search(folded) else _SOME).sub(r"\2", folded)


def without_manner(text: str) -> str:
    """What is asked: the text without how it is to be said («خیلی خلاصه») and without «هر پنج تاش»."""
    manner, folded = load_rules().turns["manner"], plain(text)
    bare = manner.sub(" ", _EVERY.sub(" ", folded))
    return text if bare == folded else bare


def without_author(text: str) -> str:
    """«نویسندهٔ مقاله چه می‌گوید؟» asks what the article says; the text as it is where nobody is named so."""
    return load_rules().turns["author"].sub(" ", text)


def counted_from(text: str) -> tuple[str, str] | None:
    """The whole that a part is counted of, and the question without it: 505 of «از ۵۰۵ خوشه چند تا …»."""
    found = _BASE.search(plain(text))
    return None if found is None else (found[1], f"{found[2]}{plain(text)[found.end() :]}")

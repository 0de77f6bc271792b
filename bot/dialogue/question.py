"""What a question asks for, read off its words by tables; when no rule fires it is a plain fact question."""

import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.document import Topic
from knowledge.persian import fold


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
    PLACE = "place"
    EXTREME = "extreme"  # the most, the least
    ORDINAL = "ordinal"  # a third phase, where the documents know two


@dataclass(frozen=True, slots=True)
class Question:
    kind: Kind
    asks: frozenset[Ask]
    kinds_named: frozenset[str]  # kinds of document that the question names: "deck", "article"
    topics: tuple[Topic, ...]  # topics of the policy process that it names
    years: frozenset[str]  # calendar years that it names; "?" for «سال قبل» and the like
    whole: bool  # asks for everything («همه»، «تمام»، «فهرست»)


# First match wins. Patterns see the folded text with single spaces; English and Finglish come translated,
# with their own question words kept.
_KINDS: tuple[tuple[Kind, str], ...] = (
    (
        Kind.COMPARISON,
        r"مقایسه|هر دو (سند|منبع|متن|نوشته)|دو (تا )?(سند|منبع|متن|نوشته)|کدوم (سند|منبع)|کدام (سند|منبع|یک از دو)"
        r"|\bcompare|\bboth (documents|sources)|difference between",
    ),
    (
        Kind.PROCESS,
        r"مراحل|مرحله ?ها|گام ?ها|گامهای|قدم ?ها|قدم به قدم|مرحله (به )?مرحله|به ترتیب|فر[اآ]یند (?!ها|ای)|روند کار|چه مسیری"
        r"|چه مرحله|\bsteps?\b|\bstages?\b|\bprocess\b",
    ),
    (
        Kind.NUMBER,
        r"\bچند ?(تا|نفر|درصد|سال|مورد|برابر|نهاد|خوشه|استان|قطب|پروژه|بنگاه|شرکت|میلی|دلار|ریال|تومان|عضو|کشور|اصل|مرحله|ویژگی|چالش|پیشنهاد)?\b"
        r"|چندتا|چنتا|چن تا|چنده|چندم|چقدر|چه قدر|چه تعداد|تعداد|چه میزان|میزان|چه مقدار|درصد|درسد|چه سال|کدام سال|کدوم سال|چه رقم|رقم"
        r"|how many|how much|number of|percent|what year|which year|in what year",
    ),
    (
        Kind.DEFINITION,
        r"تعریف|یعنی چ|به چه معنا|به چه معنی|معنی|معنای|منظور از|چیست$|چیست\?|چیه$|چیه (اصن|اصلا)|مفهوم .* چ"
        r"|define|definition|what is a\b|what does .* mean|meaning of",
    ),
    (
        Kind.LIST,
        r"فهرست|لیست|نام ببر|برشمار|بشمار|همه ?ی? |همش|تمام|کلیه|چیا|چیان|کدامند|کدام اند|کدوما|کدومان|کدامها|چه (چیز|مورد|راه|کار|عامل|دلیل)?[^ ]*(هایی|ایی|ها)\b"
        r"|چه [^ ]+ (هایی|ایی)|کد[او]م [^ ]+( ها|ها|ا)( |$)|اسماشون|اسم ها|موارد|مواردی|مثال ?ها|نمونه ?ها|شامل چ|عبارتند|دلایل|علل|راهکارها|پیشنهادها|چالش ?ها|ویژگی ?ها|مزایا|اهداف|اصول|شرایط"
        r"|\blist\b|name (the|all)|which .*s\b|what are",
    ),
    (
        Kind.YESNO,
        r"^(ایا|یعنی|مگه|مگر)\b|درسته|درست است|راسته|یا نه|نمیشه|میشه\?|^(is|are|was|were|do|does|did|can|has|have)\b",
    ),
)
_ASKS: tuple[tuple[Ask, str], ...] = (
    (Ask.YEAR, r"چه سال|کدام سال|کدوم سال|سال چند|چه تاریخ|تاریخ (شروع|اغاز|انتشار|برگزاری)|چه زمان|\bکی (شروع|اغاز|تصویب|تموم|تمام|برگزار|راه)|تا کی\b|مهلت|what year|which year|\bwhen\b"),
    (Ask.PERCENT, r"چند درصد|چه درصد|درصد (رشد|افزایش|کاهش)|درصد چقدر|درصدش|what percent|percentage"),
    (Ask.MONEY, r"چند (میلیارد|میلیون|تومان|تومن|ریال|دلار|همت)|چه مبلغ|مبلغ|(بودجه|هزینه|اعتبار|وام|حقوق|قیمت|سود|درامد|سرمایه|کرایه|تعرفه|جریمه) .*(چقدر|چند|چه میزان|چه مقدار)|(چقدر|چند|چه میزان) (بودجه|پول|هزینه|اعتبار|وام|حقوق|سرمایه)|قیمت|how much .*(money|budget|cost|rial|toman)|(cost|budget|price) .*how much"),
    (Ask.NUMBER, r"\bچند\b(?! درصد)|چندتا|چنتا|چن تا|چنده|چه تعداد|^تعداد|تعداد .*(چقدر|چند|چه|بگو|کدام|چیست|است$|بوده)|چقدر|چه میزان|میانگین|سهم|how many|how much|number of|average|share of"),
    (Ask.CONTACT, r"شماره ?(تلفن|تماس|موبایل|همراه|حساب)|تلفن|موبایل|ایمیل|نشانی|ادرس|وبسایت|وب سایت|سایت|لینک|phone|e ?mail|address|website"),
    (Ask.REASON, r"\bچرا\b|علت|دلیل|دلایل|\bwhy\b|reason|cause"),
    (Ask.PERSON, r"چه کس|\bکیست\b|\bکیه\b|\bکیا\b|\bکیان\b|(توسط|به دست|دست|با) کی\b|\bwho\b|whom|اسم (رییس|مدیر|مسیول|نویسنده|مجری)"),
    (Ask.PLACE, r"(کدام|کدوم|چه) (شهر|استان|کشور)|which (city|province|country|countries|region|regions)"),
    (Ask.EXTREME, r"بیشترین|کمترین|بهترین|بدترین|بزرگ ?ترین|کوچک ?ترین|مهم ?ترین|گران ?ترین|بالاترین|پایین ?ترین|\bmost\b|\bleast\b|largest|biggest|highest|lowest"),
    (Ask.ORDINAL, r"\b(سوم|سومین|چهارم|چهارمین|پنجم|پنجمین|ششم|ششمین|هفتم|هشتم|نهم|دهم)\b|\b(third|fourth|fifth|sixth)\b"),
)  # fmt: skip
_NAMED: tuple[tuple[str, str], ...] = (
    ("deck", r"اسلاید|ارایه\b|ارائه (چه|به|از|در|کدام|هم|نیز|و|می|گفته)|پاورپوینت|پرزنتیشن|\bdeck\b|\bslides?\b|presentation"),
    ("article", r"مقاله|روزنامه|تحلیل\b|گزارش تحلیلی|یادداشت|نویسنده|محمدزاده|\barticle\b|newspaper"),
)  # fmt: skip
_TOPICS: tuple[tuple[Topic, str], ...] = (
    (
        Topic.CHALLENGES,
        r"ناکام|شکست|موفق نش|چالش|مشکل|موانع|مانع|معضل|اسیب|challenge|problem|obstacle|barrier",
    ),
    (
        Topic.PROPOSALS,
        r"پیشنهاد|راهکار|راه کار|توصیه|راه حل|چیکار باید|چه باید کرد|propos|recommend|suggest|solution",
    ),
    (Topic.INTERVENTIONS, r"مداخله|مداخلات|intervention"),
    (Topic.BENEFITS, r"مزایا|مزیت|فایده|فواید|benefit|advantage"),
    (Topic.TOOLS, r"ابزار|\btools?\b"),
    (Topic.PROCESS, r"مراحل|فرایند|فرآیند|گام|process|stages|steps"),
)
_YEAR = re.compile(r"(?<!\d)(1[34]\d\d|20[012]\d|19\d\d)(?!\d)")
_OTHER_YEAR = re.compile(
    r"امروز|فردا|دیروز|today|tomorrow|سال (قبل|بعد|پیش|اینده|جاری|گذشته)|پارسال|امسال|last year|next year|this year"
)
_WHOLE = re.compile(r"همه|همش|تمام|کلیه|کامل|فهرست|لیست|\ball\b|\blist\b|every")

_COMPILED_KINDS = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_COMPILED_ASKS = tuple((ask, re.compile(pattern)) for ask, pattern in _ASKS)
_COMPILED_NAMED = tuple((name, re.compile(pattern)) for name, pattern in _NAMED)
_COMPILED_TOPICS = tuple((topic, re.compile(pattern)) for topic, pattern in _TOPICS)


def read_question(text: str, translated: str = "") -> Question:
    """What the question asks for; `translated` is its Persian form when it came in Latin letters."""
    folded = _plain(f"{text} {translated}" if translated != text else text)
    kind = next((kind for kind, pattern in _COMPILED_KINDS if pattern.search(folded)), Kind.FACT)
    return Question(
        kind=kind,
        asks=frozenset(ask for ask, pattern in _COMPILED_ASKS if pattern.search(folded)),
        kinds_named=frozenset(name for name, pattern in _COMPILED_NAMED if pattern.search(folded)),
        topics=tuple(topic for topic, pattern in _COMPILED_TOPICS if pattern.search(folded)),
        years=frozenset(_YEAR.findall(folded)) | ({"?"} if _OTHER_YEAR.search(folded) else set()),
        whole=_WHOLE.search(folded) is not None,
    )


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[؟?!.،,:؛«»()\"]", " ", fold(text))).strip()


FEW_CONCEPTS = 2
_BACKWARD = re.compile(
    r"^(و|خب|خوب|پس|یعنی|حالا|اونوقت|بعدش?|بقیه|ادامه|بیشتر|منبع)\b|\b(این|اون|ان|همین|همون|اینها|اینا|اونا|انها|مال اون)\b"
    r"|(ش|شون|شان|ات)( را| رو)? (چیه|چی|کیه|کجاست|کدوم|بگو)|(بعدی|قبلی|دیگه|دیگر|نیز|هم)( |$)|\bچی$|چطور$|چرا$"
    r"|\b(it|its|that|those|they|them|this|other)\b"
)
_OTHER_SOURCE = re.compile(
    r"(یکی|دیگر|دیگه|دوم) ?(ی )?(سند|منبع)|سند (دیگر|دیگه|دوم)|other (source|document)"
)


def is_follow_up(text: str, concepts: int) -> bool:
    """Whether the message leans on the one before: it points back, or says too little on its own."""
    return concepts < FEW_CONCEPTS or (concepts <= 4 and _BACKWARD.search(_plain(text)) is not None)


def names_other_source(text: str) -> bool:
    """«اون یکی سند»: the document that the earlier question did not name."""
    return _OTHER_SOURCE.search(_plain(text)) is not None

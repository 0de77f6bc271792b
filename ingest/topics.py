"""What a section is about, read off its title by a table of Persian stems (folded spelling)."""

import re

from knowledge.document import Topic
from knowledge.persian import fold

# First match wins, so the order goes from the telling word to the general one.
_RULES: tuple[tuple[Topic, str], ...] = (
    (Topic.ABOUT, r"شناسنامه|مشخصات (سند|مقاله|گزارش)|درباره (سند|مقاله|گزارش)"),
    (Topic.OTHER, r"فهرست مطالب|^سرفصل|^پایان|تشکر|سپاس|پیوست|منابع و ماخذ|^منابع$"),
    (Topic.CONCLUSION, r"جمع بندی|جمعبندی|نتیجه گیری|سخن پایانی|حرف اخر|چکیده|خلاصه"),
    (Topic.INTERVENTIONS, r"مداخلات"),
    (Topic.CASES, r"نمونه|مثال|تجربه|تجارب|مطالعه موردی|کشور(های)? (مختلف|منتخب|دیگر)"),
    (Topic.PROPOSALS, r"پیشنهاد|راهکار|راه کار|توصیه|راه حل|چه باید کرد|احیا|برون رفت|چاره"),
    (
        Topic.CHALLENGES,
        r"چالش|اسیب|مشکل|موانع|مانع|ضعف|ناکامی|تهدید|معضل|تنگنا|کاستی|عقب ماندگی|نارسایی|چرا .*نمی ?",
    ),
    (Topic.ACHIEVEMENTS, r"دستاورد|عملکرد|اثرات|نتایج (برنامه|طرح|اجرا)"),
    (Topic.STATUS, r"وضعیت|وضع موجود|امار|در حال حاضر|گزارش اجرا"),
    (Topic.LEVELS, r"سطوح|سطح مداخله|سطح بندی"),
    (Topic.TOOLS, r"ابزار"),
    (Topic.PROCESS, r"فرایند|مراحل|گام|چرخه|شناسایی|روش اجرا|شیوه اجرا|متدولوژی|امکان سنجی"),
    (Topic.COMPONENTS, r"مولفه|اجزا|ارکان|اهداف|هدف|اصول|عناصر"),
    (Topic.BENEFITS, r"مزایا|مزیت|صرفه|منافع|فواید|فایده|نتایج حاصل|تسهیل|بستر|کارکرد"),
    (Topic.RATIONALE, r"ضرورت|اهمیت|چرا|دلایل اجرا|لزوم|نگاه|رویکرد"),
    (Topic.FORMATION, r"شرایط|پیدایش|شکل گیری|ایجاد خوشه|چگونگی"),
    (Topic.HISTORY, r"تاریخچه|پیشینه|سابقه|سیر |سال های|برنامه .* در (کره|ژاپن|هند|ایتالیا|چین|ترکیه)"),
    (
        Topic.DEFINITION,
        r"تعریف|تعاریف|مفهوم|مفاهیم|مبانی|چیست|معرفی|ذی ?نفعان|بازیگران|سیستم|مقدمه|^درامد$|پیشگفتار",
    ),
)
_COMPILED = tuple((topic, re.compile(pattern)) for topic, pattern in _RULES)


def find_topic(path: tuple[str, ...]) -> Topic:
    """The topic of the section with these titles, outermost first; its own title counts before its parents'.

    A section of a chapter of challenges or proposals keeps the chapter's topic: there the own title
    names the single challenge, whatever words it uses. Examples under a history are its events.
    """
    if path and _by_title(path[-1]) is Topic.OTHER:
        return Topic.OTHER  # contents, thanks: of no chapter
    for title in path[:-1]:
        if (topic := _by_title(title)) in (Topic.CHALLENGES, Topic.PROPOSALS):
            return topic
    own, around = (_by_title(path[-1]), _by_title(path[-2])) if len(path) > 1 else (None, None)
    if own is Topic.CASES and around is Topic.HISTORY:
        return Topic.HISTORY
    for title in reversed(path):
        if (topic := _by_title(title)) is not None:
            return topic
    return Topic.OTHER


def _by_title(title: str) -> Topic | None:
    folded = " ".join(fold(title).split())
    return next((topic for topic, pattern in _COMPILED if pattern.search(folded)), None)

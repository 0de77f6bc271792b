"""Messages that are no question to the documents: courtesies, who-are-you, help, instructions to the system."""

import re
from enum import StrEnum

from knowledge.persian import fold, tokens


class Intent(StrEnum):
    QUESTION = "question"
    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    IDENTITY = "identity"
    HELP = "help"
    SOURCES = "sources"  # where the last answer comes from
    INSTRUCTION = "instruction"  # tries to change the rules or to get at what is not for people
    TASK = "task"  # a poem, a joke, a program, an opinion: not what the assistant is for


_GREETING = frozenset(
    "سلام درود علیک علیکم صبح صبحت صبحتون ظهر ظهرتون عصر عصرتون شب شبت شبتون روز روزت روزتون وقت وقتت وقتتون بخیر"
    " به خیر خسته نباشی نباشید نباشین خوبی خوبید خوبین چطوری چطورید حال حالت حالتون حالتان چطوره خوبه چه خبر بر شما"
    " دوست عزیز گرامی جان و با احترام ارادت عرض ادب امیدوارم خوب باشید باشین"
    " hello hi hey salam dorood dorud good morning evening afternoon day khoobi khubi khobi chetori aleykom"
    " sobh bekheir bekheyr khaste nabashid shoma there dear".split()
)
_GREETING_CORE = re.compile(
    r"سلام|درود|بخیر|به خیر|خسته نباش|خوبی|چطور|hello|\bhi\b|\bhey\b|salam|doro?u?d|good |khoo?b"
)
_THANKS = frozenset(
    "ممنون ممنونم مرسی سپاس سپاسگزارم سپاسگزار تشکر متشکرم متشکر دست دستت دستتون شما درد نکنه نکند دم دمت دمتون گرم گل"
    " داداش عزیز عزیزم جان خیلی کمک کردی کردید بزرگی لطف از پاسخ پاسخت پاسخگویی پاسختان راهنمایی راهنماییت کافی بود عالی"
    " عالیه خوب بود و که مفید حل شد اوکی باشه چشم merci mersi thanks thank you tashakor mamnoon mamnun sepas kheyli"
    " very much so dastet dard nakone ok okay".split()
)
_THANKS_CORE = re.compile(
    r"ممنون|مرسی|سپاس|تشکر|درد نکن|دمت|دمتون|لطف کرد|کمک کرد|merci|mersi|thank|tashakor|mamn|dastet"
)
_FAREWELL = re.compile(r"خداحافظ|خدا حافظ|خدانگهدار|بدرود|فعلا خدا|khoda ?hafez|khodafez|\bbye\b|good ?bye")
_IDENTITY = re.compile(
    r"(^|\b)(تو|شما|این) ?(یک |یه )?(ربات|رباتی|ادم|انسان|هوش مصنوعی|بات)|رباتی|^(تو|شما) (کی|کیستی|چه کسی|چی) ?(هستی|هستید|ای)?\b"
    r"|(اسمت|اسم شما|نامت|نام شما|اسم تو)|خودت(و| را|ون)? معرفی|who are you|are you (a |an )?(ro)?bot|your name|to ki hasti|shoma ki"
)
_HELP = re.compile(
    r"^(راهنما|راهنمایی|کمک|help|rahnama|komak|/?help)$|چه کار ?(ی|ا|ها|هایی|ایی)? ?(از دستت|بلد|می ?کنی|می ?تونی|می ?توانی|انجام)"
    r"|چ(طور|جور|ه جور|گونه)ی? (باید |می ?تونم |می ?توانم )?.{0,12}(سوال|بپرسم|استفاده)|چیا بلدی|چی بلدی|چه خدم[ات]+ی? .*(ارایه|ارائه|می)|what can you|how (can|do) i (use|ask)"
)
_SOURCES = re.compile(
    r"^(منبع|منبعش|منابعش?|سندش|از کجا|رفرنس)( ?(کجاست|چیه|چیست|کو|میگی|اوردی|گفتی))*$|منبع(ش| این| ان| حرفت)? ?(کجاست|چیه|چیست)"
)
_INSTRUCTION = re.compile(
    r"(دستور|قانون|قوانین|قواعد|محدودیت|پرامپت|prompt|system|سیستمی?|instruction|\brules?\b|ghavanin|dastoor|dastur).{0,50}"
    r"(فراموش|نادیده|بیخیال|بی خیال|ول کن|کنار|چاپ|فاش|نشون|نشان|بفرست|لو بده|بردار|دور بزن|پیروی|مقدم|ترجمه|ignore|forget|reveal|print|show|faramoosh|chap)"
    r"|(فراموش|نادیده|بیخیال|بی خیال|ول کن|کنار بگذار|کنار بذار|ignore|forget|disregard|override|faramoosh).{0,50}"
    r"(قبلی|تا حالا|تا الان|گفتن|گفته اند|دستور|قانون|قوانین|سند|سندها|document|instruction|rule|previous|above|ghavanin)"
    r"|هر ?چی (تا حالا|تا الان|قبلا)|you are now|از این (به بعد|پس|لحظه)|حالت (نگهداری|ازاد|توسعه|ادمین|مدیر|دیباگ)|\bdan\b|jailbreak|developer mode|\bact as\b|pretend|وانمود|فرض کن|نقش .{0,25}(بازی کن|بگیر)"
    r"|کلید api|api key|(رمز|پسورد|گذرواژه|password|توکن|token)\b|پیکربندی|configuration|دیتابیس|database|پایگاه داده|پیام ?های? (مخفی|داخلی)|دستورات داخلی|محرمانه|سطح دسترسی|لیست کاربران|فهرست .{0,10}کاربران"
    r"|\bsystem\b *[:\]]|<script|این پیام از (توسعه|مدیر|سازنده|طرف)|دستور (می ?دهم|میدم)|دستورالعمل جدید|\bsay that\b|به جای (رقم|عدد)|بدون (ذکر )?(منبع|استناد|سند) (جواب|پاسخ|بگو)|without (citations|sources)"
)
_TASK = re.compile(
    r"شعر|جوک|لطیفه|قصه|داستان (بگو|بنویس|کوتاه)|رمان|ترانه|(کد|برنامه) (پایتون|بنویس|جاوا)|\bpython\b|\bjavascript\b|write (a|me|an)\b|poem|joke|story|انشا|مقاله بنویس|نامه بنویس|ایمیل بنویس"
    r"|نظر (خودت|شخصی|تو |تو$|شخصیت)|به نظر (تو|خودت)|به نظرت|تو چی فکر|تو کدوم|your (own )?opinion|do you think"
    r"|دستور پخت|طرز تهیه|فال |طالع|پیش بینی (هوا|قیمت|بازی)"
)


def find_intent(text: str) -> Intent:
    """What the message wants; a question when in doubt."""
    folded = " ".join(re.sub(r"[؟?!.،,؛«»]", " ", fold(text)).split())
    words = set(tokens(text))
    if _INSTRUCTION.search(folded):
        return Intent.INSTRUCTION
    if _FAREWELL.search(folded) and len(words) <= 6:
        return Intent.FAREWELL
    if words <= _GREETING and _GREETING_CORE.search(folded):
        return Intent.GREETING
    if words <= _THANKS | _GREETING and _THANKS_CORE.search(folded):
        return Intent.THANKS
    if _IDENTITY.search(folded):
        return Intent.IDENTITY
    if _HELP.search(folded):
        return Intent.HELP
    if _SOURCES.search(folded):
        return Intent.SOURCES
    if _TASK.search(folded):
        return Intent.TASK
    return Intent.QUESTION

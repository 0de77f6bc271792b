"""Commands as people type them: which one a message is, however it is spelled and spaced."""

import re
from functools import lru_cache

from knowledge.persian import fold

_STANDS = (" چی شد", " چه شد", " به کجا رسید", " چیه", " چطوره", " چی شده", " در چه حاله", " رو بگو")
_MY_CODE = ("کدم", "کد رو", "کدمو", "کد پیگیری", "کد پیگیریم", "کد پیگیریمو", "کد پیگیری رو", "کد پیگیریم رو")
_LOST = ("گم کردم", "گم شده", "یادم نیست", "یادم رفته", "ندارم", "چی بود", "نیست")

# What people type for a command, in any channel; spaces, ZWNJ and punctuation do not count
WORDS = {
    "table": (
        *("جدول", "جدولش کن", "جدول کن", "جدول بده", "به صورت جدول", "جدولی بده", "تو جدول بده"),
        *("اکسل", "اکسل بده", "فایل اکسل", "اکسلش کن", "خروجی اکسل", "به صورت اکسل", "table", "excel"),
    ),
    "my_data": ("داده‌های من", "گرفتن داده‌های من", "داده هامو بده", "اطلاعات من", "/mydata", "my data"),
    "forget": (
        *("فراموشم کن", "پاک کردن داده‌های من", "مرا فراموش کن", "منو فراموش کن", "داده‌های مرا پاک کن"),
        *("/forget", "forget me"),
    ),
    "up": ("👍", "/good", "پاسخ خوبی بود", "جواب خوبی بود", "جوابت درست بود", "پاسخت درست بود"),
    "down": (
        *("👎", "/bad", "غلط بود", "اشتباه بود", "جوابت غلط بود", "جوابت اشتباه بود", "پاسخت غلط بود"),
        *("پاسخت اشتباه بود", "پاسختان نادرست بود", "جواب خوبی نبود", "پاسخ خوبی نبود"),
    ),
    "cancel": (
        *("لغو", "لغوش کن", "انصراف", "کنسل", "بی‌خیال", "ولش کن", "/cancel", "cancel", "laghv"),
        *("استاپ", "توقف", "بس کن", "بسه", "دیگه بسه", "/stop", "stop"),
    ),
    "back": (
        *("بازگشت", "برگرد", "برگشت", "قبلی", "مرحلهٔ قبل", "سؤال قبلی", "/back", "back", "bazgasht"),
        *("سؤال قبل", "پرسش قبل", "پرسش قبلی", "برگرد عقب", "برگردیم", "برگردیم عقب", "یکی عقب", "عقب"),
        *("اشتباه زدم", "اشتباهی زدم", "اشتباه شد", "اشتباه کردم", "اشتباه گفتم", "غلط زدم"),
        *("می‌خواهم عوض کنم", "می‌خوام عوض کنم", "عوضش کن", "عوضش کنم", "قبلی رو عوض کن"),
    ),
    "skip": (
        *("ردکردن", "رد کن", "ردش کن", "رد", "بعدی", "/skip", "skip"),
        *("نمی‌گم", "نمی‌گویم", "نمی‌خوام بگم", "نمی‌خواهم بگویم", "نمی‌خوام جواب بدم", "نگم بهتره"),
    ),
    "restart": ("از اول", "از نو", "دوباره از اول", "شروع دوباره", "/restart", "restart", "az aval"),
    "resume": (
        *("ادامه", "ادامه بده", "ادامه بدیم", "ادامه بدهیم", "ادامهٔ پرسشنامه", "/resume", "edame"),
        *("resume", "go on", "continue"),
    ),
    "assess": (
        *("خودارزیابی", "ارزیابی آمادگی", "آغاز خودارزیابی", "شروع خودارزیابی", "خود ارزیابی", "خودسنجی"),
        *("می‌خواهم خودم را ارزیابی کنم", "آمادگی ما را بسنج", "/assess", "assess", "khodarzyabi"),
    ),
    "result": ("نتیجهٔ من", "نتیجه‌ام", "نتیجهٔ خودارزیابی", "نتیجهٔ خودارزیابی من", "/result"),
    "result_report": ("گزارش کامل", "گزارش خودارزیابی", "/report"),
    "result_picture": ("تصویر نتیجه", "نمودار نتیجه", "/picture"),
    "result_compare": ("مقایسه با قبل", "مقایسه با نتیجهٔ قبل", "/compare"),
    "pause": (
        "ادامه بعداً",
        "بعداً",
        "بعدا ادامه می‌دهم",
        "باشه برای بعد",
        "فعلاً بسه",
        "/pause",
        "pause",
        "go on later",
    ),
    "more": ("بیشتر", "بقیه", "بقیه‌اش", "بقیش", "بقیه‌شو بگو", "بقیه را بگو", "باقی", "more", "bishtar"),
    "intake": (
        *("ثبت درخواست", "درخواست دارم", "درخواست جدید", "درخواست تازه", "می‌خواهم درخواست ثبت کنم"),
        *("میخوام درخواست ثبت کنم", "یه درخواست دارم", "یک درخواست دارم", "آغاز ثبت درخواست"),
        *("ثبت درخواست جدید", "درخواست کمک دارم", "فرم درخواست"),
        *("darkhast daram", "sabte darkhast", "/intake"),
    ),
    "claim": ("درخواستی از جای دیگر", "درخواست از جای دیگر", "از جای دیگری ثبت کرده‌ام"),
    "my_cases": (
        *("وضعیت درخواست", "وضعیت درخواستم", "وضعیت درخواست من", "درخواست‌های من", "پیگیری درخواست", "پیگیری"),
        *("/status", "how my request stands", "وضعیت پرونده", "پیگیری درخواستم"),
        *(
            f"{state}{mine}{end}"
            for mine in ("درخواستم", "درخواست من", "درخواستمون", "درخواست ما", "پرونده‌ام", "پروندم")
            for state, ends in (("وضعیت ", ("", *_STANDS)), ("", _STANDS))
            for end in ends
        ),
        *(f"{code} {lost}" for code in _MY_CODE for lost in _LOST),
    ),
    # about one's own case only where one has a case: «وضعیت» is a word of the documents, too
    "perhaps_my_cases": ("وضعیت", "وضعیتم", "وضعیت من", "وضعیت چیه", "وضعیتم چیه", "چی شد", "چه خبر"),
    "language": ("/lang", "زبان", "تغییر زبان", "language", "change language", "english please"),
    "yes": ("بله", "آره", "باشه", "باشد", "حتماً", "yes", "are", "bale"),
    "no": ("نه", "خیر", "نخیر", "نه ممنون", "no", "na", "kheyr"),
}

_LOOSE = re.compile(r"[\s.!،,؛:«»()ـ\ufe0f\U0001f3fb-\U0001f3ff]+")  # also what tints a hand


def command_of(text: str) -> str | None:
    """The key of WORDS whose words the whole message is."""
    return _commands().get(_tight(text))


def slash_commands() -> tuple[str, ...]:
    """Those that begin with «/», without it."""
    return tuple(words[1:] for spellings in WORDS.values() for words in spellings if words[0] == "/")


@lru_cache(maxsize=1)
def _commands() -> dict[str, str]:
    return {_tight(words): name for name, spellings in WORDS.items() for words in spellings}


def _tight(text: str) -> str:
    return _LOOSE.sub("", fold(text))

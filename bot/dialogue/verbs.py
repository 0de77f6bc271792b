"""Persian verb forms with their polarity: «نیافتند» is یافت, denied."""

from functools import lru_cache

_LEMMAS = (  # past stem and present stem, folded; the past stem names the verb
    "شد شو|بود باش|داشت دار|کرد کن|داد ده|یافت یاب|گرفت گیر|رسید رس|رساند رسان|توانست توان|خواست خواه|امد ای"
    "|رفت رو|ماند مان|گذاشت گذار|زد زن|پیوست پیوند|خورد خور|ساخت ساز|گشت گرد|گردید گرد|پذیرفت پذیر|اورد اور"
    "|برد بر|نمود نما|انجامید انجام|شناخت شناس|دانست دان|پرداخت پرداز|گفت گوی|نوشت نویس|کشید کش|افزود افزا"
    "|کاست کاه|دید بین|نشست نشین|افتاد افت|گذشت گذر|خرید خر|فروخت فروش|اموخت اموز|شمرد شمار|شکست شکن"
    "|بخشید بخش|کوشید کوش|طلبید طلب|انداخت انداز|پرسید پرس|سنجید سنج|پاشید پاش|خواند خوان"
    "|بست بند|گنجید گنج|ارزید ارز"
)
_SAME = {"گشت": "شد", "گردید": "شد", "نمود": "کرد"}  # light verbs of one meaning
_PAST = ("", "م", "ی", "یم", "ید", "ند", "ه", "ن")
_PRESENT = ("م", "د", "یم", "ید", "ند")
# nouns far more often than the verb form of this spelling
_NOUNS = frozenset("برند برد خرید شکست ساخت".split())
_BEING = dict.fromkeys("است هست هستند باید".split(), True) | dict.fromkeys("نیست نیستند نباید".split(), False)


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for pair in _LEMMAS.split("|"):
        past, present = pair.split()
        lemma = _SAME.get(past, past)
        for ending in _PAST:
            forms.setdefault(past + ending, lemma)
        for ending in _PRESENT:
            forms.setdefault(present + ending, lemma)
    return forms


def read_verb(word: str) -> tuple[str, bool] | None:
    """Lemma of a folded verb form and whether it affirms; None for any other word."""
    if word in _BEING:
        return ("باید" if word.endswith("باید") else "بود"), _BEING[word]
    forms = _forms()
    if word in _NOUNS:
        return None
    if word in forms:
        return forms[word], True
    if not word.startswith("ن"):
        return None
    bare = word[1:]
    if bare in forms:
        return forms[bare], False
    if bare.startswith("ی") and "ا" + bare[1:].removeprefix("ا") in forms:  # نیامد: ن + آمد
        return forms["ا" + bare[1:].removeprefix("ا")], False
    return None

"""The Persian words of the report."""

from evals.faults import Cause
from evals.gold import Kind, Persona, Style
from evals.scores import Family

KINDS = {
    Kind.DEFINITION: "تعریف",
    Kind.FACT: "واقعیت",
    Kind.NUMBER: "عدد",
    Kind.LIST: "فهرست",
    Kind.PROCESS: "فرایند",
    Kind.COMPARISON: "مقایسه",
    Kind.YESNO: "بله یا نه",
    Kind.AMBIGUOUS: "مبهم",
    Kind.GREETING: "احوال‌پرسی",
    Kind.UNANSWERABLE: "بی‌پاسخ، نزدیک به موضوع",
    Kind.OUT_OF_SCOPE: "بیرون از موضوع",
    Kind.INJECTION: "دستور به تخلف",
}
STYLES = {
    Style.FORMAL: "رسمی",
    Style.COLLOQUIAL: "گفتاری",
    Style.KEYWORD: "کلیدواژه",
    Style.FOLLOWUP: "پی‌پرسش",
    Style.NO_ZWNJ: "بی نیم‌فاصله",
    Style.ARABIC_LETTERS: "نویسه‌های عربی",
    Style.TYPO: "با غلط تایپی",
    Style.FINGLISH: "فینگلیش",
    Style.ENGLISH: "انگلیسی",
}
PERSONAS = {
    Persona.SME: "صاحب کسب‌وکار",
    Persona.AGENT: "عامل توسعهٔ خوشه",
    Persona.MINISTRY: "کارشناس وزارتخانه",
}
CAUSES = {
    Cause.FAILED: "سامانه از کار افتاد",
    Cause.DOCUMENT: "در سند نیست",
    Cause.EXTRACTION: "در استخراج آسیب دید یا گم شد",
    Cause.RETRIEVAL: "جست‌وجو آن را نیاورد",
    Cause.COMPOSITION: "پیدا شد ولی گفته نشد یا دگرگون شد",
    Cause.VERIFICATION: "راستی‌آزمایی جلوی آن را گرفت",
    Cause.REFUSED: "نابجا امتناع شد",
    Cause.ANSWERED: "باید امتناع می‌شد",
}
FAMILIES = {
    Family.ANSWER: "پاسخ",
    Family.REFUSAL: "امتناع",
    Family.CITATION: "استناد",
    Family.RETRIEVAL: "بازیابی",
    Family.CONSISTENCY: "همسانی",
    Family.EFFORT: "هزینه",
}
TITLE = "گزارش سنجش پاسخ‌ها"
HELD_OUT = "این دسته برای آزمون کنار گذاشته شده است؛ تک‌تک پرسش‌های آن نشان داده نمی‌شود."
INTERVALS = "بازه‌ها ۹۵ درصدی و از بازنمونه‌گیری (bootstrap) پرسش‌ها هستند."

"""Policy themes and responsible bodies of an item, by tables of Persian stems (folded spelling)."""

import re

from knowledge.document import Theme
from knowledge.persian import fold

_THEMES: tuple[tuple[Theme, str], ...] = (
    (Theme.EXPORT, r"صادرات|صادر |هییت تجاری|بازارهای (جهانی|خارجی|بین المللی)|شرکای خارجی"),
    (Theme.MARKET, r"بازار|فروش|مشتری|برند|نمایشگاه|خریدار|تبلیغ"),
    (
        Theme.FINANCE,
        r"مالی|اعتبار(?!سنجی)|بودجه|تسهیلات|صندوق|سرمایه گذاری|وام|تضمین|ضمانت|مالیات|یارانه|بلاعوض",
    ),
    (Theme.TECHNOLOGY, r"فناوری|تکنولوژی|ماشین الات|تجهیزات|فنی"),
    (Theme.INNOVATION, r"نوآور|نواور|تحقیق و توسعه|پژوهش|دانش محور|طراحی|ایده"),
    (Theme.COST, r"هزینه|صرفه|خرید مشترک|مقیاس|قیمت|ارزان"),
    (
        Theme.GOVERNANCE,
        r"شورا|حکمرانی|نهاد|سیاست|دولت|مدیریت|مدیران|سند |قانون|متولی|اختیار|برنامه هفتم|برنامه ریزی",
    ),
    (Theme.COORDINATION, r"هماهنگ|موازی|انسجام|هم افزایی|همافزایی|ستاد|مشارکت|همکاری|شبکه"),
    (Theme.UNIVERSITY, r"دانشگاه|مراکز علمی|مراکز رشد|پارک (های )?علم|مراکز اموزش"),
    (Theme.TRUST, r"اعتماد|فرهنگ|سرمایه اجتماعی|روحیه|صدا و سیما|رسانه|تعاملات اجتماعی"),
    (Theme.DIGITAL, r"دیجیتال|سامانه|هوش مصنوعی|\bداده(?! ?(شو|شد|می|است|اند|ن))|اینترنت|الکترونیک|سکو"),
    (Theme.RURAL, r"روستا|کمتر توسعه|محروم|فقر|منطقه ای|مناطق"),
    (Theme.TRAINING, r"اموزش|مهارت|نیروی (کار|انسانی)|توانمند|حرفه ای|تربیت|coach"),
    (Theme.SUPPLY, r"مواد اولیه|مواد خام|تامین کنند|زنجیره تامین|نهاده|پیمانکاری|spx"),
    (Theme.VALUE_CHAIN, r"زنجیره ارزش|حلقه های مفقود"),
    (Theme.SERVICES, r"خدمات توسعه|توسعه خدمات|bdsp?|مشاور|خدمات (کسب|مشترک|فناوری)|شرکت های خدماتی"),
    (Theme.EVALUATION, r"ارزیابی|شاخص|نظارت|پایش|سنجش"),
)

_BODIES: tuple[tuple[str, str], ...] = (
    ("وزارت امور خارجه", r"وزارت (امور )?خارجه"),
    ("وزارت صمت", r"وزارت (صمت|صنعت،? معدن)"),
    ("وزارت اقتصاد", r"وزارت (امور )?اقتصاد"),
    ("وزارت علوم", r"وزارت علوم"),
    ("وزارت جهاد کشاورزی", r"وزارت جهاد"),
    ("معاونت علمی", r"معاونت علمی"),
    ("سازمان صنایع کوچک و شهرک‌های صنعتی", r"سازمان صنایع کوچک"),
    ("سازمان فنی و حرفه‌ای", r"سازمان فنی و حرفه ای"),
    ("سازمان برنامه و بودجه", r"سازمان برنامه و بودجه"),
    ("شورای ملی توسعه خوشه‌ها", r"شورای ملی"),
    ("شورای برنامه‌ریزی استان", r"شورای برنامه ریزی استان"),
    ("ستاد هماهنگی ملی خوشه‌های صنعتی", r"ستاد هماهنگی ملی"),
    ("دانشگاه‌ها", r"دانشگاه ها|دانشگاهها|دانشگاه های|دانشگاههای"),
    ("پارک‌های علم و فناوری", r"پارک (های )?علم و فناوری"),
    ("مراکز رشد", r"مراکز رشد"),
    ("صدا و سیما", r"صدا و سیما"),
    ("رسانه‌های جمعی", r"رسانه های جمعی"),
    ("نهادهای فرهنگی", r"نهادهای فرهنگی|نهاد های فرهنگی"),
    ("نهادهای پشتیبان", r"نهاد ?های پشتیبان"),
    ("شهرداری‌ها", r"شهرداری"),
    ("استانداری‌ها", r"استانداری"),
    ("اتاق بازرگانی", r"اتاق بازرگانی"),
    ("دولت", r"(^|\s)دولت(\s|$|،)"),
    ("بخش خصوصی", r"بخش خصوصی"),
    ("عامل توسعه خوشه", r"عامل(ان)? توسعه"),
)
_THEME_TABLE = tuple((theme, re.compile(pattern)) for theme, pattern in _THEMES)
_BODY_TABLE = tuple((name, re.compile(pattern)) for name, pattern in _BODIES)


def find_themes(text: str) -> tuple[Theme, ...]:
    """Every theme whose stems stand in the text, in the table's order."""
    folded = _folded(text)
    return tuple(theme for theme, pattern in _THEME_TABLE if pattern.search(folded))


def find_bodies(text: str) -> tuple[str, ...]:
    """The organisations named in the text, by their usual names."""
    folded = _folded(text)
    return tuple(name for name, pattern in _BODY_TABLE if pattern.search(folded))


def _folded(text: str) -> str:
    return " ".join(fold(text).split())

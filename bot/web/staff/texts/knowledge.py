"""The documents as the assistant sees them, how they were read, and what people decide about them."""

from bot.staff.review import Stand
from knowledge.decisions import Verdict
from knowledge.document import FigureStatus, Topic

KNOWLEDGE_TITLE = "سندها"
KNOWLEDGE_LEAD = "سندهایی که پاسخ‌ها از آن‌هاست، همان‌گونه که خوشه‌یار می‌بیند."
KNOWLEDGE_DOCUMENT, KNOWLEDGE_FILE, KNOWLEDGE_ITEMS = "سند", "فایل", "جمله و بند"
KNOWLEDGE_REPAIRED, KNOWLEDGE_RECOVERED, KNOWLEDGE_DOUBTS = "ترمیم‌شده", "عدد بازیافته", "چشم‌به‌راه بازبینی"
KNOWLEDGE_READ_AT = "خوانده‌شده در"
KNOWLEDGE_BROWSE = "چالش‌ها و پیشنهادها"
KNOWLEDGE_SECTIONS = "بخش‌ها و بندها"
KNOWLEDGE_REPORT, KNOWLEDGE_REVIEW = "گزارش خواندن", "بازبینی خط‌ها"
UNREAD_TITLE = "فایل‌هایی که خوانده نشد"
FIGURE_STATUS = {
    FigureStatus.PLAIN: "پذیرفته",
    FigureStatus.RECOVERED: "بازیافته از روی حساب",
    FigureStatus.UNCONFIRMED: "تأییدنشده",
    FigureStatus.UNREADABLE: "ناخوانا",
}
TOPICS = {Topic.CHALLENGES: "چالش‌ها", Topic.PROPOSALS: "پیشنهادها"}
ITEM_TOPIC, ITEM_THEME, ITEM_SOURCE, ITEM_BODY = "دسته", "موضوع", "سند", "نهاد مسئول"
ITEMS_FOUND = "{count} مورد"

# Review
LINES_LEAD = (
    "خط‌هایی که هنگام خواندن ترمیم شده‌اند و عددهایی که روشن نبوده‌اند، از نامطمئن‌ترین."
    " بپذیرید، درست کنید یا رد کنید؛ تصمیم شما با بازخوانی سند هم می‌ماند."
)
STANDS = {
    Stand.WAITING: "چشم‌به‌راه بازبینی",
    Stand.SURE: "ترمیم‌های مطمئن",
    Stand.DECIDED: "بازبینی‌شده",
}
STANDS_EMPTY = {
    Stand.WAITING: "چیزی چشم‌به‌راه بازبینی نیست.",
    Stand.SURE: "ترمیم دیگری نیست.",
    Stand.DECIDED: "هنوز دربارهٔ خطی تصمیمی گرفته نشده است.",
}
LINE_SAYS, LINE_ORIGINAL = "در سند", "متن خام"
LINE_PROPOSED = "ترمیم پیشنهادی"
LINE_WHY = "چرا اینجاست:"
LINE_CONFIDENCE = "اطمینان {percent}"
LINE_FIGURES = "عددهای این خط"
LINE_NEW_TEXT = "متن درست"
LINE_NEW_FIGURE = "عدد درست"
LINE_CORRECT = "درست‌کردن متن"
LINE_CORRECT_FIGURE = "درست‌کردن عدد"
LINE_SEND = "ثبت متن درست"
LINE_SEND_FIGURE = "ثبت عدد درست"
LINE_ACCEPT, LINE_REJECT = "درست است", "رد ترمیم"
LINE_REJECT_FIGURES = "رد عددها"
LINE_ACCEPT_FIGURE, LINE_REJECT_FIGURE = "درست است", "رد عدد"
LINE_REOPEN = "پس‌گرفتن تصمیم"
LINE_REJECT_MEANS = "با رد ترمیم، متن خام به سند برمی‌گردد."
LINE_REJECT_FIGURES_MEANS = "عددی که رد شود دیگر در پاسخی نمی‌آید."
LINE_ALL = "همهٔ خط‌های این صفحه درست است"
LINE_NEXT_READING = "در بازخوانی بعدی سند اعمال می‌شود"
LINE_GONE = "این تصمیم دیگر به خطی از سند نمی‌خورد"
LINE_BY = "{name}، {date}"
LINE_TEXT_MISSING = "متن درست را بنویسید."
LINE_FIGURE_MISSING = "عدد درست را با رقم بنویسید."
DECIDED = {
    Verdict.ACCEPTED: "پذیرفته شد",
    Verdict.CORRECTED: "درست شد",
    Verdict.REJECTED: "رد شد",
    Verdict.OPEN: "پس گرفته شد",
}
DAMAGE = {
    "letters": "حرف‌های عربی یا نامعمول",
    "tatweel": "کشیدگی درون واژه",
    "kashida": "کشیدگی که حرف خوانده شده بود",
    "run_order": "به‌هم‌ریختگی ترتیب واژه‌ها",
    "spacing": "فاصلهٔ گم‌شده",
    "zwnj": "نیم‌فاصلهٔ گم‌شده",
    "brackets": "پرانتز یا گیومهٔ وارونه",
    "punctuation": "نشانهٔ جابه‌جا",
    "bullets": "نشان فهرست جابه‌جا",
    "wrapped": "جملهٔ شکسته در چند خط",
    "typo": "غلط نوشتاری",
    "headline": "تیتر جابه‌جا",
    "cells": "خانه‌های چسبیدهٔ جدول",
    "chosen": "خوانشی که مدل زبانی برگزید",
}
WHY_SCAN = "خوانده‌شده از تصویر"
WHY_FIGURE = {
    FigureStatus.RECOVERED: "رقم‌های چسبیده که از روی حساب جدا شده‌اند",
    FigureStatus.UNCONFIRMED: "عددی از تصویر که کسی نپذیرفته است",
    FigureStatus.UNREADABLE: "عددی که خوانده نشد",
}

# Report
REPORT_LEAD = "از این فایل چه خوانده شد، چه ترمیم شد، چه کنار ماند و چه خوانده نشد."
REPORT_NONE = "این سند پیش از آن خوانده شده که گزارشی نوشته شود. با بازخوانی سند، گزارشش اینجا می‌آید."
REPORT_WHEN, REPORT_MADE = "زمان خواندن", "زمان ساخت نمایه"
REPORT_VERSION, REPORT_RULES = "نسخهٔ نمایه", "نسخهٔ قاعده‌های خواندن"
REPORT_READ = "خوانده شد"
REPORT_PAGES = {None: "صفحه", "page": "صفحه", "slide": "اسلاید"}
REPORT_SECTIONS, REPORT_ITEMS, REPORT_FIGURES = "بخش", "جمله و بند", "عدد"
REPORT_REPAIRS = "ترمیم‌ها"
REPORT_REPAIRED = "{lines} خط ترمیم شد؛ در یک خط شاید چند چیز درست شده باشد."
REPORT_UNANSWERED = (
    "نظر مدل زبانی دربارهٔ {lines} خط پرسیده شد و پاسخی نرسید؛ این خط‌ها به تشخیص خود برنامه خوانده شده‌اند "
    "و در ساخت بعدی نمایه دوباره خوانده می‌شوند."
)
REPORT_NO_REPAIRS = "متن سالم بود؛ چیزی ترمیم نشد."
REPORT_KIND, REPORT_COUNT = "گونه", "شمار"
REPORT_LEFT_OUT = "کنار گذاشته شد"
REPORT_NOTHING_LEFT_OUT = "چیزی کنار گذاشته نشد."
REPORT_WHAT, REPORT_REASON, REPORT_PAGE = "آغاز متن", "دلیل", "صفحه"
REPORT_DOUBTS = "عددهایی که روشن نبود"
REPORT_NO_DOUBTS = "همهٔ عددها روشن بود."
REPORT_DECISIONS = "تصمیم‌های شما"
REPORT_DECIDED = "{count} تصمیم دربارهٔ این سند ثبت شده است."
REPORT_UNMATCHED = "این تصمیم‌ها به هیچ خطی از سند نخوردند؛ شاید فایل عوض شده باشد:"

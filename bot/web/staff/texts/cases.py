"""The list of cases, one case, what is done to it, and the exports."""

from bot.intake.case import EventKind
from bot.intake.ports import Order
from bot.intake.texts import STATUS as STATUS

CASES_TITLE = "پرونده‌ها"
ORDERS = {
    Order.NEWEST: "تازه‌ترین درخواست",
    Order.OLDEST: "قدیمی‌ترین درخواست",
    Order.CHANGED: "آخرین تغییر",
}
CASES_FOUND = "{count} پرونده"
CASES_MANY = "بیش از {count} پرونده"
FILTERS = "جست‌وجو و صافی‌ها"
FILTER_WORDS = "جست‌وجو"
FILTER_WORDS_HELP = "نام بنگاه، شهر، کد پیگیری یا شمارهٔ همراه"
FILTER_SINCE, FILTER_UNTIL = "از تاریخ", "تا تاریخ"
FILTER_DATE_HELP = "مانند ۱۴۰۵/۰۹/۰۱"
FILTER_DATE = "تاریخ را مانند ۱۴۰۵/۰۹/۰۱ بنویسید."
FILTER_UNKNOWN = "این گزینه شناخته نشد."
FILTER_ORDER = "ترتیب"
FILTER_CLEAR = "پاک‌کردن صافی‌ها"
FILTER_MORE = "صافی‌های بیشتر"
ASSIGNEE_ME, ASSIGNEE_NOBODY = "خودم", "بی‌مسئول"
CASE_CODE, CASE_FIRM, CASE_PLACE, CASE_SECTOR = "کد پیگیری", "بنگاه", "جای فعالیت", "زمینهٔ فعالیت"
CASE_NEEDS, CASE_STATUS, CASE_ASSIGNEE, CASE_DATE = "نیازها", "وضعیت", "مسئول", "تاریخ درخواست"
CASE_KIND, CASE_STAFF, CASE_CHANGED = "نوع متقاضی", "شمار کارکنان", "آخرین تغییر"
CASE_PROVINCE = "استان"
CASE_DESCRIPTION = "شرح درخواست"
CASE_CONTACT, CASE_NAME, CASE_MOBILE, CASE_CHANNEL = "تماس", "نام", "شمارهٔ همراه", "از راه"
CASE_CONSENT = "رضایت"
CASE_CONSENT_GIVEN = "نسخهٔ {version}، {date}"
CASE_ABOUT = "درخواست"
CASE_UNNAMED, CASE_UNNAMED_IN = "بی‌نام", "بی‌نام ({known})"
CHANNELS = {"telegram": "تلگرام", "web": "وب", "terminal": "پایانه"}
CASE_FORGOTTEN = "متقاضی داده‌هایش را پاک کرده است."
SELECT, SELECT_ALL = "انتخاب {code}", "انتخاب همهٔ پرونده‌های این صفحه"
BULK = "سپردن پرونده‌های انتخاب‌شده"
BULK_TO = "به"
BULK_BUTTON = "سپردن"
BULK_COUNT = "انتخاب‌شده:"
CHOOSE = "انتخاب کنید"
EXPORT_CSV, EXPORT_XLSX = "خروجی CSV", "خروجی اکسل"
WORK = "کارها"
WORK_STATUS, WORK_STATUS_BUTTON = "تغییر وضعیت", "ثبت وضعیت"
WORK_MESSAGE = "پیام به متقاضی (اختیاری)"
WORK_MESSAGE_HELP = "همراه خبر تغییر وضعیت به متقاضی می‌رسد."
WORK_ASSIGN, WORK_ASSIGN_BUTTON = "مسئول پرونده", "سپردن"
WORK_REFER, WORK_REFER_TO, WORK_REFER_BUTTON = "ارجاع", "به کدام نهاد؟", "ارجاع"
WORK_NOTE, WORK_NOTE_TEXT, WORK_NOTE_BUTTON = "یادداشت", "متن یادداشت", "افزودن یادداشت"
WORK_NOTE_VISIBLE = "برای متقاضی هم فرستاده شود"
REFER_MISSING = "بنویسید به کدام نهاد ارجاع می‌شود."
NOTE_MISSING = "یادداشت خالی است."
BODIES = (
    "سازمان صنایع کوچک و شهرک‌های صنعتی ایران",
    "شرکت شهرک‌های صنعتی استان",
    "صندوق ضمانت سرمایه‌گذاری صنایع کوچک",
    "سازمان توسعهٔ تجارت ایران",
    "صندوق نوآوری و شکوفایی",
    "اتاق بازرگانی استان",
    "سازمان آموزش فنی و حرفه‌ای",
)
TIMELINE = "روند پرونده"
TOLD = "به متقاضی گفته شد"
APPLICANT, SYSTEM = "متقاضی", "سامانه"
EVENTS = {
    EventKind.SUBMITTED: "درخواست رسید",
    EventKind.MERGED: "متقاضی درخواست را کامل‌تر کرد",
    EventKind.STATUS: "وضعیت شد «{after}»",
    EventKind.ASSIGNED: "سپرده شد به {after}",
    EventKind.REFERRED: "ارجاع شد به {after}",
    EventKind.NOTE: "یادداشت گذاشت",
    EventKind.ACCESS: "کد یک‌بارمصرف برای دیدن درخواست خواسته شد",
    EventKind.CALL: "متقاضی خواست برای کد یک‌بارمصرف به او زنگ بزنید",
    EventKind.CODE: "کد یک‌بارمصرف گرفت تا تلفنی بخواند",
    EventKind.ERASED: "داده‌های متقاضی پاک شد",
}
EVENT_UNASSIGNED = "بی‌مسئول شد"
ASSESSMENT = "خودارزیابی همراه پرونده"
ASSESSMENT_OF = "از ۱۰۰"
ASSESSMENT_LITTLE = "پاسخ‌ها برای امتیاز کافی نبود."

# Exports
EXPORT_SHEET = "پرونده‌ها"
EXPORT_FILE = "khoosheyar-cases"
EXPORT_TITLES = {
    "code": "کد پیگیری",
    "status": "وضعیت",
    "status_code": "کد وضعیت",
    "created": "تاریخ درخواست",
    "created_at": "زمان درخواست (ISO)",
    "changed": "تاریخ آخرین تغییر",
    "changed_at": "زمان آخرین تغییر (ISO)",
    "kind": "نوع متقاضی",
    "kind_code": "کد نوع متقاضی",
    "firm": "بنگاه",
    "province": "استان",
    "province_code": "کد استان",
    "city": "شهر",
    "sector": "زمینهٔ فعالیت",
    "sector_code": "کد زمینهٔ فعالیت",
    "staff": "شمار کارکنان",
    "staff_code": "کد شمار کارکنان",
    "needs": "نیازها",
    "needs_codes": "کد نیازها",
    "assignee": "مسئول",
    "referral": "ارجاع به",
    "assessment": "خودارزیابی",
    "score": "امتیاز از ۱۰۰",
    "verdict": "نتیجهٔ خودارزیابی",
    "description": "شرح درخواست",
    "name": "نام",
    "mobile": "شمارهٔ همراه",
}

CODE_TITLE = "کد یک‌بارمصرف تلفنی"
CODE_LEAD = (
    "برای متقاضی‌ای که به گفت‌وگوی نخستش دسترسی ندارد. به شمارهٔ همین پرونده زنگ بزنید و پای تلفن کد را بخوانید؛"
    " به کسی که خودش زنگ زده است کد ندهید."
)
CODE_BUTTON = "گرفتن کد"
CODE_GIVEN = "این کد را پای تلفن بخوانید؛ نیم ساعت و تنها یک بار کار می‌کند و دیگر نشان داده نمی‌شود."
CODE_HOW = "متقاضی در گفت‌وگو «وضعیت {code}» را می‌نویسد، شماره‌اش را می‌دهد و این کد را وارد می‌کند."

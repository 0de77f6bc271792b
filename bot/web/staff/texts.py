"""Every Persian word of the staff desk: pages, labels, notices and errors."""

from collections.abc import Mapping

from bot.dialogue.turn import Outcome
from bot.intake.case import EventKind, Status
from bot.intake.ports import Order
from bot.staff.accounts import Role
from bot.staff.audit import Action
from bot.staff.questions import Kind
from knowledge.document import FigureStatus, Topic
from knowledge.persian import persian_digits

# Frame
BRAND = "خوشه‌یار"
DESK = "میز کارشناسان"
SKIP = "رفتن به متن اصلی"
MENU = "بخش‌های میز"
THEME = "پوستهٔ روشن یا تیره"
LOGOUT = "خروج"
ME = "حساب من"
NAVIGATION = {
    "/staff/": "نمای کلی",
    "/staff/cases": "پرونده‌ها",
    "/staff/questions": "پرسش‌ها",
    "/staff/gaps": "آنچه سندها ندارند",
    "/staff/answers": "پاسخ‌های بازبینی‌شده",
    "/staff/knowledge": "سندها",
    "/staff/accounts": "همکاران",
    "/staff/audit": "رویدادنامه",
}
ROLES = {Role.EXPERT: "کارشناس", Role.MANAGER: "مدیر", Role.AUDITOR: "ناظر"}
ROLE_MEANS = {
    Role.EXPERT: "پرونده‌های استان‌های خودش را می‌بیند و پیش می‌برد.",
    Role.MANAGER: "همهٔ پرونده‌ها، خروجی‌ها و حساب همکاران با اوست.",
    Role.AUDITOR: "همه چیز را جز داده‌های شخصی می‌خواند و چیزی را تغییر نمی‌دهد.",
}
HIDDEN = "پوشیده"  # in place of personal data
NONE = "—"
YES, NO = "بله", "نه"
SAVE = "ثبت"
BACK = "بازگشت"
ALL = "همه"
OPTIONAL = "اختیاری"
REQUIRED_NOTE = "پرکردن فیلدهای ستاره‌دار لازم است."
MORE = "صفحهٔ بعد"
FIRST_PAGE = "صفحهٔ نخست"
NOTHING = "چیزی پیدا نشد."
ERRORS_TITLE = "چند چیز را درست کنید:"

# Problems
PROBLEMS = {
    403: (
        "اجازهٔ این کار را ندارید",
        "این بخش برای نقش شما باز نیست، یا فرم کهنه شده است. صفحه را تازه کنید.",
    ),
    404: ("چنین صفحه‌ای نیست", "شاید نشانی درست نباشد، یا پرونده از استان‌های شما نباشد."),
    405: ("این درخواست پذیرفته نیست", "از همان دکمه‌های صفحه استفاده کنید."),
    409: ("همکاری زودتر تغییرش داد", "صفحه را تازه کنید و دوباره تصمیم بگیرید."),
    413: ("فرم خیلی بزرگ است", "متن را کوتاه‌تر کنید و دوباره بفرستید."),
    422: ("درخواست ناقص است", "چیزی در نشانی یا فرم درست نیست. بازگردید و دوباره امتحان کنید."),
    500: ("کار انجام نشد", "ایرادی پیش آمد. کمی بعد دوباره امتحان کنید."),
}

# Login
LOGIN_TITLE = "ورود به میز کارشناسان"
LOGIN_LEAD = "با نام و گذرواژه‌ای که مدیر سامانه به شما داده است وارد شوید."
LOGIN_NAME = "نام"
LOGIN_PASSWORD = "گذرواژه"
LOGIN_BUTTON = "ورود"
LOGIN_WRONG = "نام یا گذرواژه درست نیست."
LOGIN_STALE = "صفحهٔ ورود کهنه شده بود. دوباره امتحان کنید."
LOGIN_LOCKED = "به سبب چند ورود ناموفق، این حساب تا ساعت {until} بسته است."

# Accounts
ACCOUNTS_TITLE = "همکاران"
ACCOUNT_NAME = "نام"
ACCOUNT_ROLE = "نقش"
ACCOUNT_PROVINCES = "استان‌ها"
ACCOUNT_PROVINCES_HELP = "فقط برای کارشناس: پرونده‌های این استان‌ها را می‌بیند."
ACCOUNT_STATE = "وضعیت"
ACCOUNT_LAST = "آخرین ورود"
ACCOUNT_ACTIVE, ACCOUNT_INACTIVE, ACCOUNT_LOCKED = "فعال", "غیرفعال", "موقتاً بسته"
ACCOUNT_NEVER = "هنوز وارد نشده"
ACCOUNT_ADD = "افزودن همکار"
ACCOUNT_EDIT = "ویرایش حساب"
ACCOUNT_PASSWORD = "گذرواژه"
ACCOUNT_PASSWORD_HELP = "دست‌کم ۱۰ نویسه؛ آن را از راهی امن به همکارتان برسانید."
ACCOUNT_NEW_PASSWORD = "گذرواژهٔ تازه"
ACCOUNT_NEW_PASSWORD_BUTTON = "گذاشتن گذرواژهٔ تازه"
ACCOUNT_DISABLE, ACCOUNT_ENABLE = "غیرفعال‌کردن حساب", "فعال‌کردن حساب"
ACCOUNT_DISABLE_HELP = "از همهٔ دستگاه‌ها بیرون می‌رود و کلیدهایش از کار می‌افتد؛ سابقه‌اش می‌ماند."
ACCOUNT_SELF = "نقش و وضعیت حساب خودتان را همکار دیگری باید تغییر دهد."
NAME_TAKEN = "حسابی با این نام هست."
NAME_UNUSABLE = "نام را با حروف و کوتاه‌تر از ۶۰ نویسه بنویسید."
PASSWORD_WEAK = "گذرواژه باید ۱۰ تا ۲۰۰ نویسه باشد و با نام یکی نباشد."
PASSWORD_DIFFERENT = "دو گذرواژهٔ تازه یکی نیستند."
PASSWORD_WRONG = "گذرواژهٔ کنونی درست نیست."
PROVINCE_MISSING = "برای کارشناس دست‌کم یک استان را انتخاب کنید."

# My account
MY_PASSWORD = "تغییر گذرواژه"
MY_PASSWORD_OLD = "گذرواژهٔ کنونی"
MY_PASSWORD_NEW = "گذرواژهٔ تازه"
MY_PASSWORD_AGAIN = "تکرار گذرواژهٔ تازه"
MY_TOKENS = "کلیدهای برنامه‌ها"
MY_TOKENS_LEAD = "برنامه‌ای که کلید شما را دارد، با همان دسترسی شما پرونده‌ها را از ‎/api/staff/cases می‌خواند."
TOKEN_LABEL = "برای چه برنامه‌ای؟"
TOKEN_MAKE = "ساختن کلید"
TOKEN_MADE = "کلید ساخته شد. همین حالا نگهش دارید؛ دیگر نشان داده نمی‌شود."
TOKEN_VALUE = "کلید تازه"
TOKEN_END = "باطل‌کردن"
TOKEN_ENDED = "باطل‌شده"
TOKEN_UNTIL = "اعتبار تا"
TOKEN_MADE_AT = "ساخته‌شده"
NO_TOKENS = "هنوز کلیدی نساخته‌اید."
LABEL_MISSING = "بنویسید کلید برای چه برنامه‌ای است."

# Audit
AUDIT_TITLE = "رویدادنامه"
AUDIT_LEAD = "هر کاری که در میز انجام شده است. چیزی از آن پاک یا عوض نمی‌شود."
AUDIT_WHEN, AUDIT_WHO, AUDIT_WHAT, AUDIT_ABOUT, AUDIT_DETAIL = "زمان", "چه کسی", "چه کاری", "دربارهٔ", "جزئیات"
AUDIT_SYSTEM = "خط فرمان"
AUDIT_NOBODY = "ناشناس"
ACTIONS = {
    Action.LOGIN: "ورود",
    Action.LOGIN_FAILED: "ورود ناموفق",
    Action.LOCKED: "بسته‌شدن حساب",
    Action.LOGOUT: "خروج",
    Action.ACCOUNT_ADDED: "افزودن حساب",
    Action.ACCOUNT_CHANGED: "تغییر حساب",
    Action.ACCOUNT_DISABLED: "غیرفعال‌کردن حساب",
    Action.ACCOUNT_ENABLED: "فعال‌کردن حساب",
    Action.PASSWORD_SET: "گذرواژهٔ تازه",
    Action.TOKEN_MADE: "ساختن کلید",
    Action.TOKEN_ENDED: "باطل‌کردن کلید",
    Action.CASE_OPENED: "دیدن پرونده",
    Action.CASE_ASSIGNED: "سپردن پرونده",
    Action.CASE_NOTED: "یادداشت",
    Action.CASE_REFERRED: "ارجاع",
    Action.CASE_STATUS: "تغییر وضعیت",
    Action.EXPORTED: "خروجی‌گرفتن",
    Action.ANSWER_REVIEWED: "پاسخ بازبینی‌شده",
    Action.ANSWER_WITHDRAWN: "پس‌گرفتن پاسخ",
    Action.CASE_FOR_EVALUATION: "نمونه برای ارزیابی",
    Action.CORRECTION: "تصحیح سند",
}

# Notices after a form was sent; the address carries only the key
DONE = {
    "added": "حساب ساخته شد.",
    "changed": "تغییرها ثبت شد.",
    "password": "گذرواژهٔ تازه ثبت شد و نشست‌های دیگر بسته شد.",
    "disabled": "حساب غیرفعال شد.",
    "enabled": "حساب فعال شد.",
    "token_ended": "کلید باطل شد.",
    "logged_out": "از میز بیرون آمدید.",
}

SHOW = "نمایش"
PAGES = "صفحه‌ها"
DETAIL_NAMES = {
    "role": "نقش",
    "provinces": "استان‌ها",
    "from": "از",
    "to": "به",
    "told": "پیام به متقاضی",
    "count": "شمار",
    "format": "قالب",
    "visible": "دیدنی برای متقاضی",
}


def detail(kept: Mapping[str, object]) -> str:
    """The detail of an audit entry in one line."""
    return "؛ ".join(f"{DETAIL_NAMES.get(name, name)}: {_value(value)}" for name, value in kept.items())


def _value(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    names: Mapping[object, str] = {role.value: label for role, label in ROLES.items()}
    return names.get(value, persian_digits(value))


# Cases
CASES_TITLE = "پرونده‌ها"
STATUS = {
    Status.NEW: "جدید",
    Status.REVIEW: "در بررسی",
    Status.REFERRED: "ارجاع‌شده",
    Status.DONE: "انجام‌شده",
    Status.REJECTED: "ردشده",
    Status.WITHDRAWN: "پس‌گرفته",
}
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
CASE_PROVINCE, CASE_CITY = "استان", "شهر"
CASE_DESCRIPTION = "شرح درخواست"
CASE_CONTACT, CASE_NAME, CASE_MOBILE, CASE_CHANNEL = "تماس", "نام", "شمارهٔ همراه", "از راه"
CASE_REFERRAL = "ارجاع به"
CASE_CONSENT = "رضایت"
CASE_CONSENT_GIVEN = "نسخهٔ {version}، {date}"
CASE_ABOUT = "درخواست"
CASE_UNNAMED = "بی‌نام"
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
    EventKind.ERASED: "داده‌های متقاضی پاک شد",
}
EVENT_UNASSIGNED = "بی‌مسئول شد"
ASSESSMENT = "خودارزیابی همراه پرونده"
ASSESSMENT_OVERALL = "امتیاز کل"
ASSESSMENT_OF = "از ۱۰۰"
ASSESSMENT_LITTLE = "پاسخ‌ها برای امتیاز کافی نبود."

DONE |= {
    "status": "وضعیت پرونده ثبت شد و به متقاضی خبر داده می‌شود.",
    "assigned": "پرونده سپرده شد.",
    "unassigned": "پرونده بی‌مسئول شد.",
    "referred": "ارجاع ثبت شد و به متقاضی خبر داده می‌شود.",
    "noted": "یادداشت ثبت شد.",
    "nothing_chosen": "نخست پرونده‌ها و همکار را انتخاب کنید.",
    "cannot_work": "این همکار پرونده‌های همهٔ این استان‌ها را ندارد؛ چیزی سپرده نشد.",
}

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

# API
API_PROBLEMS = {
    401: ("logged_out", "کلید درستی همراه درخواست نیست."),
    403: ("not_allowed", "این کلید اجازهٔ این کار را ندارد."),
}

# Questions
QUESTIONS_TITLE = "پرسش‌ها"
QUESTIONS_LEAD = "آنچه مردم از سندها پرسیده‌اند؛ نام پرسنده هیچ‌جا نیست."
QUESTION_KINDS = {
    Kind.ALL: "همه",
    Kind.ANSWERED: "پاسخ‌گرفته",
    Kind.REFUSED: "بی‌پاسخ",
    Kind.DISLIKED: "ناپسند",
}
QUESTION, QUESTION_WHEN, QUESTION_RESULT, QUESTION_VERDICT = "پرسش", "زمان", "نتیجه", "نظر پرسنده"
OUTCOMES = {Outcome.ANSWER: "پاسخ داده شد", Outcome.ABSTENTION: "در سندها نبود"}
VERDICTS = {"up": "پسندید", "down": "نپسندید"}
QUESTION_EARLIER = "پرسش‌های پیش از آن"
QUESTION_ANSWER = "پاسخی که گرفت"
QUESTION_SOURCES = "منبع‌ها"
QUESTION_REASON = "دلیل"
MARK = "نمونه برای ارزیابی"
MARK_BUTTON = "افزودن به نمونه‌های ارزیابی"
MARK_HELP = "از این پس در هر ارزیابی دوباره پرسیده می‌شود؛ پاسخ درست، پاسخ بازبینی‌شدهٔ شماست."
MARKED = "از نمونه‌های ارزیابی است"
REVIEW = "پاسخ بازبینی‌شده"
REVIEW_LEAD = (
    "پاسخ درست را با منبعش بنویسید. از این پس به همین پرسش نخست همین پاسخ داده می‌شود، تا وقتی سند عوض شود."
)
REVIEW_QUESTION = "پرسش"
REVIEW_QUESTION_HELP = "پرسش را چنان بنویسید که بی پرسش‌های پیشین هم فهمیده شود، و بی نام و شماره."
REVIEW_TEXT = "پاسخ"
REVIEW_TEXT_HELP = "هر خط یک نکته. عددی ننویسید که در نقلِ منبع نیست."
REVIEW_SOURCE = "منبع پاسخ"
REVIEW_BUTTON = "تأیید پاسخ"
REVIEW_NO_QUESTION = "پرسش خالی است."
REVIEW_NO_TEXT = "پاسخ خالی است."
REVIEW_NO_SOURCE = "یکی از منبع‌ها را انتخاب کنید."
REVIEW_QUOTE_GONE = "این نقل دیگر در سند نیست. منبع دیگری انتخاب کنید."
REVIEW_FIGURE = "عدد {figure} در نقلِ منبع نیست."
REVIEW_NO_PASSAGES = "جست‌وجو در سندها چیزی پیدا نکرد؛ بی منبع نمی‌شود پاسخی را تأیید کرد."

GAPS_TITLE = "آنچه سندها ندارند"
GAPS_LEAD = "پرسش‌هایی که بی‌پاسخ مانده‌اند، کنار هم‌معنی‌هایشان. شاید سندی باید افزوده شود."
GAP_COUNT = "{count} بار پرسیده شد"
GAP_LAST = "آخرین بار"
GAP_OTHERS = "گفته‌های دیگر ({count})"
GAPS_HIDDEN = "متن پرسش‌ها برای ناظر پوشیده است."
GAPS_NONE = "هنوز پرسش بی‌پاسخی نیست."

ANSWERS_TITLE = "پاسخ‌های بازبینی‌شده"
ANSWERS_LEAD = (
    "به این پرسش‌ها نخست همین پاسخ داده می‌شود. اگر سندِ پاسخ عوض شود، پاسخ کنار می‌رود تا دوباره بازبینی شود."
)
ANSWER_BY = "تأیید {name}، {date}"
ANSWER_SERVED, ANSWER_RESTS = "داده می‌شود", "سند عوض شده؛ کنار رفته"
ANSWER_WITHDRAW = "پس‌گرفتن"
ANSWERS_NONE = "هنوز پاسخی بازبینی نشده است. از صفحهٔ پرسش‌ها آغاز کنید."

DONE |= {
    "marked": "به نمونه‌های ارزیابی افزوده شد.",
    "approved": "پاسخ تأیید شد و از این پس داده می‌شود.",
    "withdrawn_answer": "پاسخ پس گرفته شد.",
}


def digits(value: object) -> str:
    """The value with Persian digits."""
    return persian_digits(value)


# Overview
OVERVIEW_TITLE = "نمای کلی"
OVERVIEW_CASES, OVERVIEW_OPEN = "پرونده", "پروندهٔ باز"
OVERVIEW_ASKED, OVERVIEW_ANSWERED = "پرسش در ۳۰ روز", "پاسخ‌گرفته"
OVERVIEW_LIKED, OVERVIEW_MEDIAN = "پسندیده (از نظرها)", "میانهٔ زمان پاسخ"
OVERVIEW_MS = "{ms} هزارم ثانیه"
OVERVIEW_FEW = "کمتر از {smallest}"
OVERVIEW_SMALL = "گروه‌های کوچک‌تر از {smallest} نشان داده نمی‌شوند تا بنگاهی شناخته نشود."
OVERVIEW_BY = {
    "status": "پرونده‌ها بر پایهٔ وضعیت",
    "province": "پرونده‌ها بر پایهٔ استان",
    "sector": "پرونده‌ها بر پایهٔ زمینهٔ فعالیت",
    "need": "پرونده‌ها بر پایهٔ نیاز",
}
OVERVIEW_SCORES = "میانگین خودارزیابی: {title}"
OVERVIEW_PEOPLE, OVERVIEW_WHOLE = "شمار", "میانگین کل از ۱۰۰"
TRAITS = {"province": "استان", "sector": "زمینهٔ فعالیت"}
CHART_CASES = "پرونده‌ها و خودارزیابی‌ها در ماه"
CHART_QUESTIONS = "پرسش‌ها در ماه"
CHART_TABLE = "همین نمودار به‌صورت جدول"
CHART_MONTH = "ماه"
CHART_LABELS = {
    "cases": "پرونده",
    "assessments": "خودارزیابی",
    "answered": "پاسخ‌گرفته",
    "refused": "بی‌پاسخ",
}


def percent(part: int, whole: int) -> str:
    """«۸۵٪», «—» of nothing."""
    return f"{persian_digits(round(100 * part / whole))}٪" if whole else NONE


# Documents
KNOWLEDGE_TITLE = "سندها"
KNOWLEDGE_LEAD = "سندهایی که پاسخ‌ها از آن‌هاست، همان‌گونه که خوشه‌یار می‌بیند."
KNOWLEDGE_DOCUMENT, KNOWLEDGE_FILE, KNOWLEDGE_ITEMS = "سند", "پرونده", "جمله و بند"
KNOWLEDGE_REPAIRED, KNOWLEDGE_RECOVERED, KNOWLEDGE_DOUBTS = "ترمیم‌شده", "عدد بازیافته", "چشم‌به‌راه بازبینی"
KNOWLEDGE_BROWSE = "چالش‌ها و پیشنهادها"
KNOWLEDGE_DOUBTS_LEAD = (
    "خط‌هایی که با اطمینان کم خوانده شده‌اند یا عددی دارند که از روی حساب بازیافته شده است."
    " تصحیح در پروندهٔ ‎.corrections.yaml کنار سند نوشته می‌شود و با خواندن دوباره می‌ماند."
)
KNOWLEDGE_NO_DOUBTS = "چیزی چشم‌به‌راه بازبینی نیست."
KNOWLEDGE_ORIGINAL = "متن خام"
KNOWLEDGE_CONFIDENCE = "اطمینان {percent}"
KNOWLEDGE_SECTIONS = "بخش‌ها و بندها"
FIGURE_STATUS = {
    FigureStatus.RECOVERED: "بازیافته",
    FigureStatus.UNCONFIRMED: "تأییدنشده",
    FigureStatus.UNREADABLE: "ناخوانا",
}
TOPICS = {Topic.CHALLENGES: "چالش‌ها", Topic.PROPOSALS: "پیشنهادها"}
ITEM_TOPIC, ITEM_THEME, ITEM_SOURCE, ITEM_BODY = "دسته", "موضوع", "سند", "نهاد مسئول"
ITEMS_FOUND = "{count} مورد"

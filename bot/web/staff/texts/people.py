"""Logging in, the colleagues' accounts, one's own account, and the audit."""

from collections.abc import Mapping

from bot.staff.audit import Action
from bot.web.staff.texts.frame import NO, ROLES, YES
from bot.web.staff.texts.knowledge import DECIDED
from knowledge.persian import persian_digits

# Login
LOGIN_TITLE = "ورود به میز کارشناسان"
LOGIN_LEAD = "با نام و گذرواژه‌ای که مدیر سامانه به شما داده است وارد شوید."
LOGIN_NAME = "نام"
LOGIN_PASSWORD = "گذرواژه"
LOGIN_BUTTON = "ورود"
LOGIN_WRONG = "نام یا گذرواژه درست نیست."
LOGIN_STALE = "صفحهٔ ورود کهنه شده بود. دوباره امتحان کنید."
LOGIN_CLOSED = "ورود ناموفق زیاد بود. ساعت {until} دوباره امتحان کنید."

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
AUDIT_NOBODY = "ناشناس"
ACTIONS = {
    Action.LOGIN: "ورود",
    Action.LOGIN_FAILED: "ورود ناموفق",
    Action.LOCKED: "بسته‌شدن ورود",
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
    Action.CODE_GIVEN: "گرفتن کد تلفنی متقاضی",
    Action.EXPORTED: "خروجی‌گرفتن",
    Action.ANSWER_REVIEWED: "پاسخ بازبینی‌شده",
    Action.ANSWER_WITHDRAWN: "پس‌گرفتن پاسخ",
    Action.CASE_FOR_EVALUATION: "نمونه برای ارزیابی",
    Action.CORRECTION: "تصحیح سند",
}
DETAIL_NAMES = {
    "role": "نقش",
    "provinces": "استان‌ها",
    "from": "از",
    "to": "به",
    "told": "پیام به متقاضی",
    "count": "شمار",
    "format": "قالب",
    "visible": "دیدنی برای متقاضی",
    "last_noted": "بقیهٔ این ربع ساعت ثبت نشد",
    "verdict": "تصمیم",
    "line": "خط",
    "figure": "عدد",
}


def detail(kept: Mapping[str, object]) -> str:
    """The detail of an audit entry in one line."""
    return "؛ ".join(f"{DETAIL_NAMES.get(name, name)}: {_value(value)}" for name, value in kept.items())


def _value(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    names: Mapping[object, str] = {kept.value: label for kept, label in (*ROLES.items(), *DECIDED.items())}
    return names.get(value, persian_digits(value))

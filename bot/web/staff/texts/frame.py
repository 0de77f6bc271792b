"""The frame that every page of the desk has: menu, roles, common words, notices and problems."""

from bot.staff.accounts import Role
from knowledge.persian import persian_digits

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
REQUIRED_NOTE = "پرکردن فیلدهای ستاره‌دار لازم است."
MORE = "صفحهٔ بعد"
PREVIOUS = "صفحهٔ پیش"
FIRST_PAGE = "صفحهٔ نخست"
NOTHING = "چیزی پیدا نشد."
ERRORS_TITLE = "چند چیز را درست کنید:"
SHOW = "نمایش"
PAGES = "صفحه‌ها"

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
# Of the API
API_PROBLEMS = {
    401: ("logged_out", "کلید درستی همراه درخواست نیست."),
    403: ("not_allowed", "این کلید اجازهٔ این کار را ندارد."),
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
    "status": "وضعیت پرونده ثبت شد و به متقاضی خبر داده می‌شود.",
    "assigned": "پرونده سپرده شد.",
    "unassigned": "پرونده بی‌مسئول شد.",
    "referred": "ارجاع ثبت شد و به متقاضی خبر داده می‌شود.",
    "noted": "یادداشت ثبت شد.",
    "nothing_chosen": "نخست پرونده‌ها و همکار را انتخاب کنید.",
    "cannot_work": "این همکار پرونده‌های همهٔ این استان‌ها را ندارد؛ چیزی سپرده نشد.",
    "marked": "به نمونه‌های ارزیابی افزوده شد.",
    "approved": "پاسخ تأیید شد و از این پس داده می‌شود.",
    "withdrawn_answer": "پاسخ پس گرفته شد.",
    "decided_line": "تصمیم شما ثبت شد. در بازخوانی بعدی سند اعمال می‌شود.",
    "decided_item": "تصمیم شما ثبت شد و پاسخ‌ها از همین حالا با آن ساخته می‌شوند.",
}


def percent(part: int, whole: int) -> str:
    """«۸۵٪», «—» of nothing."""
    return f"{persian_digits(round(100 * part / whole))}٪" if whole else NONE

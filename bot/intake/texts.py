"""Every Persian sentence of the intake that is not in its form; short, warm, شما."""

from bot.intake.case import Status
from knowledge.persian import persian_digits

INTRO = (
    "چند پرسش کوتاه می‌پرسم و درخواستتان را به دست کارشناس می‌رسانم. هر جا خواستید «بازگشت» یا «لغو» بنویسید."
)
UNDERSTOOD = "✓ {label}: {value}"
NOT_UNDERSTOOD = "این را درست نگرفتم."
NEEDED = "این یکی را نمی‌شود خالی گذاشت."
WHICH = "کدام‌یک؟"
WHICH_CITY = "کدام شهرِ استان {province}؟ اگر در فهرست نبود، نامش را بنویسید."
WHICH_OF_GROUP = "از «{group}» کدام؟"
OTHER_GROUP = "گروه دیگر"
PICKED = "برگزیده‌ها: {labels}"
MORE_OF_MANY = "چیز دیگری هم هست؟"
ENOUGH = "همین‌ها بس است"
CONTACT_NOT_NEEDED = "شماره‌تان را نگه نداشتم؛ فقط هنگام ثبت درخواست به کارم می‌آید."

SUMMARY = "پیش از فرستادن، یک بار ببینید:"
WITH_ASSESSMENT = "نتیجهٔ آخرین خودارزیابی‌تان هم همراه درخواست می‌رود."
CONSENT = "{text} (متن رضایت، نسخهٔ {version})"
SEND = "موافقم، بفرست"
EDIT = "اصلاح یک پاسخ"
WHICH_EDIT = "کدام پاسخ را اصلاح کنیم؟"
SUMMARY_HINT = "برای فرستادن «موافقم» بنویسید؛ برای اصلاح، نام پاسخ را: «اصلاح شهر»."
CANCELLED = "درخواست کنار گذاشته شد و فرستاده نشد. هر وقت خواستید «ثبت درخواست» را بنویسید."

SAME = (
    "امروز درخواستی برای همین نام ثبت کرده‌اید: {code}. این پاسخ‌ها را به همان بیفزایم یا درخواست تازه‌ای است؟"
)
SAME_UNNAMED = "امروز درخواستی ثبت کرده‌اید: {code}. این پاسخ‌ها را به همان بیفزایم یا درخواست تازه‌ای است؟"
MERGE, APART = "به همان بیفزا", "درخواست تازه است"
SENT = "کد پیگیری شما: {code}"
FOLLOW = "هر وقت خواستید «وضعیت» و این کد را بنویسید تا بگویم به کجا رسیده است."
MERGED = "به درخواست {code} افزوده شد."
STATUS_BUTTON = "وضعیت درخواست"
AGREE = (
    "موافقم",
    "بفرست",
    "تایید",
    "تأیید",
    "ارسال",
    "ثبت کن",
    "درسته",
    "درست است",
    "بله",
    "اره",
    "اوکی",
    "ok",
    "قبوله",
)
CHANGE = ("اصلاح", "تغییر", "عوض", "ویرایش", "درست کن", "اشتباه", "غلط")
DONE_PICKING = ("همین", "بس", "کافی", "تمام", "دیگر نه", "دیگه نه", "نه", "هیچ")
TO_MERGE = ("بیفزا", "اضافه", "همان", "همون", "ادغام", "یکی کن")
TO_PART = ("تازه", "جدا", "جدید", "دیگری", "نو")
# Other names of an answer in «اصلاح …», by the kind of its field
FIELD_NAMES = {
    "mobile": ("موبایل", "شماره", "تلفن", "همراه"),
    "person": ("نام خانوادگی", "اسم من", "نام من", "نام شما", "اسمم", "نامم", "فامیل"),
    "place": ("شهر", "استان", "محل"),
    "band": ("کارکنان", "پرسنل", "نفرات"),
    "tree": ("رشته", "حوزه", "زمینه"),
}

BEGIN = "ثبت درخواست"
LAST_MESSAGE = "آخرین پیام کارشناس: {text}"
CODE_WRONG = (
    "این کد پیگیری درست نیست؛ شاید رقمی جابه‌جا یا کم شده است. لطفاً همان‌طور که در رسید آمده دوباره بنویسید."
)
CODE_UNKNOWN = "با کد {code} درخواستی از این حساب ندارم."
NO_CASES = "هنوز درخواستی از اینجا ثبت نکرده‌اید."
YOUR_CASES = "درخواست‌های شما:"
CASE_LINE = "{code}: {status}، از {date}"

CLAIM_TITLE = "درخواستی از جای دیگر"
CLAIM_BUTTON = "از جای دیگری ثبت کرده‌ام"
CLAIM_HOW = "کد پیگیری درخواستتان را بنویسید؛ برای نمونه «وضعیت KH-1405-00001-1»."
CLAIM_MOBILE = "شمارهٔ همراهی را که در درخواست {code} داده‌اید بنویسید تا کد یک‌بارمصرف بفرستم."
CLAIM_SENT = (
    "اگر کد و شماره به هم بخورند، کد یک‌بارمصرف به همان‌جایی رفت که درخواست را از آن ثبت کرده‌اید: "
    "تلگرام، یا همان مرورگر. آن را اینجا بنویسید؛ ده دقیقه اعتبار دارد. کدی را که کارشناس تلفنی برایتان "
    "خوانده است هم همین‌جا بنویسید."
)
CLAIM_CALL = "به آنجا دسترسی ندارم"
NO_ACCESS = "دسترسی ندارم"
CLAIM_CALLED = (
    "باشد. اگر کد و شماره به هم بخورند، کارشناس به همان شماره زنگ می‌زند و کدی برایتان می‌خواند. "
    "پای تلفن همین‌جا «وضعیت {code}» را بنویسید، شماره را بدهید و آن کد را وارد کنید."
)
CLAIM_WRONG = "این کد یک‌بارمصرف درست نیست. دوباره بنویسید."
CLAIM_LATE = "این کد دیگر اعتبار ندارد. اگر خواستید از نو «وضعیت» و کد پیگیری را بنویسید."
CLAIM_MORE = "این درخواست باز است. می‌توانید آن را برای همیشه پاک کنید."
CLAIM_ERASE, CLAIM_YES = "پاک کردن این درخواست", "بله، پاک کن"
ERASE = "پاک"
CLAIM_SURE = "درخواست پس گرفته می‌شود و نام، شماره و نوشته‌های آن برای همیشه پاک می‌شود. مطمئنید؟"
CLAIM_ERASED = "درخواست پس گرفته و داده‌های شما در آن پاک شد."
CLAIM_LEFT = "باشد؛ چیزی پاک نشد."
CLAIM_CONSENT = "رضایت: نسخهٔ {version}، در {date}"

STATUS = {
    Status.NEW: "جدید",
    Status.REVIEW: "در بررسی",
    Status.REFERRED: "ارجاع‌شده",
    Status.DONE: "انجام‌شده",
    Status.REJECTED: "ردشده",
    Status.WITHDRAWN: "پس‌گرفته",
}
_BECAME = {
    Status.NEW: "دوباره در صف بررسی گذاشته شد.",
    Status.REVIEW: "به دست کارشناس رسید و در حال بررسی است.",
    Status.REFERRED: "به {referral} ارجاع شد.",
    Status.DONE: "به سرانجام رسید. سپاس که همراه ما بودید.",
    Status.REJECTED: "پذیرفته نشد. اگر پرسشی دارید همین‌جا بنویسید.",
    Status.WITHDRAWN: "پس گرفته شد.",
}


def status_changed(code: str, status: Status, date: str, referral: str, message: str) -> str:
    """What an applicant is told when the status of a case changes."""
    lines = [f"درخواست {ltr(code)} در {date} {_BECAME[status].format(referral=referral)}"]
    if message:
        lines.append(f"پیام کارشناس: {message}")
    return "\n".join(lines)


def note_for(code: str, message: str) -> str:
    """What an applicant is told when a member of the staff writes to them."""
    return f"دربارهٔ درخواست {ltr(code)}:\nپیام کارشناس: {message}"


def ltr(text: str) -> str:
    """Latin letters and numbers that keep their order inside Persian text."""
    return f"\u2066{text}\u2069"


STANDING = {
    Status.NEW: "در صف بررسی است و هنوز به دست کارشناس نرسیده. هر خبری شد همین‌جا به شما می‌گویم.",
    Status.REVIEW: "در دست بررسی کارشناس است. هر خبری شد همین‌جا به شما می‌گویم.",
    Status.REFERRED: "به {referral} ارجاع شده است.",
    Status.DONE: "به سرانجام رسیده است. امیدوارم گره‌ای از کارتان باز شده باشد.",
    Status.REJECTED: "پذیرفته نشده است. اگر پرسشی دارید همین‌جا بنویسید.",
    Status.WITHDRAWN: "پس گرفته شده است.",
}


def standing(code: str, status: Status, sent: str, changed: str, referral: str) -> str:
    """How a case stands, in a sentence or two."""
    lead = f"درخواست {ltr(code)} را {sent} فرستادید و اکنون «{STATUS[status]}» است"
    since = "." if changed == sent else f"، از {changed}."
    return f"{lead}{since} {STANDING[status].format(referral=referral)}"


def claim_letter(code: str, secret: str) -> str:
    return (
        f"کد یک‌بارمصرف برای دیدن درخواست {ltr(code)}: {ltr(secret)}\n"
        "اگر خودتان نخواسته‌اید، آن را به کسی ندهید و این پیام را نادیده بگیرید."
    )


def progress(number: int, total: int) -> str:
    return f"پرسش {persian_digits(number)} از {persian_digits(total)}"


def edit_button(label: str) -> str:
    return f"اصلاح {label}"

"""Every Persian sentence of the talk about an assessment; pictures and reports have theirs in captions."""

from knowledge.persian import persian_digits

# Answers without a level; keys are the values of result.Unscored
UNSCORED = {
    "unknown": "نمی‌دانم",
    "irrelevant": "مربوط نیست",
    "skipped": "بی‌پاسخ",
    "not_asked": "پرسیده نشد",
}

TITLE = "خودارزیابی"
CHOOSE = (
    "چه چیزی را بسنجیم؟ نتیجه‌اش امتیاز هر بخش است و چند پیشنهاد با منبع.",
    "هر بار دکمه‌ای را بزنید یا شماره‌اش را بنویسید. هر جا پرسشی داشتید بپرسید؛ پاسخ می‌دهم و برمی‌گردیم. "
    "اگر رها کنید، روزهای بعد از همان‌جا ادامه می‌دهیم.",
)
CHOOSE_AGAIN = "یکی از این‌ها را انتخاب کنید، یا بنویسید «بنگاه» یا «خوشه»."
NOT_UNDERSTOOD = (
    "این پاسخ را نگرفتم. شمارهٔ یکی از گزینه‌ها را بنویسید، برای نمونه «۳» یا «{word}». "
    "اگر پرسشی دارید، آن را با علامت «؟» بنویسید."
)

TAKEN = "✓ {answer}"  # what a typed answer was taken for
GIVEN = "پاسخ شما تا اینجا: «{answer}». اگر همان است «ردکردن» را بزنید."
WHY_ASKED = "این پرسش بر این سخن سندها تکیه دارد:"

REVIEW = "پاسخ‌های شما تا اینجا. هر کدام را خواستید عوض کنید؛ شماره‌اش را بنویسید، مانند «سؤال ۳»."
REVIEW_AGAIN = "بنویسید «پایان» تا نتیجه را ببینید، یا شمارهٔ سؤالی را که می‌خواهید عوض کنید، مانند «سؤال ۳»."
FINISH = "پایان و دیدن نتیجه"
CHANGE_PART = "تغییر «{title}»"
WAITING = "{count} پرسش هنوز مانده است."
MORE_QUESTIONS = "ادامهٔ پرسش‌ها ({count} مانده)"
TOO_FEW = (
    "با این چند پاسخ هنوز نتیجه‌ای به دست نمی‌آید. چند پرسش دیگر را هم پاسخ بدهید؛ "
    "هر کدام را که نمی‌دانید رد کنید."
)
WHICH_ONE = "کدام پاسخ را عوض می‌کنید؟"
TO_REVIEW = "بازگشت به پاسخ‌ها"
NOTHING_ANSWERED = "هنوز به هیچ پرسشی پاسخ نداده‌اید؛ دست‌کم به چند تا پاسخ بدهید تا نتیجه‌ای در کار باشد."

PROVINCE = (
    "در کدام استان کار می‌کنید؟ نامش را بنویسید. اختیاری است و فقط برای آمارِ بی‌نامِ استان‌ها به کار می‌رود."
)
PROVINCE_AGAIN = "چنین استانی را نمی‌شناسم. نام استان را بنویسید، برای نمونه «یزد»، یا رد کنید."
SECTOR = "و در کدام رشته؟ این هم اختیاری است."
SECTOR_AGAIN = "یکی از رشته‌ها را انتخاب کنید یا نامش را بنویسید؛ می‌توانید رد کنید."

# What people type in a review or in the middle of the questions
REVIEW_WORDS = ("خلاصه", "پاسخ‌های من", "پاسخ‌ها", "جواب‌ها", "مرور")
FINISH_WORDS = (
    *("پایان", "تمام", "نتیجه", "پایان و دیدن نتیجه", "تمومه", "تموم شد", "finish"),
    *("تمومش کن", "تمامش کن", "تموم", "پایان بده", "نتیجه رو بده", "نتیجه رو بگو", "نتیجه چی شد"),
)
# What is asked about a question of ours, over `plain` words
WHY_PATTERN = (
    r"(?:حالا |خب |اخه |بابا )*"
    r"(?:(?:چرا|(?:برای|واسه|برا) ?چی|به چه درد(?:تون|ت)?)(?: (?:این|اینا|اینها|همچین)\w*)?"
    r"(?: (?:رو|را|سوالا?|سوالها|چیزی|چیزا))*(?: (?:ازم|از من))?"
    r"(?: (?:می ?پرس\w*|می ?خوا\w*|می ?خور\w*|لازم\w*))?"
    r"|منبع(?:ش)?(?: چیه| چیست| کجاست)?"
    r"|(?:یعنی (?:چی|چه)|منظور(?:ت|تون|تان|ش)? (?:چیه|چیست)|نفهمیدم|متوجه نشدم|نگرفتم"
    r"|(?:بیشتر )?توضیح بد\w*)(?: (?:این|سوال|این سوال))?)"
)
FIRM_WORDS = ("بنگاه", "شرکت", "کارگاه", "کارخانه", "کسب‌وکار", "firm")
CLUSTER_WORDS = ("خوشه", "cluster")

# The result
BAND = "{title}: {points} از ۱۰۰ — «{band}»"
NO_BAND = "{title}: با این پاسخ‌ها نمی‌توانم نتیجه‌ای بگویم."
TOO_LITTLE = (
    "به {coverage}٪ از پرسش‌ها پاسخ دارید و برای نتیجه دست‌کم {least}٪ در بیشترِ بخش‌ها لازم است. "
    "از دکمهٔ «دوباره» شروع کنید و به پرسش‌های بیشتری پاسخ بدهید."
)
COVERAGE = "این نتیجه از پاسخ به {coverage}٪ پرسش‌ها به دست آمد."
STOP = "توجه: شرط لازم یک خوشه اینجا برآورده نیست («{question}» ← «{answer}»). سند می‌گوید:"
EXTREMES = "قوی‌ترین بخش: {best} ({best_points}). ضعیف‌ترین بخش: {worst} ({worst_points})."
ALL_ALIKE = "همهٔ بخش‌ها در یک سطح‌اند ({points})."
ALL_SCORES = "امتیاز بخش‌ها:"
ONE_SCORE = "{bar} {title}: {points}"
ACTIONS = "کارهایی که از همه مهم‌ترند، به گفتهٔ سندها:"
ACTION = "{text} — مرحلهٔ {stage}؛ برای «{dimension}»"
NO_ACTIONS = "در هیچ بخشی پاسخِ پایینی نداشتید که سندها برایش پیشنهادی داشته باشند."
REPORT_BUTTON, PICTURE_BUTTON = "گزارش کامل", "تصویر نتیجه"
COMPARE_BUTTON, RETAKE_BUTTON, EXPERT_BUTTON = "مقایسه با قبل", "دوباره", "فرستادن برای کارشناس"
HERE_IS_REPORT = "گزارش کامل «{title}»، {date}:"
HERE_IS_PICTURE = "نتیجهٔ «{title}»، {date}:"
NO_RESULT = "هنوز نتیجه‌ای از خودارزیابی شما ندارم. برای آغاز بنویسید «خودارزیابی»."
GONE = "این نتیجه را دیگر ندارم. برای ارزیابی تازه بنویسید «خودارزیابی»."
BEGIN = TITLE

# Comparison with an earlier result
NOTHING_EARLIER = "از «{title}» نتیجهٔ قدیمی‌تری ندارم. چند ماه دیگر دوباره بسنجید تا تغییر را ببینید."
COMPARED = "«{title}»، {new} در برابر {old}:"
WHOLE = "امتیاز کل"
CHANGE = "{title}: {change} نسبت به {ago} ({old} ← {new})"
SAME = "{title}: بی‌تغییر نسبت به {ago} ({new})"
NOT_COMPARABLE = "{title}: در یکی از دو بار پاسخ کافی نبود"
OTHER_VERSION = "پرسشنامه در این میان تازه شده است؛ تغییرها را با احتیاط بخوانید."

PROVINCES = (
    *("آذربایجان شرقی", "آذربایجان غربی", "اردبیل", "اصفهان", "البرز", "ایلام", "بوشهر", "تهران"),
    *("چهارمحال و بختیاری", "خراسان جنوبی", "خراسان رضوی", "خراسان شمالی", "خوزستان", "زنجان", "سمنان"),
    *("سیستان و بلوچستان", "فارس", "قزوین", "قم", "کردستان", "کرمان", "کرمانشاه"),
    *("کهگیلویه و بویراحمد", "گلستان", "گیلان", "لرستان", "مازندران", "مرکزی", "هرمزگان", "همدان", "یزد"),
)
SECTORS = (
    *("نساجی و پوشاک", "چرم و کفش", "خوراک و کشاورزی", "مبل و چوب", "فرش و صنایع دستی"),
    *("فلز و ماشین‌سازی", "شیمیایی و پلاستیک", "سنگ و ساختمان", "گردشگری و خدمات", "فناوری و الکترونیک"),
    "رشتهٔ دیگر",
)

# Words for the five levels that people type, beside the ones of the question itself
LEVEL_WORDS = (
    ("اصلاً", "هیچ", "هیچی", "ابداً", "هرگز", "نه", "نداریم", "نیست", "صفر", "هیچ‌وقت", "asla"),
    ("کم", "خیلی کم", "یکم", "یه کم", "کمی", "اندک", "به‌ندرت", "ضعیف", "کمه", "kam"),
    ("تا حدی", "تا حدودی", "متوسط", "نسبتاً", "معمولی", "گاهی", "بد نیست", "نصف", "وسط", "ta hadi"),
    ("زیاد", "خوب", "بیشتر وقت‌ها", "خیلی", "اغلب", "خوبه", "زیاده", "ziad"),
    ("کاملاً", "خیلی زیاد", "همیشه", "عالی", "صد درصد", "صد در صد", "کامل", "عالیه", "kamelan"),
)
LEVEL_NAMES = (
    ("یک", "اول", "اولی", "گزینهٔ اول", "yek"),
    ("دو", "دوم", "دومی", "گزینهٔ دوم", "do"),
    ("سه", "سوم", "سومی", "گزینهٔ سوم", "se"),
    ("چهار", "چهارم", "چهارمی", "گزینهٔ چهارم", "chahar"),
    ("پنج", "پنجم", "پنجمی", "گزینهٔ پنجم", "آخری", "panj"),
)
UNKNOWN_WORDS = (
    *("نمی‌دانم", "نمی‌دونم", "نمیدونم", "خبر ندارم", "اطلاعی ندارم", "مطمئن نیستم", "بلد نیستم"),
    *("نظری ندارم", "چه می‌دانم", "nemidoonam", "nemidanam"),
)
IRRELEVANT_WORDS = (
    *("مربوط نیست", "نامربوط", "ربطی ندارد", "ربطی نداره", "به ما ربطی ندارد", "به ما مربوط نیست"),
    *("به ما نمی‌خورد", "به کار ما نمی‌خورد", "مرتبط نیست", "موضوعیت ندارد"),
)


def progress(number: int, total: int, dimension: str) -> str:
    """«سؤال ۵ از ۱۸ · اعتماد و همکاری»."""
    return f"سؤال {persian_digits(number)} از {persian_digits(total)} · {dimension}"


def bar(part: int, whole: int, length: int = 10) -> str:
    """Filled from the right, as Persian is read; the mark in front makes it so."""
    filled = round(length * part / whole) if whole else 0
    return f"\u200f{'●' * filled}{'○' * (length - filled)}"


def choice(subject: str, minutes: str) -> str:
    """The button of an instrument."""
    return f"{subject} ({minutes} دقیقه)"


def level(number: int, word: str) -> str:
    """The button of a level."""
    return f"{persian_digits(number)}. {word}"


def change_one(number: int) -> str:
    """The button for one answer."""
    return f"سؤال {persian_digits(number)}"


def numbered(number: int, words: str) -> str:
    """One answer in the review."""
    return f"{persian_digits(number)}. {words}"


def ago(days: int) -> str:
    """«۳ ماه پیش»."""
    if days < 1:
        return "بار قبل"
    for size, unit in ((365, "سال"), (30, "ماه"), (7, "هفته")):
        if days >= size:
            return f"{persian_digits(round(days / size))} {unit} پیش"
    return f"{persian_digits(days)} روز پیش"

"""Every Persian sentence of the dialogue that people are shown; short, warm, شما."""

from collections.abc import Sequence

from knowledge.persian import in_words, persian_digits
from knowledge.query import numerals

EMPTY = "پیام شما خالی بود. پرسشتان را دربارهٔ خوشه‌های کسب‌وکار بنویسید."
NO_WORDS = "من پیام‌های نوشتاری را می‌خوانم. لطفاً پرسشتان را با چند کلمه بنویسید."


def too_long(limit: int) -> str:
    return f"پیام شما بلندتر از اندازه است. لطفاً پرسش را در کمتر از {persian_digits(limit)} حرف بنویسید."


# What the page and the terminal begin with
WELCOME = "سلام! من خوشه‌یارم"
INVITATION = (
    "پرسشتان را بنویسید؛ از روی سندها پاسخ می‌دهم و منبع هر جمله را کنارش می‌گذارم. "
    "چیزی که در سندها نباشد، از خودم نمی‌سازم."
)
HELLO = """سلام! من خوشه‌یارم؛ به پرسش‌های شما دربارهٔ خوشه‌های کسب‌وکار از روی سندها پاسخ می‌دهم.

• تعریف، مراحل، چالش‌ها، پیشنهادها و آمار برنامهٔ خوشه‌ها را بپرسید.
• کنار هر جمله شمارهٔ منبع آن آمده است و دکمهٔ «منابع» متن سند را نشان می‌دهد.
• با «خودارزیابی» ببینید بنگاه یا خوشهٔ شما چقدر آمادهٔ کار خوشه‌ای است.
• با «ثبت درخواست» نیازتان را به دست کارشناسان برسانید و پیگیری کنید.
• اگر پاسخی در سندها نباشد، همین را می‌گویم و چیزی از خودم نمی‌سازم.

پرسشتان را بنویسید یا از این‌ها شروع کنید:"""
EXAMPLES = ("خوشهٔ کسب‌وکار چیست؟", "چالش‌های توسعهٔ خوشه‌ها چیست؟", "مراحل توسعهٔ خوشه کدام‌اند؟")
ASK_BUTTON, HELP_BUTTON = "پرسش", "راهنما"
ASK_HERE = "بفرمایید؛ پرسشتان را بنویسید یا یکی از این نمونه‌ها را بزنید:"
HELP = """پرسشتان را همان‌طور که حرف می‌زنید بنویسید؛ رسمی یا خودمانی فرقی ندارد.

• فهرست کامل بخواهید: «همهٔ چالش‌ها را بگو»
• مقایسه کنید: «دو سند دربارهٔ صادرات چه می‌گویند؟»
• دنبالهٔ پرسش قبلی را بگیرید: «برای صادرات چی؟»
• فهرست بلند صفحه‌صفحه می‌آید؛ دکمهٔ «ادامه» یا واژهٔ «بیشتر» بقیه را می‌آورد.
• فهرست را در اکسل بگیرید: دکمهٔ «جدول» یا «جدولش کن»
• با 👍 و 👎 زیر هر پاسخ بگویید به کارتان آمد یا نه.
• اگر پیامتان را ویرایش کنید، دوباره پاسخ می‌دهم.

خودارزیابی بنگاه یا خوشه: /assess آغاز، /result نتیجهٔ آن
درخواست کمک از کارشناسان: /intake ثبت، /status به کجا رسیده است
فرمان‌ها: /start آغاز، /sources منابع آخرین پاسخ، /cancel رها کردن کار نیمه‌تمام، /help همین راهنما
زبان دکمه‌ها و راهنما: /lang
آنچه از شما نگه داشته‌ام: /mydata گرفتن، /forget پاک کردن"""
COMMANDS = (
    ("start", "آغاز و معرفی"),
    ("help", "راهنما"),
    ("sources", "منابع آخرین پاسخ"),
    ("assess", "خودارزیابی بنگاه یا خوشه"),
    ("result", "نتیجهٔ خودارزیابی من"),
    ("intake", "ثبت درخواست"),
    ("status", "وضعیت درخواست‌های من"),
    ("cancel", "رها کردن کار نیمه‌تمام"),
    ("mydata", "گرفتن همهٔ داده‌های من"),
    ("forget", "پاک کردن همهٔ داده‌های من"),
    ("lang", "زبان دکمه‌ها و راهنما (Language)"),
)
UNKNOWN_COMMAND = "این فرمان را نمی‌شناسم. پرسشتان را بنویسید یا /help را بزنید."
SOURCES_BUTTON = "منابع"
SOURCES_SHOWN = "منابع این پاسخ را فرستاده‌ام؛ پایین همان پاسخ است."
NO_SOURCES = "هنوز پاسخی نداده‌ام که منبع داشته باشد. پرسشتان را بنویسید."
NOTHING_TO_CANCEL = "کار نیمه‌تمامی در جریان نیست. هر وقت خواستید پرسشتان را بنویسید."
OLD_BUTTON = "این دکمه دیگر به جایی نمی‌رسد. از این‌ها شروع کنید یا پرسشتان را بنویسید:"
ONLY_TEXT = (
    "من فقط پیام نوشتاری را می‌خوانم، نه صدا، عکس، برچسب یا پرونده. لطفاً پرسشتان را با چند کلمه بنویسید."
)
ASK_ME = "بفرمایید؛ پرسشتان را دربارهٔ خوشه‌های کسب‌وکار کنار نام من بنویسید."
TROUBLE = "برای پاسخ دادن به این پیام مشکلی پیش آمد. لطفاً چند دقیقهٔ دیگر دوباره بپرسید."

# Courtesies and refusals; keys are the values of intent.Intent and judging.Veto
SMALL_TALK = {
    "greeting": "سلام، خوش آمدید! من خوشه‌یارم؛ پرسشتان را دربارهٔ خوشه‌های کسب‌وکار بنویسید "
    "تا از روی سندها پاسخ بدهم.",
    "thanks": "خواهش می‌کنم؛ هر وقت پرسش دیگری بود در خدمتم.",
    "farewell": "خدانگهدار؛ موفق باشید! هر وقت پرسشی داشتید در خدمتم.",
    "identity": "من خوشه‌یارم؛ ربات و دستیار پاسخ‌گویی از روی سندهای سیاستیِ خوشه‌های کسب‌وکار. "
    "هر پاسخ را با منبعش می‌دهم و چیزی از خودم نمی‌سازم.",
    "help": "پرسشتان را دربارهٔ خوشه‌های کسب‌وکار همان‌طور که حرف می‌زنید بنویسید؛ "
    "از روی سندها پاسخ می‌دهم و منبعش را می‌آورم. برای نمونه: «خوشه چیست؟»، «همهٔ چالش‌ها را بگو»، "
    "«مراحل توسعهٔ خوشه کدام‌اند؟» یا «برای صادرات چه پیشنهادی شده؟»",
    "sources": NO_SOURCES,
    "repeat": NO_SOURCES,
    "date": NO_SOURCES,
    "person": "من رباتم و فقط از روی سندها پاسخ می‌دهم. برای حرف زدن با کارشناس، درخواستتان را ثبت کنید "
    "تا خودشان با شما تماس بگیرند؛ چند دقیقه بیشتر نیست.",
    "privacy": "گفت‌وگو، نظرها و درخواست‌هایتان اینجا نگه داشته می‌شود؛ درخواست به دست کارشناس آن می‌رسد و "
    "پرسش‌ها را کارکنان همین سامانه برای بهتر شدن پاسخ‌ها می‌خوانند. با «داده‌های من» همه را می‌گیرید و با "
    "«فراموشم کن» پاک می‌کنید.",
    "price": "من برای پاسخ دادن پولی از شما نمی‌گیرم. هزینهٔ کار کارشناسان را نمی‌دانم؛ پس از «ثبت درخواست» "
    "از خودشان بپرسید.",
    "reword": "من همان جمله‌های سند را می‌آورم تا چیزی کم و زیاد نشود؛ به زبان دیگر گفتنشان از من برنمی‌آید. "
    "برای پاسخ کوتاه‌تر شمارش را بگویید، مانند «سه چالش اول را بگو»؛ یا بگویید "
    "کدام واژه یا کدام بخش روشن نیست تا همان را در سندها پیدا کنم.",
    "nothing": "باشد؛ هر وقت پرسشی داشتید در خدمتم.",
    "telling": "ممنون که از کارتان گفتید. چه چیزی را دربارهٔ خوشه‌ها می‌خواهید بدانید؟ بنویسید، "
    "یا از این‌ها شروع کنید:",
    "complaint": "حق دارید؛ ببخشید که به کارتان نیامد. با یکی دو کلمهٔ دیگر بگویید دنبال چه هستید "
    "تا دوباره بگردم؛ اگر هم کارتان با یک آدم راه می‌افتد، درخواستتان را به کارشناس برسانید.",
    "instruction": "من فقط از روی سندهای خوشه‌های کسب‌وکار و با ذکر منبع پاسخ می‌دهم "
    "و این شیوه را نمی‌توانم تغییر بدهم. "
    "اگر پرسشی دربارهٔ خوشه‌ها دارید، بفرمایید.",
    "task": "این کار از من برنمی‌آید؛ من فقط آنچه را در سندهای خوشه‌های کسب‌وکار آمده است می‌گویم. "
    "پرسشی دربارهٔ خوشه‌ها دارید؟",
}
TO_TELLERS = (
    "خوشه چه فایده‌ای برای من دارد؟",
    "از کجا باید شروع کنم؟",
)  # questions for who told of themselves
THANKFUL = "🙏❤♥🌹💐👏👌🌸😊🙂😍🤝"  # say thanks without a word
WHAT_WAS_WRONG = "بگویم چه ایرادی داشت"  # after a complaint, instead of 👎
# Where people can go with what no document gives; keys are the commands that lead there
LEADS = {
    "intake": "اگر برای بنگاه یا خوشهٔ خودتان می‌پرسید، با «ثبت درخواست» به کارشناس بگویید "
    "تا با شما تماس بگیرد.",
    "assess": "با «خودارزیابی» می‌بینید بنگاه یا خوشهٔ شما چقدر آماده است؛ چند دقیقه بیشتر نیست.",
}
DEFINITION = "تعریف"  # what a bare «… چیست؟» looks for
NUMBER = "تعداد"  # … and what a bare «چند خوشه داریم؟» does
# What is asked by who names nothing («از کجا شروع کنیم؟»); keys are those of `meant` in rules.yaml
MEANT = {
    "beginning": "مراحل توسعه خوشه کدام‌اند؟",
    "benefits": "خوشه چه فایده‌ای دارد؟",
    "outcome": "دستاوردها چیست؟",
    "duration": "اجرای پروژه توسعه خوشه چند سال طول می‌کشد؟",
    "number": "چند خوشه شناسایی شده است؟",
}
FIELD = "توسعه خوشه"
STEPS = MEANT["beginning"]
BESIDES = "شاید این‌ها هم به کارتان بیاید:"
NEAREST_PROPOSED = "سندها پیشنهادی را به همین مورد گره نزده‌اند؛ این پیشنهادها به آن نزدیک‌ترند:"
NONE_PROPOSED = "پیشنهادی که به این مورد نزدیک باشد در سندهایی که دارم نیامده است."
RECOVERED = "(رقم‌های این جدول در سند به هم چسبیده بود و بازسازی‌شده است.)"
NO_TOPIC = "پرسشتان را درست نگرفتم. لطفاً با چند کلمهٔ بیشتر بنویسید دربارهٔ چه چیزِ خوشه‌ها می‌پرسید."
NOTHING_FOUND = "پاسخ این پرسش در سندهایی که دارم نیامده است."
NONE_OF_THEM = "هیچ‌کدام از آنچه در پاسخ پیش آمد دربارهٔ این نیست."
NO_SECTION = "بخشی با این شماره در سندهایی که دارم نیست."
UNDATED = "سند برای آنچه در پاسخ پیش آمد سالی نگفته است."
NO_MORE = "بیش از این در سندهایی که دارم نیافتم."
AT_END, AT_BEGINNING = "پس از این چیزی در آن فهرست نیست.", "پیش از این چیزی در آن فهرست نیست."
MISSING = {
    "year": "دربارهٔ زمانی که پرسیدید چیزی در سندهایی که دارم نیامده است.",
    "money": "مبلغ آن در سندهایی که دارم نیامده است.",
    "number": "رقمی که پرسیدید در سندهایی که دارم نیامده است.",
    "contact": "نشانی، شمارهٔ تماس یا شیوهٔ ثبت‌نام در سندهایی که دارم نیامده است.",
    "reason": "دلیل آن در سندهایی که دارم نیامده است.",
    "name": "نامی که پرسیدید در سندهایی که دارم نیامده است.",
    "attribute": "آنچه دربارهٔ این موضوع پرسیدید در سندهایی که دارم نیامده است.",
    "place": "دربارهٔ جایی که پرسیدید چیزی در سندهایی که دارم نیامده است.",
    "done": "در سندهایی که دارم تنها پیشنهاد آن آمده است، نه انجام شدنش.",
    "extreme": "رتبه‌بندی آن در سندهایی که دارم نیامده است.",
    "ordinal": "آنچه پرسیدید در سندهایی که دارم نیامده است.",
}


def nearest(titles: list[str]) -> str:
    """What the documents have nearest to a question that they do not answer."""
    return f"نزدیک‌ترین مطلبی که دارم: {'، '.join(f'«{title}»' for title in titles)}."


def untold(questions: Sequence[str]) -> str:
    """Said below the answer to the rest of a message; a figure asked of would look like one of a document."""
    if any(numerals(question) for question in questions):
        return "پاسخ بخش دیگر پرسشتان در سندهایی که دارم نیامده است."
    quoted = " و ".join(f"«{question}؟»" for question in questions)
    return f"پاسخ {quoted} در سندهایی که دارم نیامده است."


BARE_KINDS = {"deck": "ارائهٔ", "article": "مقالهٔ", "report": "گزارش"}


def held(kind: str, title: str) -> str:
    """One of the documents that answers rest on."""
    return f"{BARE_KINDS.get(kind, 'سند')} «{title}»"


STAND_HERE = "در این جاها آمده است:"
UNNUMBERED = "شمارهٔ اسلاید و صفحه در متن آن نیامده است."
UNPAGED = "سندهایی که دارم شمارهٔ اسلاید و صفحه ندارند. بپرسید دربارهٔ چه چیزی می‌خواهید بدانید."


def stands(document: str, locator: str) -> str:
    """Where the lines of an answer stand, with the page where that is known."""
    return f"این در {document} آمده است؛ {locator}."


def proposed(theme: str) -> str:
    """A question for those who told of such a matter."""
    return f"برای {theme} چه پیشنهادی شده است؟"


def how_about(matter: str) -> str:
    """The same question of another matter."""
    return f"{matter} چطور؟"


def told_of(matter: str) -> str:
    """A question for those who looked for it where it is not."""
    return f"دربارهٔ {matter} چه گفته‌اند؟"


def no_such_line(title: str) -> str:
    """Somebody counts further in a list than it goes, and how far that is no document proves."""
    return f"«{title}» موردی با این شماره ندارد."


def has_only(title: str, number: int) -> str:
    """Somebody counts further in a list than it goes."""
    return f"«{title}» {persian_digits(number)} مورد دارد؛ موردی با این شماره در آن نیست."


def counted(number: int, section: str) -> str:
    """How many lines a list has."""
    return f"{in_words(number)} مورد، زیر عنوان «{section}»"


def counted_as_read(number: int, section: str) -> str:
    """The same of a list whose lines extraction may have cut or joined."""
    return f"{counted(number, section)}، آن‌طور که از متن آسیب‌دیدهٔ این سند خوانده شد؛ با اصل سند بسنجید"


def side(kind: str, title: str) -> str:
    """The heading of one document's side in a comparison."""
    return f"در {held(kind, title)}:"


def silent(kind: str, title: str) -> str:
    """One of two documents that has nothing to say beside the other."""
    return f"در {held(kind, title)} چیزی در این باره نیافتم."


# Ratings, one's own data, pace, and flows
UP, DOWN = "👍", "👎"
RATED = "سپاس! نظرتان ثبت شد."
RATED_BEFORE = "نظرتان پیش‌تر ثبت شده است."
NOTHING_TO_RATE = "پاسخی از من پیدا نکردم که این نظر دربارهٔ آن باشد."
ASKER_RATES = "نظر دادن دربارهٔ این پاسخ با کسی است که پرسیده است. شما هم بپرسید تا به پاسخ خودتان نظر بدهید."
WHY = "سپاس که گفتید. چه چیزی درست نبود؟ یکی را برگزینید یا چند کلمه بنویسید."
WHY_TITLE = "نظر دربارهٔ پاسخ"
WHY_REASONS = {
    "wrong": "نادرست بود",
    "partial": "ناقص بود",
    "beside": "به پرسشم نمی‌خورد",
    "source": "منبعش نمی‌خواند",
    "unclear": "روشن نبود",
}
WHY_OWN_BUTTON = "خودم می‌نویسم"
WHY_OWN = "بفرمایید؛ در چند کلمه بنویسید چه چیزی درست نبود."
WHY_KEPT = "سپاس! دلیلتان ثبت شد و برای بهتر شدن پاسخ‌ها خوانده می‌شود."
WHY_LEFT = "باشد؛ نظرتان بدون دلیل ثبت ماند."

MY_DATA = (
    "همهٔ آنچه از شما نگه داشته‌ام در پرونده‌ای همراه این پیام است: گفت‌وگوها، نظرها، خودارزیابی‌ها، "
    "درخواست‌ها و کارهای نیمه‌تمام."
)
MY_DATA_FILE = "khoosheyar-my-data.json"
GET_FILE = "گرفتن پرونده"
NO_FILE = "این پرونده را نتوانستم بیاورم. لطفاً کمی بعد دوباره بخواهید."
FORGET = (
    "همهٔ گفت‌وگوها، نظرها، خودارزیابی‌ها و کارهای نیمه‌تمام شما برای همیشه پاک می‌شود، و درخواست‌هایتان "
    "پس گرفته و بی‌نام می‌شود. این کار برگشتی ندارد. مطمئنید که پاک کنم؟"
)
FORGET_YES, FORGET_NO = "بله، همه را پاک کن", "نه، بماند"
FORGOTTEN = "همه‌چیز پاک شد. اگر باز هم پرسشی داشتید، از نو در خدمتم."
NOT_FORGOTTEN = "چیزی پاک نشد."
SHARE_CONTACT = "📱 فرستادن شمارهٔ من"
SHARE_HINT = "شماره‌ای را که با آن در تلگرامید، با دکمهٔ پایین هم می‌شود فرستاد."
IN_PRIVATE_ONLY = "این را فقط در گفت‌وگوی خصوصی انجام می‌دهم تا دیگران داده‌های شما را نبینند."
TOO_FAST = "کمی تندتر از توان من می‌نویسید. لطفاً چند لحظه صبر کنید و دوباره بفرستید."


SAVED_AT = "پرونده اینجا گذاشته شد:"  # in the terminal, before the path
MORE_SHOWN = "ادامه را فرستاده‌ام؛ پایین‌تر است."

FLOW_CANCEL, FLOW_BACK, FLOW_SKIP, FLOW_RESTART = "لغو", "بازگشت", "ردکردن", "از اول"
FLOW_PAUSE = "ادامه بعداً"
FLOW_CANCELLED = "کنار گذاشته شد. هر وقت خواستید پرسشتان را بنویسید."
FLOW_DONE_WITH = "این دکمه دیگر به جایی نمی‌رسد. پرسشتان را بنویسید."


LANGUAGES = {"fa": "فارسی", "en": "English"}
LANGUAGE_ASKED = (
    "دکمه‌ها، راهنما و پیام‌های خودم به کدام زبان باشد؟\nIn which language shall my buttons and help be?"
)
LANGUAGE_SET = "از این پس دکمه‌ها، راهنما و پیام‌های خودم فارسی است."


def sources(count: int) -> str:
    """The button for the quotes of an answer."""
    return f"{SOURCES_BUTTON} ({persian_digits(count)})"


def more(shown: int, total: int) -> str:
    """The button for the rest of a long list."""
    return f"ادامه ({persian_digits(shown)} از {persian_digits(total)})"


def begin(title: str) -> str:
    """The button that starts a flow."""
    return f"آغاز {title}"


def resume(title: str) -> str:
    """The button that goes on with an interrupted flow."""
    return f"ادامهٔ {title}"


def paused(title: str) -> str:
    """Said when the person puts a flow aside for later."""
    return f"«{title}» همان‌جا که هست می‌ماند. هر وقت خواستید، چند روز دیگر هم، بنویسید «ادامه»."


def go_on(title: str) -> str:
    """Asked when a flow has waited for long."""
    return f"«{title}» از پیش نیمه‌کاره مانده است. ادامه بدهیم؟"


def why_asked(title: str) -> str:
    """Said to who asks about the question of a form, above that question."""
    return (
        f"این پرسشِ «{title}» است و پاسخش به همان کار می‌آید. هر کدام را که «{FLOW_SKIP}» دارد می‌توانید "
        f"بی‌پاسخ بگذارید؛ «{FLOW_CANCEL}» هم همه را کنار می‌گذارد."
    )


FLOW_LENGTH = (
    "بالای هر پرسش نوشته شده که چندمی است و همه چند تاست. اگر الان وقت یا حوصله‌اش را ندارید، بنویسید "
    f"«{FLOW_PAUSE}»؛ هر روز دیگری هم که برگردید از همین‌جا ادامه می‌دهیم."
)


def drop(title: str) -> str:
    """Asked when a typed «لغو» would throw answers away."""
    return (
        f"هنوز چیزی پاک نشده است؛ اگر باز هم «{FLOW_CANCEL}» بگویید، آنچه در «{title}» گفته‌اید پاک می‌شود. "
        "به آن برگردیم؟"
    )


# An answer as a table
TABLE_BUTTON = "جدول (اکسل)"
TABLE_READY = "جدول این پاسخ آماده است؛ کنار هر سطر سند و جای آن آمده است."
NO_TABLE = "پاسخی پیدا نکردم که بتوانم جدولش کنم. اول فهرستی بخواهید؛ برای نمونه «همهٔ پیشنهادهای صادراتی»."
TABLE_SHEET = "پاسخ"
TABLE_COLUMNS = ("ردیف", "متن", "سند", "جا", "موضوع", "نهاد", "جایگاه در پاسخ")
TABLE_PLACES = ("خود پاسخ", "شاید به کار بیاید")  # of the last column: a line beside the answer is the second
THEMES = {
    "export": "صادرات",
    "market": "بازار و برند",
    "finance": "تأمین مالی",
    "technology": "فناوری",
    "innovation": "نوآوری",
    "cost": "کاهش هزینه",
    "governance": "حکمرانی",
    "coordination": "هماهنگی و همکاری",
    "university": "دانشگاه",
    "trust": "فرهنگ و اعتماد",
    "digital": "دیجیتال",
    "rural": "روستا و منطقه",
    "training": "آموزش و مهارت",
    "supply": "تأمین مواد",
    "value_chain": "زنجیره ارزش",
    "services": "خدمات توسعهٔ کسب‌وکار",
    "evaluation": "ارزیابی",
}

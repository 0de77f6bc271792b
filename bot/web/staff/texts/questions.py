"""What people asked, what the documents lack, and reviewed answers."""

from bot.dialogue.turn import Outcome
from bot.staff.questions import Kind

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
MARK_HELP = "از این پس در هر ارزیابی دوباره پرسیده می‌شود. پاسخ درست را می‌توانید همین حالا یا بعد بگویید."
EXPECTED = "پاسخ درست چه بود؟"
EXPECTED_HELP = "این پرسش با همین داوری در ارزیابی‌ها پرسیده می‌شود؛ پاسخی که مردم می‌گیرند عوض نمی‌شود."
EXPECTED_NEEDED = "پاسخ درستش هنوز گفته نشده است"
EXPECTED_RIGHT = {
    "refuses": "باید می‌گفت که در سندها نیست",
    "holds": "باید این نکته‌ها را می‌گفت:",
}
EXPECTED_FACTS = "نکته‌ها"
EXPECTED_FACTS_HELP = "هر خط یک نکته، با واژه‌های سند. اگر چند جور می‌شود گفت، میانشان | بگذارید."
EXPECTED_SOURCE = "نکته‌ها از کجاست؟"
EXPECTED_BUTTON = "ثبت پاسخ درست"
EXPECTED_CHOOSE = "یکی از دو گزینه را انتخاب کنید."
EXPECTED_NO_FACTS = "دست‌کم یک نکته بنویسید."
EXPECTED_NOT_THERE = "«{fact}» در نقلِ منبعی که برگزیدید نیست."
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
GAPS_WAITING = "هنوز همهٔ پرسش‌ها کنار هم گذاشته نشده‌اند؛ کمی بعد کامل‌تر می‌شود."
GAPS_AGAIN = "دوباره نگاه کنید"
GAPS_NONE = "هنوز پرسش بی‌پاسخی نیست."

ANSWERS_TITLE = "پاسخ‌های بازبینی‌شده"
ANSWERS_LEAD = (
    "به این پرسش‌ها نخست همین پاسخ داده می‌شود. اگر سندِ پاسخ عوض شود، پاسخ کنار می‌رود تا دوباره بازبینی شود."
)
ANSWER_BY = "تأیید {name}، {date}"
ANSWER_SERVED, ANSWER_RESTS = "داده می‌شود", "سند عوض شده؛ کنار رفته"
ANSWER_WITHDRAW = "پس‌گرفتن"
ANSWERS_NONE = "هنوز پاسخی بازبینی نشده است. از صفحهٔ پرسش‌ها آغاز کنید."

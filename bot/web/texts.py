"""Every Persian sentence of the web page and its API."""

from bot.dialogue import texts
from bot.dialogue.languages import say
from bot.dialogue.turn import Language

PAGE = {
    "title": "خوشه‌یار",
    "tagline": "پاسخ با منبع، دربارهٔ خوشه‌های کسب‌وکار",
    "description": "دستیار فارسی سندهای خوشه‌های کسب‌وکار: هر پاسخ با منبع آن.",
    "welcome": texts.WELCOME,
    "welcome_text": texts.INVITATION,
    "examples": "نمونهٔ پرسش‌ها",
    "placeholder": "پرسشتان را بنویسید…",
    "question": "پرسش شما",
    "send": "فرستادن",
    "conversation": "گفت‌وگو",
    "you": "شما",
    "assistant": "خوشه‌یار",
    "thinking": "در حال یافتن پاسخ…",
    "sources": texts.SOURCES_BUTTON,
    "source": "منبع",
    "quote": "متن سند",
    "close": "بستن",
    "retry": "دوباره بفرست",
    "offline": "به سرور وصل نشدم. اینترنت خود را ببینید و دوباره بفرستید؛ پیامتان نگه داشته شده است.",
    "timeout": "پاسخ دیر کرد. دوباره بفرستید؛ پرسش شما دو بار ثبت نمی‌شود.",
    "skip": "رفتن به جعبهٔ پرسش",
    "theme": "روشن یا تاریک",
    "suggestions": "شاید این به کارتان بیاید",
    "rate": "این پاسخ به کارتان آمد؟",
    "rate_up": "پاسخ خوبی بود",
    "rate_down": "پاسخ خوبی نبود",
    "menu": "فهرست کارها",
    "my_cases": "وضعیت درخواست",
    "my_data": "گرفتن داده‌های من",
    "forget": "پاک کردن داده‌های من",
    "no_script": "این صفحه برای گفت‌وگو به جاوااسکریپت نیاز دارد.",
}
ENGLISH_PAGE = PAGE | {
    "title": "Khoosheyar",
    "tagline": "Sourced answers about business clusters",
    "description": "A Persian assistant over documents on business clusters: answers with their sources.",
    "welcome": "Hello! I am Khoosheyar",
    "welcome_text": (
        "Ask about business clusters: what they are, how they are developed, their challenges, proposals and"
        " figures. Answers come in Persian, each sentence with its source."
    ),
    "examples": "Example questions",
    "placeholder": "Write your question…",
    "question": "Your question",
    "send": "Send",
    "conversation": "Conversation",
    "you": "You",
    "assistant": "Khoosheyar",
    "thinking": "Looking for the answer…",
    "sources": say(texts.SOURCES_BUTTON, Language.ENGLISH),
    "source": "Source",
    "quote": "Words of the document",
    "close": "Close",
    "retry": "Send again",
    "offline": "I could not reach the server. Check your connection and send again; your message is kept.",
    "timeout": "The answer took too long. Send again; your question is not counted twice.",
    "skip": "Go to the question box",
    "theme": "Light or dark",
    "suggestions": "This may help",
    "rate": "Was this answer of use?",
    "rate_up": "It was a good answer",
    "rate_down": "It was not a good answer",
    "menu": "What you can do",
    "my_cases": "How my request stands",
    "my_data": "Get my data",
    "forget": "Delete my data",
    "no_script": "This page needs JavaScript for the conversation.",
}
PAGES = {Language.PERSIAN: PAGE, Language.ENGLISH: ENGLISH_PAGE}
DIRECTION = {Language.PERSIAN: "rtl", Language.ENGLISH: "ltr"}  # of the page's own words
TROUBLE = "برای پاسخ دادن مشکلی پیش آمد. لطفاً کمی بعد دوباره بفرستید."
BUSY = "پیام پیشین شما هنوز در دست پاسخ است. چند لحظهٔ دیگر دوباره بفرستید."
TOO_LARGE = "این پیام بیش از اندازه بزرگ است. لطفاً پرسش کوتاه‌تری بنویسید."
MALFORMED = "این درخواست کامل نیست یا درست نوشته نشده است."
NOT_FOUND = "چنین نشانی‌ای اینجا نیست."
NOT_ALLOWED = "این نشانی این نوع درخواست را نمی‌پذیرد."

"""Every Persian sentence that people are shown; short, warm, شما."""

from knowledge.persian import persian_digits

EMPTY = "پیام شما خالی بود. پرسشتان را دربارهٔ خوشه‌های کسب‌وکار بنویسید."
NO_WORDS = "من پیام‌های نوشتاری را می‌خوانم. لطفاً پرسشتان را با چند کلمه بنویسید."


def too_long(limit: int) -> str:
    return f"پیام شما بلندتر از اندازه است. لطفاً پرسش را در کمتر از {persian_digits(limit)} حرف بنویسید."

"""The numbers of the desk."""

from knowledge.persian import persian_digits

OVERVIEW_TITLE = "نمای کلی"
OVERVIEW_CASES, OVERVIEW_OPEN = "پرونده", "پروندهٔ باز"
OVERVIEW_ASKED, OVERVIEW_ANSWERED = "پرسش در ۳۰ روز", "پاسخ‌گرفته"
OVERVIEW_REFUSED = "بی‌پاسخ"
OVERVIEW_LIKED, OVERVIEW_MEDIAN = "پسندیده (از نظرها)", "میانهٔ زمان پاسخ"
OVERVIEW_HIDDEN = "پوشیده"
OVERVIEW_SMALL = (
    "گروه‌های کوچک‌تر از {smallest} پوشیده‌اند تا بنگاهی شناخته نشود؛ اگر شمارشان از تفریق به دست می‌آمد،"
    " گروه‌های دیگری هم با آن‌ها پوشیده شده‌اند."
)
OVERVIEW_TOO_FEW = "هنوز آن‌قدر پرونده نیست که جدا نشان داده شود."
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


def duration(milliseconds: float) -> str:
    """«۳۵۰ میلی‌ثانیه», «۲٫۴ ثانیه», «۳ دقیقه»: in the unit that people grasp."""
    if round(milliseconds) < 1000:
        return f"{persian_digits(round(milliseconds))} میلی‌ثانیه"
    seconds = milliseconds / 1000
    if seconds < 59.95:
        return f"{persian_digits(f'{seconds:.1f}'.removesuffix('.0').replace('.', '٫'))} ثانیه"
    return f"{persian_digits(round(seconds / 60))} دقیقه"

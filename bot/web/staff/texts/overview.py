"""The numbers of the desk."""

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

"""The documents as the assistant sees them."""

from knowledge.document import FigureStatus, Topic

KNOWLEDGE_TITLE = "سندها"
KNOWLEDGE_LEAD = "سندهایی که پاسخ‌ها از آن‌هاست، همان‌گونه که خوشه‌یار می‌بیند."
KNOWLEDGE_DOCUMENT, KNOWLEDGE_FILE, KNOWLEDGE_ITEMS = "سند", "پرونده", "جمله و بند"
KNOWLEDGE_REPAIRED, KNOWLEDGE_RECOVERED, KNOWLEDGE_DOUBTS = "ترمیم‌شده", "عدد بازیافته", "چشم‌به‌راه بازبینی"
KNOWLEDGE_BROWSE = "چالش‌ها و پیشنهادها"
KNOWLEDGE_DOUBTS_LEAD = "خط‌هایی که با اطمینان کم خوانده شده‌اند یا عددی دارند که از روی حساب بازیافته شده است."
KNOWLEDGE_NO_DOUBTS = "چیزی چشم‌به‌راه بازبینی نیست."
KNOWLEDGE_ORIGINAL = "متن خام"
KNOWLEDGE_CONFIDENCE = "اطمینان {percent}"
KNOWLEDGE_SECTIONS = "بخش‌ها و بندها"
FIGURE_STATUS = {
    FigureStatus.RECOVERED: "بازیافته",
    FigureStatus.UNCONFIRMED: "تأییدنشده",
    FigureStatus.UNREADABLE: "ناخوانا",
}
TOPICS = {Topic.CHALLENGES: "چالش‌ها", Topic.PROPOSALS: "پیشنهادها"}
ITEM_TOPIC, ITEM_THEME, ITEM_SOURCE, ITEM_BODY = "دسته", "موضوع", "سند", "نهاد مسئول"
ITEMS_FOUND = "{count} مورد"

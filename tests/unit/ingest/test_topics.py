import pytest

from ingest.topics import find_topic
from knowledge.document import Theme, Topic
from knowledge.themes import find_bodies, find_themes


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("تعریف شبکهٔ همکاری", Topic.DEFINITION),
        ("چالش‌های پیش رو", Topic.CHALLENGES),
        ("آسیب‌شناسی طرح", Topic.CHALLENGES),
        ("ریشه‌های عقب‌ماندگی", Topic.CHALLENGES),
        ("چرا مهارت شکل نمی‌گیرد؟", Topic.CHALLENGES),
        ("راه‌های برون‌رفت", Topic.PROPOSALS),
        ("سرفصل‌ها", Topic.OTHER),
        ("راهکارهای پیشنهادی", Topic.PROPOSALS),
        ("مراحل اجرای طرح", Topic.PROCESS),
        ("دستاوردهای طرح", Topic.ACHIEVEMENTS),
        ("جمع‌بندی", Topic.CONCLUSION),
        ("حرف آخر", Topic.CONCLUSION),
        ("مزایای همکاری", Topic.BENEFITS),
        ("شناسنامهٔ گزارش", Topic.ABOUT),
        ("فهرست مطالب", Topic.OTHER),
        ("دربارهٔ باران", Topic.OTHER),
    ],
)
def test_reads_the_topic_off_the_title(title: str, topic: Topic) -> None:
    assert find_topic((title,)) is topic


def test_a_title_without_a_topic_takes_its_chapters() -> None:
    assert find_topic(("مزایای همکاری", "در استان یزد")) is Topic.BENEFITS


def test_a_section_on_syllabuses_is_no_table_of_contents() -> None:
    assert find_topic(("چرا مهارت شکل نمی‌گیرد؟", "ب) کهنگی سرفصل‌ها")) is Topic.CHALLENGES


def test_thanks_belong_to_no_chapter() -> None:
    assert find_topic(("پیشنهادها", "با تشکر از شما")) is Topic.OTHER


def test_an_item_may_touch_several_themes() -> None:
    themes = find_themes("کنسرسیوم صادراتی با تضمین اعتبار و آموزش نیروی انسانی")
    assert {Theme.EXPORT, Theme.FINANCE, Theme.TRAINING} <= set(themes)
    assert find_themes("هوا خوب است") == ()


def test_names_the_bodies_however_they_are_spelt() -> None:
    assert find_bodies("دانشگاههاي منطقه و وزارت صمت") == ("وزارت صمت", "دانشگاه‌ها")

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.document import Theme
from knowledge.themes import find_bodies, find_themes


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("اعزام هیئت تجاری به کشورهای همسایه", Theme.EXPORT),
        ("فروش جنس به بازار خارج از ایران", Theme.EXPORT),
        ("جنسمون بره خارج", Theme.EXPORT),
        ("حضور در نمایشگاه‌ها", Theme.MARKET),
        ("پرداخت تسهيلات ارزان", Theme.FINANCE),
        ("نوسازی ماشین‌آلات", Theme.TECHNOLOGY),
        ("ترویج نوآوری", Theme.INNOVATION),
        ("صرفه‌جویی با خرید مشترک", Theme.COST),
        ("تشکیل شورا در استان", Theme.GOVERNANCE),
        ("هم‌افزایی دستگاه‌ها", Theme.COORDINATION),
        ("پارک‌های علم و فناوری", Theme.UNIVERSITY),
        ("اعتمادآفرینی میان اعضا", Theme.TRUST),
        ("راه‌اندازی سامانهٔ اینترنتی", Theme.DIGITAL),
        ("مناطق کمتر توسعه‌یافته", Theme.RURAL),
        ("آموزش مهارت‌های حرفه‌ای", Theme.TRAINING),
        ("تأمین مواد اولیه", Theme.SUPPLY),
        ("تکمیل زنجیرهٔ ارزش", Theme.VALUE_CHAIN),
        ("مراکز خدمات توسعهٔ کسب‌وکار (BDS)", Theme.SERVICES),
        ("پایش شاخص‌ها", Theme.EVALUATION),
    ],
)
def test_a_sentence_shows_its_theme(text: str, theme: Theme) -> None:
    assert theme in find_themes(text)


def test_every_theme_can_be_found() -> None:
    named = (
        "صادرات بازار مالی فناوری نوآوری هزینه شورا هماهنگی دانشگاه اعتماد دیجیتال روستا آموزش "
        "مواد اولیه زنجیره ارزش مشاور ارزیابی"
    )
    assert set(find_themes(named)) == set(Theme)


@pytest.mark.parametrize("text", ["", "😀", "این بخش سه صفحه دارد.", "نامش از فهرست خارج شد", "12 و 13", "ﷺ"])
def test_a_sentence_without_a_theme_has_none(text: str) -> None:
    assert find_themes(text) == ()


def test_accreditation_is_not_money() -> None:
    assert Theme.FINANCE not in find_themes("اعتبارسنجی مشاوران")
    assert Theme.FINANCE in find_themes("اعتبار ارزی مشاوران")


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("راهکارهای پیشنهادی برای رونق خوشه‌ها", Theme.GOVERNANCE),
        ("یکی از عوامل موفقیت خوشه‌ها", Theme.FINANCE),
        ("ساختار شفاف مالی شرکت", Theme.FINANCE),
        ("نهادهای پشتیبان خوشه", Theme.SUPPLY),
        ("سازمان فنی و حرفه‌ای استان", Theme.TECHNOLOGY),
        ("ارتباط زنده و حرفه‌ای اعضا", Theme.TRAINING),
        ("برند منطقه‌ای مشترک", Theme.RURAL),
        ("فایدهٔ کار گروهی", Theme.INNOVATION),
        ("صنایع الکترونیک", Theme.DIGITAL),
        ("شاخص‌های واقعی مانند نرخ درآمد صادراتی ارزیابی شود", Theme.EXPORT),
        ("مالکیت جمعی و ساختار شفاف مالی", Theme.FINANCE),
        ("شاخص‌هایی که ارزیابی می‌شوند: نرخ درآمد صادراتی", Theme.EXPORT),
    ],
)
def test_a_word_that_only_looks_alike_shows_no_theme(text: str, strange: Theme) -> None:
    assert strange not in find_themes(text)


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("وزارت صنعت، معدن و تجارت موظف است", ("وزارت صمت",)),
        ("وزارت صمت و سازمان صنايع كوچك", ("وزارت صمت", "سازمان صنایع کوچک و شهرک‌های صنعتی")),
        ("دانشگاه‌ها و مراکز رشد", ("دانشگاه‌ها", "مراکز رشد")),
        ("نهادهای پشتیبان", ("نهادهای پشتیبان",)),
        ("عاملان توسعه", ("عامل توسعه خوشه",)),
        ("شورای ملی آمار", ()),
        ("وزارت تعاون، کار و رفاه اجتماعی و بانک مرکزی", ("وزارت تعاون، کار و رفاه اجتماعی", "بانک مرکزی")),
        ("سازمان توسعهٔ تجارت و صندوق ضمانت صادرات", ("سازمان توسعه تجارت", "صندوق ضمانت صادرات")),
        ("حمایت دولت، و بخش خصوصی", ("دولت", "بخش خصوصی")),
        ("همکاری دولتی", ()),
        ("بنگاه‌ها", ()),
    ],
)
def test_bodies_go_by_their_usual_names(text: str, bodies: tuple[str, ...]) -> None:
    assert find_bodies(text) == bodies


@given(st.text())
def test_any_text_has_each_theme_and_body_once_at_most(text: str) -> None:
    for found in (find_themes(text), find_bodies(text)):
        assert len(found) == len(set(found))


@given(st.sampled_from(["صادرات", "نوآوری", "وزارت صمت", "بخش خصوصی"]), st.text("ابت خو\n", max_size=20))
def test_what_stands_around_it_hides_no_theme_or_body(named: str, around: str) -> None:
    text = f"{around} {named} {around}"
    assert set(find_themes(named)) <= set(find_themes(text))
    assert set(find_bodies(named)) <= set(find_bodies(text))

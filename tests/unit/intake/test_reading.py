"""What typed answers mean: numbers, fields of activity, places, needs, names, mobiles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.ports import Json
from bot.intake.loading import load_intake
from bot.intake.numbers import read_numbers
from bot.intake.reading import Narrowed, Understood, read_answer, read_mobile
from knowledge.persian import persian_digits

FORM = load_intake()


def read(field_id: str, text: str) -> Json:
    """The value; the ids, group, province or cities of a second question as a tuple text."""
    field = FORM.field(field_id)
    assert field is not None
    match read_answer(FORM, field, text):
        case Understood(value=value):
            return value
        case Narrowed(options=options, group=group, province=province, places=places):
            left = [*(o.id for o in options), *(f"{p.id}:{city}" for p, city in places)]
            left += [half.id for half in (group, province) if half is not None]
            return "? " + " ".join(left)
    return None


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("۱۲ نفریم", "10-49"),
        ("دوازده نفر", "10-49"),
        ("دوازده‌نفریم", "10-49"),
        ("۱۲۰نفر", "100+"),
        ("صد و بیست نفر پرسنل داریم", "100+"),
        ("سی و پنج تا", "10-49"),
        ("هزار و دویست نفر", "100+"),
        ("نه نفر", "2-9"),
        ("یه نفر", "1"),
        ("خودم تنهام", "1"),
        ("خودم", "1"),
        ("خودم و برادرم", "2-9"),
        ("کمتر از ۱۰ نفر", "2-9"),
        ("سال ۱۳۹۰ تأسیس شدیم و ۱۲ نفریم", "10-49"),
        ("10 تا 49 نفر", "10-49"),
        ("بین ۸ تا ۱۲ نفر", "? 2-9 10-49"),
        ("۰", None),
        ("نه", None),
        ("خیلی", None),
    ],
)
def test_numbers_of_staff(text: str, band: Json) -> None:
    assert read("staff", text) == band


@given(st.integers(1, 99_999))
def test_a_number_is_read_from_any_digits(number: int) -> None:
    arabic = str(number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    for shown in (str(number), persian_digits(number), arabic):
        assert read_numbers(f"{shown} نفریم") == [(number, "نفریم")]


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("تو کار کفشیم", "shoes"),
        ("کفاشی", "shoes"),
        ("مبل و منبت", "furniture"),
        ("قطعه‌سازی خودرو", "auto-parts"),
        ("زعفران‌کاریم", "saffron"),
        ("ماشین‌سازی", "machines"),
        ("فرش دستباف", "carpet"),
        ("سنگ‌بری داریم", "stone"),
        ("نساجی", "? textile"),
        ("کیف و کفش", "? shoes leather"),
        ("گزارش", None),
        ("فلافل", None),
    ],
)
def test_fields_of_activity(text: str, sector: Json) -> None:
    assert read("sector", text) == sector


def at(province: str, city: str) -> Json:
    return {"province": province, "city": city}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("اصفهان، نجف‌آباد", at("isfahan", "نجف‌آباد")),
        ("نجفآباد", at("isfahan", "نجف‌آباد")),
        ("استان اصفهان شهرستان نجف آباد هستیم", at("isfahan", "نجف‌آباد")),
        ("تو شهر شیرازیم", at("fars", "شیراز")),
        ("شیرزا", at("fars", "شیراز")),
        ("اسلام شهر", at("tehran", "اسلامشهر")),
        ("شهر اصفهان", at("isfahan", "اصفهان")),
        ("بندر عباس", at("hormozgan", "بندرعباس")),
        ("سيستان و بلوچستان، زابل", at("sistan-baluchestan", "زابل")),
        ("گیلان - لشت نشا", at("gilan", "لشت نشا")),
        ("نور آباد لرستان", at("lorestan", "نورآباد")),
        ("اصفهان", "? isfahan"),
        ("نورآباد", "? fars:نورآباد lorestan:نورآباد"),
        ("الکی پلکی", None),
        ("۱۲۳", None),
    ],
)
def test_places(text: str, place: Json) -> None:
    assert read("place", text) == place


def test_every_city_is_found_by_its_own_name_and_province() -> None:
    for province in FORM.places.provinces:
        for city in province.cities:
            assert read("place", f"{province.name}، {city}") in (
                at(province.id, city),
                f"? {province.id}" if city == province.name else None,
            ), (province.name, city)


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("برای صادرات و وام کمک می‌خوایم", ["finance", "export"]),
        ("آموزش، بازاریابی", ["export", "training"]),
        ("۱ و ۳", ["finance", "technology"]),
        ("سرمایه در گردش و خرید مواد اولیه", ["finance", "cost"]),
        ("نوآوري و كاهش هزينه‌ها و BDS", ["innovation", "cost", "bds"]),
        ("همه", ["finance", "export", "technology", "innovation", "cost", "bds", "training"]),
        ("هیچی", None),
        ("۹۹", None),
    ],
)
def test_needs(text: str, needs: Json) -> None:
    assert read("needs", text) == needs


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("یه کارگاه تولیدی داریم", "firm"),
        ("شرکت تعاونی", "association"),
        ("اتحادیه کفاشان", "association"),
        ("عامل توسعه", "agent"),
        ("دانشگاه", "institution"),
        ("۲", "association"),
        ("من", None),
    ],
)
def test_kinds_of_applicants(text: str, kind: Json) -> None:
    assert read("kind", text) == kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("من سارا احمدی هستم", "سارا احمدی"),
        ("اسمم رضا محمدی است", "رضا محمدی"),
        ("علی", "علی"),
        ("۱۲۳", None),
        ("سا", None),
        ("0912 1234567", None),
    ],
)
def test_names(text: str, name: Json) -> None:
    assert read("name", text) == name


@given(
    number=st.from_regex(r"9[0-9]{9}", fullmatch=True),
    lead=st.sampled_from(["0", "+98", "0098", "98", "", "+98 ", "0098-", "(0)"]),
    digits=st.sampled_from(["0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"]),
    gaps=st.lists(st.sampled_from(["", " ", "-", " - ", ".", "\u200c", "ـ"]), min_size=3, max_size=3),
    around=st.sampled_from(["{}", "شماره‌ام {} است", "موبایل: {}", " {} "]),
)
def test_a_mobile_is_read_however_it_is_written(
    number: str, lead: str, digits: str, gaps: list[str], around: str
) -> None:
    written = lead + number[:3] + gaps[0] + number[3:6] + gaps[1] + number[6:8] + gaps[2] + number[8:]
    shown = written.translate(str.maketrans("0123456789", digits))
    assert read_mobile(around.format(shown)) == f"0{number}"


@pytest.mark.parametrize(
    "text", ["0912123456", "091212345678", "03131234567", "تماس نگیرید", "", "+1 912 123 4567 89"]
)
def test_other_numbers_are_no_mobile(text: str) -> None:
    assert read_mobile(text) is None

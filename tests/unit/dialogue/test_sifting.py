"""What says nothing to who asked is left out."""

from bot.dialogue.evidence import Evidence
from bot.dialogue.parts import Part, whole_group
from bot.dialogue.question import read_question
from bot.dialogue.sifting import sift
from bot.dialogue.trace import Side
from knowledge.document import Document, Topic
from tests.unit.dialogue.library import Library, bullets, section

PLACES = ("زنبورستان تبریز", "زنبورستان یزد", "بازار عسل تبریز")
LABELS = ("نهاد دولتی ۱", "نهاد دولتی ۲")
BODIES = ("تعاونی گلپر", "نهاد زنبورداران")
MAP = Document(
    id="m",
    source="m.md",
    title="نقشه",
    kind="deck",
    sections=(
        section("m", "1", "نمونه‌ها", Topic.OTHER, *bullets("نمونه‌ها چنین‌اند:", *PLACES)),
        section("m", "2", "نمودار", Topic.OTHER, *bullets("در نمودار:", *LABELS)),
        section("m", "3", "نهادها", Topic.OTHER, *bullets("دو نهاد هستند:", *BODIES)),
        section("m", "4", "راه‌های یزد", Topic.OTHER, *bullets("راه‌ها:", "جاده تبریز", "جاده بندر")),
    ),
    digest="6" * 64,
)
LIBRARY = Library(MAP)
PARTS = {s.title: whole_group(LIBRARY.catalogue.groups(s.id)[0]) for s in MAP.sections}


def sifted(question: str, *parts: Part) -> list[tuple[str, ...]]:
    query = LIBRARY.reader.read(question)
    side = sift(read_question(question), query, Side(Evidence((), (), {}), parts, None, 1.0))
    return [part.lines for part in side.parts]


def test_of_a_list_of_places_those_that_are_named_are_told() -> None:
    assert sifted("در تبریز چه کردند؟", PARTS["نمونه‌ها"]) == [(PLACES[0], PLACES[2])]


def test_a_list_is_whole_where_no_place_is_named_or_none_of_it_or_its_heading_names_one() -> None:
    assert sifted("نمونه‌ها چیست؟", PARTS["نمونه‌ها"]) == [PLACES]
    assert sifted("در سنندج چه کردند؟", PARTS["نمونه‌ها"]) == [PLACES]
    assert sifted("راه تبریز به یزد؟", PARTS["راه‌های یزد"]) == [("جاده تبریز", "جاده بندر")]


def test_labels_of_a_diagram_are_left_out_beside_a_list_of_names() -> None:
    assert sifted("نهادها را نام ببر", PARTS["نمودار"], PARTS["نهادها"]) == [BODIES]


def test_labels_are_told_where_they_alone_are_meant() -> None:
    assert sifted("نهاد دولتی نمودار", PARTS["نمودار"], PARTS["نهادها"]) == [LABELS, BODIES]
    assert sifted("نهادها را نام ببر", PARTS["نمودار"]) == [LABELS]


def test_places_lead_where_clusters_or_towns_are_wanted_by_name() -> None:
    question, parts = "کدام خوشه‌ها موفق بودند؟", (PARTS["نهادها"], PARTS["نمونه‌ها"])
    asked, query = read_question(question), LIBRARY.reader.read(question)
    side = sift(asked, query, Side(Evidence((), (), {}), parts, None, 1.0))
    assert (side.parts, side.besides) == (parts[1:], parts[:1])
    assert sifted("در کدام شهر زنبورستان است؟", *parts) == [PLACES]
    assert sifted("نهادها و نمونه‌ها؟", *parts) == [BODIES, PLACES]
    assert sifted(question, PARTS["نهادها"]) == [BODIES]


def test_which_step_comes_before_one_is_no_choice_of_steps() -> None:
    assert sifted("بازار عسل کدام نمونه است؟", PARTS["نمونه‌ها"]) == [PLACES[2:]]
    assert sifted("بازار عسل بعد از کدام نمونه است؟", PARTS["نمونه‌ها"]) == [PLACES]

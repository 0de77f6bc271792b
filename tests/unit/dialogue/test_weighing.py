"""What of the places that were found leads the answer, stands beside it or is left out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from bot.dialogue import weighing
from bot.dialogue.belonging import NAMED
from bot.dialogue.evidence import Evidence, ScoredItem
from bot.dialogue.parts import Part, part_of
from bot.dialogue.question import Kind, Question
from bot.dialogue.trace import Side
from bot.dialogue.weighing import ALL, BESIDE, FOREIGN, standings, weigh
from knowledge.document import Document, Topic
from knowledge.retriever import Familiarity, Hit
from tests.unit.dialogue.library import Library, passages, section, sentences

HONEY = "عسل کوهستان در بندر فروخته می‌شود."
PRICE = "بهای عسل را خریداران بندر می‌گذارند."
WAX = "موم در کارگاه روستا آب می‌شود."
ROAD = "راه ییلاق در زمستان بسته است."
REPORT = Document(
    id="r",
    source="r.md",
    title="گزارش زنبورداری",
    kind="article",
    sections=(
        section("r", "1", "فروش", Topic.OTHER, *sentences(HONEY, PRICE)),
        section("r", "2", "کارگاه", Topic.OTHER, *sentences(WAX)),
        section("r", "3", "راه", Topic.CHALLENGES, *sentences(ROAD)),
    ),
    digest="3" * 64,
)
LIBRARY = Library(REPORT)
QUERY = LIBRARY.reader.read("عسل کوهستان را کجا می‌فروشند؟")
ASKED = Question(Kind.FACT, frozenset(), frozenset(), (), next_step=False, years=frozenset())
PARTS = {
    item.text: part_of(group, [item])
    for each in REPORT.sections
    for group in LIBRARY.catalogue.groups(each.id)
    for item in group.items
}


def evidence(scores: dict[str, float]) -> Evidence:
    places = [(p, LIBRARY.catalogue.place(p.item_id)) for p in passages(REPORT) if p.item_id]
    items = [
        ScoredItem(place, Hit(passage, score, score, 0.0, 0.0))
        for passage, place in places
        if (score := scores.get(place.item.text)) is not None
    ]
    items.sort(key=lambda each: -each.hit.score)
    return Evidence(tuple(items), (), {}, Familiarity())


FOUND = evidence({HONEY: 0.9, PRICE: 0.85, WAX: 0.7, ROAD: 0.6})


@pytest.fixture
def chances(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """The likelihood of the parts, one after the other."""
    given: list[float] = []
    monkeypatch.setattr(weighing, "_likelihood", lambda standing, enough: given.pop(0))
    yield given
    assert not given


def weighed(*said: str, asked: Question = ASKED) -> tuple[Sequence[str], Sequence[str]]:
    side = weigh(asked, QUERY, standing(*(PARTS[each] for each in said)))
    return lines(side.parts), lines(side.besides)


def standing(*parts: Part) -> Side:
    return Side(FOUND, parts, None, 1.0)


def lines(parts: Sequence[Part]) -> Sequence[str]:
    return [line for part in parts for line in part.lines]


def test_what_hardly_belongs_is_said_beside_and_what_does_not_is_left_out(chances: list[float]) -> None:
    chances += [0.9, (BESIDE + FOREIGN) / 2, FOREIGN / 2]
    assert weighed(HONEY, WAX, ROAD) == ([HONEY], [WAX])


def test_the_likeliest_place_leads_and_stays_together(chances: list[float]) -> None:
    chances += [0.4, 0.6, 0.9]
    assert weighed(HONEY, WAX, PRICE) == ([HONEY, PRICE, WAX], [])


def test_something_is_always_said(chances: list[float]) -> None:
    chances += [0.01, 0.01 * FOREIGN / 2]
    assert weighed(WAX, ROAD) == ([WAX], [])


def test_a_step_is_not_parted_from_its_process(chances: list[float]) -> None:
    chances += [0.9, FOREIGN / 2, FOREIGN / 2]
    steps = [PARTS[HONEY], replace(PARTS[PRICE], ordered=True), PARTS[ROAD]]
    assert lines(weigh(ASKED, QUERY, standing(*steps)).parts) == [HONEY, PRICE]


def test_who_asks_for_a_process_gets_it(chances: list[float]) -> None:
    chances += [0.9, FOREIGN / 2]
    parts, asked = [PARTS[HONEY], replace(PARTS[ROAD], ordered=True)], replace(ASKED, kind=Kind.PROCESS)
    assert lines(weigh(asked, QUERY, standing(*parts)).parts) == [HONEY, ROAD]


def test_who_names_only_a_topic_gets_all_that_stands_under_it(chances: list[float]) -> None:
    challenges = replace(ASKED, kind=Kind.LIST, topics=(Topic.CHALLENGES,))
    bare = LIBRARY.reader.read("چالش‌ها چیست؟")
    both = standing(PARTS[ROAD], PARTS[WAX])
    assert weigh(challenges, bare, both) == both


def test_who_asks_where_a_thing_is_said_gets_every_place(chances: list[float]) -> None:
    everywhere = LIBRARY.reader.read("هر چی درباره عسل هست بگو")
    all_three = standing(PARTS[HONEY], PARTS[PRICE], PARTS[WAX])
    assert weigh(ASKED, everywhere, all_three) == all_three


@pytest.mark.parametrize(("what", "enough"), [("چالش‌ها", NAMED), ("چالش", ALL)])
def test_of_several_each_need_speak_of_half_of_what_is_named_only(
    what: str, enough: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = []
    monkeypatch.setattr(weighing, "_likelihood", lambda standing, least: wanted.append(least) or 1.0)
    query = LIBRARY.reader.read(f"کدام {what} به موم و عسل برمی‌گردد؟")
    weigh(replace(ASKED, kind=Kind.LIST), query, standing(PARTS[HONEY], PARTS[WAX]))
    assert set(wanted) == {enough}


def test_one_part_stands_as_it_is(chances: list[float]) -> None:
    assert weighed(ROAD) == ([ROAD], [])


def test_a_place_stands_by_its_best_line_and_by_what_was_planned_first() -> None:
    parts = [PARTS[HONEY], PARTS[PRICE], PARTS[WAX]]
    honey, price, wax = standings(ASKED, QUERY, parts, FOUND)
    assert (honey.behind, honey.first, honey.together) == (0.0, 1.0, 1.0)
    assert (price.first, price.together, wax.together) == (0.0, 1.0, 0.0)
    assert price.behind == pytest.approx(-0.05) and wax.cosine == pytest.approx(-0.2)
    both = replace(PARTS[HONEY], lines=(PRICE, HONEY))
    assert standings(ASKED, QUERY, [both, PARTS[WAX]], FOUND)[0].behind == 0.0


def test_a_line_that_was_not_found_stands_last() -> None:
    found = evidence({HONEY: 0.9, WAX: 0.7})
    _, road = standings(ASKED, QUERY, [PARTS[HONEY], PARTS[ROAD]], found)
    assert road.behind == pytest.approx(-0.2)

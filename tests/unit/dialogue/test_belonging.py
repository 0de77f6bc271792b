"""Which further lines complete a list, and which never do."""

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.belonging import LIKELY, PERHAPS, Bonds, complete, likelihood
from bot.dialogue.evidence import Evidence, ScoredItem
from bot.dialogue.parts import Part, part_of
from knowledge.document import Document, Theme, Topic
from knowledge.query import Query
from knowledge.retriever import Familiarity, Hit
from tests.unit.dialogue.library import Library, bullets, passages, section, sentences

SOLD = (
    "عسل با نام مشترک فروخته شود.",
    "نمایشگاه عسل هر سال برگزار شود.",
    "کندوها شماره‌گذاری شوند.",
    "راه ییلاق هموار شود.",
    "موم در کارگاه روستا آب شود.",
)
AFTER = "فروشندگان عسل در بندر دفتر مشترک دارند."
WRITTEN = "این گزارش را انجمن زنبورداران دربارهٔ فروش نوشته است."
SERIES = tuple(
    f"راه روستای {name} در زمستان بسته است." for name in "گلپر نرگس یاس لاله رز پونه سنبل آلاله".split()
)
REPORT = Document(
    id="r",
    source="r.md",
    title="فروش عسل",
    kind="article",
    sections=(
        section("r", "1", "پیشنهادها", Topic.PROPOSALS, *bullets("پنج پیشنهاد:", *SOLD)),
        section("r", "2", "تاریخچه", Topic.HISTORY, *sentences(AFTER)),
        section("r", "3", "شناسنامه", Topic.ABOUT, *sentences(WRITTEN)),
        section("r", "5", "چالش‌ها", Topic.CHALLENGES, *bullets("هشت چالش:", *SERIES)),
        section("r", "4", "واژه‌ها", Topic.OTHER, *bullets("واژه‌ها:", "فروش", "بندر")),
    ),
    digest="2" * 64,
)
LIBRARY = Library(REPORT)
QUERY = LIBRARY.reader.read("چیا درباره مشتری پیدا کردن گفته؟")
FOUND = (part_of(LIBRARY.catalogue.groups("r/1")[0], REPORT.sections[0].items[:1]),)


def evidence(scores: dict[str, float], known: dict[str, float]) -> Evidence:
    """Each line with its score, and how near a known question lies that it answers."""
    places = {p.text: (p, LIBRARY.catalogue.place(p.item_id or "")) for p in passages(REPORT)}
    items = [
        ScoredItem(
            place, Hit(passage, scores[place.item.text], 0.8, 0.5, 0.5, known.get(place.item.text, 0.0))
        )
        for passage, place in places.values()
        if place.item.text in scores
    ]
    items.sort(key=lambda each: -each.hit.score)
    return Evidence(tuple(items), (), {}, Familiarity(max(known.values(), default=0.0)))


def completed(found: Evidence, query: Query = QUERY, parts: tuple[Part, ...] = FOUND) -> Sequence[str]:
    return lines(complete(query, parts, found)[0])


def beside(found: Evidence) -> Sequence[str]:
    return lines(complete(QUERY, FOUND, found)[1])


def lines(parts: Sequence[Part]) -> Sequence[str]:
    return [line for part in parts for line in part.lines]


NEAR = {SOLD[0]: 0.95, SOLD[1]: 0.94, AFTER: 0.945, WRITTEN: 0.94, "فروش": 0.94}
KNOWN = dict.fromkeys(NEAR, 0.92)


def test_a_line_is_added_that_lies_near_and_answers_what_is_asked_alike() -> None:
    assert completed(evidence(NEAR, KNOWN)) == [SOLD[0], SOLD[1], AFTER]


def test_a_line_of_a_list_that_is_shown_stands_in_it() -> None:
    (first, second), _ = complete(QUERY, FOUND, evidence(NEAR, KNOWN))
    assert (first.lines, first.total, second.lines) == (SOLD[:2], len(SOLD), (AFTER,))


def test_a_line_that_lies_far_behind_is_not_added() -> None:
    assert completed(evidence(NEAR | {AFTER: 0.6}, KNOWN)) == [SOLD[0], SOLD[1]]


def test_where_no_question_is_known_nothing_is_added() -> None:
    assert completed(evidence(NEAR, {})) == [SOLD[0]]


def test_what_only_perhaps_belongs_is_said_beside_the_list() -> None:
    found = evidence(NEAR | {AFTER: 0.9}, KNOWN | {AFTER: 0.9})
    assert (completed(found), beside(found)) == ([SOLD[0], SOLD[1]], [AFTER])


def test_a_short_list_of_which_half_belongs_is_added_as_a_whole() -> None:
    third = {SOLD[2]: 0.94}
    assert completed(evidence(NEAR | third, KNOWN | dict.fromkeys(third, 0.92))) == [*SOLD, AFTER]


def test_nothing_is_said_both_in_the_list_and_beside_it() -> None:
    perhaps = dict.fromkeys(SOLD[2:], 0.88)
    found = evidence(NEAR | perhaps | {AFTER: 0.9}, KNOWN | perhaps | {AFTER: 0.9})
    assert not set(completed(found)) & set(beside(found))


def test_what_is_known_of_other_questions_only_adds_nothing() -> None:
    assert completed(evidence(NEAR, KNOWN | {AFTER: 0.8})) == [SOLD[0], SOLD[1]]


def test_of_a_long_list_only_what_speaks_of_what_is_named_is_added() -> None:
    scores, known = NEAR | dict.fromkeys(SERIES, 0.94), KNOWN | dict.fromkeys(SERIES, 0.92)
    assert completed(evidence(scores, known)) == [SOLD[0], SOLD[1], AFTER]
    named = LIBRARY.reader.read("دربارهٔ راه نرگس چه گفته؟")
    assert SERIES[1] in completed(evidence(scores, known), named)


def test_a_bare_word_is_added_only_where_it_is_on_what_is_named() -> None:
    scores, known = NEAR | {"بندر": 0.945}, KNOWN | {"بندر": 0.92}
    assert "بندر" not in completed(evidence(scores, known))
    assert "بندر" in completed(evidence(scores, known), LIBRARY.reader.read("دربارهٔ بندر چه گفته؟"))


def test_what_perhaps_belongs_is_said_though_another_line_of_its_list_likely_does() -> None:
    long = {SERIES[0]: 0.945, SERIES[1]: 0.89}
    found = evidence(NEAR | long, KNOWN | {SERIES[0]: 0.92, SERIES[1]: 0.9})
    road = LIBRARY.reader.read("دربارهٔ راه روستا چه گفته؟")
    belongs, perhaps = complete(road, FOUND, found)
    assert (SERIES[0] in lines(belongs), SERIES[1] in lines(perhaps)) == (True, True)


def test_of_lines_that_score_alike_the_earlier_is_likelier() -> None:
    first = Bonds(behind=-0.02, before=0.0, known=-0.2, touched=0.5)
    assert likelihood(first) > likelihood(replace(first, before=2.0))


def test_a_list_that_only_names_sections_is_not_made_whole_by_two_of_them() -> None:
    titles = ("فروش عسل", "راه روستا", "بهای شکر")

    def told(*sections: str) -> Sequence[str]:
        chapter = section("r", "1", "راهکارها", Topic.PROPOSALS, *bullets("سه راهکار:", *titles))
        others = (section("r", str(n), each, Topic.PROPOSALS) for n, each in enumerate(sections, 2))
        library = Library(replace(REPORT, sections=(chapter, *others)))
        (group,) = library.catalogue.groups("r/1")
        places = [library.catalogue.place(item.id) for item in group.items[:2]]
        hit = Hit(passages(REPORT)[0], 0.9, 0.8, 0.5, 0.5, 0.95)
        found = Evidence(tuple(ScoredItem(p, hit) for p in places), (), {}, Familiarity(0.95))
        return completed(found, library.reader.read("فروش عسل"), (part_of(group, group.items[:1]),))

    assert tuple(told()) == titles
    assert tuple(told(*titles)) == titles[:2]


def test_a_list_under_the_lead_of_another_one_takes_no_line_of_it_away() -> None:
    lead = "نمودار این‌ها را نشان می‌دهد:"
    drawn = ("محیط بندر پیرامون است.", "محیط ده هم پیرامون است.")
    apart = (*bullets(lead, *drawn), *bullets("فروشندگان:", AFTER), *bullets(lead, "هفت کندو در میان است."))
    report = replace(REPORT, sections=(section("r", "1", "نمودار", Topic.OTHER, *apart),))
    library = Library(report)
    shown, _, _ = library.catalogue.groups("r/1")
    items = [
        ScoredItem(library.catalogue.place(passage.item_id or ""), Hit(passage, 0.9, 0.8, 0.5, 0.5, 0.95))
        for passage in passages(report)
    ]
    found = Evidence(tuple(items), (), {}, Familiarity(0.95))
    belongs, _ = complete(QUERY, (part_of(shown, shown.items),), found)
    assert set(drawn) <= set(lines(belongs))


def test_each_bond_makes_it_likelier() -> None:
    loose = Bonds(behind=-0.1, before=2.0, known=-0.5, touched=0.0)
    tight = Bonds(behind=0.0, before=0.0, known=0.0, touched=1.0)
    assert likelihood(loose) < PERHAPS < LIKELY < likelihood(tight)


def test_words_that_name_a_theme_only_together_name_it() -> None:
    abroad = section("r", "1", "کارها", Topic.OTHER, *bullets("کارها:", "کنسرسیوم"), themes=(Theme.EXPORT,))
    sold = section("r", "2", "پیشنهادها", Topic.PROPOSALS, *sentences(*SOLD))
    library = Library(replace(REPORT, sections=(abroad, sold)))
    places = [library.catalogue.place(item.id) for each in (sold, abroad) for item in each.items]
    passage = passages(REPORT)[0]
    items = tuple(ScoredItem(place, Hit(passage, 0.9, 0.8, 0.5, 0.5, 0.95)) for place in places)
    found, parts = Evidence(items, (), {}, Familiarity(0.95)), (part_of(places[0].group, [places[0].item]),)
    home, foreign = (library.reader.read(f"فروش در بازار {where}") for where in ("شهر", "بیرون از ایران"))
    assert "کنسرسیوم" not in completed(found, home, parts)
    assert "کنسرسیوم" in completed(found, foreign, parts)

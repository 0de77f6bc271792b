"""Which lines of the documents are chosen: whole lists, whole processes, lines on a theme, the best."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from bot.dialogue.asking import is_general
from bot.dialogue.catalogue import bare_title
from bot.dialogue.chapters import joined
from bot.dialogue.evidence import Evidence
from bot.dialogue.mentions import MOST, find_mentions
from bot.dialogue.parts import Part, whole_group
from bot.dialogue.question import read_question
from knowledge.document import Document, Theme, Topic
from knowledge.retriever import Familiarity
from tests.unit.dialogue.library import (
    BRANCH,
    LIBRARY,
    OBSTACLES,
    REPORT,
    REPORT_OBSTACLES,
    SLIDES,
    STEPS,
    Library,
    bullets,
    section,
    sentences,
)


def plan(question: str) -> tuple[Part, ...]:
    query = LIBRARY.reader.read(question)
    asked = read_question(question, query.readings[-1])
    evidence = LIBRARY.evidence(question)
    return LIBRARY.planner.focus(asked, query, LIBRARY.planner.plan(asked, query, evidence), evidence)


def lines(question: str) -> tuple[str, ...]:
    return tuple(line for part in plan(question) for line in part.lines)


@pytest.mark.parametrize(
    "question",
    ["همه چالش‌ها را بگو", "چالش‌ها کدام‌اند؟", "چالش‌ها چیست؟", "مشکلات را فهرست کنید", "list all problems"],
)
def test_a_chapter_comes_whole_and_in_order_from_every_document_that_has_it(question: str) -> None:
    by_document = {part.document.id: part.lines for part in plan(question)}
    assert by_document == {"bees": OBSTACLES, "honey": REPORT_OBSTACLES}


def test_a_theme_narrows_the_chapter_of_every_document() -> None:
    assert lines("چالش‌های صادرات کدام‌اند؟") == (OBSTACLES[2], REPORT_OBSTACLES[0])


def test_a_narrowed_list_remembers_how_many_there_are() -> None:
    narrowed, _ = plan("چالش‌های صادرات کدام‌اند؟")
    assert (len(narrowed.lines), narrowed.total) == (1, len(OBSTACLES))


@pytest.mark.parametrize("question", ["مراحل برداشت را به ترتیب بگو", "بعد از آن در برداشت چه می‌شود؟"])
def test_a_process_comes_with_its_branch_where_it_stands(question: str) -> None:
    parts = plan(question)
    assert [part.lines for part in parts] == [STEPS[:2], BRANCH, STEPS[2:]]
    assert [part.ordered for part in parts] == [True, False, True]


def test_what_leads_up_to_a_step_ends_with_it() -> None:
    assert [part.lines for part in plan("قبل از سرشماری کندوها چه می‌شود؟")] == [STEPS[:1]]


def test_a_step_is_explained_by_those_between_which_it_stands() -> None:
    assert plan("سرشماری چیست؟")[0].lines == STEPS[:2]


def test_a_definition_is_the_sentence_that_defines() -> None:
    assert lines("زنبورستان را تعریف کن") == ("زنبورستان جایی است که بیش از ده کندو کنار هم نگه‌داری می‌شود.",)


def test_a_number_is_the_row_that_holds_it_and_no_other() -> None:
    (row,) = plan("تعداد کندو در سال ۱۳۹۵ چند بود؟")
    assert row.lines == ("تعداد کندو: سال ۱۳۹۰ ۳۲۰، سال ۱۳۹۵ ۴۸۰",)


def test_recovered_figures_are_known_as_such() -> None:
    assert all(part.recovered for part in plan("تعداد کندو در سال ۱۳۹۵ چند بود؟"))
    assert not any(part.recovered for part in plan("همه چالش‌ها را بگو"))


def test_lines_without_the_figure_asked_for_are_left_out() -> None:
    assert lines("تعاونی گلپر چند عضو داشت؟") == ("تعاونی گلپر ۴۵ عضو داشت.",)


def test_a_bare_keyword_gets_what_every_place_says_of_it() -> None:
    parts = plan("عسل")
    assert len({part.section.id for part in parts}) == 3
    assert all("عسل" in line for part in parts for line in part.lines)


def test_nothing_is_planned_without_evidence() -> None:
    query = LIBRARY.reader.read("همه چالش‌ها را بگو")
    assert LIBRARY.planner.plan(read_question(query.text), query, Evidence((), (), {})) == ()


def test_every_chosen_line_stands_in_its_section() -> None:
    for question in ("عسل", "همه چالش‌ها را بگو", "مراحل برداشت", "گرانی شکر", "تعاونی گلپر کجا بود؟"):
        parts = plan(question)
        assert parts, question
        for part in parts:
            assert part.lines
            assert set(part.lines) <= {item.text for item in part.section.items}


def test_words_of_the_whole_field_narrow_nothing() -> None:
    general = {c.word: is_general(c) for c in LIBRARY.reader.read("چالش توسعه خوشه عسل").concepts}
    assert general == {"چالش": True, "توسعه": True, "خوشه": True, "عسل": False}


@pytest.mark.parametrize(
    ("title", "bare"),
    [("۱. آفت‌ها", "آفت‌ها"), ("الف) آفت‌ها", "آفت‌ها"), ("هـ) موم", "موم"), ("آفت‌ها", "آفت‌ها"), ("آب", "آب")],
)
def test_a_heading_is_shown_without_its_numbering(title: str, bare: str) -> None:
    assert bare_title(title) == bare


def test_a_place_without_the_figure_asked_for_is_left_out_whole() -> None:
    query = LIBRARY.reader.read("تعاونی گلپر چند عضو داشت؟")
    members, obstacles = (whole_group(LIBRARY.catalogue.groups(s)[0]) for s in ("honey/2", "bees/2"))
    evidence = LIBRARY.evidence(query.text)
    focused = LIBRARY.planner.focus(read_question(query.text), query, (members, obstacles), evidence)
    assert [part.section.id for part in focused] == ["honey/2"]


def known(question: str, *said: str) -> Evidence:
    """The evidence, with a question known to be as good as this one that these lines answer."""
    found = LIBRARY.evidence(question)
    ids = tuple(i.place.item.id for i in found.items if i.place.item.text in said)
    assert len(ids) == len(said)
    return replace(found, familiarity=Familiarity(0.95, 0.5, ids))


def chosen(question: str, evidence: Evidence) -> tuple[str, ...]:
    query = LIBRARY.reader.read(question)
    asked = read_question(question, query.readings[-1])
    parts = LIBRARY.planner.focus(asked, query, LIBRARY.planner.plan(asked, query, evidence), evidence)
    return tuple(line for part in parts for line in part.lines)


SUGAR = "زنبوردارها از گرانی شکر می‌نالیدند، چون کارخانه دور بود."


def led_by(said: str, found: Evidence) -> Evidence:
    """The evidence with this line far before all others."""
    best = next(i for i in found.items if i.place.item.text == said)
    ahead = best._replace(hit=best.hit._replace(score=found.items[0].hit.score + 0.2))
    return replace(found, items=(ahead, *(i for i in found.items if i is not best)))


def test_a_number_that_is_only_part_of_what_is_told_leaves_no_line_out() -> None:
    question = "تعاونی گلپر چند عضو داشت؟"
    query = LIBRARY.reader.read(question)
    parts = [whole_group(LIBRARY.catalogue.groups(s)[0]) for s in ("honey/2", "bees/2")]
    evidence = known(question, SUGAR)
    assert LIBRARY.planner.focus(read_question(question), query, parts, evidence) == tuple(parts)


def test_a_chapter_is_not_meant_where_a_known_question_is_answered_elsewhere() -> None:
    question = "چالش‌های صادرات کدام‌اند؟"
    answer = chosen(question, led_by(SUGAR, known(question, SUGAR)))
    assert SUGAR in answer
    assert OBSTACLES[2] not in answer


def test_the_best_line_is_never_left_out() -> None:
    question = "چالش‌های صادرات کدام‌اند؟"
    answer = chosen(question, led_by(SUGAR, LIBRARY.evidence(question)))
    assert answer[0] == SUGAR
    assert set(answer) == {SUGAR, OBSTACLES[2], REPORT_OBSTACLES[0]}


def test_a_list_that_turns_out_to_be_a_process_keeps_its_branch() -> None:
    assert lines("فهرست برداشت کندوها") == (*STEPS[:2], *BRANCH, *STEPS[2:])


def test_a_line_that_only_names_a_section_comes_behind_what_the_section_says() -> None:
    titled = Document(
        id="t",
        source="t.md",
        title="طرح",
        kind="deck",
        sections=(
            section("t", "1", "بندها", Topic.OTHER, *bullets("بندها:", "فروش عسل کوهستان", "کندوی نو")),
            section(
                "t", "2", "۱. فروش عسل کوهستان", Topic.OTHER, *sentences("فروش عسل کوهستان با تعاونی است.")
            ),
        ),
        digest="2" * 64,
    )
    library = Library(titled)
    assert library.catalogue.only_names("t/1/1") and not library.catalogue.only_names("t/1/2")
    assert library.evidence("فروش عسل کوهستان").items[0].place.item.id == "t/2/1"


def test_a_line_that_only_names_a_file_comes_behind_what_is_said() -> None:
    titled = Document(
        id="f",
        source="f.md",
        title="طرح",
        kind="deck",
        sections=(
            section("f", "1", "پیوندها", Topic.OTHER, *bullets("پیوندها:", "فروش عسل کوهستان.pptx")),
            section("f", "2", "بازار", Topic.OTHER, *sentences("فروش عسل کوهستان با تعاونی روستا است.")),
        ),
        digest="4" * 64,
    )
    items = Library(titled).evidence("فروش عسل کوهستان").items
    assert [item.place.item.id for item in items] == ["f/2/1", "f/1/1"]


ROADS = tuple(
    f"راه روستای {name} در زمستان بسته است." for name in "گلپر نرگس یاس لاله رز پونه سنبل آلاله".split()
)
ROADS_REPORT = Library(
    Document(
        id="w",
        source="w.md",
        title="راه‌های دره",
        kind="article",
        sections=(section("w", "1", "راه‌ها", Topic.CHALLENGES, *bullets("هشت راه بسته است:", *ROADS)),),
        digest="3" * 64,
    )
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("دربارهٔ گلپر و نرگس و لاله چیا گفته شده؟", (ROADS[0], ROADS[1], ROADS[3])),
        ("همهٔ راه‌های گلپر و نرگس و لاله را فهرست کن", ROADS),
    ],
)
def test_of_a_long_list_of_which_no_line_holds_what_is_named_only_the_nearest_are_given(
    question: str, expected: tuple[str, ...]
) -> None:
    query = ROADS_REPORT.reader.read(question)
    asked = read_question(question, query.readings[-1])
    parts = ROADS_REPORT.planner.plan(asked, query, ROADS_REPORT.evidence(question))
    assert tuple(line for part in parts for line in part.lines) == expected


def of_roads(question: str, known: Mapping[str, float], answering: Sequence[str] = ()) -> tuple[str, ...]:
    """The roads told, where questions as near as this are known that these roads answer."""
    query, found = ROADS_REPORT.reader.read(question), ROADS_REPORT.evidence(question)
    asked = read_question(question, query.readings[-1])
    items = tuple(
        each._replace(hit=each.hit._replace(known=known.get(each.place.item.text, 0.0)))
        for each in found.items
    )
    ids = tuple(each.place.item.id for each in items if each.place.item.text in answering)
    nearest = Familiarity(max(known.values(), default=0.0), 0.5, ids, frozenset({"w"}))
    parts = ROADS_REPORT.planner.plan(asked, query, replace(found, items=items, familiarity=nearest))
    return tuple(line for part in parts for line in part.lines)


def test_of_the_long_list_asked_for_only_the_nearest_are_given_where_more_is_named() -> None:
    question = "مشکلات گلپر، نرگس، لاله را فهرست کن"
    assert set(of_roads(question, {})) == {ROADS[0], ROADS[1], ROADS[3]}
    assert set(of_roads(f"همهٔ {question}", {})) == set(ROADS)


def test_a_known_question_tells_nothing_of_a_chapter_of_which_other_lines_answer_one_as_near() -> None:
    question = "چالش‌های گلپر کدام‌اند؟"
    known = {ROADS[4]: 0.92}
    assert ROADS[4] in of_roads(question, known, ROADS[4:5])
    assert ROADS[4] not in of_roads(question, known | {ROADS[5]: 0.915}, ROADS[4:5])
    assert ROADS[4] in of_roads(question, known | {ROADS[5]: 0.9}, ROADS[4:5])


def test_names_under_a_heading_are_no_lines_on_it() -> None:
    said, bodies = "کندوداران با هم راهی بازار شوند.", ("تعاونی گلپر", "انجمن کوه")
    under = (*sentences(said), *bullets("این‌ها هستند:", *bodies))
    document = replace(REPORT, sections=(section("honey", "1", "فروش مشترک", Topic.PROPOSALS, *under),))
    library, question = Library(document), "پیشنهادهای فروش مشترک کدام‌اند؟"
    query = library.reader.read(question)
    parts = library.planner.plan(read_question(question), query, library.evidence(question))
    assert [line for part in parts for line in part.lines] == [said]


ON_SUGAR = (OBSTACLES[1], "زنبوردارها از گرانی شکر می‌نالیدند، چون کارخانه دور بود.")


@pytest.mark.parametrize(
    "question",
    [
        "هر چی درباره شکر گفته شده بگو",
        "شکر کجاها اومده؟",
        "در کجای این نوشته‌ها از شکر سخن رفته است؟",
        "شکر؛ همهٔ موارد",
        "درباره شکر چیا هست؟",
    ],
)
def test_who_asks_where_a_thing_is_said_gets_every_line_that_says_it(question: str) -> None:
    assert lines(question) == ON_SUGAR


def test_who_names_two_things_gets_the_lines_that_speak_of_both() -> None:
    assert set(lines("هر جا از گرانی شکر حرف زده")) == set(ON_SUGAR)
    assert REPORT_OBSTACLES[1] not in lines("هر جا از شکر زمستانی حرف زده")


@pytest.mark.parametrize("more", [0, 1])
def test_what_is_said_nearly_everywhere_is_no_list_of_mentions(more: int) -> None:
    texts = (f"کندوی شمارهٔ {n} جای دیگری است" for n in range(MOST + more))
    yards = replace(
        LIBRARY.catalogue.documents[0],
        sections=(section("bees", "1", "آمار", Topic.STATUS, *bullets(None, *texts)),),
    )
    library, question = Library(yards), "هر چی درباره کندو هست بگو"
    parts = find_mentions(library.catalogue, library.reader.read(question), library.evidence(question))
    assert [len(part.lines) for part in parts] == ([] if more else [MOST])


def test_of_lists_found_alike_the_one_on_the_theme_that_is_named_is_given() -> None:
    plain = section("bees", "1", "کارهای دره", Topic.OTHER, *bullets("کارهای دره:", *OBSTACLES))
    taught = bullets("کارهای کوه:", "کلاس شبانه برای زنبورداران", "دعوت از استادکار")
    themed = section("bees", "2", "کارهای کوه", Topic.OTHER, *taught, themes=(Theme.TRAINING,))
    library = Library(replace(LIBRARY.catalogue.documents[0], sections=(plain, themed)))
    question = "برای آموزش چه کارهایی نام برده شده؟"
    asked, query = read_question(question), library.reader.read(question)
    (part,) = library.planner.plan(asked, query, library.evidence(question))
    assert part.section.id == themed.id


@pytest.mark.parametrize("question", ["جدول آمار دره", "جدول آمار دره رو کامل بده"])
def test_who_names_a_table_gets_all_of_its_rows(question: str) -> None:
    assert lines(question) == tuple(item.text for item in SLIDES.sections[3].items)


def test_words_for_where_to_look_are_none_of_what_is_looked_for() -> None:
    private = section("honey", "3", "بخش خصوصی", Topic.OTHER, *sentences("بخش خصوصی کندو می‌سازد."))
    library = Library(SLIDES, replace(REPORT, sections=(*REPORT.sections, private)))
    question = "در کدام بخش‌ها از شکر سخن رفته است؟"
    parts = find_mentions(library.catalogue, library.reader.read(question), library.evidence(question))
    assert tuple(line for part in parts for line in part.lines) == ON_SUGAR


def test_who_wants_the_names_of_clusters_gets_every_line_that_names_one() -> None:
    abroad = bullets("خوشه‌های جهان:", "خوشه پنیر ایتالیا", "خوشه گل لندن")
    home = bullets("خوشه‌های کشور:", "خوشه فرش تبریز", "سفال یزد", "خوشه بی‌جا")
    library = Library(
        replace(
            SLIDES,
            sections=(
                section("bees", "1", "جهان", Topic.OTHER, *abroad),
                section("bees", "2", "کشور", Topic.OTHER, *home),
                section("bees", "3", "راه", Topic.OTHER, *sentences("جاده تبریز دراز است.")),
            ),
        ),
        replace(
            REPORT,
            kind="article",
            sections=(section("honey", "1", "جا", Topic.OTHER, *bullets(None, "خوشه شمع اصفهان", "شمع")),),
        ),
    )
    home_and_abroad = ["خوشه پنیر ایتالیا", "خوشه گل لندن", "خوشه فرش تبریز", "سفال یزد"]

    def told(question: str) -> list[str]:
        query = library.reader.read(question)
        asked = read_question(question, query.readings[-1])
        parts = library.planner.plan(asked, query, library.evidence(question))
        return [line for part in parts for line in part.lines]

    assert told("اسم خوشه‌ها را بگو") == [*home_and_abroad, "خوشه شمع اصفهان"]
    assert told("اسم خوشه‌های اسلایدها را بگو") == home_and_abroad
    assert told("کدام خوشه‌های ایران نام برده شده‌اند؟") == [*home_and_abroad[2:], "خوشه شمع اصفهان"]
    assert "خوشه پنیر ایتالیا" not in told("کدام خوشه‌ها فرش دارند؟")


def test_a_table_defines_nothing_whose_heading_names_something_else() -> None:
    ((part, *_), (table, *_)) = (plan(question) for question in ("برداشت چیست؟", "آمار دره چیست؟"))
    assert part.section.id != "bees/4"
    assert table.section.id == "bees/4" and len(table.lines) == 2


@pytest.mark.parametrize("words", ["کندوها و شکر", "کندو یا شکرها", "کندو و شکر"])
def test_plurals_are_joined_too(words: str) -> None:
    query = LIBRARY.reader.read(f"چالش‌های {words}")
    runs = [[concept.word for concept in run] for run in joined(query.words, query.concepts)]
    assert sorted(map(len, runs)) == [1, 2]


def test_why_something_failed_is_told_where_the_reasons_stand_behind_it() -> None:
    failed = section(
        "f",
        "1",
        "کندوهای دره",
        Topic.OTHER,
        *bullets("نمونه کندوهایی که خالی ماندند:", "کندوی سبدی رودبار", "کندوی گلی الموت"),
        *bullets("دلایل خالی ماندن کندوهای نمونه:", "سرمای زودرس", "کمبود شهد"),
    )
    library = Library(Document("f", "f.md", "گزارش", "report", (failed,), "9" * 64))
    told = library.answerer.answer("چرا کندوی سبدی رودبار موفق نشد؟").plain()
    assert "رودبار" in told and "سرمای زودرس" in told and "کمبود شهد" in told
    assert "سرمای" not in library.answerer.answer("کندوی سبدی رودبار کجاست؟").plain()

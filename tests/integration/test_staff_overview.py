"""The desk in numbers, over real databases: right counts, whole months, small groups hidden."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from bot.dialogue.ports import AssessmentRecord, Rating, Verdict
from bot.dialogue.turn import Outcome, Reply, SessionKey, Turn
from bot.staff.overview import SMALLEST, Group, hide_small, hide_statuses, overview
from bot.store.counts import SqlCounts
from bot.store.sessions import SqlSessions
from bot.web.staff import texts
from tests.desk import EXPERT, MANAGER, OTHER, OWN, Browser, make_case, make_site, make_staff
from tests.fakes import abstention, answer

TODAY = date(2026, 11, 25)  # ۴ آذر ۱۴۰۵
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
SARA = SessionKey("web", "sara")


def test_months_are_jalali_months_in_tehran(database: Engine) -> None:
    for at in (
        datetime(2026, 11, 21, 20, 29, tzinfo=UTC),  # ۳۰ آبان، ۲۳:۵۹
        datetime(2026, 11, 21, 20, 30, tzinfo=UTC),  # ۱ آذر، ۰۰:۰۰
        datetime(2025, 11, 1, tzinfo=UTC),  # more than a year ago
    ):
        make_case(database, at=at)
    found = overview(SqlCounts(database), TODAY, None)
    assert len(found.months) == 12
    assert [(month.name, month.cases) for month in found.months[-2:]] == [("آبان ۱۴۰۵", 1), ("آذر ۱۴۰۵", 1)]
    assert found.months[0].name == "دی ۱۴۰۴"
    assert found.cases == 3


def test_groups_are_counted_within_the_own_provinces(database: Engine) -> None:
    for number in range(7):
        make_case(database, province=OWN if number < 6 else OTHER, needs=["export", "training"])
    counts = SqlCounts(database)
    assert counts.cases_by("province", None) == {OWN: 6, OTHER: 1}
    assert counts.cases_by("need", frozenset({OTHER})) == {"export": 1, "training": 1}
    assert overview(counts, TODAY, frozenset({OTHER})).cases == 1
    assert overview(counts, TODAY, frozenset()).cases == 0


def test_small_groups_have_no_number() -> None:
    assert hide_small({"a": 4, "b": 5, "c": 9, "d": 3, "e": 0}) == [
        Group("c", 9),
        Group("b", 5),
        Group("a", None),
        Group("d", None),
    ]


def test_where_a_total_would_tell_the_hidden_number_another_group_is_hidden_too() -> None:
    assert hide_small({"a": 2, "b": 7, "c": 9}) == [Group("c", 9), Group("a", None), Group("b", None)]
    assert hide_small({"a": 2, "b": 7, "c": 9}, apart=False)[-1] == Group("a", None)
    assert hide_small({"a": 3}) == []  # the total is its number


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 12)))
def test_no_subtraction_narrows_a_hidden_number_down(counted: dict[str, int]) -> None:
    shown = hide_small(counted)
    hidden = [group.code for group in shown if group.count is None]
    rest = sum(counted.values()) - sum(group.count or 0 for group in shown)
    assert all(group.count is None or group.count >= SMALLEST for group in shown)
    if hidden:  # each of them can be one, and can be as large as those that are shown
        assert rest - (len(hidden) - 1) >= SMALLEST
        assert len(hidden) > 1
    else:
        assert not shown or not any(0 < number < SMALLEST for number in counted.values())


def test_the_number_of_open_cases_tells_no_hidden_status() -> None:
    told, open_told = hide_statuses({"new": 3, "review": 20, "done": 30, "rejected": 4})
    assert open_told
    assert told == [Group(code, None) for code in ("done", "new", "rejected", "review")]
    assert hide_statuses({"new": 3, "done": 30}) == ([Group("done", None), Group("new", None)], False)
    assert hide_statuses({"new": 8}) == ([Group("new", 8)], True)


@pytest.mark.parametrize(
    ("milliseconds", "said"),
    [
        (0.4, "۰ میلی‌ثانیه"),
        (349.6, "۳۵۰ میلی‌ثانیه"),
        (999.6, "۱ ثانیه"),
        (2_440, "۲٫۴ ثانیه"),
        (59_990, "۱ دقیقه"),
        (179_000, "۳ دقیقه"),
    ],
)
def test_a_duration_is_told_in_the_unit_that_people_grasp(milliseconds: float, said: str) -> None:
    assert texts.duration(milliseconds) == said


def test_answering_is_measured_over_questions_to_the_documents_only(database: Engine) -> None:
    said = [
        (answer(), 10.0, Verdict.UP),
        (answer(), 30.0, Verdict.DOWN),
        (abstention(), 20.0, None),
        (Reply(Outcome.SMALL_TALK, ()), 900.0, None),
    ]
    for number, (reply, latency, verdict) in enumerate(said):
        with SqlSessions(database).open(SARA) as session:
            session.record(Turn(SARA, f"t{number}", "متن", AT), reply, latency)
        if verdict is not None:
            with SqlSessions(database).open(SARA) as session:
                session.rate(f"t{number}", Rating(verdict))
                session.record(Turn(SARA, f"r{number}", "نظر", AT), Reply(Outcome.NOTICE, ()), 1.0)
    counts = SqlCounts(database)
    found = counts.answering(TODAY - timedelta(days=30))
    assert (found.answered, found.refused, found.liked, found.disliked) == (2, 1, 1, 1)
    assert found.median_ms == 20.0
    assert overview(counts, TODAY, None).months[-1].refused == 1
    assert counts.answering(TODAY).median_ms is None


def test_the_page_shows_numbers_charts_and_tables_by_right(database: Engine) -> None:
    make_staff(database)
    now = datetime.now(UTC)
    for number in range(8):
        make_case(database, f"ب{number}", OWN if number < 6 else OTHER, now)
    app = make_site(database)
    seen = {}
    for name in (MANAGER, EXPERT):
        browser = Browser(app)
        browser.log_in(name)
        page = browser.get("/staff/").text
        seen[name] = re.findall(r"<dd>([^<]+)</dd>", page)[0]
        assert texts.CHART_TABLE in page
        assert ("تهران" in page) is (name == MANAGER)
        assert (f"<small>{texts.OVERVIEW_HIDDEN}<" in page) is (name == MANAGER)
    assert seen == {MANAGER: "۸", EXPERT: "۶"}


def test_mean_scores_are_shown_by_province_and_sector_for_five_people_and_more(database: Engine) -> None:
    make_staff(database)
    for number in range(11):
        key = SessionKey("web", f"person-{number}")
        province, sector = ("اصفهان", "چرم و کفش") if number < 6 else ("تهران", "مبل و چوب")
        record = AssessmentRecord(
            id=f"r{number}",
            instrument="firm",
            version="1",
            taken_at=AT,
            answers={},
            scores={"location": 40.0 + number, "trust": 80.0 if number < 4 else None},
            result={"overall": 50.0},
            province=province,
            sector=sector if number != 10 else None,  # four are left, too few to show
        )
        with SqlSessions(database).open(key) as session:
            session.keep_assessment(record)
            session.record(Turn(key, "t", "متن", AT), answer(), 1.0)
    counts, names = SqlCounts(database), frozenset({"تهران"})
    assert sum(month.assessments for month in overview(counts, TODAY, None).months) == 11
    assert sum(month.assessments for month in overview(counts, TODAY, frozenset(), names).months) == 5
    app = make_site(database)
    pages = {}
    for name in (MANAGER, EXPERT):
        browser = Browser(app)
        browser.log_in(name)
        pages[name] = re.findall(r'<tr><th scope="row">([^<]+)</th>(.*?)</tr>', browser.get("/staff/").text)
    rows = {name: re.findall(r">([^<]+)</td>", cells) for name, cells in pages[MANAGER]}
    assert rows["اصفهان"][:3] == ["۶", "۵۰", "۴۲"] and rows["تهران"][:3] == ["۵", "۵۰", "۴۸"]
    assert "چرم و کفش" in rows and "مبل و چوب" not in rows
    assert rows["اصفهان"][3] == "—"  # a dimension that four people have a score in
    assert "اصفهان" in dict(pages[EXPERT]) and not {"تهران", "چرم و کفش"} & set(dict(pages[EXPERT]))

"""Pictures and reports of stored results: for their own person, beside the one before, gone when erased."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import get_ident

import pytest
from sqlalchemy import Engine

from bot.assessment.files import AssessmentFiles
from bot.assessment.report import print_report
from bot.assessment.result import Result, to_record
from bot.assessment.results import Results
from bot.assessment.showing import COMPARE
from bot.assessment.trend import draw_trend
from bot.dialogue.ports import File, Sessions
from bot.dialogue.turn import Attachment, FileKind, Outcome, Reply, SessionKey, Turn
from bot.store.memory import MemorySessions
from bot.store.sessions import SqlSessions
from tests.results import earlier, sample

SARA, REZA = SessionKey("telegram", "17"), SessionKey("web", "17")
SENT = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
FIRST, SECOND = replace(earlier(), id="first"), replace(sample(), id="second")
PICTURE = Attachment(FileKind.ASSESSMENT_PICTURE, SECOND.id)
REPORT = Attachment(FileKind.ASSESSMENT_REPORT, SECOND.id)


def keep(sessions: Sessions, key: SessionKey, *results: Result) -> None:
    for result in results:
        with sessions.open(key) as session:
            session.keep_assessment(to_record(result))
            session.record(Turn(key, result.id, "پایان", SENT), Reply(Outcome.FLOW, ()), 1.0)


def test_a_person_gets_the_picture_and_the_report_of_a_result(database: Engine) -> None:
    store = SqlSessions(database)
    keep(store, SARA, FIRST, SECOND)
    files = AssessmentFiles(store)
    picture, report = files.open(SARA, PICTURE), files.open(SARA, REPORT)
    assert picture is not None
    assert report is not None
    assert (picture.name, picture.media_type) == ("khoosheyar-firm-picture-1405-09-01.png", "image/png")
    assert (report.name, report.media_type) == ("khoosheyar-firm-report-1405-09-01.pdf", "application/pdf")
    assert picture.content.startswith(b"\x89PNG")
    assert report.content.startswith(b"%PDF")


def test_nobody_else_gets_them_and_after_forgetting_nobody(database: Engine) -> None:
    store = SqlSessions(database)
    keep(store, SARA, SECOND)
    files = AssessmentFiles(store)
    assert files.open(REZA, REPORT) is None
    assert files.open(SARA, replace(REPORT, about="third")) is None
    with store.open(SARA) as session:
        session.forget()
    assert files.open(SARA, REPORT) is None


def test_a_result_stands_beside_the_one_before_it_by_the_same_instrument() -> None:
    store, alone = MemorySessions(), MemorySessions()
    other = replace(FIRST, id="other", instrument="cluster", taken_at=FIRST.taken_at + timedelta(days=1))
    keep(store, SARA, FIRST, other, SECOND)
    keep(alone, SARA, SECOND)
    assert AssessmentFiles(store).open(SARA, REPORT) == File(
        "khoosheyar-firm-report-1405-09-01.pdf", "application/pdf", print_report(SECOND, FIRST)
    )
    assert AssessmentFiles(alone).open(SARA, REPORT) == File(
        "khoosheyar-firm-report-1405-09-01.pdf", "application/pdf", print_report(SECOND)
    )


def test_a_result_that_another_program_wrote_costs_only_itself() -> None:
    store = MemorySessions()
    odd = replace(to_record(FIRST), result={"of": "another program"})
    with store.open(SARA) as session:
        session.keep_assessment(odd)
    keep(store, SARA, SECOND)
    assert AssessmentFiles(store).open(SARA, REPORT) is not None
    assert AssessmentFiles(store).open(SARA, replace(REPORT, about=FIRST.id)) is None


def test_files_are_made_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    store, running, most = MemorySessions(), set[int](), list[int]()
    keep(store, SARA, SECOND)

    def slow(*_: object) -> bytes:
        running.add(get_ident())
        most.append(len(running))
        time.sleep(0.02)
        running.discard(get_ident())
        return b"%PDF"

    monkeypatch.setattr("bot.assessment.report.print_report", slow)
    files = AssessmentFiles(store, at_once=2)
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: files.open(SARA, REPORT), range(12)))
    assert [file.content for file in made if file] == [b"%PDF"] * 12
    assert max(most) == 2


def test_a_comparison_brings_the_trend_of_all_results_by_the_same_instrument() -> None:
    store = MemorySessions()
    other = replace(FIRST, id="other", instrument="cluster", taken_at=FIRST.taken_at + timedelta(days=1))
    unscored = replace(sample((None,) * 7, None), id="unscored", taken_at=FIRST.taken_at + timedelta(days=2))
    keep(store, SARA, FIRST, other, unscored, SECOND)
    with store.open(SARA) as session:
        service = Results(lambda result, session: Reply(Outcome.NOTICE, ()))
        reply = service.take(session, Turn(SARA, "t", "", SENT, f"{COMPARE}{SECOND.id}"))
    assert reply is not None
    (trend,) = reply.attachments
    assert trend.is_picture
    assert trend.text == "روند آمادگی بنگاه برای خوشه (از ۱۰۰): ۲۹ مرداد ۱۴۰۵: ۴۹، ۱ آذر ۱۴۰۵: ۵۸"
    file = AssessmentFiles(store).open(SARA, trend)
    assert file == File("khoosheyar-firm-trend-1405-09-01.png", "image/png", draw_trend([FIRST, SECOND]))
    assert AssessmentFiles(store).open(REZA, trend) is None
    assert AssessmentFiles(store).open(SARA, replace(trend, about=unscored.id)) is not None  # up to that one

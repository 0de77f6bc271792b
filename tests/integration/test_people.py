"""What a session remembers, what people think of answers, and what is given to them and erased."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select, update

from bot.dialogue import texts
from bot.dialogue.conversation import Conversation
from bot.dialogue.ports import (
    AssessmentRecord,
    Budget,
    Rating,
    RunningFlow,
    SessionBusy,
    Standing,
    Verdict,
)
from bot.dialogue.turn import Language, Outcome, Reply, SessionKey, Turn
from bot.store.feedback import SqlFeedback
from bot.store.outbox import SqlOutbox
from bot.store.people import PERSONAL
from bot.store.reminders import SqlOverdue
from bot.store.schema import metadata
from bot.store.sessions import SqlSessions
from bot.store.tables import sessions
from tests.fakes import FakeAnswers, abstention, answer

SENT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
SARA, REZA = SessionKey("telegram", "17"), SessionKey("telegram", "117")
UP, DOWN = Rating(Verdict.UP), Rating(Verdict.DOWN, "ناقص بود")
NOTED = Reply(Outcome.NOTICE, ())
STAFF = {"staff_accounts", "staff_sessions", "api_tokens", "audit", "reviewed_answers"}
MARKS = {"evaluation_cases"}  # of turns, and gone with them
IMPERSONAL = STAFF | MARKS | {"evaluations", "instruments", "case_numbers", "login_tries"}


def say(database: Engine, key: SessionKey, turn_id: str, text: str, reply: Reply | None = None) -> None:
    with SqlSessions(database, lambda: "v7").open(key) as session:
        session.record(Turn(key, turn_id, text, SENT), reply or answer(), 1.0)


def assess(database: Engine, key: SessionKey, result_id: str) -> AssessmentRecord:
    record = AssessmentRecord(
        result_id, "firm", "1", SENT, {"trust": 3, "brand": None}, {"social": 50.0}, {"of": key.person}, "یزد"
    )
    with SqlSessions(database).open(key) as session:
        session.keep_assessment(record)
        session.record(Turn(key, f"assess-{result_id}", "پایان", SENT), NOTED, 1.0)
    return record


def rate(database: Engine, key: SessionKey, turn_id: str, rating: Rating) -> None:
    with SqlSessions(database).open(key) as session:
        session.rate(turn_id, rating)
        session.record(Turn(key, f"rate-{rating.verdict}-{turn_id}", "نظر", SENT), NOTED, 1.0)


def rows(database: Engine) -> dict[str, int]:
    with database.connect() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in PERSONAL
        }


def test_flow_and_budget_come_back_as_they_were_left(database: Engine) -> None:
    flow = RunningFlow("intake", 2, {"a": [1, None]}, {"step": "name", "said": ["سارا"]}, SENT, 3)
    with SqlSessions(database).open(SARA) as session:
        assert (session.flow, session.budget) == (None, None)
        session.flow, session.budget = flow, Budget(2.5, SENT)
        session.record(Turn(SARA, "t", "متن", SENT), answer(), 1.0)
    with SqlSessions(database).open(SARA) as session:
        assert (session.flow, session.budget) == (flow, Budget(2.5, SENT))
        session.flow = None
        session.record(Turn(SARA, "t2", "متن", SENT), answer(), 1.0)
    with SqlSessions(database).open(SARA) as session:
        assert session.flow is None


def test_the_chosen_language_is_remembered_until_the_person_is_forgotten(database: Engine) -> None:
    store = SqlSessions(database)
    with store.open(SARA) as session:
        assert session.language is Language.PERSIAN
        session.language = Language.ENGLISH
        session.record(Turn(SARA, "1", "English", SENT), NOTED, 1.0)
    with store.open(SARA) as session:
        assert session.language is Language.ENGLISH
        session.forget()
    assert store.standing(SARA) == Standing(Language.PERSIAN, None)


def test_where_a_session_stands_is_seen_while_a_turn_runs(database: Engine) -> None:
    store = SqlSessions(database, patience=0.1)
    flow = RunningFlow("intake", 2, None, {"step": "name"}, SENT)
    with store.open(SARA) as session:
        session.flow, session.language = flow, Language.ENGLISH
        session.record(Turn(SARA, "1", "ثبت", SENT), NOTED, 1.0)
    with store.open(SARA) as session:
        session.flow = None
        assert store.standing(SARA) == Standing(Language.ENGLISH, flow)


def leave_unfinished(database: Engine, key: SessionKey, remind_at: datetime | None) -> None:
    with SqlSessions(database).open(key) as session:
        session.flow = RunningFlow("intake", 2, None, {}, SENT, remind_at=remind_at)
        session.record(Turn(key, "start", "ثبت", SENT), NOTED, 1.0)


def test_who_is_overdue_is_found_the_longest_waiting_first_and_once_reminded_no_more(
    database: Engine,
) -> None:
    waiting = SqlOverdue(database)
    soon, later = SENT + timedelta(hours=1), SENT + timedelta(hours=2)
    leave_unfinished(database, REZA, later)
    leave_unfinished(database, SARA, soon)
    leave_unfinished(database, SessionKey("telegram", "5"), None)
    leave_unfinished(database, SessionKey("web", "17"), soon)
    assert waiting.overdue("telegram", SENT, 9) == []
    assert waiting.overdue("telegram", later, 9) == [(SARA, soon), (REZA, later)]
    assert waiting.overdue("telegram", later, 1) == [(SARA, soon)]
    waiting.reminded(SARA, later)  # of another moment: the flow has gone on since
    assert waiting.overdue("telegram", soon, 9) == [(SARA, soon)]
    waiting.reminded(SARA, soon)
    assert waiting.overdue("telegram", soon, 9) == []
    assert SqlSessions(database).standing(SARA).flow is not None


def test_replicas_share_the_pace_and_the_running_flow(database: Engine) -> None:
    replicas = [Conversation(SqlSessions(database), FakeAnswers(), per_minute=4) for _ in range(2)]

    said = ["خوشه چیست؟", "👎", "تعریفش ناقص است", "لغو", "باز هم"]
    replies = [replicas[n % 2].handle(Turn(SARA, f"t{n}", text, SENT)) for n, text in enumerate(said)]
    assert [reply.plain() for reply in replies[1:]] == [
        texts.WHY,
        texts.WHY_KEPT,
        texts.NOTHING_TO_CANCEL,
        texts.TOO_FAST,
    ]


def test_what_is_set_without_a_recorded_turn_is_not_kept(database: Engine) -> None:
    with SqlSessions(database).open(SARA) as session:
        session.budget = Budget(1.0, SENT)
    with SqlSessions(database).open(SARA) as session:
        assert session.budget is None


def test_a_session_that_somebody_else_has_changed_is_not_overwritten(engine: Engine) -> None:
    # on SQLite; PostgreSQL locks the row meanwhile, so that nobody can
    say(engine, SARA, "t", "متن")
    with pytest.raises(SessionBusy), SqlSessions(engine).open(SARA) as session:
        with engine.begin() as connection:
            connection.execute(update(sessions).values(version=sessions.c.version + 1))
        session.record(Turn(SARA, "t2", "متن", SENT), answer(), 1.0)
    assert rows(engine)["turns"] == 1


def test_a_rating_is_kept_once_for_each_turn_and_may_change(database: Engine) -> None:
    say(database, SARA, "t", "خوشه چیست؟")
    rate(database, SARA, "t", UP)
    rate(database, SARA, "t", DOWN)
    assert rows(database)["feedback"] == 1
    with SqlSessions(database).open(SARA) as session:
        assert session.rating("t") == DOWN
        assert session.history(5)[0].verdict is Verdict.DOWN
        assert session.rating("none") is None
    assert [e.verdict for e in SqlSessions(database).exchanges(SARA, 5)] == [Verdict.DOWN, None, None]


def test_nobody_rates_the_turn_of_another_person(database: Engine) -> None:
    say(database, SARA, "t", "خوشه چیست؟")
    rate(database, REZA, "t", UP)
    assert rows(database)["feedback"] == 0


def test_a_rated_turn_tells_all_that_is_needed_to_ask_again(database: Engine) -> None:
    say(database, SARA, "t1", "مزایا چیست؟")
    say(database, SARA, "n", "👍", NOTED)
    say(database, SARA, "t2", "برای صادرات چی؟", abstention())
    say(database, REZA, "t2", "دیگر")
    rate(database, SARA, "t2", DOWN)
    (rated,) = SqlFeedback(database).rated()
    assert (rated.channel, rated.question, rated.earlier) == ("telegram", "برای صادرات چی؟", ("مزایا چیست؟",))
    assert (rated.reply, rated.index_version, rated.rating) == (abstention(), "v7", DOWN)
    assert SqlFeedback(database).rated(since=rated.rated_at) == [rated]
    assert SqlFeedback(database).rated(since=rated.rated_at + timedelta(seconds=1)) == []


def test_self_assessments_come_back_as_they_were_kept_and_only_to_their_person(database: Engine) -> None:
    first, second = assess(database, SARA, "a1"), assess(database, SARA, "a2")
    assess(database, REZA, "a3")
    with SqlSessions(database).open(SARA) as session:
        assert session.assessments(9) == [first, second]
        assert session.assessments(1) == [second]
        third = replace(first, id="a4")
        session.keep_assessment(third)
        assert session.assessments(2) == [second, third]  # not stored: no turn was recorded
    with SqlSessions(database).open(SARA) as session:
        assert session.assessments(9) == [first, second]


def test_what_is_told_is_said_as_questions_are_and_a_notice_is_not(database: Engine) -> None:
    for number in range(3):
        say(database, SARA, f"t{number}", f"پرسش {number}")
        say(database, SARA, f"n{number}", "👍", NOTED)
    with SqlSessions(database).open(SARA) as session:
        assert session.said(2) == ["پرسش 1", "پرسش 2"]
        last = session.last_answer()
    assert last is not None
    assert last.turn_id == "t2"


def test_the_export_holds_everything_of_this_person_and_nothing_of_another(database: Engine) -> None:
    group = SessionKey("telegram", "-5:17")
    say(database, SARA, "t", "راز سارا")
    say(database, group, "g", "در گروه")
    say(database, REZA, "t", "راز رضا")
    rate(database, SARA, "t", DOWN)
    assess(database, SARA, "r-sara")
    assess(database, REZA, "r-رضا")
    outbox = SqlOutbox(database, "telegram")
    outbox.put("17/t", "17", ["پاسخ سارا"])
    outbox.put("-5:17/g", "-5", ["پاسخ گروه"])
    outbox.put("117/t", "117", ["پاسخ رضا"])
    outbox.block("17")
    export = SqlSessions(database).export(SARA)
    text = json.dumps(export, ensure_ascii=False)
    for own in ("راز سارا", "در گروه", "ناقص بود", "پاسخ گروه", "v7", "بنگاه‌های نزدیک", "r-sara"):
        assert own in text
    assert "رضا" not in text
    assert len(export["blocked"]) == 1  # type: ignore[arg-type]


def test_forgetting_erases_everything_of_this_person_and_nothing_of_another(database: Engine) -> None:
    outbox = SqlOutbox(database, "telegram")
    for key in (SARA, SessionKey("telegram", "-5:17"), REZA):
        say(database, key, "t", "متن")
        rate(database, key, "t", UP)
        assess(database, key, f"r{key.person}")
        outbox.put(f"{key.person}/t", key.person.partition(":")[0], ["پاسخ"])
    outbox.block("17")
    outbox.block("117")
    with SqlSessions(database).open(SARA) as session:
        session.record(Turn(SARA, "t9", "فراموشم کن", SENT), answer(), 1.0)
        session.forget()
    assert rows(database) == {
        "sessions": 1,
        "turns": 3,
        "feedback": 1,
        "assessments": 1,
        "outbox": 1,
        "blocked_chats": 1,
        "cases": 0,
        "case_needs": 0,
        "case_events": 0,
        "notices": 0,
    }
    assert SqlSessions(database).export(SARA) | {"channel": "", "person": ""} == {
        "channel": "",
        "person": "",
        "sessions": [],
        "cases": [],
        "notices": [],
        "messages": [],
        "blocked": [],
    }


def test_forgetting_somebody_unknown_is_no_error(database: Engine) -> None:
    with SqlSessions(database).open(SARA) as session:
        session.forget()
    assert rows(database)["sessions"] == 0


def test_the_name_of_a_person_is_no_pattern(database: Engine) -> None:
    say(database, SessionKey("web", "g:a_b"), "t", "متن")
    with SqlSessions(database).open(SessionKey("web", "a%b")) as session:
        session.forget()
    with SqlSessions(database).open(SessionKey("web", "_b")) as session:
        session.forget()
    assert rows(database)["sessions"] == 1


def test_every_table_is_known_as_personal_or_not() -> None:
    """A new table has to be exported and erased, or be named here."""
    assert {table.name for table in PERSONAL} | IMPERSONAL == set(metadata.tables)

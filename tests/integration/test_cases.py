"""Cases in SQL: sent by people, worked by the staff, told to the applicant, erased."""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine, func, select

from bot.dialogue.ports import Json
from bot.dialogue.turn import Outcome, Reply, SessionKey, Turn
from bot.intake.case import Case, EventKind, Request, Status, staff_member
from bot.intake.ports import OWN_CASES, CaseChanged, CaseFilter, CaseMissing, Order
from bot.store.case_tables import case_events, cases, notices
from bot.store.cases import SqlCases
from bot.store.notifying import Notifier
from bot.store.outbox import SqlOutbox
from bot.store.sessions import SqlSessions
from bot.store.tables import outbox
from bot.store.vault import Vault
from knowledge.persian import fold

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)  # ۱ آذر ۱۴۰۵
SARA, REZA, WEB = SessionKey("telegram", "17"), SessionKey("telegram", "117"), SessionKey("web", "w")
NOTED = Reply(Outcome.NOTICE, ())
EXPERT = staff_member("mina")


def request(firm: str = "کفش نگین", **answers: Json) -> Request:
    held: dict[str, Json] = {
        "kind": "firm",
        "firm": firm,
        "sector": "shoes",
        "place": {"province": "isfahan", "city": "نجف‌آباد"},
        "staff": "10-49",
        "needs": ["export", "training"],
        "description": "بازار تازه می‌خواهیم",
    } | answers
    personal: Mapping[str, str] = {"name": "سارا احمدی", "mobile": "09121234567"}
    return Request("intake", 1, held, personal, "1", fold(f"{firm} کفش اصفهان نجف‌آباد"))


def submit(
    database: Engine,
    key: SessionKey,
    turn_id: str,
    sent: Request,
    at: datetime = NOW,
    vault: Vault | None = None,
) -> Case:
    with SqlSessions(database, vault=vault).open(key) as session:
        case = session.part(OWN_CASES).submit(sent, at)
        session.record(Turn(key, turn_id, "فرستادن", at), NOTED, 1.0)
    return case


def desk(database: Engine, vault: Vault | None = None, at: datetime = NOW) -> SqlCases:
    return SqlCases(database, vault or Vault(), Notifier({"telegram": lambda text: [text]}), lambda: at)


def count(database: Engine, table: object) -> int:
    with database.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]


def test_a_sent_request_is_a_case_with_code_and_event(database: Engine) -> None:
    case = submit(database, SARA, "t", request())
    assert case.code.startswith("KH-1405-00001-")
    assert (case.status, case.applicant, case.created_at) == (Status.NEW, SARA, NOW)
    assert (case.request.answers, case.request.personal) == (request().answers, request().personal)
    found = desk(database).find(case.id, personal=True)
    assert found == case
    assert [event.kind for event in desk(database).timeline(case.id)] == [EventKind.SUBMITTED]


def test_a_turn_that_fails_leaves_no_case_and_takes_no_number(database: Engine) -> None:
    with pytest.raises(RuntimeError, match="power"), SqlSessions(database).open(SARA) as session:
        session.part(OWN_CASES).submit(request(), NOW)
        raise RuntimeError("power cut")
    with SqlSessions(database).open(SARA) as session:
        session.part(OWN_CASES).submit(request(), NOW)  # and no turn is recorded
    assert (count(database, cases), count(database, case_events)) == (0, 0)
    assert submit(database, SARA, "t", request()).code.startswith("KH-1405-00001-")


def test_numbers_are_given_once_and_count_up_in_each_year(database: Engine) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(
            pool.map(lambda n: submit(database, SessionKey("web", f"p{n}"), "t", request()).code, range(24))
        )
    assert sorted(code[8:13] for code in made) == [f"{n:05}" for n in range(1, 25)]
    later = submit(database, SARA, "t", request(), NOW + timedelta(days=150))
    assert later.code.startswith("KH-1406-00001-")


def test_only_the_applicant_sees_a_case(database: Engine) -> None:
    case = submit(database, SARA, "t", request())
    with SqlSessions(database).open(SARA) as session:
        assert session.part(OWN_CASES).by_code(case.code) == case
        assert session.part(OWN_CASES).newest(5) == [case]
    with SqlSessions(database).open(REZA) as session:
        assert session.part(OWN_CASES).by_code(case.code) is None
        assert session.part(OWN_CASES).newest(5) == []


def test_the_same_firm_of_the_same_person_on_the_same_day_is_found(database: Engine) -> None:
    case = submit(database, SARA, "t", request("شرکت کفش‌نگین"))
    with SqlSessions(database).open(SARA) as session:
        own = session.part(OWN_CASES)
        assert own.open_like("شرکت كفش نگین", NOW - timedelta(hours=24)) == case
        assert own.open_like("کفش پا", NOW - timedelta(hours=24)) is None
        assert own.open_like("شرکت کفش نگین", NOW + timedelta(minutes=1)) is None
    with SqlSessions(database).open(REZA) as session:
        assert session.part(OWN_CASES).open_like("شرکت کفش نگین", NOW - timedelta(hours=24)) is None


def test_merging_adds_to_the_open_case(database: Engine) -> None:
    case = submit(database, SARA, "t", request())
    with SqlSessions(database).open(SARA) as session:
        merged = session.part(OWN_CASES).merge(case, request(needs=["finance"], staff="1-9"), NOW)
        session.record(Turn(SARA, "t2", "متن", NOW), NOTED, 1.0)
    assert merged.code == case.code
    assert merged.request.needs == ("export", "training", "finance")
    assert merged.request.text("staff") == "1-9"
    assert count(database, cases) == 1
    shown = desk(database).page(CaseFilter(needs=frozenset({"finance"})), 10)
    assert [found.id for found in shown.cases] == [case.id]


def test_personal_answers_are_sealed_and_kept_from_who_may_not_read_them(database: Engine) -> None:
    vault = Vault([Fernet.generate_key().decode()])
    case = submit(database, SARA, "t", request(), vault=vault)
    with database.connect() as connection:
        stored = connection.execute(select(cases)).mappings().one()
    whole = json.dumps({name: str(value) for name, value in stored.items()}, ensure_ascii=False)
    assert "سارا" not in whole
    assert "9121234567" not in whole
    known = desk(database, vault).find(case.id, personal=True)
    hidden = desk(database, vault).find(case.id, personal=False)
    assert known is not None and hidden is not None
    assert known.request.personal["name"] == "سارا احمدی"
    assert hidden.request.personal == {}
    assert [c.id for c in desk(database, vault).page(CaseFilter(words="۰۹۱۲۱۲۳۴۵۶۷"), 5).cases] == [case.id]


def test_filters_find_what_they_say(database: Engine) -> None:
    first = submit(database, SARA, "t1", request())
    second = submit(
        database,
        REZA,
        "t1",
        request("فرش بهار", sector="carpet", place={"province": "fars", "city": "شیراز"}, needs=[]),
        NOW + timedelta(hours=1),
    )
    store = desk(database)
    with store.change() as change:
        change.set_status(second.id, Status.REVIEW, EXPERT)
        assert change.assign([first.id, second.id], "mina", EXPERT) == 2
        assert change.assign([first.id], None, EXPERT) == 1

    def found(wanted: CaseFilter) -> list[int]:
        assert (
            store.count(wanted) == len(store.page(wanted, 50).cases) == len(list(store.every(wanted, False)))
        )
        return [case.id for case in store.page(wanted, 50).cases]

    assert found(CaseFilter()) == [second.id, first.id]
    assert found(CaseFilter(statuses=frozenset({Status.REVIEW}))) == [second.id]
    assert found(CaseFilter(provinces=frozenset({"isfahan", "yazd"}))) == [first.id]
    assert found(CaseFilter(sectors=frozenset({"carpet"}))) == [second.id]
    assert found(CaseFilter(needs=frozenset({"export", "training"}))) == [first.id]
    assert found(CaseFilter(kinds=frozenset({"agent"}))) == []
    assert found(CaseFilter(assignee="mina")) == [second.id]
    assert found(CaseFilter(assignee="")) == [first.id]
    assert found(CaseFilter(since=NOW + timedelta(minutes=1))) == [second.id]
    assert found(CaseFilter(until=NOW + timedelta(minutes=1))) == [first.id]
    assert found(CaseFilter(words="نگین كفش")) == [first.id]
    assert found(CaseFilter(words=second.code.lower())) == [second.id]
    assert found(CaseFilter(words="100%")) == []
    assert found(CaseFilter(words="نگین", provinces=frozenset({"fars"}))) == []


def test_pages_follow_one_another_without_gap_or_repetition(database: Engine) -> None:
    made = [
        submit(database, SessionKey("web", f"p{n}"), "t", request(), NOW + timedelta(hours=n // 3)).id
        for n in range(10)
    ]
    for order in Order:
        seen: list[int] = []
        after = None
        while True:
            page = desk(database).page(CaseFilter(), 3, after, order)
            seen += [case.id for case in page.cases]
            if (after := page.after) is None:
                break
        assert seen == (made if order is Order.OLDEST else made[::-1])


def test_a_status_change_is_told_once_on_telegram_and_not_to_who_has_blocked_us(database: Engine) -> None:
    mine, other = submit(database, SARA, "t", request()), submit(database, REZA, "t", request())
    owed = SqlOutbox(database, "telegram")
    owed.block("117")
    with desk(database).change() as change:
        change.set_status(mine.id, Status.REVIEW, EXPERT, "فردا زنگ می‌زنیم")
        change.set_status(other.id, Status.REVIEW, EXPERT)
        change.set_status(mine.id, Status.REVIEW, EXPERT)  # no change: nothing to tell
    (parcel,) = owed.collect()
    assert parcel.chat == "17"
    assert mine.code in parcel.body
    assert "در حال بررسی" in parcel.body
    assert "فردا زنگ می‌زنیم" in parcel.body
    assert owed.collect() == ()
    assert [kept.key for kept in owed.waiting()] == [parcel.key]  # until it is sent
    events = desk(database).timeline(mine.id)
    assert [(e.before, e.after, e.actor) for e in events[1:]] == [("new", "review", "staff:mina")]


def test_a_change_that_fails_tells_nobody(database: Engine) -> None:
    case = submit(database, SARA, "t", request())
    with pytest.raises(RuntimeError, match="power"), desk(database).change() as change:
        change.refer(case.id, "صندوق ضمانت صادرات", EXPERT)
        raise RuntimeError("power cut")
    assert count(database, outbox) == 0
    assert count(database, case_events) == 1


def test_who_comes_back_on_the_web_is_told_with_the_next_turn_and_once(database: Engine) -> None:
    case = submit(database, WEB, "t", request())
    with desk(database).change() as change:
        change.refer(case.id, "صندوق ضمانت صادرات", EXPERT)
        change.note(case.id, "فقط برای همکاران", EXPERT)
        change.note(case.id, "مدارکتان رسید", EXPERT, visible=True)
    sessions = SqlSessions(database)
    with sessions.open(WEB) as session:
        assert len(session.take_notices()) == 2  # no turn is recorded: not told yet
    with sessions.open(WEB) as session:
        first, second = session.take_notices()
        session.record(Turn(WEB, "t2", "سلام", NOW), NOTED, 1.0)
    assert "صندوق ضمانت صادرات" in first
    assert "مدارکتان رسید" in second
    with sessions.open(WEB) as session:
        assert session.take_notices() == []
        told = session.part(OWN_CASES).timeline(case)
    assert "فقط برای همکاران" not in str(told)


def test_a_change_to_what_is_not_there_or_not_so_any_more_is_refused(database: Engine) -> None:
    case = submit(database, SARA, "t", request())
    with pytest.raises(CaseMissing), desk(database).change() as change:
        change.note(999, "متن", EXPERT)
    with desk(database).change() as change:
        change.set_status(case.id, Status.REVIEW, EXPERT, expected=Status.NEW)
    with pytest.raises(CaseChanged), desk(database).change() as change:
        change.set_status(case.id, Status.DONE, EXPERT, expected=Status.NEW)


def test_forgetting_withdraws_open_cases_and_leaves_only_what_is_counted(database: Engine) -> None:
    mine, other = submit(database, SARA, "t", request()), submit(database, REZA, "t", request())
    with desk(database).change() as change:
        change.note(mine.id, "با خانم احمدی حرف زدم", EXPERT)
    with SqlSessions(database).open(SARA) as session:
        session.record(Turn(SARA, "f", "فراموشم کن", NOW), NOTED, 1.0)
        session.forget()
    kept = desk(database).find(mine.id, personal=True)
    assert kept is not None
    assert (kept.status, kept.applicant, kept.request.personal) == (Status.WITHDRAWN, None, {})
    assert kept.request.answers == {
        "kind": "firm",
        "sector": "shoes",
        "staff": "10-49",
        "needs": ["export", "training"],
        "place": {"province": "isfahan"},
    }
    with database.connect() as connection:
        rows = [*connection.execute(select(cases).where(cases.c.id == mine.id)).mappings()]
        rows += connection.execute(select(case_events).where(case_events.c.case_id == mine.id)).mappings()
    everything = str([dict(row) for row in rows])
    for gone in ("نگین", "احمدی", "نجف", "0912", "بازار"):
        assert gone not in everything
    assert desk(database).find(other.id, personal=True) == other
    with pytest.raises(CaseChanged), desk(database).change() as change:
        change.set_status(mine.id, Status.REVIEW, EXPERT)
    assert count(database, notices) == 0


def test_the_export_of_a_person_holds_their_cases(database: Engine) -> None:
    vault = Vault([Fernet.generate_key().decode()])
    case = submit(database, SARA, "t", request(), vault=vault)
    submit(database, REZA, "t", request("فرش بهار"), vault=vault)
    with desk(database, vault).change() as change:
        change.note(case.id, "میان خودمان", EXPERT)
    told = json.dumps(SqlSessions(database, vault=vault).export(SARA), ensure_ascii=False)
    for own in (case.code, "سارا احمدی", "09121234567", "کفش نگین"):
        assert own in told
    assert "بهار" not in told
    assert "میان خودمان" not in told

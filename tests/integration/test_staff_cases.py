"""Cases at the desk over real HTTP and databases: found, opened, worked, told to the applicant, audited."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from bot.dialogue.turn import SessionKey
from bot.intake.case import EventKind, Status
from bot.staff.audit import Action
from bot.staff.dates import DateUnreadable, day_begins, day_ends
from bot.store.audit import SqlAudit
from bot.store.case_tables import cases, notices
from bot.store.outbox import SqlOutbox
from bot.web.staff import texts
from tests.desk import AUDITOR, EXPERT, MANAGER, OTHER, OWN, SENT, Browser, make_case, make_site, make_staff

SARA = SessionKey("telegram", "17")


@pytest.fixture
def site(database: Engine) -> object:
    make_staff(database)
    return make_site(database)


def browser_of(site: object, name: str) -> Browser:
    browser = Browser(site)  # type: ignore[arg-type]
    browser.log_in(name)
    return browser


def shown(browser: Browser, **query: str | list[str]) -> list[str]:
    """Firms of the list, in order."""
    return re.findall(
        r'<a href="/staff/cases/KH-[\d-]+">([^<]+)</a>', browser.get("/staff/cases", **query).text
    )


def status_of(database: Engine, code: str) -> tuple[str, str | None, str | None]:
    with database.connect() as connection:
        row = connection.execute(select(cases).where(cases.c.code == code)).one()
    return row.status, row.assignee, row.referral


def test_the_list_is_filtered_by_every_field(site: object, database: Engine) -> None:
    make_case(database, "نگین", OWN, SENT, needs=["export"])
    make_case(database, "بهاران", OTHER, SENT + timedelta(days=1), sector="food", needs=["finance"])
    late = make_case(database, "آرین", OTHER, SENT + timedelta(days=2), needs=["export", "finance"])
    manager = browser_of(site, MANAGER)
    manager.get(f"/staff/cases/{late.code}")
    manager.send(f"/staff/cases/{late.code}/status", status="review", expected="new")
    manager.send(f"/staff/cases/{late.code}/assign", assignee=MANAGER)
    assert shown(manager) == ["آرین", "بهاران", "نگین"]
    assert shown(manager, order="oldest") == ["نگین", "بهاران", "آرین"]
    assert shown(manager, status="review") == ["آرین"]
    assert shown(manager, status=["review", "new"]) == ["آرین", "بهاران", "نگین"]
    assert shown(manager, province=OWN) == ["نگین"]
    assert shown(manager, sector="food") == ["بهاران"]
    assert shown(manager, need="export") == ["آرین", "نگین"]
    assert shown(manager, assignee="me") == ["آرین"]
    assert shown(manager, assignee="nobody") == ["بهاران", "نگین"]
    assert shown(manager, since="۱۴۰۵/۹/۲") == ["آرین", "بهاران"]
    assert shown(manager, until="1405-09-01") == ["نگین"]
    assert shown(manager, q="نگين") == ["نگین"]
    assert shown(manager, q="نگین", province=OTHER) == []
    assert shown(manager, q="09121234567") == ["آرین", "بهاران", "نگین"]


def test_a_tracking_code_in_any_writing_opens_its_case(site: object, database: Engine) -> None:
    case = make_case(database)
    manager = browser_of(site, MANAGER)
    found = manager.get("/staff/cases", q=case.code.lower().replace("-", " - "))
    assert found.url.path == f"/staff/cases/{case.code}"


def test_pages_follow_one_another_and_keep_the_filter(site: object, database: Engine) -> None:
    for number in range(53):
        make_case(database, f"بنگاه {number}", OWN, SENT + timedelta(minutes=number))
    make_case(database, "دیگری", OTHER, SENT)
    manager = browser_of(site, MANAGER)
    first = shown(manager, province=OWN, order="oldest")
    assert first == [f"بنگاه {number}" for number in range(50)]
    link = re.search(r'rel="next" href="([^"]+)"', manager.page)
    assert link is not None
    rest = manager.get(link[1].replace("&amp;", "&")).text
    assert re.findall(r">(بنگاه \d+)</a>", rest) == ["بنگاه 50", "بنگاه 51", "بنگاه 52"]
    assert 'rel="next"' not in rest
    assert "۵۳ پرونده" in rest


@pytest.mark.parametrize(
    "query",
    [{"since": "دیروز"}, {"until": "1405/13/1"}, {"province": "nowhere"}, {"status": "x"}, {"after": "x-y"}],
)
def test_a_filter_that_cannot_be_read_says_so(site: object, query: dict[str, str]) -> None:
    response = browser_of(site, MANAGER).get("/staff/cases", **query)
    assert response.status_code == 422
    assert 'role="alert"' in response.text


def test_dates_are_days_in_tehran() -> None:
    assert day_begins("۱۴۰۵/۰۹/۰۱").isoformat() == "2026-11-21T20:30:00+00:00"
    assert day_begins("1405-9-1") == day_begins("١٤٠٥.٠٩.٠١")
    assert day_ends("1405/9/1") - day_begins("1405/9/1") == timedelta(days=1)
    assert day_begins("1403/12/30")  # a leap year
    for wrong in ("1405/12/30", "2026/11/22", "1405/0/1", "1405/9", "x"):
        with pytest.raises(DateUnreadable):
            day_begins(wrong)


def test_an_expert_sees_only_own_provinces_whatever_the_filter(site: object, database: Engine) -> None:
    make_case(database, "مال من", OWN)
    other = make_case(database, "مال دیگری", OTHER)
    expert = browser_of(site, EXPERT)
    assert shown(expert) == ["مال من"]
    assert shown(expert, province=OTHER) == []
    assert expert.get("/staff/cases", q=other.code).url.path == "/staff/cases"
    assert expert.get(f"/staff/cases/{other.code}").status_code == 404


def test_a_status_change_reaches_the_applicant_and_the_audit(site: object, database: Engine) -> None:
    case = make_case(database, applicant=SARA)
    expert = browser_of(site, EXPERT)
    expert.get(f"/staff/cases/{case.code}")
    done = expert.send(
        f"/staff/cases/{case.code}/status", status="review", expected="new", message="شنبه زنگ می‌زنم."
    )
    assert texts.DONE["status"] in done.text
    assert "وضعیت شد «در بررسی»" in done.text
    (owed,) = SqlOutbox(database, "telegram").collect()
    assert owed.chat == SARA.person
    assert "در حال بررسی" in owed.body
    assert "شنبه زنگ می‌زنم." in owed.body
    entry = SqlAudit(database).page(1, action=Action.CASE_STATUS)[0]
    assert (entry.who, entry.about, dict(entry.detail)) == (
        EXPERT,
        case.code,
        {"from": "new", "to": "review", "told": True},
    )


def test_a_colleague_who_was_faster_is_not_overwritten(site: object, database: Engine) -> None:
    case = make_case(database)
    first, second = browser_of(site, EXPERT), browser_of(site, MANAGER)
    for browser in (first, second):
        browser.get(f"/staff/cases/{case.code}")
    first.send(f"/staff/cases/{case.code}/status", status="done", expected="new")
    late = second.send(f"/staff/cases/{case.code}/status", status="rejected", expected="new")
    assert late.status_code == 409
    assert texts.PROBLEMS[409][0] in late.text
    assert status_of(database, case.code)[0] == Status.DONE
    assert len(SqlAudit(database).page(9, action=Action.CASE_STATUS)) == 1


def test_a_case_is_assigned_referred_and_noted(site: object, database: Engine) -> None:
    case = make_case(database, applicant=SessionKey("web", "w"))
    path = f"/staff/cases/{case.code}"
    manager = browser_of(site, MANAGER)
    manager.get(path)
    assert texts.DONE["assigned"] in manager.send(f"{path}/assign", assignee=EXPERT).text
    assert texts.DONE["referred"] in manager.send(f"{path}/refer", to="اتاق بازرگانی", message="").text
    assert texts.DONE["noted"] in manager.send(f"{path}/note", text="تماس گرفتم\nفردا دوباره").text
    manager.send(f"{path}/note", text="لطفاً مدارک را بفرستید", visible="yes")
    assert status_of(database, case.code) == (Status.REFERRED, EXPERT, "اتاق بازرگانی")
    with database.connect() as connection:
        told = connection.execute(select(notices.c.text)).scalars().all()
    assert len(told) == 2
    assert "مدارک را بفرستید" in told[1]
    assert all("تماس گرفتم" not in text for text in told)
    kinds = [entry.action.value for entry in SqlAudit(database).page(9, about=case.code)][::-1]
    assert kinds[0] == "case_opened"
    assert [kind for kind in kinds if kind != "case_opened"] == [
        "case_assigned",
        "case_referred",
        "case_noted",
        "case_noted",
    ]


def test_staff_get_a_code_to_read_out_once_and_it_is_audited(database: Engine) -> None:
    make_staff(database)
    case = make_case(database)
    expert = Browser(make_site(database))
    expert.log_in(EXPERT)
    page = expert.get(f"/staff/cases/{case.code}").text
    assert texts.CODE_LEAD in page
    given = expert.send(f"/staff/cases/{case.code}/code").text
    (shown,) = re.findall(r'id="given">([۰-۹]{4} [۰-۹]{4})<', given)
    again = expert.get(f"/staff/cases/{case.code}").text
    assert shown not in again
    assert texts.EVENTS[EventKind.CODE] in again
    assert SqlAudit(database).page(1, action=Action.CODE_GIVEN)[0].about == case.code


def test_the_audit_holds_no_word_of_people(site: object, database: Engine) -> None:
    case = make_case(database)
    manager = browser_of(site, MANAGER)
    manager.get(f"/staff/cases/{case.code}")
    manager.send(f"/staff/cases/{case.code}/note", text="راز متقاضی")
    manager.send(f"/staff/cases/{case.code}/status", status="done", expected="new", message="راز دوم")
    kept = str(SqlAudit(database).page(99))
    assert case.code in kept
    assert all(secret not in kept for secret in ("راز", "سارا", "0912"))


def test_an_empty_note_and_an_empty_referral_ask_for_words(site: object, database: Engine) -> None:
    case = make_case(database)
    manager = browser_of(site, MANAGER)
    manager.get(f"/staff/cases/{case.code}")
    for path, sentence in (("note", texts.NOTE_MISSING), ("refer", texts.REFER_MISSING)):
        response = manager.send(f"/staff/cases/{case.code}/{path}", text=" ", to="\u200f")
        assert response.status_code == 422
        assert sentence in response.text


def test_many_cases_are_assigned_at_once_and_the_filter_stays(site: object, database: Engine) -> None:
    made = [make_case(database, f"بنگاه {n}") for n in range(3)]
    manager = browser_of(site, MANAGER)
    manager.get("/staff/cases", province=OWN)
    done = manager.send(
        "/staff/cases/assign",
        codes=[case.code for case in made[:2]],
        assignee=EXPERT,
        back=f"province={OWN}",
    )
    assert texts.DONE["assigned"] in done.text
    assert dict(done.url.params)["province"] == OWN
    assert [status_of(database, case.code)[1] for case in made] == [EXPERT, EXPERT, None]
    assert len(SqlAudit(database).page(9, action=Action.CASE_ASSIGNED)) == 2
    assert texts.DONE["nothing_chosen"] in manager.send("/staff/cases/assign", assignee=EXPERT).text


def test_nobody_is_given_cases_they_cannot_open(site: object, database: Engine) -> None:
    own, other = make_case(database), make_case(database, province=OTHER)
    manager = browser_of(site, MANAGER)
    manager.get("/staff/cases")
    for codes, assignee in (([own.code, other.code], EXPERT), ([own.code], AUDITOR), ([own.code], "کسی")):
        sent = manager.send("/staff/cases/assign", codes=codes, assignee=assignee)
        assert texts.DONE["cannot_work"] in sent.text
    expert = browser_of(site, EXPERT)
    expert.get("/staff/cases")
    assert (
        expert.send("/staff/cases/assign", codes=[own.code, other.code], assignee=EXPERT).status_code == 404
    )
    assert status_of(database, own.code)[1] is None


def test_an_auditor_reads_everything_but_personal_data(site: object, database: Engine) -> None:
    case = make_case(database, description="من سارا احمدی هستم، ۰۹۱۲۱۲۳۴۵۶۷")
    manager = browser_of(site, MANAGER)
    manager.get(f"/staff/cases/{case.code}")
    manager.send(f"/staff/cases/{case.code}/note", text="با سارا احمدی حرف زدم")
    auditor = browser_of(site, AUDITOR)
    page = auditor.get(f"/staff/cases/{case.code}").text
    assert "کفش نگین" in page
    assert all(
        secret not in page
        for secret in ("سارا", "احمدی", "0912", "۰۹۱۲", 'method="post" action="/staff/cases')
    )
    assert texts.HIDDEN in page
    assert shown(auditor) == ["کفش نگین"]
    assert shown(auditor, q="09121234567") == ["کفش نگین"]  # digits of a mobile are not looked for
    assert shown(auditor, q="09350000000") == ["کفش نگین"]
    assert SqlAudit(database).page(9, action=Action.CASE_OPENED)[0].who == MANAGER


def test_a_withdrawn_case_stays_readable_and_cannot_be_worked(site: object, database: Engine) -> None:
    from bot.store.sessions import SqlSessions

    case = make_case(database, applicant=SARA)
    with SqlSessions(database).open(SARA) as session:
        session.forget()
    manager = browser_of(site, MANAGER)
    page = manager.get(f"/staff/cases/{case.code}")
    assert page.status_code == 200
    assert texts.CASE_FORGOTTEN in page.text
    assert "سارا" not in page.text
    sent = manager.send(f"/staff/cases/{case.code}/status", status="done", expected="withdrawn")
    assert sent.status_code == 409


def test_words_of_applicants_are_shown_as_text(site: object, database: Engine) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'"
    case = make_case(database, evil, description=evil)
    manager = browser_of(site, MANAGER)
    for path in ("/staff/cases", f"/staff/cases/{case.code}"):
        page = manager.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;" in page

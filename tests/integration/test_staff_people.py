"""The door of the desk over real HTTP and databases: login, lock, sessions, accounts, tokens, audit."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, delete, text, update
from sqlalchemy.exc import DBAPIError

from bot.staff.accounts import NameTaken, Role
from bot.staff.audit import Action, Entry
from bot.staff.entry import SESSION, Closed, Door, Entered, Refused
from bot.staff.tries import PER_ADDRESS, PER_NAME, RECORDED, WINDOW
from bot.store.accounts import SqlAccounts
from bot.store.audit import SqlAudit
from bot.store.staff_tables import audit
from bot.store.tries import SqlTries
from bot.web.staff import texts
from tests.desk import EXPERT, MANAGER, OWN, PASSWORD, Browser, make_site, make_staff

LANDED = "/staff/"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def door(database: Engine, clock: Clock) -> Door:
    make_staff(database)
    return Door(SqlAccounts(database), SqlTries(database), SqlAudit(database), clock)


@pytest.fixture
def manager(database: Engine) -> Browser:
    make_staff(database)
    browser = Browser(make_site(database))
    browser.log_in(MANAGER)
    return browser


def actions(database: Engine) -> list[str]:
    """What the audit holds, oldest first."""
    return [entry.action.value for entry in SqlAudit(database).page(100)][::-1]


def test_the_name_opens_the_door_in_any_spelling(door: Door) -> None:
    entered = door.enter("  مريم  أحمدي ", PASSWORD)
    assert isinstance(entered, Entered)
    inside = door.inside(entered.secret)
    assert inside is not None
    assert inside.name == EXPERT


def test_a_wrong_password_and_an_unknown_name_are_refused_alike(door: Door, database: Engine) -> None:
    assert door.enter(EXPERT, "نادرست") == Refused()
    assert door.enter("هیچ‌کس", PASSWORD) == Refused()
    assert actions(database) == ["login_failed", "login_failed"]
    assert [entry.who for entry in SqlAudit(database).page(9)] == ["", EXPERT]


@pytest.mark.parametrize("name", [EXPERT, "هیچ‌کس"])
def test_repeated_failures_close_a_name_alike_whether_or_not_anybody_has_it(
    door: Door, clock: Clock, name: str
) -> None:
    results = [door.enter(name, "نادرست") for _ in range(PER_NAME)]
    assert results == [Refused()] * (PER_NAME - 1) + [Closed(clock.now + WINDOW)]
    assert door.enter(name, PASSWORD) == Closed(clock.now + WINDOW)
    clock.now += WINDOW + timedelta(seconds=1)
    assert door.enter(name, "نادرست") == Refused()


def test_a_closed_name_opens_with_its_window(door: Door, clock: Clock, database: Engine) -> None:
    for _ in range(PER_NAME):
        door.enter(EXPERT, "نادرست", "192.0.2.7")
    (expert,) = [one for one in SqlAccounts(database).all() if one.name == EXPERT]
    assert expert.locked_until == clock.now + WINDOW
    assert isinstance(door.enter(EXPERT, PASSWORD, "198.51.100.9"), Closed)
    clock.now += WINDOW + timedelta(seconds=1)
    assert isinstance(door.enter(EXPERT, PASSWORD), Entered)


def test_a_new_password_opens_a_closed_name(door: Door, database: Engine) -> None:
    for _ in range(PER_NAME):
        door.enter(EXPERT, "نادرست")
    found = SqlAccounts(database).find(EXPERT)
    assert found is not None
    SqlAccounts(database).set_password(found.account.id, found.password_hash)
    assert isinstance(door.enter(EXPERT, PASSWORD), Entered)


def test_many_tries_from_one_address_close_it_and_no_other(door: Door) -> None:
    for number in range(PER_ADDRESS):
        assert door.enter(f"کس {number}", "نادرست", "2001:db8::1") == Refused()
    assert isinstance(door.enter(MANAGER, PASSWORD, "2001:db8::2"), Closed)  # the same network
    assert isinstance(door.enter(MANAGER, PASSWORD, "192.0.2.7"), Entered)


def test_a_right_password_is_no_failure_of_its_address(door: Door) -> None:
    for _ in range(PER_ADDRESS + 1):
        assert isinstance(door.enter(MANAGER, PASSWORD, "192.0.2.7"), Entered)


def test_a_flood_of_unknown_names_leaves_a_bounded_trace(door: Door, clock: Clock, database: Engine) -> None:
    for number in range(2 * RECORDED):
        door.enter(f"کس {number}", "نادرست", f"192.0.2.{number}")
    assert actions(database) == ["login_failed"] * RECORDED
    assert SqlAudit(database).page(1)[0].detail == {"last_noted": True}
    clock.now += WINDOW + timedelta(seconds=1)
    door.enter("کسی", "نادرست")
    assert len(actions(database)) == RECORDED + 1
    with database.connect() as connection:  # what is over is let go
        kept = connection.execute(text("SELECT count(*) FROM login_tries")).scalar_one()
    assert kept == 3  # this name, its address and the strangers of this window


def test_the_page_says_the_same_to_all_who_try_too_often(database: Engine) -> None:
    make_staff(database)
    pages = []
    for name in (EXPERT, "هیچ‌کس"):
        browser = Browser(make_site(database))
        for _ in range(PER_NAME + 1):
            response = browser.log_in(name, "نادرست")
        assert response.status_code == 429
        (said,) = re.findall(r'role="alert"[^>]*>([^<]+)<', response.text)
        pages.append(re.sub(r"[۰-۹]+:[۰-۹]+", "", said))
    assert pages[0] == pages[1]


def test_a_login_forgets_the_failures_before_it(door: Door) -> None:
    for _ in range(PER_NAME - 1):
        door.enter(EXPERT, "نادرست")
    assert isinstance(door.enter(EXPERT, PASSWORD), Entered)
    assert door.enter(EXPERT, "نادرست") == Refused()


def test_a_session_ends_by_itself_and_by_leaving(door: Door, clock: Clock) -> None:
    first, second = door.enter(EXPERT, PASSWORD), door.enter(EXPERT, PASSWORD)
    assert isinstance(first, Entered)
    assert isinstance(second, Entered)
    door.leave(first.account, first.secret)
    assert door.inside(first.secret) is None
    assert door.inside(second.secret) is not None
    clock.now += SESSION
    assert door.inside(second.secret) is None


def test_a_new_password_and_disabling_end_all_sessions(door: Door, database: Engine) -> None:
    accounts = SqlAccounts(database)
    expert, manager = door.enter(EXPERT, PASSWORD), door.enter(MANAGER, PASSWORD)
    assert isinstance(expert, Entered)
    assert isinstance(manager, Entered)
    accounts.set_password(expert.account.id, "x")
    accounts.set_active(manager.account.id, False)
    assert door.inside(expert.secret) is None
    assert door.inside(manager.secret) is None


def test_what_is_stored_opens_nothing(door: Door, database: Engine) -> None:
    entered = door.enter(EXPERT, PASSWORD)
    assert isinstance(entered, Entered)
    with database.connect() as connection:
        stored = str(connection.execute(text("SELECT * FROM staff_sessions, staff_accounts")).all())
    assert entered.secret not in stored
    assert PASSWORD not in stored
    assert "$argon2id$" in stored


def test_a_name_is_taken_in_every_spelling(door: Door, database: Engine) -> None:
    with pytest.raises(NameTaken):
        SqlAccounts(database).add("رضا كاظمي", Role.AUDITOR, frozenset(), "x", datetime.now(UTC))


def test_the_database_itself_keeps_the_audit_unchanged(database: Engine) -> None:
    SqlAudit(database).add(Entry(datetime.now(UTC), None, "", Action.LOGIN_FAILED))
    for statement in (update(audit).values(who="x"), delete(audit)):
        with pytest.raises(DBAPIError, match="append-only"), database.begin() as connection:
            connection.execute(statement)
    if database.dialect.name == "postgresql":
        with pytest.raises(DBAPIError, match="append-only"), database.begin() as connection:
            connection.execute(text("TRUNCATE audit"))
    assert actions(database) == ["login_failed"]


def test_the_cookie_is_kept_from_scripts_and_other_sites(database: Engine) -> None:
    make_staff(database)
    app = make_site(database)
    for scheme, secure in (("http", False), ("https", True)):
        browser = Browser(app)
        browser.client.base_url = f"{scheme}://testserver"  # type: ignore[assignment]
        browser.client.follow_redirects = False
        cookie = browser.log_in(MANAGER).headers["set-cookie"].lower()
        assert cookie.startswith("khoosheyar_staff=")
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert "path=/staff" in cookie
        assert ("secure" in cookie) is secure


def test_a_page_that_was_asked_for_opens_after_the_login_and_no_other_site(database: Engine) -> None:
    make_staff(database)
    browser = Browser(make_site(database))
    asked = browser.get("/staff/audit", about="KH-1405-00001-1")
    assert asked.url.path == "/staff/login"
    assert browser.send("/staff/login", name=MANAGER, password=PASSWORD, next="/staff/audit?about=x").url == (
        "http://testserver/staff/audit?about=x"
    )
    for evil in ("https://evil.example/", "//evil.example", "/staff/\\evil", "javascript:x", "/staff/\r\nx"):
        other = Browser(browser.client.app)  # type: ignore[arg-type]
        other.get("/staff/login")
        assert other.send("/staff/login", name=MANAGER, password=PASSWORD, next=evil).url.path == LANDED


def test_a_form_without_its_token_or_from_elsewhere_changes_nothing(manager: Browser) -> None:
    fields = {"name": "کسی", "role": "manager", "password": PASSWORD}
    token = manager.get("/staff/accounts") and manager.form_token
    for sent in ({}, {"form_token": ""}, {"form_token": "0" * 64}):
        assert manager.client.post("/staff/accounts", data=fields | sent).status_code == 403
    for origin in ("https://evil.example", "null"):
        response = manager.client.post(
            "/staff/accounts", data=fields | {"form_token": token}, headers={"origin": origin}
        )
        assert response.status_code == (200 if origin == "null" else 403)
    manager.get("/staff/login")
    login = manager.client.post("/staff/login", data={"name": MANAGER, "password": PASSWORD})
    assert texts.LOGIN_STALE in login.text


def test_a_manager_adds_an_expert_who_can_log_in(manager: Browser, database: Engine) -> None:
    manager.get("/staff/accounts")
    shown = manager.send(
        "/staff/accounts", name="ليلا نوری", role="expert", provinces=[OWN], password=PASSWORD
    )
    assert texts.DONE["added"] in shown.text
    assert "اصفهان" in shown.text
    assert Browser(manager.client.app).log_in("لیلا نوری").url.path == LANDED  # type: ignore[arg-type]
    assert actions(database)[-2:] == ["account_added", "login"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "۱۲۳"}, texts.NAME_UNUSABLE),
        ({"name": MANAGER}, texts.NAME_TAKEN),
        ({"password": "کوتاه"}, texts.PASSWORD_WEAK),
        ({"role": "expert", "provinces": []}, texts.PROVINCE_MISSING),
    ],
)
def test_a_wrong_field_says_what_is_wrong_and_keeps_the_rest(
    manager: Browser, fields: dict[str, str], sentence: str
) -> None:
    manager.get("/staff/accounts")
    shown = manager.send(
        "/staff/accounts", **({"name": "نام تازه", "role": "auditor", "password": PASSWORD} | fields)
    )
    assert shown.status_code == 422
    assert sentence in shown.text
    assert 'aria-invalid="true"' in shown.text or "fieldset" in shown.text
    assert fields.get("name", "نام تازه") in shown.text
    assert PASSWORD not in shown.text


def test_managers_cannot_lock_themselves_out(manager: Browser, database: Engine) -> None:
    me = SqlAccounts(database).find(MANAGER)
    assert me is not None
    shown = manager.get(f"/staff/accounts/{me.account.id}")
    assert texts.ACCOUNT_SELF in shown.text
    for path in ("", "/active", "/password"):
        sent = manager.send(
            f"/staff/accounts/{me.account.id}{path}", role="auditor", active="no", password=PASSWORD
        )
        assert sent.status_code == 403
        manager.get("/staff/me")


def test_a_disabled_colleague_is_out_at_once(manager: Browser, database: Engine) -> None:
    expert = Browser(manager.client.app)  # type: ignore[arg-type]
    expert.log_in(EXPERT)
    known = SqlAccounts(database).find(EXPERT)
    assert known is not None
    manager.get(f"/staff/accounts/{known.account.id}")
    assert (
        texts.DONE["disabled"] in manager.send(f"/staff/accounts/{known.account.id}/active", active="no").text
    )
    assert expert.get("/staff/me").url.path == "/staff/login"
    assert texts.LOGIN_WRONG in expert.log_in(EXPERT).text


def test_my_own_password_is_changed_with_the_old_one_and_other_devices_are_out(
    manager: Browser, database: Engine
) -> None:
    other = Browser(manager.client.app)  # type: ignore[arg-type]
    other.log_in(MANAGER)
    manager.get("/staff/me")
    new = "گذرواژهٔ تازهٔ من"
    for fields, sentence in (
        ({"old": "x", "new": new, "again": new}, texts.PASSWORD_WRONG),
        ({"old": PASSWORD, "new": new, "again": "y"}, texts.PASSWORD_DIFFERENT),
        ({"old": PASSWORD, "new": "کم", "again": "کم"}, texts.PASSWORD_WEAK),
    ):
        assert sentence in manager.send("/staff/me/password", **fields).text
    done = manager.send("/staff/me/password", old=PASSWORD, new=new, again=new)
    assert texts.DONE["password"] in done.text
    assert other.get("/staff/me").url.path == "/staff/login"
    assert other.log_in(MANAGER, new).url.path == LANDED


def test_a_token_is_shown_once_and_ends(manager: Browser, database: Engine) -> None:
    manager.get("/staff/me")
    made = re.search(r"khs_[\w-]+", manager.send("/staff/me/tokens", label="گزارش ماهانه").text)
    assert made is not None
    assert "khs_" not in manager.get("/staff/me").text
    with database.connect() as connection:
        assert made[0] not in str(connection.execute(text("SELECT * FROM api_tokens")).all())
    ended = re.search(r"/staff/me/tokens/\d+/end", manager.page)
    assert ended is not None
    assert texts.DONE["token_ended"] in manager.send(ended[0]).text
    assert manager.send(ended[0]).status_code == 404


def test_the_audit_page_tells_who_did_what_and_pages_on(manager: Browser, database: Engine) -> None:
    now = datetime.now(UTC)
    SqlAudit(database).add(
        *(Entry(now, None, "سامانه", Action.CASE_STATUS, f"KH-{n}", {"to": "done"}) for n in range(120))
    )
    assert manager.get("/staff/audit").text.count("KH-") == 50
    more = re.search(r'href="(/staff/audit\?[^"]*before=\d+)"', manager.page)
    assert more is not None
    older = manager.get(more[1].replace("&amp;", "&")).text
    assert (">KH-70<" in older, ">KH-69<" in older) == (False, True)
    assert manager.get("/staff/audit", about="KH-7").text.count("KH-7<") == 1
    assert manager.get("/staff/audit", action="login").text.count("KH-") == 0

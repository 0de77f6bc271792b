"""Exports and the API of the desk: opened and read back cell by cell, harmless, complete, by right."""

import csv
import io
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from bot.staff.accounts import Account, Role
from bot.staff.audit import Action
from bot.staff.export import inert
from bot.staff.tokens import LIFETIME, TokenDesk
from bot.store.accounts import SqlAccounts
from bot.store.audit import SqlAudit
from bot.store.tokens import SqlTokens
from bot.web.staff import texts
from tests.desk import AUDITOR, MANAGER, OTHER, OWN, Browser, make_case, make_site, make_staff

EVIL = ('=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u200c=1", "＝1", "\ufeff=1")


def manager_of(database: Engine, name: str = MANAGER) -> Browser:
    make_staff(database)
    browser = Browser(make_site(database))
    browser.log_in(name)
    return browser


def read_csv(browser: Browser, **query: str) -> list[dict[str, str]]:
    response = browser.client.get("/staff/export.csv", params=query)
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def read_xlsx(browser: Browser) -> list[dict[str, object]]:
    response = browser.client.get("/staff/export.xlsx")
    assert "khoosheyar-cases-1" in response.headers["content-disposition"]
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    assert sheet.sheet_view.rightToLeft
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    head, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), line, strict=True)) for line in lines]


def test_a_case_is_whole_in_both_files(database: Engine) -> None:
    browser = manager_of(database)
    case = make_case(database)
    (in_csv,), (in_xlsx,) = read_csv(browser), read_xlsx(browser)
    assert list(in_csv) == list(in_xlsx) == list(texts.EXPORT_TITLES.values())
    expected = {
        "code": case.code,
        "status": "جدید",
        "status_code": "new",
        "created": "۱۴۰۵/۰۹/۰۱",
        "created_at": "2026-11-22T12:30:00+03:30",
        "kind": "بنگاه",
        "kind_code": "firm",
        "firm": "کفش نگین",
        "province": "اصفهان",
        "province_code": OWN,
        "city": "نجف‌آباد",
        "sector": "کفش و چرم",
        "sector_code": "shoes",
        "staff": "۱۰ تا ۴۹ نفر",
        "staff_code": "10-49",
        "needs": "صادرات، آموزش",
        "needs_codes": "export,training",
        "description": "بازار تازه می‌خواهیم",
        "name": "سارا احمدی",
        "mobile": "09121234567",  # text: the zero stays
    }
    for key, value in expected.items():
        title = texts.EXPORT_TITLES[key]
        assert (in_csv[title], in_xlsx[title]) == (value, value), key


@pytest.mark.parametrize("evil", EVIL)
def test_a_formula_is_inert(evil: str) -> None:
    cell = inert(evil)
    assert isinstance(cell, str)
    assert cell.startswith("'")
    assert inert(f"{evil}\x00\x0b\ud800") == inert(evil)  # what no workbook can hold
    assert inert(5) == 5
    assert inert("کفش = چرم") == "کفش = چرم"


def test_formulas_of_applicants_come_out_as_text_and_nothing_is_lost(database: Engine) -> None:
    browser = manager_of(database)
    for evil in EVIL:
        make_case(database, evil, description=f"{evil}\x0bخط\nدوم", mobile="+989121234567")
    title = texts.EXPORT_TITLES["firm"]
    for found in (read_csv(browser), read_xlsx(browser)):
        assert len(found) == len(EVIL)
        for line in found:
            cells = [str(value) for value in line.values() if value]
            assert all(not cell.lstrip(" \u200c\ufeff").startswith(tuple("=+-@\t\r＝")) for cell in cells)
        assert {str(line[title]) for line in found} >= {'\'=HYPERLINK("x")', "'+1", "'-1", "'@SUM(A1)"}


def test_an_export_follows_the_filter_and_is_audited(database: Engine) -> None:
    browser = manager_of(database)
    make_case(database, "الف", OWN)
    make_case(database, "ب", OTHER)
    assert [line["بنگاه"] for line in read_csv(browser, province=OTHER)] == ["ب"]
    entry = SqlAudit(database).page(1, action=Action.EXPORTED)[0]
    assert (entry.who, dict(entry.detail)) == (MANAGER, {"format": "csv", "count": 1})
    assert browser.get("/staff/export.csv", since="x").status_code == 422


def test_an_auditor_exports_without_personal_columns(database: Engine) -> None:
    browser = manager_of(database, AUDITOR)
    make_case(database)
    (line,) = read_csv(browser)
    assert not {texts.EXPORT_TITLES[key] for key in ("description", "name", "mobile")} & set(line)
    assert line["بنگاه"] == "کفش نگین"


def token_of(database: Engine, account: Account) -> dict[str, str]:
    secret = TokenDesk(SqlTokens(database), SqlAudit(database)).make(account, "آزمون")
    return {"authorization": f"Bearer {secret}"}


def test_the_api_gives_what_the_tokens_account_may_see(database: Engine) -> None:
    staff = make_staff(database)
    own, other = make_case(database, "الف", OWN), make_case(database, "ب", OTHER)
    client = Browser(make_site(database)).client

    def seen(role: Role) -> dict[str, str | None]:
        listed = client.get("/api/staff/cases", headers=token_of(database, staff[role]))
        assert listed.status_code == 200
        return {case["code"]: case["mobile"] for case in listed.json()["cases"]}

    assert seen(Role.MANAGER) == {own.code: "09121234567", other.code: "09121234567"}
    assert seen(Role.EXPERT) == {own.code: "09121234567"}
    assert seen(Role.AUDITOR) == {own.code: None, other.code: None}
    one = client.get(f"/api/staff/cases/{own.code}", headers=token_of(database, staff[Role.MANAGER])).json()
    assert one["case"]["status"] == {"code": "new", "label": "جدید"}
    assert one["case"]["needs"][0] == {"code": "export", "label": "صادرات"}
    assert one["events"][0]["what"] == "درخواست رسید"


def test_the_api_pages_through_everything_once(database: Engine) -> None:
    staff = make_staff(database)
    made = [make_case(database, f"بنگاه {n}").code for n in range(7)]
    client, headers = Browser(make_site(database)).client, token_of(database, staff[Role.MANAGER])
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        page = client.get(
            "/api/staff/cases", params={"limit": 3, "order": "oldest", "after": after}, headers=headers
        ).json()
        seen += [case["code"] for case in page["cases"]]
        after = page["next"]
    assert seen == made


def test_without_a_good_token_the_api_stays_closed(database: Engine) -> None:
    staff = make_staff(database)
    client = Browser(make_site(database)).client
    good = token_of(database, staff[Role.EXPERT])
    assert client.get("/api/staff/cases", headers=good).status_code == 200
    for headers in (
        {},
        {"authorization": "Bearer x"},
        {"authorization": "Bearer khs_x"},
        {"authorization": "Basic eA=="},
    ):
        refused = client.get("/api/staff/cases", headers=headers)
        assert (refused.status_code, refused.json()["code"]) == (401, "logged_out")
    late = TokenDesk(SqlTokens(database), SqlAudit(database), lambda: datetime.now(UTC) - LIFETIME)
    old = late.make(staff[Role.EXPERT], "کهنه")
    assert client.get("/api/staff/cases", headers={"authorization": f"Bearer {old}"}).status_code == 401
    SqlAccounts(database).set_active(staff[Role.EXPERT].id, False)
    assert client.get("/api/staff/cases", headers=good).status_code == 401


def test_a_session_cookie_does_not_open_the_api(database: Engine) -> None:
    assert manager_of(database).get("/api/staff/cases").status_code == 401

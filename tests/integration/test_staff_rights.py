"""The table of rights, row by row: every route × every role × own and other province × logged out."""

import re
from dataclasses import dataclass

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy import Engine
from starlette.routing import BaseRoute, Mount, Route

from bot.staff.accounts import Role
from bot.staff.rights import Reach
from bot.staff.tokens import TokenDesk
from bot.store.audit import SqlAudit
from bot.store.tokens import SqlTokens
from bot.web.staff.guard import COOKIE, PATH, Rule
from bot.web.staff.rules import RULES
from tests.desk import AUDITOR, EXPERT, MANAGER, OTHER, OWN, Browser, make_case, make_site, make_staff

NAMES = {Role.EXPERT: EXPERT, Role.MANAGER: MANAGER, Role.AUDITOR: AUDITOR}
NO, OWN_ONLY, ALL, BLIND = Reach.NONE, Reach.OWN, Reach.ALL, Reach.BLIND
OPEN = {("GET", "/staff/login"), ("POST", "/staff/login")}

# What a role may do, written a second time by hand: a slip in the table does not pass unseen.
EXPECTED: dict[tuple[str, str], tuple[Reach, Reach, Reach]] = {
    ("GET", "/staff/"): (OWN_ONLY, ALL, BLIND),
    ("GET", "/staff/cases"): (OWN_ONLY, ALL, BLIND),
    ("POST", "/staff/cases/assign"): (OWN_ONLY, ALL, NO),
    ("GET", "/staff/cases/{code}"): (OWN_ONLY, ALL, BLIND),
    ("POST", "/staff/cases/{code}/status"): (OWN_ONLY, ALL, NO),
    ("POST", "/staff/cases/{code}/assign"): (OWN_ONLY, ALL, NO),
    ("POST", "/staff/cases/{code}/refer"): (OWN_ONLY, ALL, NO),
    ("POST", "/staff/cases/{code}/note"): (OWN_ONLY, ALL, NO),
    ("POST", "/staff/cases/{code}/code"): (OWN_ONLY, ALL, NO),
    ("GET", "/staff/export.csv"): (NO, ALL, BLIND),
    ("GET", "/staff/export.xlsx"): (NO, ALL, BLIND),
    ("GET", "/api/staff/cases"): (OWN_ONLY, ALL, BLIND),
    ("GET", "/api/staff/cases/{code}"): (OWN_ONLY, ALL, BLIND),
    ("GET", "/staff/questions"): (ALL, ALL, BLIND),
    ("GET", "/staff/questions/{question_id:int}"): (ALL, ALL, BLIND),
    ("POST", "/staff/questions/{question_id:int}/case"): (ALL, ALL, NO),
    ("POST", "/staff/questions/{question_id:int}/expected"): (ALL, ALL, NO),
    ("POST", "/staff/questions/{question_id:int}/answer"): (ALL, ALL, NO),
    ("GET", "/staff/gaps"): (ALL, ALL, BLIND),
    ("GET", "/staff/answers"): (ALL, ALL, BLIND),
    ("POST", "/staff/answers/{answer_id:int}/withdraw"): (ALL, ALL, NO),
    ("GET", "/staff/knowledge"): (ALL, ALL, BLIND),
    ("GET", "/staff/knowledge/items"): (ALL, ALL, BLIND),
    ("GET", "/staff/knowledge/{document_id}"): (ALL, ALL, BLIND),
    ("GET", "/staff/knowledge/{document_id}/report"): (ALL, ALL, BLIND),
    ("GET", "/staff/knowledge/{document_id}/review"): (ALL, ALL, BLIND),
    ("POST", "/staff/knowledge/{document_id}/review"): (ALL, ALL, NO),
    ("GET", "/staff/me"): (ALL, ALL, ALL),
    ("POST", "/staff/me/password"): (ALL, ALL, ALL),
    ("POST", "/staff/me/tokens"): (ALL, ALL, ALL),
    ("POST", "/staff/me/tokens/{token_id:int}/end"): (ALL, ALL, ALL),
    ("POST", "/staff/logout"): (ALL, ALL, ALL),
    ("GET", "/staff/accounts"): (NO, ALL, BLIND),
    ("POST", "/staff/accounts"): (NO, ALL, NO),
    ("GET", "/staff/accounts/{account_id:int}"): (NO, ALL, NO),
    ("POST", "/staff/accounts/{account_id:int}"): (NO, ALL, NO),
    ("POST", "/staff/accounts/{account_id:int}/password"): (NO, ALL, NO),
    ("POST", "/staff/accounts/{account_id:int}/active"): (NO, ALL, NO),
    ("GET", "/staff/audit"): (NO, ALL, BLIND),
}
FIELDS: dict[str, dict[str, str]] = {  # of forms that are complete, so that only the right decides
    "/staff/cases/{code}/status": {"status": "review", "expected": "new"},
    "/staff/cases/{code}/refer": {"to": "اتاق بازرگانی"},
    "/staff/cases/{code}/note": {"text": "یادداشت"},
    "/staff/cases/assign": {"assignee": "nobody"},
}


@dataclass
class World:
    """The desk with somebody of each role logged in, and a case of either province."""

    app: FastAPI
    browsers: dict[Role, Browser]
    tokens: dict[Role, str]
    codes: dict[str, str]


@pytest.fixture
def world(database: Engine) -> World:
    staff = make_staff(database)
    app = make_site(database)
    desk = TokenDesk(SqlTokens(database), SqlAudit(database))
    browsers = {role: Browser(app) for role in Role}
    for role, browser in browsers.items():
        browser.log_in(NAMES[role])
        browser.get("/staff/me")
    return World(
        app,
        browsers,
        {role: desk.make(account, "آزمون") for role, account in staff.items()},
        {province: make_case(database, province=province).code for province in (OWN, OTHER)},
    )


def ask(world: World, role: Role, rule: Rule, province: str) -> int:
    """The HTTP status that somebody of this role gets."""
    code = world.codes[province]
    path = re.sub(r"\{\w+:int\}", "1", rule.path.replace("{code}", code))
    browser = world.browsers[role]
    if rule.api:
        return browser.client.get(path, headers={"authorization": f"Bearer {world.tokens[role]}"}).status_code
    if rule.method == "GET":
        return browser.client.get(path, follow_redirects=False).status_code
    fields = FIELDS.get(rule.path, {}) | {"form_token": browser.form_token, "codes": code}
    return browser.client.post(path, data=fields, follow_redirects=False).status_code


def routes(found: list[BaseRoute], prefix: str = "") -> set[tuple[str, str]]:
    """Method and path of every route below /staff and /api/staff, as the application really has them."""
    listed: set[tuple[str, str]] = set()
    for route in found:
        if isinstance(route, Mount):
            listed |= routes(list(route.routes), prefix + route.path)
        elif (router := getattr(route, "original_router", None)) is not None:  # FastAPI includes it lazily
            listed |= routes(list(router.routes), prefix)
        elif isinstance(route, (APIRoute, Route)):
            listed |= {(m, prefix + route.path) for m in (route.methods or ()) if m != "HEAD"}
    below = (PATH, f"/api{PATH}")
    return {(method, path) for method, path in listed if prefix or path.startswith(below)}


def test_every_route_of_the_application_stands_in_the_table_or_is_the_login(world: World) -> None:
    table = {(rule.method, rule.path) for rule in RULES}
    assert routes(list(world.app.routes)) == table | OPEN
    assert table == set(EXPECTED)


def test_the_table_says_what_was_decided() -> None:
    for rule in RULES:
        assert (rule.expert, rule.manager, rule.auditor) == EXPECTED[rule.method, rule.path], rule.path


@pytest.mark.parametrize("province", [OWN, OTHER])
@pytest.mark.parametrize("role", list(Role))
def test_each_role_gets_exactly_as_far_as_the_table_says(world: World, role: Role, province: str) -> None:
    for rule in RULES:
        if rule.path == "/staff/logout":
            continue
        reach = EXPECTED[rule.method, rule.path][list(Role).index(role)]
        status = ask(world, role, rule, province)
        about_a_case = "{code}" in rule.path or rule.path == "/staff/cases/assign"
        if reach is Reach.NONE:
            assert status == 403, (rule.path, status)
        elif reach is Reach.OWN and about_a_case and province == OTHER:
            assert status == 404, (rule.path, status)
        else:
            assert status not in (401, 403) or "accounts/{" in rule.path, (rule.path, status)
            assert status < 500, (rule.path, status)
            if about_a_case:
                assert status in (200, 303), (rule.path, status)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.method} {rule.path}")
def test_logged_out_nothing_opens(world: World, rule: Rule) -> None:
    for stranger in (Browser(world.app), Browser(world.app)):
        stranger.client.cookies.set(COOKIE, "made-up", path=PATH)
        path = re.sub(r"\{[^}]+\}", "1", rule.path)
        if rule.api:
            assert stranger.client.get(path).status_code == 401
            continue
        send = stranger.client.get if rule.method == "GET" else stranger.client.post
        response = send(path, follow_redirects=False)
        assert (response.status_code, response.headers["location"].split("?")[0]) == (303, "/staff/login")


@pytest.mark.parametrize(
    "rule", [r for r in RULES if r.method == "POST"], ids=lambda rule: f"{rule.method} {rule.path}"
)
def test_no_form_is_taken_without_its_token(world: World, rule: Rule) -> None:
    path = rule.path.replace("{code}", world.codes[OWN])
    path = re.sub(r"\{[^}]+\}", "1", path)
    browser = world.browsers[Role.MANAGER]
    for sent in ({}, {"form_token": "x" * 64}):
        assert browser.client.post(path, data=FIELDS.get(rule.path, {}) | sent).status_code == 403

"""The staff desk over a real database, with somebody of each role, as its tests and benchmarks use it."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

import httpx
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from bot.dialogue.conversation import Conversation
from bot.staff.accounts import Account, Role
from bot.staff.entry import Door
from bot.staff.passwords import hash_password
from bot.staff.tokens import TokenDesk
from bot.store.accounts import SqlAccounts
from bot.store.audit import SqlAudit
from bot.store.memory import MemorySessions
from bot.store.tokens import SqlTokens
from bot.web.application import create_application
from bot.web.staff.application import add_desk
from bot.web.staff.desk import Desk
from bot.web.staff.rules import may_open
from tests.fakes import FakeAnswers, FakeSearch

PASSWORD = "یک گذرواژهٔ بلند"
_HASH = hash_password(PASSWORD, "")
EXPERT, MANAGER, AUDITOR = "مریم احمدی", "رضا کاظمی", "نسرین پارسا"
OWN, OTHER = "isfahan", "tehran"  # the expert's province, and one that is not
LABELS: Mapping[str, Mapping[str, str]] = {"province": {OWN: "اصفهان", OTHER: "تهران"}}


def make_staff(database: Engine) -> dict[Role, Account]:
    """One account of each role."""
    accounts = SqlAccounts(database)
    now = datetime.now(UTC)
    return {
        Role.EXPERT: accounts.add(EXPERT, Role.EXPERT, frozenset({OWN}), _HASH, now),
        Role.MANAGER: accounts.add(MANAGER, Role.MANAGER, frozenset(), _HASH, now),
        Role.AUDITOR: accounts.add(AUDITOR, Role.AUDITOR, frozenset(), _HASH, now),
    }


def make_desk(database: Engine) -> Desk:
    audit = SqlAudit(database)
    accounts = SqlAccounts(database)
    return Desk(
        Door(accounts, audit), accounts, TokenDesk(SqlTokens(database), audit), audit, LABELS, may_open
    )


def make_site(database: Engine) -> FastAPI:
    """The whole web application with the desk over this database."""
    sessions = MemorySessions()
    app = create_application(
        Conversation(sessions, FakeAnswers(), 300), sessions, FakeSearch(), lambda: True, 300
    )
    add_desk(app, make_desk(database))
    return app


class Browser:
    """A browser without a window: keeps cookies, follows redirects, fills forms in."""

    def __init__(self, app: FastAPI) -> None:
        self.client = TestClient(app, follow_redirects=True)
        self.page = ""

    def get(self, path: str, **query: str | list[str]) -> httpx.Response:
        return self._seen(self.client.get(path, params=query or None))

    def send(self, path: str, **fields: str | list[str]) -> httpx.Response:
        """Sends a form with the token of the page that is open."""
        return self._seen(self.client.post(path, data={"form_token": self.form_token} | fields))

    def log_in(self, name: str, password: str = PASSWORD) -> httpx.Response:
        self.get("/staff/login")
        return self.send("/staff/login", name=name, password=password)

    @property
    def form_token(self) -> str:
        found = re.search(r'name="form_token" value="(\w*)"', self.page)
        return found[1] if found else ""

    def _seen(self, response: httpx.Response) -> httpx.Response:
        self.page = response.text
        return response

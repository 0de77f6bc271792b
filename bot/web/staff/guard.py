"""Who gets in: every route of the desk stands behind a Guard that was made from the table of rights."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from bot.staff.accounts import Account, Role
from bot.staff.passwords import form_token, same
from bot.staff.rights import Reach, Visit

COOKIE = "khoosheyar_staff"
PATH = "/staff"
FORM_FIELD = "form_token"


class LoggedOut(Exception):
    """Nobody is logged in; a page sends to the login, the API answers 401."""


class NotAllowed(Exception):
    """The role has no right to this route, or the form did not come from our own page."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One route and how far each role gets on it."""

    method: str
    path: str
    handler: Callable[..., Any]
    expert: Reach
    manager: Reach
    auditor: Reach

    def reach(self, role: Role) -> Reach:
        reaches: Mapping[Role, Reach] = {
            Role.EXPERT: self.expert,
            Role.MANAGER: self.manager,
            Role.AUDITOR: self.auditor,
        }
        return reaches[role]

    @property
    def api(self) -> bool:
        return self.path.startswith("/api/")


class Guard:
    """The dependency of one route: lets in whom the rule lets in, and leaves the Visit in `request.state`."""

    def __init__(
        self,
        rule: Rule,
        inside: Callable[[str], Account | None],
        by_token: Callable[[str], Account | None],
    ) -> None:
        """`inside` knows whose session a cookie is, `by_token` whose an API token is."""
        self._rule = rule
        self._inside = inside
        self._by_token = by_token

    async def __call__(self, request: Request) -> None:
        find, secret = (
            (self._by_token, bearer(request))
            if self._rule.api
            else (self._inside, request.cookies.get(COOKIE, ""))
        )
        account = await run_in_threadpool(find, secret) if secret else None
        if account is None:
            raise LoggedOut
        if self._rule.method != "GET" and not self._rule.api:
            await check_form(request, secret)
        reach = self._rule.reach(account.role)
        if reach is Reach.NONE:
            raise NotAllowed
        request.state.visit = Visit(account, reach)
        request.state.secret = secret


async def check_form(request: Request, secret: str) -> None:
    """Raises NotAllowed unless the form carries the token of this secret and comes from this site."""
    origin = request.headers.get("origin")
    if origin not in (None, "null") and urlsplit(origin or "").netloc != request.headers.get("host"):
        raise NotAllowed
    form = await request.form()
    if not secret or not same(str(form.get(FORM_FIELD, "")), form_token(secret)):
        raise NotAllowed


def bearer(request: Request) -> str:
    """The token of the Authorization header, "" without one."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""

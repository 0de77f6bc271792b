"""What a handler of the desk works with: who is here, the desk's parts, and pages to show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.dialogue import calendar
from bot.dialogue.ports import Json
from bot.staff.accounts import Account
from bot.staff.audit import Action, Entry
from bot.staff.passwords import form_token
from bot.staff.rights import Visit
from bot.web.staff import texts
from bot.web.staff.desk import Desk
from knowledge.persian import persian_digits

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def clock_time(moment: datetime) -> str:
    """«۱۴:۰۵» in Tehran."""
    return persian_digits(moment.astimezone(calendar.TEHRAN).strftime("%H:%M"))


def grouped(number: int) -> str:
    """«۱۲٬۳۴۵»."""
    return persian_digits(f"{number:,}".replace(",", "٬"))


_TEMPLATES.globals["t"] = texts
_TEMPLATES.filters["fa"] = persian_digits
_TEMPLATES.filters["group"] = grouped
_TEMPLATES.filters["date"] = calendar.written
_TEMPLATES.filters["short_date"] = calendar.numeric
_TEMPLATES.filters["time"] = clock_time
_TEMPLATES.filters["moment"] = datetime.fromisoformat
_TEMPLATES.filters["query"] = lambda values: urlencode(values, doseq=True)


def render(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """The page of this template."""
    return HTMLResponse(_TEMPLATES.get_template(template).render(**values), status)


@dataclass(frozen=True, slots=True)
class Call:
    """One request of somebody who was let in."""

    request: Request
    visit: Visit
    desk: Desk
    secret: str  # of the session

    @property
    def account(self) -> Account:
        return self.visit.account

    def show(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """The page inside the frame of the desk."""
        return render(
            template,
            status,
            visit=self.visit,
            account=self.account,
            form_token=form_token(self.secret),
            navigation=self._navigation(),
            labels=self.desk.labels,
            may_export=self.desk.may_open(self.account.role, "/staff/export.csv"),
            here=self.request.url.path,
            done=texts.DONE.get(self.request.query_params.get("done", "")),
            **values,
        )

    def go(self, path: str, done: str | None = None) -> RedirectResponse:
        """To this page, which then says what was done."""
        return RedirectResponse(path + (f"?{urlencode({'done': done})}" if done else ""), 303)

    def note(self, action: Action, about: str = "", detail: Mapping[str, Json] | None = None) -> None:
        """Adds to the audit what this account has done."""
        self.desk.audit.add(
            Entry(datetime.now(UTC), self.account.id, self.account.name, action, about, detail or {})
        )

    def _navigation(self) -> list[tuple[str, str, bool]]:
        """Path, label and whether we are there, of the pages that this role may open."""
        here = self.request.url.path
        return [
            (path, label, here == path or (path != "/staff/" and here.startswith(f"{path}/")))
            for path, label in texts.NAVIGATION.items()
            if self.desk.may_open(self.account.role, path)
        ]


def _call(request: Request) -> Call:
    state = request.state
    return Call(request, state.visit, request.app.state.desk, state.secret)


In = Annotated[Call, Depends(_call)]

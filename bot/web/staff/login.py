"""The login page and the way out."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Form, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from bot.staff.entry import SESSION, Closed, Entered, Refused
from bot.staff.passwords import form_token, new_secret
from bot.web.staff import texts
from bot.web.staff.guard import COOKIE, PATH, NotAllowed, check_form
from bot.web.staff.pages import In, clock_time, render

BEFORE = "khoosheyar_login"  # cookie of the login form: there is no session yet to make its token from
HOME = f"{PATH}/"
_LONGEST = 1000  # characters of a path to go on to


def show_login(request: Request, next: str = "") -> Response:
    return _form(request, next, status=200)


async def log_in(
    request: Request,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "",
) -> Response:
    try:
        await check_form(request, request.cookies.get(BEFORE, ""))
    except NotAllowed:
        return _form(request, next, 403, texts.LOGIN_STALE, name)
    address = request.client.host if request.client else ""
    match await run_in_threadpool(request.app.state.desk.door.enter, name, password, address):
        case Entered(_, secret):
            response: Response = RedirectResponse(_local(next), 303)
            _set_cookie(request, response, COOKIE, secret, int(SESSION.total_seconds()))
            response.delete_cookie(BEFORE, path=PATH)
            return response
        case Closed(until):
            return _form(request, next, 429, texts.LOGIN_CLOSED.format(until=clock_time(until)), name)
        case Refused():
            return _form(request, next, 403, texts.LOGIN_WRONG, name)
    raise AssertionError("an outcome of the door is not handled")


def log_out(call: In) -> Response:
    call.desk.door.leave(call.account, call.secret)
    response = call.go(f"{PATH}/login", "logged_out")
    response.delete_cookie(COOKIE, path=PATH)
    return response


def to_login(request: Request) -> Response:
    """Where somebody goes who is not logged in; a page that was asked for is opened afterwards."""
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    target = request.url.replace(path=f"{PATH}/login", query="")
    if request.method == "GET" and len(wanted) < _LONGEST and wanted != HOME:
        target = target.include_query_params(next=wanted)
    return RedirectResponse(target.path + (f"?{target.query}" if target.query else ""), 303)


def _form(request: Request, next: str, status: int, error: str = "", name: str = "") -> Response:
    secret = request.cookies.get(BEFORE) or new_secret()
    response = render(
        "login.html",
        status,
        form_token=form_token(secret),
        next=next,
        error=error,
        name=name[:200],
        done=texts.DONE.get(request.query_params.get("done", "")),
    )
    _set_cookie(request, response, BEFORE, secret, 3600)
    return response


def _set_cookie(request: Request, response: Response, name: str, secret: str, seconds: int) -> None:
    response.set_cookie(
        name,
        secret,
        max_age=seconds,
        path=PATH,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def _local(path: str) -> str:
    """A page of the desk, whatever was asked for."""
    parts = urlsplit(path)
    local = not parts.scheme and not parts.netloc and parts.path.startswith(HOME) and "\\" not in path
    return path if local and path.isprintable() else HOME

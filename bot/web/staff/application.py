"""The desk as a part of the web application: its own pages, its own errors, one guard before each route."""

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.security import HTTPBearer
from starlette.exceptions import HTTPException

from bot.web.messages import Problem
from bot.web.staff import texts
from bot.web.staff.desk import Desk
from bot.web.staff.guard import PATH, Guard, LoggedOut, NotAllowed
from bot.web.staff.login import log_in, show_login, to_login
from bot.web.staff.pages import render
from bot.web.staff.rules import RULES


def add_desk(app: FastAPI, desk: Desk) -> None:
    """Puts the pages of the desk under /staff, and its API under /api/staff."""
    app.state.desk = desk
    app.include_router(_guarded(desk, api=True))
    app.add_exception_handler(LoggedOut, lambda request, error: _api_problem(401))
    app.add_exception_handler(NotAllowed, lambda request, error: _api_problem(403))
    app.mount(PATH, desk_pages(desk))


def desk_pages(desk: Desk) -> FastAPI:
    """An application of its own, since its errors are pages."""
    pages = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    pages.state.desk = desk
    pages.add_api_route("/login", show_login, methods=["GET"])
    pages.add_api_route("/login", log_in, methods=["POST"])
    pages.include_router(_guarded(desk, api=False))
    pages.add_exception_handler(LoggedOut, lambda request, error: to_login(request))
    pages.add_exception_handler(NotAllowed, lambda request, error: problem_page(403))
    pages.add_exception_handler(RequestValidationError, lambda request, error: problem_page(422))
    pages.add_exception_handler(HTTPException, _http_problem)
    pages.add_exception_handler(Exception, lambda request, error: problem_page(500))
    return pages


def _guarded(desk: Desk, api: bool) -> APIRouter:
    """The routes of the table, each behind its guard."""
    router = APIRouter()
    described = [Depends(HTTPBearer(auto_error=False))] if api else []  # for the documentation only
    for rule in RULES:
        if rule.api is api:
            router.add_api_route(
                rule.path if api else rule.path.removeprefix(PATH),
                rule.handler,
                methods=[rule.method],
                dependencies=[Depends(Guard(rule, desk.door.inside, desk.tokens.account)), *described],
                responses={code: {"model": Problem} for code in (401, 403, 404)} if api else None,
            )
    return router


def _api_problem(status: int) -> Response:
    code, sentence = texts.API_PROBLEMS[status]
    headers = {"www-authenticate": "Bearer"} if status == 401 else None
    return JSONResponse(Problem(code=code, error=sentence).model_dump(), status, headers)


def problem_page(status: int) -> Response:
    """The error of this HTTP status as a page."""
    title, sentence = texts.PROBLEMS.get(status, texts.PROBLEMS[422])
    return render("problem.html", status, title=title, sentence=sentence)


def _http_problem(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return problem_page(status)

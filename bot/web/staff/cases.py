"""The list of cases, one case, and everything that is done to them."""

from typing import Annotated

from fastapi import Form, HTTPException
from fastapi.responses import RedirectResponse, Response

from bot.intake.case import Case, Status
from bot.intake.ports import CaseChanged, CaseMissing
from bot.intake.tracking import CodeInvalid, find_code
from bot.staff.casework import SET_BY_HAND, CannotWork
from bot.web.staff import texts
from bot.web.staff.filters import ME, NOBODY, Filters, write_cursor
from bot.web.staff.pages import Call, In
from bot.web.staff.shown import CaseLines, case_lines, shown_events
from knowledge.persian import strip_controls

LIST = "/staff/cases"
PAGE = 50
COUNTED = 10_000  # beyond this the list says «more than»
_LONGEST = 2000  # characters of a note or message
_AT_ONCE = 200  # cases of one bulk assignment

Text = Annotated[str, Form()]
Codes = Annotated[list[str], Form(default_factory=list)]


def show_cases(call: In, wanted: Filters) -> Response:
    work = call.desk.cases
    if (only := _code_in(wanted.filter.words)) is not None and _exists(call, only):
        return RedirectResponse(f"{LIST}/{only}", 303)
    page = None if wanted.errors else work.page(call.visit, wanted.filter, PAGE, wanted.after, wanted.order)
    return call.show(
        "cases.html",
        422 if wanted.errors else 200,
        rows=[case_lines(case, call.desk.labels) for case in page.cases] if page else [],
        count=work.count(call.visit, wanted.filter, COUNTED + 1) if page else 0,
        counted=COUNTED,
        following=wanted.link(after=write_cursor(page.after)) if page and page.after else None,
        later=wanted.after is not None,
        wanted=wanted,
        query=wanted.link(),
        provinces=_own_provinces(call),
        assignees=_assignees(call),
        errors=wanted.errors,
    )


def assign_cases(call: In, codes: Codes, assignee: Text = "", back: Text = "") -> Response:
    """Bulk assignment from the list; `back` is the query of the list."""
    target = LIST + (f"?{back}&" if back and back.isprintable() and "#" not in back else "?")
    if not codes or len(codes) > _AT_ONCE or not assignee:
        return RedirectResponse(f"{target}done=nothing_chosen", 303)
    try:
        call.desk.cases.assign(call.visit, codes, "" if assignee == NOBODY else assignee)
    except CannotWork:
        return RedirectResponse(f"{target}done=cannot_work", 303)
    except CaseMissing as error:
        raise HTTPException(404) from error
    return RedirectResponse(f"{target}done=assigned", 303)


def show_case(call: In, code: str) -> Response:
    case = _case(call, code)
    call.desk.cases.opened(call.visit, case)
    return _show(call, case)


def set_status(call: In, code: str, status: Text = "", expected: Text = "", message: Text = "") -> Response:
    if status not in set(SET_BY_HAND) or expected not in set(Status):
        raise HTTPException(422)
    with _changing():
        call.desk.cases.set_status(call.visit, code, Status(status), _words(message), Status(expected))
    return call.go(f"{LIST}/{code}", "status")


def assign_case(call: In, code: str, assignee: Text = "") -> Response:
    with _changing():
        call.desk.cases.assign(call.visit, [code], assignee)
    return call.go(f"{LIST}/{code}", "assigned" if assignee else "unassigned")


def refer_case(call: In, code: str, to: Text = "", message: Text = "") -> Response:
    if not (body := _words(to)[:200]):
        return _show(call, _case(call, code), {"to": texts.REFER_MISSING}, {"refer_message": message})
    with _changing():
        call.desk.cases.refer(call.visit, code, body, _words(message))
    return call.go(f"{LIST}/{code}", "referred")


def note_case(call: In, code: str, text: Text = "", visible: Text = "") -> Response:
    if not (words := _words(text)):
        return _show(call, _case(call, code), {"text": texts.NOTE_MISSING})
    with _changing():
        call.desk.cases.note(call.visit, code, words, visible == "yes")
    return call.go(f"{LIST}/{code}", "noted")


def give_code(call: In, code: str) -> Response:
    """The page with a one-time code on it, for the telephone."""
    with _changing():
        secret = call.desk.cases.give_code(call.visit, code)
    return _show(call, _case(call, code), given=secret)


class _changing:
    """Turns what may happen to a change into its HTTP status."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        match error:
            case CaseMissing():
                raise HTTPException(404) from error
            case CaseChanged():
                raise HTTPException(409) from error
            case CannotWork():
                raise HTTPException(422) from error


def _show(
    call: Call,
    case: Case,
    errors: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
    given: str = "",
) -> Response:
    lines: CaseLines = case_lines(case, call.desk.labels)
    provinces = frozenset({lines.province}) if lines.province else frozenset()
    return call.show(
        "case.html",
        422 if errors else 200,
        case=case,
        lines=lines,
        events=shown_events(call.desk.cases.timeline(call.visit, case)),
        statuses=[(status, texts.STATUS[status]) for status in SET_BY_HAND],
        workers=[(account.name, account.name) for account in call.desk.cases.workers(provinces)],
        may_work=not call.visit.blind and case.status is not Status.WITHDRAWN,
        assessment=call.desk.assessment(case.request.assessment),
        errors=errors or {},
        typed=typed or {},
        given=given,
    )


def _case(call: Call, code: str) -> Case:
    try:
        return call.desk.cases.find(call.visit, code)
    except CaseMissing as error:
        raise HTTPException(404) from error


def _exists(call: Call, code: str) -> bool:
    try:
        call.desk.cases.find(call.visit, code, personal=False)
    except CaseMissing:
        return False
    return True


def _code_in(words: str) -> str | None:
    """The tracking code when the words are nothing else."""
    try:
        code = find_code(words)
    except CodeInvalid:
        return None
    return code if code and _letters(words) == _letters(code) else None


def _letters(text: str) -> int:
    return sum(c.isalnum() for c in text)


def _own_provinces(call: Call) -> list[tuple[str, str]]:
    own = call.visit.provinces
    return [(code, label) for code, label in call.desk.provinces.items() if own is None or code in own]


def _assignees(call: Call) -> list[tuple[str, str]]:
    names = [(account.name, account.name) for account in call.desk.cases.workers()]
    return [(ME, texts.ASSIGNEE_ME), (NOBODY, texts.ASSIGNEE_NOBODY), *names]


def _words(text: str) -> str:
    """What was typed, its lines kept, without controls."""
    lines = (strip_controls(line) for line in text[:_LONGEST].splitlines())
    return "\n".join(lines).strip()

"""The filters of the case list, read from an address; the page, the exports and the API share them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import Depends, Query, Request

from bot.intake.case import Status
from bot.intake.ports import CaseFilter, Cursor, Order
from bot.staff.dates import DateUnreadable, day_begins, day_ends
from bot.web.staff import texts
from knowledge.persian import strip_controls

ME, NOBODY = "me", "nobody"  # special assignees in an address
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_WORDS = 200

Code = Annotated[str, Query(max_length=60)]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address asks for; `errors` by field where it cannot be read."""

    filter: CaseFilter
    order: Order
    after: Cursor | None
    typed: Mapping[str, object]  # as it was typed, for the form and for links
    errors: Mapping[str, str]

    def link(self, **changed: object) -> dict[str, object]:
        """The query of an address with these filters, without what is empty."""
        values = {**self.typed, **changed}
        return {name: value for name, value in values.items() if value}


def read_filters(
    request: Request,
    status: Annotated[list[str] | None, Query(max_length=10, description="new, review, …")] = None,
    province: Code = "",
    sector: Code = "",
    need: Code = "",
    assignee: Annotated[str, Query(max_length=60, description="a name, `me` or `nobody`")] = "",
    since: Annotated[str, Query(max_length=20, description="Jalali date, 1405/09/01")] = "",
    until: Annotated[str, Query(max_length=20, description="Jalali date, the last day")] = "",
    q: Annotated[str, Query(max_length=_LONGEST_WORDS, description="words, a code or a mobile")] = "",
    order: Annotated[str, Query(max_length=20, description="newest, oldest or changed")] = "",
    after: Annotated[str, Query(max_length=50, description="`next` of the page before")] = "",
) -> Wanted:
    labels, me = request.app.state.desk.labels, request.state.visit.account.name
    errors: dict[str, str] = {}
    codes = {"province": province, "sector": sector, "needs": need}
    errors |= {
        field: texts.FILTER_UNKNOWN for field, code in codes.items() if code and code not in labels[field]
    }
    if not set(status or ()) <= set(Status):
        errors["status"] = texts.FILTER_UNKNOWN
    if order and order not in set(Order):
        errors["order"] = texts.FILTER_UNKNOWN
    begins = _moment(since, day_begins, "since", errors)
    ends = _moment(until, day_ends, "until", errors)
    cursor = _read_cursor(after, errors)
    words = strip_controls(q)
    typed = {
        "q": words,
        "status": list(status or ()),
        "province": province,
        "sector": sector,
        "need": need,
        "assignee": assignee,
        "since": since,
        "until": until,
        "order": order,
    }
    if errors:
        return Wanted(CaseFilter(), Order.NEWEST, None, typed, errors)
    found = CaseFilter(
        statuses=frozenset(map(Status, status or ())),
        provinces=_one(province),
        sectors=_one(sector),
        needs=_one(need),
        assignee={"": None, ME: me, NOBODY: ""}.get(assignee, assignee),
        since=begins,
        until=ends,
        words=words,
    )
    return Wanted(found, Order(order or Order.NEWEST), cursor, typed, {})


Filters = Annotated[Wanted, Depends(read_filters)]


def write_cursor(cursor: Cursor | None) -> str:
    """The cursor as it stands in an address, "" without one."""
    if cursor is None:
        return ""
    return f"{(cursor.at - _EPOCH) // timedelta(microseconds=1)}-{cursor.id}"


def _read_cursor(text: str, errors: dict[str, str]) -> Cursor | None:
    moment, _, number = text.partition("-")
    if not text:
        return None
    if not (moment.isascii() and moment.isdigit() and number.isascii() and number.isdigit()):
        errors["after"] = texts.FILTER_UNKNOWN
        return None
    try:
        return Cursor(_EPOCH + timedelta(microseconds=int(moment)), min(int(number), 2**62))
    except OverflowError:
        errors["after"] = texts.FILTER_UNKNOWN
        return None


def _moment(
    text: str, read: Callable[[str], datetime], field: str, errors: dict[str, str]
) -> datetime | None:
    if not text.strip():
        return None
    try:
        return read(text)
    except DateUnreadable:
        errors[field] = texts.FILTER_DATE
        return None


def _one(code: str) -> frozenset[str]:
    return frozenset({code}) if code else frozenset()

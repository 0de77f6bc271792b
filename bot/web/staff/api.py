"""Cases for programs: JSON with codes and labels, by token, with the rights of the token's account."""

from datetime import datetime
from typing import Annotated

from fastapi import HTTPException, Path, Query
from pydantic import BaseModel, Field

from bot.assessment.result import Result
from bot.intake.case import Case
from bot.intake.ports import CaseMissing
from bot.staff.audit import Action
from bot.staff.casework import city_of, province_of
from bot.web.staff import texts
from bot.web.staff.filters import Filters, write_cursor
from bot.web.staff.pages import Call, In
from bot.web.staff.shown import label, shown_events


class Coded(BaseModel):
    code: str
    label: str = Field(description="what people read for it")


class AssessmentRecord(BaseModel):
    title: str
    taken_at: datetime
    overall: float | None = Field(description="0 to 100; null: too little was answered")
    verdict: str | None


class CaseRecord(BaseModel):
    """One case; what the token's account may not see is null."""

    code: str = Field(examples=["KH-1405-00123-7"])
    status: Coded
    created_at: datetime
    changed_at: datetime
    kind: Coded | None
    firm: str | None
    province: Coded | None
    city: str | None
    sector: Coded | None
    staff: Coded | None
    needs: list[Coded]
    assignee: str | None
    referral: str | None
    assessment: AssessmentRecord | None
    description: str | None
    name: str | None
    mobile: str | None


class CaseList(BaseModel):
    cases: list[CaseRecord]
    next: str | None = Field(description="`after` of the next page, null on the last one")


class EventRecord(BaseModel):
    at: datetime
    who: str
    what: str
    text: str | None
    told: bool = Field(description="whether the applicant may read it")


class CaseWithEvents(BaseModel):
    case: CaseRecord
    events: list[EventRecord] = Field(description="the newest first")


def list_cases(call: In, wanted: Filters, limit: Annotated[int, Query(ge=1, le=200)] = 50) -> CaseList:
    """Cases with the filters of the desk's list, a page at a time."""
    if wanted.errors:
        raise HTTPException(422)
    page = call.desk.cases.page(call.visit, wanted.filter, limit, wanted.after, wanted.order, personal=True)
    if page.cases and not call.visit.blind:
        call.note(Action.EXPORTED, "", {"format": "json", "count": len(page.cases)})
    return CaseList(cases=[_record(call, case) for case in page.cases], next=write_cursor(page.after) or None)


def show_case(
    call: In, code: Annotated[str, Path(max_length=40, examples=["KH-1405-00123-7"])]
) -> CaseWithEvents:
    """One case with what happened to it."""
    try:
        case = call.desk.cases.find(call.visit, code)
    except CaseMissing as error:
        raise HTTPException(404) from error
    call.desk.cases.opened(call.visit, case)
    events = shown_events(call.desk.cases.timeline(call.visit, case))
    return CaseWithEvents(
        case=_record(call, case),
        events=[
            EventRecord(at=one.at, who=one.who, what=one.what, text=one.text or None, told=one.visible)
            for one in events
        ],
    )


def _record(call: Call, case: Case) -> CaseRecord:
    request = case.request

    def coded(field: str, code: str | None) -> Coded | None:
        return Coded(code=code, label=label(call.desk.labels, field, code)) if code else None

    return CaseRecord(
        code=case.code,
        status=Coded(code=case.status.value, label=texts.STATUS[case.status]),
        created_at=case.created_at,
        changed_at=case.updated_at,
        kind=coded("kind", request.text("kind")),
        firm=request.text("firm"),
        province=coded("province", province_of(case)),
        city=city_of(case),
        sector=coded("sector", request.text("sector")),
        staff=coded("staff", request.text("staff")),
        needs=[one for need in request.needs if (one := coded("needs", need))],
        assignee=case.assignee,
        referral=case.referral,
        assessment=_assessment(call.desk.assessment(request.assessment)),
        description=request.text("description"),
        name=request.personal.get("name"),
        mobile=request.personal.get("mobile"),
    )


def _assessment(result: Result | None) -> AssessmentRecord | None:
    if result is None:
        return None
    return AssessmentRecord(
        title=result.title,
        taken_at=result.taken_at,
        overall=result.overall,
        verdict=result.verdict.title if result.verdict else None,
    )

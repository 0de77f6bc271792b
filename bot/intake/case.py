"""Cases: a request that somebody has sent, how it stands, and what happened to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.dialogue.ports import Json
from bot.dialogue.turn import SessionKey

APPLICANT, SYSTEM = "applicant", "system"  # actors of events; the third kind is staff_member(name)


class Status(StrEnum):
    NEW = "new"  # جدید
    REVIEW = "review"  # در بررسی
    REFERRED = "referred"  # ارجاع‌شده
    DONE = "done"  # انجام‌شده
    REJECTED = "rejected"  # ردشده
    WITHDRAWN = "withdrawn"  # پس‌گرفته: its applicant was forgotten; nobody sets it by hand


OPEN = frozenset({Status.NEW, Status.REVIEW, Status.REFERRED})


class EventKind(StrEnum):
    SUBMITTED = "submitted"
    MERGED = "merged"  # the applicant has sent the same request again and added to this one
    STATUS = "status"
    ASSIGNED = "assigned"
    REFERRED = "referred"
    NOTE = "note"
    ACCESS = "access"  # somebody who knows code and mobile was sent a one-time code
    CALL = "call"  # somebody who knows code and mobile wants to get the one-time code by telephone
    CODE = "code"  # a member of the staff was shown one to read out
    ERASED = "erased"  # the applicant's data are gone


@dataclass(frozen=True, slots=True)
class Request:
    """What an applicant sends: the answers to a form, by field id."""

    form: str
    form_version: int
    answers: Mapping[str, Json]  # option ids, texts; without the personal ones
    personal: Mapping[str, str]  # as the form marks them: name, mobile
    consent_version: str
    search: str  # what it is found by: folded words of the answers that are not personal
    assessment: str | None = None  # id of a result of the self-assessment

    def text(self, field: str) -> str | None:
        """The answer when it is one text or one option, None otherwise."""
        value = self.answers.get(field)
        return value if isinstance(value, str) else None

    @property
    def needs(self) -> tuple[str, ...]:
        value = self.answers.get("needs")
        return tuple(str(need) for need in value) if isinstance(value, list) else ()


@dataclass(frozen=True, slots=True)
class Case:
    """A request with its tracking code, and how it stands."""

    id: int
    code: str  # KH-1405-00123-7
    applicant: SessionKey | None  # None once the person has been forgotten
    request: Request  # `personal` is empty for readers who may not see it
    status: Status
    assignee: str | None  # name of a staff account
    referral: str | None  # the body it was referred to
    consented_at: datetime
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One thing that happened to a case; never changed afterwards."""

    id: int
    at: datetime
    actor: str  # APPLICANT, SYSTEM or staff_member(name)
    kind: EventKind
    before: str | None = None
    after: str | None = None
    text: str | None = None  # a note, or what was written to the applicant
    visible: bool = False  # whether the applicant may read it


def staff_member(name: str) -> str:
    """The actor of what this staff account does."""
    return f"staff:{name}"

"""What the intake and the staff desk need from a store of cases."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.dialogue.ports import PartKey
from bot.intake.case import Case, CaseEvent, Request, Status


class CaseMissing(LookupError):
    """There is no such case."""


class CaseChanged(RuntimeError):
    """Somebody else has changed the case in the meantime."""


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases are wanted; an empty set or None means any."""

    statuses: frozenset[Status] = frozenset()
    provinces: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()  # at least one of these
    kinds: frozenset[str] = frozenset()
    assignee: str | None = None  # "" for cases of nobody
    since: datetime | None = None  # created at this aware moment or later
    until: datetime | None = None  # created before it
    words: str = ""  # all of these words somewhere in the case, however they are spelled; or a whole mobile


class Order(StrEnum):
    """How a list of cases is sorted."""

    NEWEST = "newest"  # by creation, the last one first
    OLDEST = "oldest"
    CHANGED = "changed"  # by the last change, the latest first


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a list: after the case of this moment (of creation or change, as the order is) and id."""

    at: datetime
    id: int


@dataclass(frozen=True, slots=True)
class CasePage:
    cases: Sequence[Case]
    after: Cursor | None  # where the next page begins, None on the last one


class CaseChanges(Protocol):
    """Changes to cases in one transaction; each writes its event, and tells the applicant where it should."""

    def set_status(
        self, case_id: int, status: Status, actor: str, message: str = "", expected: Status | None = None
    ) -> None:
        """Sets the status and tells the applicant on their channel, `message` with it; the same status does
        nothing. Raises CaseMissing, and CaseChanged when the status is not the `expected` one any more.
        """

    def assign(self, case_ids: Sequence[int], assignee: str | None, actor: str) -> int:
        """Gives the cases to this staff account, or to nobody; gives back how many have changed hands."""

    def refer(self, case_id: int, to: str, actor: str, message: str = "") -> None:
        """Notes the body it is referred to, sets the status «ارجاع‌شده» and tells the applicant."""

    def note(self, case_id: int, text: str, actor: str, visible: bool = False) -> None:
        """Adds a note; a visible one is sent to the applicant."""

    def give_code(self, case_id: int, digest: str, actor: str) -> None:
        """Keeps the digest of a one-time code that is read out to the applicant, in place of an earlier one.

        Raises CaseMissing, and CaseChanged when there is no applicant any more.
        """


class Cases(Protocol):
    """Cases as the staff desk reads and works them."""

    def page(
        self,
        wanted: CaseFilter,
        limit: int,
        after: Cursor | None = None,
        order: Order = Order.NEWEST,
        personal: bool = False,
    ) -> CasePage:
        """At most `limit` cases in this order; with names and mobiles only when `personal`."""

    def count(self, wanted: CaseFilter, at_most: int | None = None) -> int:
        """How many there are; `at_most` where it is enough to know that there are so many."""

    def every(self, wanted: CaseFilter, personal: bool) -> Iterator[Case]:
        """All of them, oldest first, for exports; with names and mobiles only when `personal`."""

    def find(self, case_id: int, personal: bool) -> Case | None: ...

    def by_code(self, code: str, personal: bool) -> Case | None:
        """The case with this tracking code, written as KH-1405-00123-7."""

    def timeline(self, case_id: int) -> Sequence[CaseEvent]:
        """What happened, oldest first."""

    def change(self) -> AbstractContextManager[CaseChanges]:
        """Changes that are stored together when the `with` block ends without an error."""


class OwnCases(Protocol):
    """The cases of one person, inside the transaction of the turn that is being answered."""

    def submit(self, request: Request, at: datetime) -> Case:
        """Stores it as a new case and allocates its tracking code."""

    def merge(self, case: Case, request: Request, at: datetime) -> Case:
        """Puts the newer answers into an open case of this person; needs are added to."""

    def open_like(self, firm: str | None, since: datetime) -> Case | None:
        """The newest open case of this person for the same firm, created since then."""

    def by_code(self, code: str) -> Case | None:
        """This person's case of this code; nobody else's."""

    def newest(self, limit: int) -> Sequence[Case]:
        """This person's last cases, newest first."""

    def send_access(self, code: str, mobile: str, letter: str, at: datetime) -> bool:
        """Sends the letter to the applicant of this case on their channel, if this is its mobile.

        A few times a day; False when nothing was sent, which nobody may be told.
        """

    def ask_for_call(self, code: str, mobile: str, at: datetime) -> None:
        """Notes for staff, if this is its mobile, that its applicant wants to be called; once a day."""

    def redeem(self, code: str, mobile: str, digest: str, at: datetime) -> bool:
        """Whether staff have read out the code of this digest for this case and mobile; it opens once.

        Wrong ones are counted, and void it.
        """

    def claimed(self, code: str) -> Case | None:
        """Anybody's case of this code: only for who has shown to be its applicant."""

    def erase(self, case: Case, at: datetime) -> None:
        """Takes out of the case what could tell whose it is, and withdraws an open one."""

    def timeline(self, case: Case) -> Sequence[CaseEvent]:
        """What the applicant may read of what happened, oldest first."""


OWN_CASES: PartKey[OwnCases] = PartKey("cases")
SAME_REQUEST = timedelta(hours=24)  # within this time the same firm's request may be the same one again

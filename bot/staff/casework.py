"""Cases as staff may see and work them: within their provinces, and with every step audited."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from bot.dialogue.ports import Json
from bot.intake.access import code_digest, draw_read_out
from bot.intake.case import Case, CaseEvent, Status, staff_member
from bot.intake.ports import CaseChanges, CaseFilter, CaseMissing, CasePage, Cases, Cursor, Order
from bot.staff.accounts import Account, Accounts, Role
from bot.staff.audit import Action, Audit, Entry
from bot.staff.rights import Visit
from knowledge.persian import fold

WORDS_OF_PEOPLE = frozenset({"description"})  # answers in free words: they may name anybody
SET_BY_HAND = tuple(status for status in Status if status is not Status.WITHDRAWN)
_MOBILE_DIGITS = 7  # so many digits in a search can only be meant for a telephone number


class CannotWork(ValueError):
    """This colleague does not work cases of that province, or at all."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes to cases and their audit, stored together or not at all."""

    cases: CaseChanges
    note: Callable[[Sequence[Entry]], None]  # adds to the audit


class CaseStore(Cases, Protocol):
    """Cases whose changes are stored with their audit."""

    def change_audited(self) -> AbstractContextManager[Changes]: ...


class Casework:
    """What the pages, the exports and the API do with cases."""

    def __init__(self, store: CaseStore, accounts: Accounts, audit: Audit) -> None:
        self._store = store
        self._accounts = accounts
        self._audit = audit

    def page(
        self,
        visit: Visit,
        wanted: CaseFilter,
        limit: int,
        after: Cursor | None,
        order: Order,
        personal: bool = False,
    ) -> CasePage:
        """One page of the list; with personal data only where it is asked for and the visit is not blind."""
        if (own := _within(visit, wanted)) is None:
            return CasePage((), None)
        found = self._store.page(own, limit, after, order, personal and not visit.blind)
        return replace(found, cases=[_veiled(visit, case) for case in found.cases])

    def count(self, visit: Visit, wanted: CaseFilter, at_most: int | None = None) -> int:
        """How many there are, `at_most` where that is enough to know."""
        own = _within(visit, wanted)
        return 0 if own is None else self._store.count(own, at_most)

    def every(self, visit: Visit, wanted: CaseFilter) -> Iterator[Case]:
        """All cases for an export, oldest first; with personal data unless the visit is blind."""
        if (own := _within(visit, wanted)) is not None:
            for case in self._store.every(own, personal=not visit.blind):
                yield _veiled(visit, case)

    def find(self, visit: Visit, code: str, personal: bool = True) -> Case:
        """The case of this code; raises CaseMissing, also for one of other provinces."""
        case = self._store.by_code(code, personal and not visit.blind)
        if case is None or not _theirs(visit, case):
            raise CaseMissing(code)
        return _veiled(visit, case)

    def opened(self, visit: Visit, case: Case) -> None:
        """Notes that somebody has seen the personal data of a case."""
        if case.request.personal:
            self._audit.add(_entry(visit, Action.CASE_OPENED, case))

    def timeline(self, visit: Visit, case: Case) -> Sequence[CaseEvent]:
        """What happened, oldest first; without what people wrote when the visit is blind."""
        events = self._store.timeline(case.id)
        return [replace(event, text=None) for event in events] if visit.blind else events

    def workers(self, provinces: frozenset[str] | None = None) -> Sequence[Account]:
        """Colleagues who can be given cases of all of these provinces."""
        return [
            account
            for account in self._accounts.all()
            if account.active
            and (account.role is Role.MANAGER or _works_in(account, provinces or frozenset()))
        ]

    def set_status(self, visit: Visit, code: str, status: Status, message: str, expected: Status) -> None:
        """Raises CaseMissing, and CaseChanged when a colleague was faster; the same status does nothing."""
        if status is expected:
            return
        case = self.find(visit, code, personal=False)
        with self._store.change_audited() as changes:
            changes.cases.set_status(case.id, status, _actor(visit), message, expected)
            detail: dict[str, Json] = {"from": expected.value, "to": status.value, "told": bool(message)}
            changes.note([_entry(visit, Action.CASE_STATUS, case, detail)])

    def assign(self, visit: Visit, codes: Sequence[str], assignee: str) -> int:
        """Gives these cases to a colleague, to nobody with ""; raises CaseMissing or CannotWork."""
        found = [self.find(visit, code, personal=False) for code in dict.fromkeys(codes)]
        provinces = frozenset(filter(None, (province_of(case) for case in found)))
        if assignee and assignee not in {account.name for account in self.workers(provinces)}:
            raise CannotWork(assignee)
        with self._store.change_audited() as changes:
            changed = changes.cases.assign([case.id for case in found], assignee or None, _actor(visit))
            changes.note(
                [
                    _entry(visit, Action.CASE_ASSIGNED, case, {"from": case.assignee or "", "to": assignee})
                    for case in found
                    if (case.assignee or "") != assignee
                ]
            )
        return changed

    def refer(self, visit: Visit, code: str, to: str, message: str) -> None:
        """Raises CaseMissing."""
        case = self.find(visit, code, personal=False)
        with self._store.change_audited() as changes:
            changes.cases.refer(case.id, to, _actor(visit), message)
            changes.note([_entry(visit, Action.CASE_REFERRED, case, {"told": bool(message)})])

    def note(self, visit: Visit, code: str, text: str, visible: bool) -> None:
        """Raises CaseMissing."""
        case = self.find(visit, code, personal=False)
        with self._store.change_audited() as changes:
            changes.cases.note(case.id, text, _actor(visit), visible)
            changes.note([_entry(visit, Action.CASE_NOTED, case, {"visible": visible})])

    def give_code(self, visit: Visit, code: str) -> str:
        """A one-time code to read out to the applicant on the mobile of the case; shown this once.

        Raises CaseMissing, and CaseChanged when there is no applicant any more.
        """
        case, secret = self.find(visit, code, personal=False), draw_read_out()
        with self._store.change_audited() as changes:
            changes.cases.give_code(case.id, code_digest(case.code, secret), _actor(visit))
            changes.note([_entry(visit, Action.CODE_GIVEN, case)])
        return secret


def province_of(case: Case) -> str | None:
    place = case.request.answers.get("place")
    return str(place["province"]) if isinstance(place, dict) and place.get("province") else None


def city_of(case: Case) -> str | None:
    place = case.request.answers.get("place")
    return str(place["city"]) if isinstance(place, dict) and place.get("city") else None


def _within(visit: Visit, wanted: CaseFilter) -> CaseFilter | None:
    """The filter narrowed to what the visitor may see; None: nothing at all (an empty set would mean any)."""
    if visit.blind and sum(c.isdigit() for c in fold(wanted.words)) >= _MOBILE_DIGITS:
        wanted = replace(wanted, words="".join(c for c in wanted.words if not c.isdigit()))
    if visit.provinces is None:
        return wanted
    own = visit.provinces & wanted.provinces if wanted.provinces else visit.provinces
    return replace(wanted, provinces=own) if own else None


def _works_in(account: Account, provinces: frozenset[str]) -> bool:
    return account.role is Role.EXPERT and provinces <= account.provinces


def _theirs(visit: Visit, case: Case) -> bool:
    return visit.provinces is None or province_of(case) in visit.provinces


def _veiled(visit: Visit, case: Case) -> Case:
    """The case without what a blind visit must not see."""
    if not visit.blind:
        return case
    answers = {field: value for field, value in case.request.answers.items() if field not in WORDS_OF_PEOPLE}
    return replace(
        case, applicant=None, request=replace(case.request, answers=answers, personal={}, search="")
    )


def _actor(visit: Visit) -> str:
    return staff_member(visit.account.name)


def _entry(visit: Visit, action: Action, case: Case, detail: dict[str, Json] | None = None) -> Entry:
    return Entry(datetime.now(UTC), visit.account.id, visit.account.name, action, case.code, detail or {})

"""What is done to cases, each with its event and with what the applicant is told, in one transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select, update

from bot.dialogue.calendar import written
from bot.dialogue.turn import SessionKey
from bot.intake import texts
from bot.intake.case import Case, EventKind, Status
from bot.intake.ports import CaseChanged, CaseMissing
from bot.store.case_events import add_event, void_codes
from bot.store.case_rows import to_case
from bot.store.case_tables import cases
from bot.store.notifying import Notifier

_BATCH = 500  # ids in one statement


class SqlCaseChanges:
    """What ports.CaseChanges promises."""

    def __init__(self, connection: Connection, notifier: Notifier, at: datetime) -> None:
        """`at` is the moment of all these changes."""
        self.connection = connection
        self._notifier = notifier
        self._at = at

    def set_status(
        self, case_id: int, status: Status, actor: str, message: str = "", expected: Status | None = None
    ) -> None:
        case = self._held(case_id)
        if expected is not None and case.status is not expected:
            raise CaseChanged(f"case {case.code} is {case.status} now")
        if case.status is not status:
            self._become(case, status, actor, message, case.referral or "")

    def assign(self, case_ids: Sequence[int], assignee: str | None, actor: str) -> int:
        changed = 0
        for start in range(0, len(case_ids), _BATCH):
            query = (
                select(cases.c.id, cases.c.assignee)
                .where(cases.c.id.in_(case_ids[start : start + _BATCH]))
                .order_by(cases.c.id)
                .with_for_update()
            )
            moved = [row for row in self.connection.execute(query) if row.assignee != assignee]
            for row in moved:
                self._update(row.id, assignee=assignee)
                self._happened(row.id, EventKind.ASSIGNED, actor, row.assignee, assignee)
            changed += len(moved)
        return changed

    def refer(self, case_id: int, to: str, actor: str, message: str = "") -> None:
        case = self._held(case_id)
        self._update(case_id, referral=to)
        self._happened(case_id, EventKind.REFERRED, actor, case.referral, to, visible=True)
        self._become(case, Status.REFERRED, actor, message, to)

    def note(self, case_id: int, text: str, actor: str, visible: bool = False) -> None:
        case = self._held(case_id)
        self._update(case_id)
        event = self._happened(case_id, EventKind.NOTE, actor, text=text, visible=visible)
        if visible:
            self._tell(case.applicant, event, texts.note_for(case.code, text))

    def give_code(self, case_id: int, digest: str, actor: str) -> None:
        case = self._held(case_id)
        if case.applicant is None:
            raise CaseChanged(f"case {case.code} has no applicant")
        void_codes(self.connection, case_id)
        self._happened(case_id, EventKind.CODE, actor, after=digest)

    def _become(self, case: Case, status: Status, actor: str, message: str, referral: str) -> None:
        self._update(case.id, status=status)
        event = self._happened(
            case.id, EventKind.STATUS, actor, case.status, status, message or None, visible=True
        )
        date = written(self._at)
        self._tell(case.applicant, event, texts.status_changed(case.code, status, date, referral, message))

    def _held(self, case_id: int) -> Case:
        """The case, locked until the transaction ends; raises CaseMissing, and CaseChanged when withdrawn."""
        row = self.connection.execute(
            select(cases).where(cases.c.id == case_id).with_for_update()
        ).one_or_none()
        if row is None:
            raise CaseMissing(case_id)
        case = to_case(row, None)
        if case.status is Status.WITHDRAWN:
            raise CaseChanged(f"case {case.code} is withdrawn")
        return case

    def _update(self, case_id: int, **values: object) -> None:
        self.connection.execute(
            update(cases).where(cases.c.id == case_id).values(updated_at=self._at, **values)
        )

    def _happened(
        self,
        case_id: int,
        kind: EventKind,
        actor: str,
        before: str | None = None,
        after: str | None = None,
        text: str | None = None,
        visible: bool = False,
    ) -> int:
        return add_event(self.connection, case_id, self._at, actor, kind, before, after, text, visible)

    def _tell(self, applicant: SessionKey | None, event: int, text: str) -> None:
        if applicant is not None:
            self._notifier.tell(self.connection, applicant, f"case/{event}", text, self._at)

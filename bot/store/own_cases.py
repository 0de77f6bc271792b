"""One person's cases: sent, merged and looked up inside the transaction of a turn, and given away."""

import hmac
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.dialogue.calendar import jalali
from bot.dialogue.ports import Json
from bot.dialogue.turn import SessionKey
from bot.intake.access import READ_OUT_TRIES, READ_OUT_VALID
from bot.intake.case import APPLICANT, OPEN, Case, CaseEvent, EventKind, Request, Status
from bot.intake.tracking import tracking_code
from bot.store.case_erasure import erase_case, own_cases
from bot.store.case_events import add_event, select_events, to_event, void_codes
from bot.store.case_rows import MOBILE, firm_key, request_columns, to_case
from bot.store.case_tables import case_events, case_needs, case_numbers, cases
from bot.store.notifying import Notifier
from bot.store.vault import Vault
from knowledge.persian import fold

_LETTERS = 3  # one-time codes of a case in a day


class SqlOwnCases:
    """What ports.OwnCases promises; reads and writes on the connections of an open session."""

    def __init__(
        self,
        reading: Connection,
        writing: Callable[[], Connection],
        key: SessionKey,
        vault: Vault,
        notifier: Notifier,
    ) -> None:
        """`writing` begins the transaction that is stored with the turn, if it has not begun."""
        self._reading = reading
        self._writing = writing
        self._key = key
        self._vault = vault
        self._notifier = notifier

    def submit(self, request: Request, at: datetime) -> Case:
        connection = self._writing()
        year = jalali(at).year
        code = tracking_code(year, _next_number(connection, year))
        made = connection.execute(
            insert(cases).values(
                code=code,
                channel=self._key.channel,
                person=self._key.person,
                status=Status.NEW,
                consented_at=at,
                created_at=at,
                updated_at=at,
                **_found_by(code, request_columns(request, self._vault)),
            )
        )
        case_id: int = made.inserted_primary_key[0]  # type: ignore[index]
        _store_needs(connection, case_id, request.needs)
        add_event(connection, case_id, at, APPLICANT, EventKind.SUBMITTED, after=Status.NEW, visible=True)
        return self._read(connection, case_id)

    def merge(self, case: Case, request: Request, at: datetime) -> Case:
        connection = self._writing()
        needs: list[Json] = [*dict.fromkeys((*case.request.needs, *request.needs))]
        columns = _found_by(case.code, request_columns(request, self._vault))
        columns["answers"] = {**case.request.answers, **request.answers, "needs": needs}
        columns["assessment"] = request.assessment or case.request.assessment
        connection.execute(
            update(cases)
            .where(cases.c.id == case.id, self._own())
            .values(updated_at=at, consented_at=at, **columns)
        )
        _store_needs(connection, case.id, tuple(str(need) for need in needs))
        add_event(connection, case.id, at, APPLICANT, EventKind.MERGED, visible=True)
        return self._read(connection, case.id)

    def open_like(self, firm: str | None, since: datetime) -> Case | None:
        key = firm_key(firm)
        query = (
            select(cases)
            .where(
                self._own(),
                cases.c.firm_key == key if key else cases.c.firm_key.is_(None),
                cases.c.created_at >= since,
                cases.c.status.in_(sorted(OPEN)),
            )
            .order_by(cases.c.id.desc())
            .limit(1)
        )
        row = self._reading.execute(query).one_or_none()
        return None if row is None else to_case(row, self._vault)

    def by_code(self, code: str) -> Case | None:
        row = self._reading.execute(select(cases).where(self._own(), cases.c.code == code)).one_or_none()
        return None if row is None else to_case(row, self._vault)

    def send_access(self, code: str, mobile: str, letter: str, at: datetime) -> bool:
        case = self._of_mobile(code, mobile)
        if case is None or case.applicant is None or self._lately(case, EventKind.ACCESS, at) >= _LETTERS:
            return False
        connection = self._writing()
        event = add_event(connection, case.id, at, APPLICANT, EventKind.ACCESS)
        self._notifier.tell(connection, case.applicant, f"case/{event}", letter, at)
        return True

    def ask_for_call(self, code: str, mobile: str, at: datetime) -> None:
        case = self._of_mobile(code, mobile)
        if case is not None and not self._lately(case, EventKind.CALL, at):
            connection = self._writing()
            connection.execute(update(cases).where(cases.c.id == case.id).values(updated_at=at))
            add_event(connection, case.id, at, APPLICANT, EventKind.CALL)

    def redeem(self, code: str, mobile: str, digest: str, at: datetime) -> bool:
        case = self._of_mobile(code, mobile)
        if case is None:
            return False
        connection = self._writing()
        given = connection.execute(
            select(case_events)
            .where(
                case_events.c.case_id == case.id,
                case_events.c.kind == EventKind.CODE,
                case_events.c.after.is_not(None),
                case_events.c.at > at - READ_OUT_VALID,
            )
            .with_for_update()
        ).one_or_none()
        if given is None:
            return False
        tries = int(given.before or 0) + 1
        right = hmac.compare_digest(given.after, digest)
        if right or tries >= READ_OUT_TRIES:
            void_codes(connection, case.id)
        else:
            counted = update(case_events).where(case_events.c.id == given.id)
            connection.execute(counted.values(before=str(tries)))
        return right

    def claimed(self, code: str) -> Case | None:
        row = self._reading.execute(select(cases).where(cases.c.code == code)).one_or_none()
        return None if row is None else to_case(row, self._vault)

    def erase(self, case: Case, at: datetime) -> None:
        erase_case(self._writing(), case.id, at)

    def newest(self, limit: int) -> Sequence[Case]:
        query = select(cases).where(self._own()).order_by(cases.c.id.desc()).limit(limit)
        return [to_case(row, self._vault) for row in self._reading.execute(query)]

    def timeline(self, case: Case) -> Sequence[CaseEvent]:
        query = select_events(case.id).where(case_events.c.visible)
        return [to_event(row) for row in self._reading.execute(query)]

    def _of_mobile(self, code: str, mobile: str) -> Case | None:
        """The case of this code that still has its applicant, if this is its mobile."""
        case = self.claimed(code)
        if case is None or case.applicant is None or case.request.personal.get(MOBILE) != mobile:
            return None
        return case

    def _lately(self, case: Case, kind: EventKind, at: datetime) -> int:
        """How often this has happened to the case within a day."""
        within = (case_events.c.kind == kind) & (case_events.c.at > at - timedelta(days=1))
        query = select(func.count()).where(case_events.c.case_id == case.id, within)
        return self._reading.execute(query).scalar_one()

    def _own(self) -> ColumnElement[bool]:
        return own_cases(self._key)

    def _read(self, connection: Connection, case_id: int) -> Case:
        return to_case(connection.execute(select(cases).where(cases.c.id == case_id)).one(), self._vault)


def export_cases(connection: Connection, key: SessionKey, vault: Vault) -> list[Json]:
    """The person's cases with their answers and what they may read of the history."""
    own = SqlOwnCases(connection, lambda: connection, key, vault, Notifier())
    return [
        {
            "code": case.code,
            "status": case.status,
            "created_at": case.created_at.isoformat(),
            "updated_at": case.updated_at.isoformat(),
            "consent_version": case.request.consent_version,
            "consented_at": case.consented_at.isoformat(),
            "answers": dict(case.request.answers),
            "personal": dict(case.request.personal),
            "assessment": case.request.assessment,
            "referral": case.referral,
            "events": [
                {
                    "at": event.at.isoformat(),
                    "kind": event.kind,
                    "before": event.before,
                    "after": event.after,
                    "text": event.text,
                }
                for event in own.timeline(case)
            ],
        }
        for case in reversed(own.newest(10**6))
    ]


def _found_by(code: str, columns: dict[str, object]) -> dict[str, object]:
    """The columns, with the code among the words to look for, with and without its dashes."""
    return columns | {"search": f"{fold(code)} {fold(code).replace('-', '')} {columns['search']}"}


def _next_number(connection: Connection, year: int) -> int:
    """The year's next number; whoever asks at the same time waits until this transaction has ended."""
    insert_number = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert_number(case_numbers).values(year=year, last=1)
    number: int = connection.execute(
        statement.on_conflict_do_update(
            index_elements=["year"], set_={"last": case_numbers.c.last + 1}
        ).returning(case_numbers.c.last)
    ).scalar_one()
    return number


def _store_needs(connection: Connection, case_id: int, needs: Sequence[str]) -> None:
    connection.execute(delete(case_needs).where(case_needs.c.case_id == case_id))
    if needs:
        connection.execute(insert(case_needs), [{"case_id": case_id, "need": need} for need in needs])

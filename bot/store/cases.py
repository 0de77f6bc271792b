"""Cases in SQL, as the staff desk reads and works them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, false, func, select, tuple_

from bot.intake.case import Case, CaseEvent
from bot.intake.ports import CaseFilter, CasePage, Cursor, Order
from bot.store.case_changes import SqlCaseChanges
from bot.store.case_events import select_events, to_event
from bot.store.case_rows import to_case
from bot.store.case_search import holds_words, mobile_in
from bot.store.case_tables import case_needs, cases
from bot.store.database import reading
from bot.store.notifying import Notifier
from bot.store.vault import Vault

_CHUNK = 500  # cases of an export that are in memory at once


class SqlCases:
    """What ports.Cases promises, on SQLite or PostgreSQL."""

    def __init__(
        self,
        engine: Engine,
        vault: Vault,
        notifier: Notifier,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._engine = engine
        self._vault = vault
        self._notifier = notifier
        self._clock = clock

    def page(
        self,
        wanted: CaseFilter,
        limit: int,
        after: Cursor | None = None,
        order: Order = Order.NEWEST,
        personal: bool = False,
    ) -> CasePage:
        with reading(self._engine).connect() as connection:
            found = self._some(connection, wanted, limit + 1, after, order, personal)
        shown = found[:limit]
        return CasePage(shown, _place(shown[-1], order) if len(found) > limit else None)

    def count(self, wanted: CaseFilter, at_most: int | None = None) -> int:
        only_words = wanted == CaseFilter(words=wanted.words)
        found = select(cases.c.id).where(*self._conditions(wanted, only_words)).limit(at_most).subquery()
        query = select(func.count()).select_from(found)
        with reading(self._engine).connect() as connection:
            return connection.execute(query).scalar_one()

    def every(self, wanted: CaseFilter, personal: bool) -> Iterator[Case]:
        after: Cursor | None = None
        while True:
            with reading(self._engine).connect() as connection:
                found = self._some(connection, wanted, _CHUNK, after, Order.OLDEST, personal=personal)
            yield from found
            if len(found) < _CHUNK:
                return
            after = _place(found[-1], Order.OLDEST)

    def find(self, case_id: int, personal: bool) -> Case | None:
        return self._one(cases.c.id == case_id, personal)

    def by_code(self, code: str, personal: bool) -> Case | None:
        return self._one(cases.c.code == code, personal)

    def timeline(self, case_id: int) -> Sequence[CaseEvent]:
        with reading(self._engine).connect() as connection:
            return [to_event(row) for row in connection.execute(select_events(case_id))]

    @contextmanager
    def change(self) -> Iterator[SqlCaseChanges]:
        """Changes in one transaction; its `connection` takes what has to be stored together with them."""
        with self._engine.begin() as connection:
            yield SqlCaseChanges(connection, self._notifier, self._clock())

    def _one(self, condition: ColumnElement[bool], personal: bool) -> Case | None:
        with reading(self._engine).connect() as connection:
            row = connection.execute(select(cases).where(condition)).one_or_none()
        return None if row is None else to_case(row, self._vault if personal else None)

    def _some(
        self,
        connection: Connection,
        wanted: CaseFilter,
        limit: int,
        after: Cursor | None,
        order: Order,
        personal: bool,
    ) -> Sequence[Case]:
        moment = cases.c.updated_at if order is Order.CHANGED else cases.c.created_at
        place: Any = tuple_(moment, cases.c.id)
        query = select(cases).where(*self._conditions(wanted)).limit(limit)
        if order is Order.OLDEST:
            query = query.order_by(moment, cases.c.id)
        else:
            query = query.order_by(moment.desc(), cases.c.id.desc())
        if after is not None:
            cursor = tuple_(after.at, after.id)
            query = query.where(place > cursor if order is Order.OLDEST else place < cursor)
        vault = self._vault if personal else None
        return [to_case(row, vault) for row in connection.execute(query)]

    def _conditions(self, wanted: CaseFilter, streamed: bool = False) -> list[ColumnElement[bool]]:
        conditions: list[ColumnElement[bool]] = [
            column.in_(sorted(values))
            for column, values in (
                (cases.c.status, wanted.statuses),
                (cases.c.province, wanted.provinces),
                (cases.c.sector, wanted.sectors),
                (cases.c.kind, wanted.kinds),
            )
            if values
        ]
        if wanted.needs:
            conditions.append(
                select(case_needs.c.case_id)
                .where(case_needs.c.case_id == cases.c.id, case_needs.c.need.in_(sorted(wanted.needs)))
                .exists()
            )
        if wanted.assignee is not None:
            conditions.append(
                cases.c.assignee == wanted.assignee if wanted.assignee else cases.c.assignee.is_(None)
            )
        if wanted.since is not None:
            conditions.append(cases.c.created_at >= wanted.since)
        if wanted.until is not None:
            conditions.append(cases.c.created_at < wanted.until)
        if (mobile := mobile_in(wanted.words)) is not None:
            conditions.append(cases.c.mobile_mark == self._vault.mark(mobile))
        elif (held := holds_words(wanted.words, self._engine.dialect.name, streamed)) is not None:
            conditions.append(held)
        elif wanted.words:  # signs only
            conditions.append(false())
        return conditions


def _place(case: Case, order: Order) -> Cursor:
    """Where a list in this order goes on after the case."""
    return Cursor(case.updated_at if order is Order.CHANGED else case.created_at, case.id)

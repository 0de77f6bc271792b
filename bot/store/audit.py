"""The audit in SQL: rows are added and read, and the database itself refuses anything else."""

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, insert, select

from bot.staff.audit import Action, Entry
from bot.store.database import reading
from bot.store.staff_tables import audit


class SqlAudit:
    """What staff.audit.Audit promises, on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, *entries: Entry) -> None:
        with self._engine.begin() as connection:
            add_entries(connection, entries)

    def page(
        self,
        limit: int,
        before: int | None = None,
        about: str | None = None,
        action: Action | None = None,
        account_id: int | None = None,
    ) -> Sequence[Entry]:
        query = select(audit).order_by(audit.c.id.desc()).limit(limit)
        wanted = {"about": about, "action": action, "account_id": account_id}
        for column, value in wanted.items():
            if value is not None:
                query = query.where(audit.c[column] == value)
        if before is not None:
            query = query.where(audit.c.id < before)
        with reading(self._engine).connect() as connection:
            return [
                Entry(row.at, row.account_id, row.who, Action(row.action), row.about, row.detail, row.id)
                for row in connection.execute(query)
            ]


def add_entries(connection: Connection, entries: Sequence[Entry]) -> None:
    """Adds them in the caller's transaction, so that a change and its entry are one."""
    rows = [
        {
            "at": entry.at,
            "account_id": entry.account_id,
            "who": entry.who,
            "action": entry.action,
            "about": entry.about,
            "detail": dict(entry.detail),
        }
        for entry in entries
    ]
    if rows:
        connection.execute(insert(audit), rows)

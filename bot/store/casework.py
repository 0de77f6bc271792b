"""Cases whose changes and their audit are one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from bot.staff.casework import Changes
from bot.store.audit import add_entries
from bot.store.cases import SqlCases


class SqlCaseStore(SqlCases):
    """What staff.casework.CaseStore promises, on SQLite or PostgreSQL."""

    @contextmanager
    def change_audited(self) -> Iterator[Changes]:
        with self.change() as changes:
            yield Changes(changes, partial(add_entries, changes.connection))

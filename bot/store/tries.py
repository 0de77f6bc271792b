"""Tries to log in, counted in SQL."""

from datetime import datetime

from sqlalchemy import Connection, Engine, case, delete, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.staff.tries import WINDOW, Counted
from bot.store.staff_tables import login_tries


class SqlTries:
    """What staff.tries.Tries promises, on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._insert = sqlite.insert if engine.dialect.name == "sqlite" else postgresql.insert

    def count(self, key: str, now: datetime) -> Counted:
        over, until = login_tries.c.until <= now, now + WINDOW
        counted = (
            self._insert(login_tries)
            .values(key=key, tries=1, until=until)
            .on_conflict_do_update(
                index_elements=["key"],
                set_={
                    "tries": case((over, 1), else_=login_tries.c.tries + 1),
                    "until": case((over, until), else_=login_tries.c.until),
                },
            )
            .returning(login_tries.c.tries, login_tries.c.until)
        )
        with self._engine.begin() as connection:
            row = connection.execute(counted).one()
            if row.tries == 1:  # somebody new: the moment to let go what is over
                connection.execute(delete(login_tries).where(login_tries.c.until <= now))
            return Counted(row.tries, row.until)

    def give_back(self, key: str) -> None:
        fewer = update(login_tries).where(login_tries.c.key == key, login_tries.c.tries > 0)
        with self._engine.begin() as connection:
            connection.execute(fewer.values(tries=login_tries.c.tries - 1))

    def forget(self, key: str) -> None:
        with self._engine.begin() as connection:
            forget_tries(connection, key)


def forget_tries(connection: Connection, key: str) -> None:
    """Opens what is closed under this key, in the caller's transaction."""
    connection.execute(delete(login_tries).where(login_tries.c.key == key))

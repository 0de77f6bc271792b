"""Staff accounts and their sessions in SQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Row, Select, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.staff.accounts import Account, AccountUnknown, Credentials, NameTaken, Role, clean_name, login_key
from bot.staff.tries import name_key
from bot.store.database import reading
from bot.store.staff_tables import staff_accounts, staff_sessions
from bot.store.tries import forget_tries


class SqlAccounts:
    """What staff.accounts.Accounts promises, on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(
        self, name: str, role: Role, provinces: frozenset[str], password_hash: str, now: datetime
    ) -> Account:
        kept = clean_name(name)
        values = {
            "name": kept,
            "login": login_key(kept),
            "role": role,
            "provinces": sorted(provinces),
            "password_hash": password_hash,
            "active": True,
            "created_at": now,
        }
        try:
            with self._engine.begin() as connection:
                made = connection.execute(insert(staff_accounts).returning(staff_accounts.c.id), values)
                return Account(made.scalar_one(), kept, role, provinces, created_at=now)
        except IntegrityError as error:
            raise NameTaken(kept) from error

    def find(self, name: str) -> Credentials | None:
        query = select(staff_accounts).where(staff_accounts.c.login == login_key(name))
        row = self._one(query)
        return None if row is None else Credentials(as_account(row), row.password_hash)

    def get(self, account_id: int) -> Account:
        row = self._one(select(staff_accounts).where(staff_accounts.c.id == account_id))
        if row is None:
            raise AccountUnknown(account_id)
        return as_account(row)

    def all(self) -> Sequence[Account]:
        query = select(staff_accounts).order_by(staff_accounts.c.name)
        with reading(self._engine).connect() as connection:
            return [as_account(row) for row in connection.execute(query)]

    def set_password(self, account_id: int, password_hash: str, keep: str = "") -> None:
        self._change(account_id, keep, password_hash=password_hash, locked_until=None)

    def set_active(self, account_id: int, active: bool) -> None:
        self._change(account_id, active=active, locked_until=None)

    def set_rights(self, account_id: int, role: Role, provinces: frozenset[str]) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                update(staff_accounts)
                .where(staff_accounts.c.id == account_id)
                .values(role=role, provinces=sorted(provinces))
            )

    def lock(self, account_id: int, until: datetime) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                update(staff_accounts).where(staff_accounts.c.id == account_id).values(locked_until=until)
            )

    def open_session(self, account_id: int, token_hash: str, now: datetime, until: datetime) -> None:
        with self._engine.begin() as connection:
            connection.execute(delete(staff_sessions).where(staff_sessions.c.expires_at < now))
            connection.execute(
                insert(staff_sessions).values(
                    token_hash=token_hash, account_id=account_id, opened_at=now, expires_at=until
                )
            )
            connection.execute(
                update(staff_accounts)
                .where(staff_accounts.c.id == account_id)
                .values(locked_until=None, last_login_at=now)
            )

    def in_session(self, token_hash: str, now: datetime) -> Account | None:
        query = (
            select(staff_accounts)
            .join(staff_sessions)
            .where(
                staff_sessions.c.token_hash == token_hash,
                staff_sessions.c.expires_at > now,
                staff_accounts.c.active,
            )
        )
        row = self._one(query)
        return None if row is None else as_account(row)

    def close_session(self, token_hash: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(delete(staff_sessions).where(staff_sessions.c.token_hash == token_hash))

    def _one(self, query: Select[Any]) -> Row[Any] | None:
        with reading(self._engine).connect() as connection:
            return connection.execute(query).one_or_none()

    def _change(self, account_id: int, keep: str = "", **values: object) -> None:
        """Sets the values, opens its door and ends all sessions of the account but the one to `keep`."""
        changed = update(staff_accounts).where(staff_accounts.c.id == account_id).values(**values)
        with self._engine.begin() as connection:
            name = connection.execute(changed.returning(staff_accounts.c.name)).scalar_one_or_none()
            if name is not None:
                forget_tries(connection, name_key(name))
            connection.execute(
                delete(staff_sessions).where(
                    staff_sessions.c.account_id == account_id, staff_sessions.c.token_hash != keep
                )
            )


def as_account(row: Row[Any]) -> Account:
    """A row of staff_accounts as an Account."""
    kept = row._mapping
    return Account(
        kept["id"],
        kept["name"],
        Role(kept["role"]),
        frozenset(kept["provinces"]),
        kept["active"],
        kept["created_at"],
        kept["locked_until"],
        kept["last_login_at"],
    )

"""API tokens in SQL."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine, insert, select, update

from bot.staff.accounts import Account
from bot.staff.tokens import Token
from bot.store.accounts import as_account
from bot.store.database import reading
from bot.store.staff_tables import api_tokens, staff_accounts

_FIELDS = [api_tokens.c[name] for name in Token.__slots__]


class SqlTokens:
    """What staff.tokens.Tokens promises, on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, account_id: int, label: str, token_hash: str, now: datetime, until: datetime) -> Token:
        values = {
            "account_id": account_id,
            "label": label,
            "token_hash": token_hash,
            "made_at": now,
            "expires_at": until,
        }
        with self._engine.begin() as connection:
            made = connection.execute(insert(api_tokens).returning(*_FIELDS), values)
            return Token(*made.one())

    def of(self, account_id: int) -> Sequence[Token]:
        query = select(*_FIELDS).where(api_tokens.c.account_id == account_id).order_by(api_tokens.c.id.desc())
        with reading(self._engine).connect() as connection:
            return [Token(*row) for row in connection.execute(query)]

    def end(self, account_id: int, token_id: int, now: datetime) -> Token | None:
        ended = (
            update(api_tokens)
            .where(
                api_tokens.c.id == token_id,
                api_tokens.c.account_id == account_id,
                api_tokens.c.ended_at.is_(None),
            )
            .values(ended_at=now)
            .returning(*_FIELDS)
        )
        with self._engine.begin() as connection:
            row = connection.execute(ended).one_or_none()
            return None if row is None else Token(*row)

    def account(self, token_hash: str, now: datetime) -> Account | None:
        query = (
            select(staff_accounts)
            .join(api_tokens)
            .where(
                api_tokens.c.token_hash == token_hash,
                api_tokens.c.expires_at > now,
                api_tokens.c.ended_at.is_(None),
                staff_accounts.c.active,
            )
        )
        with reading(self._engine).connect() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else as_account(row)

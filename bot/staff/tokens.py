"""Tokens of the API: a program works with the rights of the account that made its token."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.staff.accounts import Account
from bot.staff.audit import Action, Audit, Entry
from bot.staff.passwords import digest, new_secret

PREFIX = "khs_"  # lets scanners for leaked secrets recognise one
LIFETIME = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Token:
    id: int
    label: str
    made_at: datetime
    expires_at: datetime
    ended_at: datetime | None


class Tokens(Protocol):
    """Where tokens live, as digests."""

    def add(self, account_id: int, label: str, token_hash: str, now: datetime, until: datetime) -> Token: ...

    def of(self, account_id: int) -> Sequence[Token]:
        """The account's tokens, newest first."""

    def end(self, account_id: int, token_id: int, now: datetime) -> Token | None:
        """Ends a token of this account; None when it has no such token in force."""

    def account(self, token_hash: str, now: datetime) -> Account | None:
        """The active account whose token in force this is."""


class TokenDesk:
    """Makes, ends and recognises tokens."""

    def __init__(
        self, tokens: Tokens, audit: Audit, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._tokens = tokens
        self._audit = audit
        self._clock = clock

    def make(self, account: Account, label: str) -> str:
        """A new token; this is the only time anybody sees it."""
        now, secret = self._clock(), PREFIX + new_secret()
        token = self._tokens.add(account.id, label, digest(secret), now, now + LIFETIME)
        self._audit.add(Entry(now, account.id, account.name, Action.TOKEN_MADE, f"token:{token.id}"))
        return secret

    def of(self, account: Account) -> Sequence[Token]:
        return self._tokens.of(account.id)

    def end(self, account: Account, token_id: int) -> bool:
        """False when the account has no such token."""
        now = self._clock()
        if self._tokens.end(account.id, token_id, now) is None:
            return False
        self._audit.add(Entry(now, account.id, account.name, Action.TOKEN_ENDED, f"token:{token_id}"))
        return True

    def account(self, secret: str) -> Account | None:
        return self._tokens.account(digest(secret), self._clock()) if secret.startswith(PREFIX) else None

"""The door of the desk: login, lock after repeated failures, and sessions that end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.staff.accounts import Account, Accounts
from bot.staff.audit import Action, Audit, Entry
from bot.staff.passwords import digest, new_secret, verify_password

FAILURES = 5  # in a row, then the account is locked
LOCKED_FOR = timedelta(minutes=15)
SESSION = timedelta(hours=12)  # then one logs in again


@dataclass(frozen=True, slots=True)
class Entered:
    account: Account
    secret: str  # of the session, for the cookie


@dataclass(frozen=True, slots=True)
class Refused:
    """Name and password do not belong together, or the account is disabled: nobody learns which."""


@dataclass(frozen=True, slots=True)
class Locked:
    until: datetime


class Door:
    """Lets people in and out."""

    def __init__(
        self,
        accounts: Accounts,
        audit: Audit,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._accounts = accounts
        self._audit = audit
        self._clock = clock

    def enter(self, name: str, password: str) -> Entered | Refused | Locked:
        """A session for the right name and password; a locked account stays out with the right one, too."""
        now = self._clock()
        found = self._accounts.find(name)
        account = found.account if found else None
        if account and account.locked_until and account.locked_until > now:
            return Locked(account.locked_until)
        right = verify_password(password, found.password_hash if found else None)
        if account is None or not account.active or not right:
            return self._fail(account, name, now)
        secret = new_secret()
        self._accounts.open_session(account.id, digest(secret), now, now + SESSION)
        self._audit.add(Entry(now, account.id, account.name, Action.LOGIN))
        return Entered(account, secret)

    def inside(self, secret: str) -> Account | None:
        """Whose session this is, None when it has ended or never was."""
        return self._accounts.in_session(digest(secret), self._clock()) if secret else None

    def leave(self, account: Account, secret: str) -> None:
        self._accounts.close_session(digest(secret))
        self._audit.add(Entry(self._clock(), account.id, account.name, Action.LOGOUT))

    def _fail(self, account: Account | None, name: str, now: datetime) -> Refused | Locked:
        if account is None:  # what was typed is not kept: it may be a password in the wrong field
            self._audit.add(Entry(now, None, "", Action.LOGIN_FAILED))
            return Refused()
        self._audit.add(Entry(now, account.id, account.name, Action.LOGIN_FAILED))
        until = now + LOCKED_FOR
        if not self._accounts.note_failure(account.id, FAILURES, until):
            return Refused()
        self._audit.add(Entry(now, account.id, account.name, Action.LOCKED))
        return Locked(until)

"""The door of the desk: login, closed after repeated failures, and sessions that end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.dialogue.ports import Json
from bot.staff.accounts import Account, Accounts
from bot.staff.audit import Action, Audit, Entry
from bot.staff.passwords import digest, new_secret, verify_password
from bot.staff.tries import PER_ADDRESS, PER_NAME, RECORDED, STRANGERS, Counted, Tries, address_key, name_key

SESSION = timedelta(hours=12)  # then one logs in again


@dataclass(frozen=True, slots=True)
class Entered:
    account: Account
    secret: str  # of the session, for the cookie


@dataclass(frozen=True, slots=True)
class Refused:
    """Name and password do not belong together, or the account is disabled: nobody learns which."""


@dataclass(frozen=True, slots=True)
class Closed:
    """Too many tries under this name or from this place, whether or not anybody has the name."""

    until: datetime


class Door:
    """Lets people in and out."""

    def __init__(
        self,
        accounts: Accounts,
        tries: Tries,
        audit: Audit,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._accounts = accounts
        self._tries = tries
        self._audit = audit
        self._clock = clock

    def enter(self, name: str, password: str, address: str = "") -> Entered | Refused | Closed:
        """A session for the right name and password; a closed name stays out with the right one, too."""
        now, place, key = self._clock(), address_key(address), name_key(name)
        # a try is counted before it is judged, so that many at once are not all judged
        here = self._tries.count(place, now)
        if here.number > PER_ADDRESS:
            if here.number == PER_ADDRESS + 1:
                self._note_stranger(Action.LOCKED, now)
            return Closed(here.until)
        tried = self._tries.count(key, now)
        if tried.number > PER_NAME:
            return Closed(tried.until)
        found = self._accounts.find(name)
        account = found.account if found else None
        right = verify_password(password, found.password_hash if found else None)
        if account is None or not account.active or not right:
            return self._fail(account, tried, now)
        self._tries.forget(key)
        self._tries.give_back(place)
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

    def _fail(self, account: Account | None, tried: Counted, now: datetime) -> Refused | Closed:
        closes = tried.number == PER_NAME
        if account is None:
            self._note_stranger(Action.LOGIN_FAILED, now)
        else:
            self._audit.add(Entry(now, account.id, account.name, Action.LOGIN_FAILED))
            if closes:
                self._accounts.lock(account.id, tried.until)
                self._audit.add(Entry(now, account.id, account.name, Action.LOCKED))
        return Closed(tried.until) if closes else Refused()

    def _note_stranger(self, action: Action, now: datetime) -> None:
        """A bounded trace of what nobody known has done: the audit is kept for good.

        What was typed is not kept: it may be a password in the wrong field.
        """
        noted = self._tries.count(STRANGERS, now).number
        if noted <= RECORDED:
            detail: dict[str, Json] = {"last_noted": True} if noted == RECORDED else {}
            self._audit.add(Entry(now, None, "", action, detail=detail))

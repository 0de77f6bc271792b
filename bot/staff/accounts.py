"""Accounts of the staff: roles, provinces, and where accounts live."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from knowledge.persian import fold, strip_controls

LONGEST_NAME = 60  # characters


class Role(StrEnum):
    EXPERT = "expert"  # کارشناس: sees and works the cases of their own provinces
    MANAGER = "manager"  # مدیر: everything
    AUDITOR = "auditor"  # ناظر: reads everything but personal data, changes nothing


@dataclass(frozen=True, slots=True)
class Account:
    id: int
    name: str  # what they log in with and what others read
    role: Role
    provinces: frozenset[str]  # codes; an expert works the cases of these
    active: bool = True
    created_at: datetime | None = None
    locked_until: datetime | None = None
    last_login_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a login is checked against."""

    account: Account
    password_hash: str


class NameTaken(ValueError):
    """There is an account of this name already, in this or another spelling."""


class NameUnusable(ValueError):
    """The name is empty, too long or without a letter."""


class AccountUnknown(LookupError):
    """There is no account of this name."""


class Accounts(Protocol):
    """Where accounts, their sessions and their failed logins live."""

    def add(
        self, name: str, role: Role, provinces: frozenset[str], password_hash: str, now: datetime
    ) -> Account:
        """Raises NameTaken."""

    def find(self, name: str) -> Credentials | None:
        """By name in any spelling."""

    def get(self, account_id: int) -> Account:
        """Raises AccountUnknown."""

    def all(self) -> Sequence[Account]:
        """Every account, by name."""

    def set_password(self, account_id: int, password_hash: str, keep: str = "") -> None:
        """Ends the account's sessions but the one to `keep`, and lifts its lock, too."""

    def set_active(self, account_id: int, active: bool) -> None:
        """A disabled account loses its sessions and its tokens rest."""

    def set_rights(self, account_id: int, role: Role, provinces: frozenset[str]) -> None: ...

    def lock(self, account_id: int, until: datetime) -> None:
        """Notes for people to see that nobody gets in under this name until then."""

    def open_session(self, account_id: int, token_hash: str, now: datetime, until: datetime) -> None:
        """Ends the account's lock, too."""

    def in_session(self, token_hash: str, now: datetime) -> Account | None:
        """The active account whose session this is."""

    def close_session(self, token_hash: str) -> None: ...


def clean_name(name: str) -> str:
    """The name as it is kept; raises NameUnusable."""
    kept = strip_controls(name)
    if not kept or len(kept) > LONGEST_NAME or not any(c.isalpha() for c in kept):
        raise NameUnusable(f"a name has 1 to {LONGEST_NAME} characters and at least one letter")
    return kept


def login_key(name: str) -> str:
    """The name in the one spelling by which it is found."""
    return " ".join(fold(strip_controls(name[: 4 * LONGEST_NAME])).split())

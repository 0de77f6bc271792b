"""What staff did, kept for good: who, when, what, about what. Nothing here is changed or deleted.

Entries hold codes and numbers only, never names of applicants or words of people: what cannot be erased
must not be personal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.dialogue.ports import Json


class Action(StrEnum):
    LOGIN = "login"
    LOGIN_FAILED = "login_failed"
    LOCKED = "locked"
    LOGOUT = "logout"
    ACCOUNT_ADDED = "account_added"
    ACCOUNT_CHANGED = "account_changed"
    ACCOUNT_DISABLED = "account_disabled"
    ACCOUNT_ENABLED = "account_enabled"
    PASSWORD_SET = "password_set"
    TOKEN_MADE = "token_made"
    TOKEN_ENDED = "token_ended"
    CASE_OPENED = "case_opened"
    CASE_ASSIGNED = "case_assigned"
    CASE_NOTED = "case_noted"
    CASE_REFERRED = "case_referred"
    CASE_STATUS = "case_status"
    CODE_GIVEN = "code_given"
    EXPORTED = "exported"
    ANSWER_REVIEWED = "answer_reviewed"
    ANSWER_WITHDRAWN = "answer_withdrawn"
    CASE_FOR_EVALUATION = "case_for_evaluation"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit."""

    at: datetime
    account_id: int | None  # None: nobody was logged in, or the command line
    who: str  # the name at that time
    action: Action
    about: str = ""  # a case's code, an account's name …
    detail: Mapping[str, Json] = field(default_factory=dict)
    id: int = 0  # 0: not stored yet


class Audit(Protocol):
    """Where the entries live; they can be added and read."""

    def add(self, *entries: Entry) -> None: ...

    def page(
        self,
        limit: int,
        before: int | None = None,
        about: str | None = None,
        action: Action | None = None,
        account_id: int | None = None,
    ) -> Sequence[Entry]:
        """At most `limit` entries, newest first, with ids below `before`."""

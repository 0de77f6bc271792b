"""What is still owed to people who are not waiting for it: messages to send, and reminders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.dialogue.turn import SessionKey


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message of a reply that a channel still has to send."""

    key: str  # of what it answers; see Outbox.put
    part: int  # from 0, in the order of sending
    chat: str
    body: str  # the channel's own form of the message
    above: int | None = None  # see Outbox.begin; None: nobody has tried to send it


class Outbox(Protocol):
    """Messages that are owed to people; what is put here survives the process until it is closed."""

    def put(self, key: str, chat: str, bodies: Sequence[str], also: Sequence[str] = ()) -> Sequence[Parcel]:
        """Keeps the messages, all or none; gives back nothing when this key was put before.

        `also` are further keys that count as put with it, and keep it from being put as the key itself does.
        Nothing is put unasked for a blocked chat; so the chat is no longer held for blocked.
        """

    def knows(self, key: str) -> bool:
        """Whether this key was put before."""

    def waiting(self) -> Sequence[Parcel]:
        """Everything that was taken on and is not closed, in the order it was put."""

    def collect(self) -> Sequence[Parcel]:
        """Takes on what others have put for this channel, each parcel once over all replicas."""

    def begin(self, parcel: Parcel, above: int) -> None:
        """Sending begins: if the process dies now, the message has an id above this one, or is not there."""

    def close(self, parcel: Parcel, message_id: int = 0) -> None:
        """The message is sent under this id, or can never be (0): its body is forgotten, its key is not."""

    def newest(self, chat: str) -> int:
        """The highest id of a message sent to this chat, 0 when there is none."""

    def recent(self, limit: int) -> Sequence[tuple[str, int]]:
        """Chat and message id of the last `limit` messages that were sent."""

    def prune(self, before: datetime) -> int:
        """Forgets messages that were put before this moment and are closed; gives back how many."""

    def block(self, chat: str) -> None:
        """This chat wants no messages: forgets what waits for it and marks it."""

    def blocked(self, chat: str) -> bool:
        """Whether the chat is marked; nothing may be written there unasked."""


class Overdue(Protocol):
    """Sessions whose moment for a reminder has come."""

    def overdue(self, channel: str, now: datetime, limit: int) -> Sequence[tuple[SessionKey, datetime]]:
        """At most `limit` sessions of this channel with that moment, the longest overdue first."""

    def reminded(self, key: SessionKey, moment: datetime) -> None:
        """This moment needs no further reminder."""

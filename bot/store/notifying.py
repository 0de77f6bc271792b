"""Tells applicants what has changed, in the transaction of the change: sent where a channel can send,
shown with the next turn or visit where it cannot.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from bot.dialogue.turn import SessionKey
from bot.store.case_tables import notices
from bot.store.tables import blocked_chats, outbox

_UNSEEN = (
    select(notices.c.id, notices.c.text)
    .where(
        notices.c.channel == bindparam("channel"),
        notices.c.person == bindparam("person"),
        notices.c.shown_at.is_(None),
    )
    .order_by(notices.c.id)
)

type Letter = Callable[[str], Sequence[str]]  # a text as the bodies of a channel's messages


class Notifier:
    """Knows which channels can send; people who have blocked the bot are not written to."""

    def __init__(self, letters: Mapping[str, Letter] | None = None) -> None:
        """`letters` by channel; a channel without one shows notices when the person comes back."""
        self._letters = dict(letters or {})

    def tell(self, connection: Connection, to: SessionKey, name: str, text: str, at: datetime) -> None:
        """Owes this text to the person; `name` is its own among all that is told."""
        letter = self._letters.get(to.channel)
        if letter is None:
            row = {"channel": to.channel, "person": to.person, "text": text, "put_at": at}
            connection.execute(insert(notices).values(**row))
            return
        blocked = select(blocked_chats.c.chat).where(
            blocked_chats.c.channel == to.channel, blocked_chats.c.chat == to.person
        )
        if connection.execute(blocked).first() is not None:
            return
        rows = [
            {
                "channel": to.channel,
                "key": f"{to.person}/{name}",
                "part": part,
                "chat": to.person,
                "body": body,
                "put_at": at,
                "taken_at": None,
            }
            for part, body in enumerate(letter(text))
        ]
        connection.execute(insert(outbox), rows)


def unseen_notices(connection: Connection, key: SessionKey) -> Sequence[tuple[int, str]]:
    """Ids and texts of what the person has not been shown, oldest first."""
    found = connection.execute(_UNSEEN, {"channel": key.channel, "person": key.person})
    return [(row.id, row.text) for row in found]


def mark_shown(connection: Connection, numbers: Sequence[int]) -> None:
    """These notices have been shown."""
    if numbers:
        connection.execute(
            update(notices).where(notices.c.id.in_(numbers)).values(shown_at=datetime.now(UTC))
        )

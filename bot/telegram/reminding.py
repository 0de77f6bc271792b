"""Asks people, once and unasked, whether to go on with what they have left unfinished."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from bot.dialogue.conversation import Conversation
from bot.dialogue.owed import Outbox, Overdue, Parcel
from bot.telegram.people import CHANNEL, is_private
from bot.telegram.rendering import render_reply
from bot.telegram.sending import Sender

EVERY = 60.0  # seconds between two looks
_AT_ONCE = 100  # people written to after one look

log = logging.getLogger(__name__)


class Reminding:
    """Writes to people's own chats only, never to groups and never to who has blocked the bot."""

    def __init__(
        self,
        conversation: Conversation,
        overdue: Overdue,
        outbox: Outbox,
        sender: Sender,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`clock` gives aware moments."""
        self._conversation = conversation
        self._overdue = overdue
        self._outbox = outbox
        self._sender = sender
        self._clock = clock

    async def run(self, every: float = EVERY) -> None:
        """Until it is cancelled; `every` is in seconds."""
        while True:
            try:
                self._sender.send(await asyncio.to_thread(self.put_due))
            except Exception as error:
                log.error("Reminders could not be written (%s)", type(error).__name__)
            await asyncio.sleep(every)

    def put_due(self) -> Sequence[Parcel]:
        """Owes a reminder to everybody whose moment has come; gives back what this process is to send.

        The moment stands in the name, so replicas and a process after a kill put each one once.
        """
        parcels: list[Parcel] = []
        for key, moment in self._overdue.overdue(CHANNEL, self._clock(), _AT_ONCE):
            wanted = is_private(key) and not self._outbox.blocked(key.person)
            if wanted and (asked := self._conversation.reminder(key)) is not None:
                bodies = [message.dump() for message in render_reply(asked)]
                name = f"{key.person}/remind/{int(moment.timestamp())}"
                parcels += self._outbox.put(name, key.person, bodies)
            self._overdue.reminded(key, moment)
        return parcels

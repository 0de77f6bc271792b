"""How fast the bot may write: so many messages a second in one chat, so many in all."""

import asyncio
import time
from collections.abc import Callable
from datetime import timedelta

from telegram.error import RetryAfter

CHAT_SECONDS = 1.0  # Telegram's advice: one message a second in one chat
GROUP_SECONDS = 3.0  # and twenty a minute in one group
OVERALL_SECONDS = 1 / 30  # and thirty a second in all
_REMEMBERED = 5000


class Pace:
    """Gives every message its moment; one chat that has to wait holds up no other."""

    def __init__(
        self,
        chat: float = CHAT_SECONDS,
        group: float = GROUP_SECONDS,
        overall: float = OVERALL_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Seconds between two messages: in a private chat, in a group, and of the whole bot."""
        self._chat, self._group, self._overall = chat, group, overall
        self._clock = clock
        self._free: dict[str, float] = {}  # when each chat may be written to again
        self._next = 0.0

    async def wait(self, chat: str) -> None:
        """Returns when a message to this chat may go out, and counts it."""
        while (left := self._free.get(chat, 0.0) - self._clock()) > 0:
            await asyncio.sleep(left)
        now = self._clock()
        moment = max(now, self._next)
        self._next = moment + self._overall
        self._free[chat] = moment + (self._group if chat.startswith("-") else self._chat)
        if len(self._free) > _REMEMBERED:
            self._free = {key: at for key, at in self._free.items() if at > now}
        await asyncio.sleep(moment - now)

    def hold(self, chat: str, seconds: float) -> None:
        """Telegram asked to leave this chat alone for so long."""
        self._free[chat] = max(self._free.get(chat, 0.0), self._clock() + seconds)


def seconds_asked(error: RetryAfter) -> float:
    """The seconds of a flood answer; the library gives them as a number or as a timedelta."""
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)

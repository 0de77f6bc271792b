"""Long polling that confirms an update to Telegram only when it is done: a killed process loses none."""

import asyncio
import logging
from collections.abc import Sequence
from functools import partial
from typing import Any

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.telegram.arrivals import Arrivals
from bot.telegram.pace import seconds_asked

ALLOWED = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
]
_LONG_POLL = 25  # seconds
_RECHECK = 0.3  # seconds between polls while something is still in work
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0

log = logging.getLogger(__name__)


class Polling:
    """Fetches updates; Telegram forgets those below the offset, so the offset waits for the slowest one."""

    def __init__(self, bot: Bot, arrivals: Arrivals) -> None:
        self._bot = bot
        self._arrivals = arrivals
        self._unfinished: set[int] = set()  # in work, or failed and to come again
        self._in_work: set[asyncio.Future[bool]] = set()
        self._done: set[int] = set()  # done but not confirmed yet
        self._next: int | None = None
        self._asked: int | None = None  # the offset that Telegram has had

    async def run(self) -> None:
        """Until it is cancelled."""
        pause = _FIRST_PAUSE
        while True:
            try:
                new = await self._fetch()
            except TelegramError as error:
                await asyncio.sleep(self._pause(error, pause))
                pause = min(pause * 2, _LONGEST_PAUSE)
                continue
            pause = _FIRST_PAUSE
            self._admit(new)
            if self._in_work:
                await asyncio.wait(self._in_work, timeout=_RECHECK)
            elif self._unfinished:
                await asyncio.sleep(_RECHECK)

    async def confirm(self) -> None:
        """Tells Telegram what is done, so that the next start does not get it again."""
        if self._offset() == self._asked:
            return
        try:
            await self._bot.get_updates(offset=self._offset(), limit=1, timeout=0)
        except Conflict:  # the server has not noticed yet that our last poll is gone
            await asyncio.sleep(_RECHECK)
            await self._bot.get_updates(offset=self._offset(), limit=1, timeout=0)

    async def _fetch(self) -> Sequence[dict[str, Any]]:
        offset = self._asked = self._offset()
        # raw, because Bot.get_updates fails as a whole on one update that the library cannot read
        updates: Sequence[dict[str, Any]] = await self._bot.do_api_request(
            "getUpdates",
            api_kwargs={
                "timeout": 0 if self._unfinished else _LONG_POLL,
                "allowed_updates": ALLOWED,
                **({} if offset is None else {"offset": offset}),
            },
            read_timeout=_LONG_POLL + 10,
        )
        if offset is not None:
            self._done = {done for done in self._done if done >= offset}
        return updates

    def _offset(self) -> int | None:
        return min(self._unfinished, default=self._next)

    def _admit(self, updates: Sequence[dict[str, Any]]) -> None:
        for data in updates:
            number = int(data["update_id"])
            self._next = number + 1
            if number in self._done:
                continue
            try:
                update = Update.de_json(data, self._bot)
            except Exception as error:  # it would be as unreadable the next time
                log.error("Update %d is unreadable (%s) and is let go", number, type(error).__name__)
                self._done.add(number)
                continue
            ending = self._arrivals.receive(update)
            self._unfinished.add(number)
            if ending not in self._in_work:
                self._in_work.add(ending)
                ending.add_done_callback(partial(self._settle, number))

    def _settle(self, number: int, ending: asyncio.Future[bool]) -> None:
        self._in_work.discard(ending)
        if ending.result():
            self._unfinished.discard(number)
            self._done.add(number)

    def _pause(self, error: TelegramError, pause: float) -> float:
        """The seconds to wait after this error: what it asks for, else `pause`."""
        match error:
            case RetryAfter():
                return seconds_asked(error)
            case Conflict():
                log.error("Another program polls with the same bot token; only one may")
            case InvalidToken():
                log.error("Telegram no longer accepts the bot token")
                return _LONGEST_PAUSE
            case _:
                log.warning("Telegram cannot be reached (%s)", type(error).__name__)
        return pause

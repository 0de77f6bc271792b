"""Updates in work: each is handled once at a time, in the person's order, and known for done or failed."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

_TRIES = 5  # an update that fails so often is poison: it is logged and let go
_HELD = 100_000  # updates waiting for their turn; the poller and the webhook bound them long before

log = logging.getLogger(__name__)


class Arrivals:
    """Hands updates to the application's queue and tells the channel how each one ended."""

    def __init__(self, saw: Callable[[Update], None] = lambda update: None) -> None:
        """`saw` is told of every update as soon as it comes."""
        self._saw = saw
        self.queue: asyncio.Queue[object] = asyncio.Queue()
        self._open: dict[int, asyncio.Future[bool]] = {}
        self._spoiled: set[int] = set()
        self._failures: Counter[int] = Counter()

    def receive(self, update: Update) -> asyncio.Future[bool]:
        """True once the update is done, False when it has to come again; one already in work is joined."""
        if (known := self._open.get(update.update_id)) is not None:
            return known
        self._saw(update)
        ending = asyncio.get_running_loop().create_future()
        self._open[update.update_id] = ending
        self.queue.put_nowait(update)
        return ending

    def spoil(self, update_id: int) -> None:
        """Handling this update failed in a way that another try may mend."""
        self._spoiled.add(update_id)

    def settle(self, update_id: int) -> None:
        """The work on this update has ended."""
        ending = self._open.pop(update_id, None)
        done = update_id not in self._spoiled
        self._spoiled.discard(update_id)
        if not done:
            self._failures[update_id] += 1
            if self._failures[update_id] >= _TRIES:
                log.error("Update %d failed %d times and is let go", update_id, _TRIES)
                done = True
        if done:
            self._failures.pop(update_id, None)
        if ending is not None and not ending.done():
            ending.set_result(done)


class OrderedByPerson(BaseUpdateProcessor):
    """One person's updates run one after the other, those of different people side by side."""

    def __init__(self, arrivals: Arrivals) -> None:
        super().__init__(_HELD)
        self._arrivals = arrivals
        self._lanes: dict[tuple[int, int], asyncio.Lock] = {}
        self._waiting: Counter[tuple[int, int]] = Counter()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Runs the handlers when the person's earlier updates are through."""
        assert isinstance(update, Update)
        lane = _lane(update)
        self._waiting[lane] += 1
        try:
            async with self._lanes.setdefault(lane, asyncio.Lock()):  # first come, first served
                await coroutine
        except Exception:
            self._arrivals.spoil(update.update_id)
            raise
        finally:
            self._arrivals.settle(update.update_id)
            self._waiting[lane] -= 1
            if not self._waiting[lane]:
                del self._waiting[lane], self._lanes[lane]

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""


def _lane(update: Update) -> tuple[int, int]:
    chat, user = update.effective_chat, update.effective_user
    return (chat.id if chat else 0, user.id if user else 0)

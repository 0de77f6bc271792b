"""Runs turns beside the event loop, and hands their replies over for delivery."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from telegram import Bot, Chat
from telegram import Message as Incoming

from bot.dialogue import texts
from bot.dialogue.conversation import Conversation
from bot.dialogue.mishap import mishap
from bot.dialogue.turn import Reply, Turn, notice
from bot.telegram.delivery import Delivery
from bot.telegram.typing import typing

_AT_ONCE = 32  # turns that run at the same time
_PAUSES = (0.2, 1.0)  # seconds before a failed turn is tried again

log = logging.getLogger(__name__)


class Turns:
    """A turn that keeps failing is apologised for."""

    def __init__(self, bot: Bot, conversation: Conversation, delivery: Delivery) -> None:
        self._bot = bot
        self._conversation = conversation
        self._delivery = delivery
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="telegram-turn")

    def close(self) -> None:
        """Starts no turn any more."""
        self._threads.shutdown(wait=False)

    async def answer(
        self, chat: Chat, turn: Turn, near: Incoming | None, answered: int | None = None
    ) -> None:
        """Runs the turn and puts its reply into the outbox."""
        async with typing(self._bot, chat, near):
            reply = await self.run(turn)
        await self._delivery.reply(chat, turn, reply, near, answered)

    async def run(self, turn: Turn) -> Reply:
        """The reply of the conversation, in the end an apology."""
        loop = asyncio.get_running_loop()
        for pause in (*_PAUSES, None):
            try:
                return await loop.run_in_executor(self._threads, self._conversation.handle, turn)
            except Exception as error:
                log.error("A turn failed: %s", mishap(error))
                if pause is not None:
                    await asyncio.sleep(pause)
        return notice(texts.TROUBLE)

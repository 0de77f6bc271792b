"""«… is typing» while an answer is being made."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import Bot, Chat, Message
from telegram.constants import ChatAction
from telegram.error import TelegramError

_AFTER, _EVERY = 0.3, 4.5  # seconds; a quick answer needs no «typing»


@asynccontextmanager
async def typing(bot: Bot, chat: Chat, near: Message | None) -> AsyncIterator[None]:
    """Shows it inside the `async with`, in the forum topic of `near`."""
    thread = near.message_thread_id if near and near.is_topic_message else None
    task = asyncio.create_task(_keep_typing(bot, chat.id, thread))
    try:
        yield
    finally:
        task.cancel()


async def _keep_typing(bot: Bot, chat: int, thread: int | None) -> None:
    await asyncio.sleep(_AFTER)
    while True:
        with suppress(TelegramError):
            await bot.send_chat_action(chat, ChatAction.TYPING, message_thread_id=thread)
        await asyncio.sleep(_EVERY)

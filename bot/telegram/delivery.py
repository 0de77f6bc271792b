"""Puts replies into the outbox as messages of a chat, each under a name that is put only once."""

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import replace

from telegram import Chat
from telegram import Message as Incoming
from telegram.constants import ChatType

from bot.dialogue import texts
from bot.dialogue.conversation import Conversation
from bot.dialogue.feedback import rating_choices
from bot.dialogue.ports import Outbox
from bot.dialogue.turn import Attachment, Outcome, Reply, SessionKey, Turn
from bot.telegram.message import File, Message
from bot.telegram.paging import Page, more_button, page_of
from bot.telegram.rendering import render_reply, render_text
from bot.telegram.sending import Sender

SOURCES = ":sources:"  # button data: «:sources:turn», and the asker in a group


class Delivery:
    """What is put here is sent even if the process dies right after."""

    def __init__(self, conversation: Conversation, outbox: Outbox, sender: Sender) -> None:
        self._conversation = conversation
        self._outbox = outbox
        self._sender = sender

    async def reply(
        self, chat: Chat, turn: Turn, reply: Reply, near: Incoming | None, answered: int | None = None
    ) -> None:
        private, person = chat.type == ChatType.PRIVATE, turn.session.person
        owner = "" if private else person.rpartition(":")[2]
        sources = f"{SOURCES}{turn.turn_id}" + (f":{owner}" if owner else "")
        first = page_of(reply)
        own = (*rating_choices(reply, turn.turn_id), *more_button(first, turn.turn_id, owner))
        messages = render_reply(first.reply, sources, more=own) or render_text(texts.TROUBLE)  # never silent
        if reply.attachment is Attachment.MY_DATA:
            messages = (
                await self._my_data(turn, messages[0]) if private else render_text(texts.IN_PRIVATE_ONLY)
            )
        visibly = answered if not private or (near and near.edit_date) else None
        # one request a minute to slow down is enough
        hurry = reply.outcome is Outcome.LIMITED
        name = f"limited/{int(time.time()) // 60}" if hurry else turn.turn_id
        await self.put(f"{person}/{name}", chat, messages, near, visibly)

    async def _my_data(self, turn: Turn, message: Message) -> tuple[Message, ...]:
        held = await asyncio.to_thread(self._conversation.export, turn.session)
        text = json.dumps(held, ensure_ascii=False, indent=2)
        return (replace(message, file=File(texts.MY_DATA_FILE, text)),)

    async def page(
        self, chat: Chat, key: SessionKey, turn_id: str, page: Page, near: Incoming | None
    ) -> bool:
        owner = "" if chat.type == ChatType.PRIVATE else key.person.rpartition(":")[2]
        messages = render_reply(page.reply, more=more_button(page, turn_id, owner))
        return await self.put(f"{key.person}/more/{turn_id}/{page.start}", chat, messages, near)

    async def put(
        self,
        name: str,
        chat: Chat,
        messages: Sequence[Message],
        near: Incoming | None,
        answered: int | None = None,
    ) -> bool:
        """Puts the messages into the outbox and starts sending; False when they were put before."""
        thread = near.message_thread_id if near and near.is_topic_message else None
        after = near.message_id if near else 0
        bodies = [
            replace(message, thread=thread, after=after, reply_to=answered if at == 0 else None).dump()
            for at, message in enumerate(messages)
        ]
        parcels = await asyncio.to_thread(self._outbox.put, name, str(chat.id), bodies)
        self._sender.send(parcels)
        return bool(parcels)

"""Puts replies into the outbox as messages of a chat, each under a name that is put only once."""

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from telegram import Chat
from telegram import Message as Incoming
from telegram.constants import ChatType

from bot.dialogue import texts
from bot.dialogue.conversation import Conversation
from bot.dialogue.feedback import rating_choices
from bot.dialogue.languages import say
from bot.dialogue.owed import Outbox
from bot.dialogue.turn import FileKind, Outcome, Reply, SessionKey, Turn
from bot.telegram.message import Message, Upload
from bot.telegram.paging import Page, more_button, page_of
from bot.telegram.rendering import enclose, render_reply, render_text
from bot.telegram.sending import Sender

SOURCES = ":sources:"  # button data: «:sources:turn», and the asker in a group

log = logging.getLogger(__name__)


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
        speak = partial(say, language=reply.language)
        own = (*rating_choices(reply, turn.turn_id), *more_button(first, turn.turn_id, owner))
        messages = render_reply(first.reply, sources, more=own)
        messages = messages or render_text(speak(texts.TROUBLE))  # never silent
        if not private and FileKind.MY_DATA in [file.kind for file in reply.attachments]:
            messages = render_text(speak(texts.IN_PRIVATE_ONLY))
        elif reply.attachments:
            messages = await self._with_files(turn.session, messages, reply)
        visibly = answered if not private or (near and near.edit_date) else None
        # one request a minute to slow down is enough
        hurry = reply.outcome is Outcome.LIMITED
        name = f"limited/{int(time.time()) // 60}" if hurry else turn.turn_id
        await self.put(f"{person}/{name}", chat, messages, near, visibly)

    async def _with_files(
        self, key: SessionKey, messages: Sequence[Message], reply: Reply
    ) -> tuple[Message, ...]:
        """A file that cannot be opened costs the person that file, never the reply."""
        files: list[tuple[Upload, str]] = []
        for attachment in reply.attachments:
            try:
                file = await asyncio.to_thread(self._conversation.open, key, attachment)
            except Exception as error:
                log.error("A file of kind %s could not be made (%s)", attachment.kind, type(error).__name__)
                file = None
            if file is None:
                messages = (*render_text(say(texts.NO_FILE, reply.language)), *messages)
            else:
                words = attachment.text if attachment.is_picture else ""
                files.append((Upload(file.name, file.content, attachment.is_picture), words))
        return enclose(messages, files)

    async def page(
        self,
        chat: Chat,
        key: SessionKey,
        turn_id: str,
        page: Page,
        near: Incoming | None,
        also: Sequence[str] = (),
    ) -> bool:
        """Puts a page of the reply to this turn, once; `also` are further names that it is put under."""
        owner = "" if chat.type == ChatType.PRIVATE else key.person.rpartition(":")[2]
        messages = render_reply(page.reply, more=more_button(page, turn_id, owner))
        return await self.put(f"{key.person}/more/{turn_id}/{page.start}", chat, messages, near, also=also)

    async def put(
        self,
        name: str,
        chat: Chat,
        messages: Sequence[Message],
        near: Incoming | None,
        answered: int | None = None,
        also: Sequence[str] = (),
    ) -> bool:
        """Puts the messages into the outbox and starts sending; False when they were put before."""
        thread = near.message_thread_id if near and near.is_topic_message else None
        after = near.message_id if near else 0
        bodies = [
            replace(message, thread=thread, after=after, reply_to=answered if at == 0 else None).dump()
            for at, message in enumerate(messages)
        ]
        parcels = await asyncio.to_thread(self._outbox.put, name, str(chat.id), bodies, also)
        self._sender.send(parcels)
        return bool(parcels)

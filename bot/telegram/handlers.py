"""What each kind of update leads to: a turn of the conversation, or a text of the channel's own."""

import asyncio
import logging
from typing import Any

from telegram import ChatMember, Update
from telegram import Message as Incoming
from telegram.constants import ChatType
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.dialogue import texts
from bot.dialogue.conversation import Conversation
from bot.dialogue.flow import RESUME, Control
from bot.dialogue.mishap import mishap
from bot.dialogue.owed import Outbox
from bot.dialogue.turn import Turn
from bot.dialogue.words import command_of, slash_commands
from bot.intake.questions import CONTACT
from bot.telegram.arrivals import Arrivals
from bot.telegram.buttons import Buttons
from bot.telegram.delivery import Delivery
from bot.telegram.own_texts import OwnTexts
from bot.telegram.paging import page_of
from bot.telegram.people import is_robot, person_of, session_key, words_for
from bot.telegram.rendering import render_sources
from bot.telegram.sending import Sender
from bot.telegram.turns import Turns

type App = Application[Any, Any, Any, Any, Any, Any]
type Context = ContextTypes.DEFAULT_TYPE

log = logging.getLogger(__name__)


class Handlers:
    """Translates and never decides: updates to turns, replies to the outbox."""

    def __init__(
        self, application: App, conversation: Conversation, arrivals: Arrivals, outbox: Outbox, sender: Sender
    ) -> None:
        self._bot = application.bot
        self._conversation = conversation
        self._arrivals = arrivals
        self._outbox = outbox
        self._delivery = Delivery(conversation, outbox, sender)
        self._own = OwnTexts(conversation, self._delivery)
        self._turns = Turns(application.bot, conversation, self._delivery)
        self._buttons = Buttons(application.bot, conversation, self._turns, self._delivery, self._own)
        self._register(application)

    def close(self) -> None:
        """Starts no turn any more."""
        self._turns.close()

    def _register(self, application: App) -> None:
        messages = filters.UpdateType.MESSAGES
        fresh = filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL
        application.add_handlers(
            [
                CommandHandler("start", self._own.greet, messages),
                CommandHandler("help", self._own.help, messages),
                CommandHandler("sources", self._last_sources, messages),
                CommandHandler(slash_commands(), self._engine_command, messages),
                MessageHandler(messages & filters.COMMAND, self._unknown_command),
                MessageHandler(messages & filters.TEXT, self._text),
                MessageHandler(fresh & filters.CONTACT & filters.ChatType.PRIVATE, self._contact),
                MessageHandler(fresh, self._not_text),
                CallbackQueryHandler(self._buttons.press),
                ChatMemberHandler(self._membership, ChatMemberHandler.MY_CHAT_MEMBER),
            ]
        )
        application.add_error_handler(self._failed)

    async def _text(self, update: Update, _: Context) -> None:
        message = _incoming(update)
        words = words_for(self._bot.bot, message)
        if words is None or is_robot(message):
            return
        if not words and message.text:
            await self._own.say(update, texts.ASK_ME)
            return
        if (asked := command_of(words)) in ("more", Control.RESUME) and await self._next_page(update, asked):
            return
        await self._take(update, words)

    async def _contact(self, update: Update, _: Context) -> None:
        """A shared phone number is a turn of its own kind."""
        message = _incoming(update)
        shared = message.contact
        assert shared is not None
        key = session_key(message.chat, person_of(update))
        turn = Turn(key, str(update.update_id), shared.phone_number, message.date, choice=CONTACT)
        await self._turns.answer(message.chat, turn, message)

    async def _engine_command(self, update: Update, _: Context) -> None:
        """The dialogue knows these commands itself, as all channels have them."""
        await self._take(update, (_incoming(update).text or "").split()[0].partition("@")[0].lower())

    async def _take(self, update: Update, words: str) -> None:
        message = _incoming(update)
        key = session_key(message.chat, person_of(update))
        turn = Turn(key, str(update.update_id), words, message.edit_date or message.date)
        await self._turns.answer(message.chat, turn, message, answered=message.message_id)

    async def _next_page(self, update: Update, asked: str) -> bool:
        """Sends the first page of the last answer that was not sent yet; False when there is none."""
        message = _incoming(update)
        key = session_key(message.chat, person_of(update))
        name = f"{key.person}/{update.update_id}"
        if await asyncio.to_thread(self._outbox.knows, name):
            return True  # the update has come again
        last = await asyncio.to_thread(self._conversation.just_answered, key)
        if last is None or (asked == Control.RESUME and RESUME in [c.data for c in last.reply.choices]):
            return False  # «ادامه» leads back into a flow where that is offered
        page = page_of(last.reply)
        while not page.is_last:
            page = page_of(last.reply, page.end)
            if await self._delivery.page(message.chat, key, last.turn_id, page, message, [name]):
                return True
        return False

    async def _last_sources(self, update: Update, _: Context) -> None:
        message = _incoming(update)
        key = session_key(message.chat, person_of(update))
        reply = await asyncio.to_thread(self._conversation.last_cited, key)
        if reply is None:
            await self._own.say(update, texts.NO_SOURCES)
        else:
            await self._delivery.put(
                str(update.update_id), message.chat, render_sources(reply.citations), message
            )

    async def _unknown_command(self, update: Update, _: Context) -> None:
        message = _incoming(update)
        first = (message.text or "").split(maxsplit=1)[0].lower()
        if message.chat.type == ChatType.PRIVATE or first.endswith(f"@{self._bot.username}".lower()):
            await self._own.say(update, texts.UNKNOWN_COMMAND)

    async def _not_text(self, update: Update, _: Context) -> None:
        message = _incoming(update)
        if words_for(self._bot.bot, message) is None or is_robot(message):
            return
        album = message.media_group_id  # an album arrives as many messages and is one thing to its sender
        name = f"{message.chat.id}/album/{album}" if album else str(update.update_id)
        await self._own.say(update, texts.ONLY_TEXT, name=name)

    async def _membership(self, update: Update, _: Context) -> None:
        change = update.my_chat_member
        if change is not None and change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT):
            await asyncio.to_thread(self._outbox.block, str(change.chat.id))

    async def _failed(self, update: object, context: Context) -> None:
        """Only what the outbox could not keep comes here: the update has to come again."""
        if isinstance(update, Update) and context.error is not None:
            log.error("Update %d failed: %s", update.update_id, mishap(context.error))
            self._arrivals.spoil(update.update_id)


def _incoming(update: Update) -> Incoming:
    message = update.effective_message
    assert message is not None
    return message

"""What each kind of update leads to: a turn of the conversation, or a text of the channel's own."""

import asyncio
import hashlib
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from telegram import CallbackQuery, Chat, ChatMember, MaybeInaccessibleMessage, Update
from telegram import Message as Incoming
from telegram.constants import ChatType
from telegram.error import TelegramError
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
from bot.dialogue.feedback import RATE
from bot.dialogue.flows import RESUME, Control, notice
from bot.dialogue.languages import say
from bot.dialogue.mishap import mishap
from bot.dialogue.ports import Outbox, Verdict
from bot.dialogue.turn import Reply, Turn
from bot.dialogue.words import command_of, slash_commands
from bot.intake.questions import CONTACT
from bot.telegram.arrivals import Arrivals
from bot.telegram.commands import describe_commands_in
from bot.telegram.delivery import SOURCES, Delivery
from bot.telegram.own_texts import ASK, HELP, OwnTexts
from bot.telegram.paging import MORE, page_of
from bot.telegram.people import is_robot, person_of, session_key, words_for
from bot.telegram.rendering import render_sources
from bot.telegram.sending import Sender
from bot.telegram.typing import typing

type App = Application[Any, Any, Any, Any, Any, Any]
type Context = ContextTypes.DEFAULT_TYPE

_AT_ONCE = 32  # turns that run at the same time
_DOUBLE_TAP = 2.0  # seconds; a menu may be asked for again later
_PAUSES = (0.2, 1.0)  # seconds before a failed turn is tried again

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
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="telegram-turn")
        self._taps: dict[tuple[int, int, str], tuple[float, int]] = {}
        self._register(application)

    def close(self) -> None:
        """Starts no turn any more."""
        self._threads.shutdown(wait=False)

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
                CallbackQueryHandler(self._press),
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
        await self._answer(message.chat, turn, message)

    async def _engine_command(self, update: Update, _: Context) -> None:
        """The dialogue knows these commands itself, as all channels have them."""
        await self._take(update, (_incoming(update).text or "").split()[0].partition("@")[0].lower())

    async def _take(self, update: Update, words: str) -> None:
        message = _incoming(update)
        key = session_key(message.chat, person_of(update))
        turn = Turn(key, str(update.update_id), words, message.edit_date or message.date)
        await self._answer(message.chat, turn, message, answered=message.message_id)

    async def _press(self, update: Update, _: Context) -> None:
        query = update.callback_query
        assert query is not None
        data, pressed = query.data or "", query.message
        shown = ""
        own = data.startswith(":") and not data.startswith((SOURCES, MORE))
        if own and pressed is not None and self._tapped_again(update.update_id, pressed, data):
            pass
        elif pressed is None or not pressed.is_accessible:
            await self._own.fresh_menu(update)
        elif data.startswith(SOURCES):
            shown = await self._sources(update, query, data.removeprefix(SOURCES))
        elif data.startswith(MORE):
            shown = await self._more(update, pressed, data.removeprefix(MORE))
        elif data == HELP:
            await self._own.help(update)
        elif data == ASK:
            await self._own.invite(update)
        elif data.startswith(RATE):
            shown = await self._rate(update, pressed, data)
        elif (label := _label(query)) is None:
            await self._own.fresh_menu(update)
        else:
            # the same button of the same message is the same turn, however often it is tapped
            name = hashlib.blake2b(f"{pressed.message_id}:{data}".encode(), digest_size=8).hexdigest()
            key = session_key(pressed.chat, person_of(update))
            # but a flow's button may be pressed again when one has come back to its question
            turn_id = str(update.update_id) if own else f"p{name}"
            turn = Turn(key, turn_id, label, pressed.date, choice=data)
            before = await self._own.language(update)
            await self._answer(pressed.chat, turn, pressed if isinstance(pressed, Incoming) else None)
            after = await self._own.language(update)
            if after is not before and pressed.chat.type == ChatType.PRIVATE:
                with suppress(TelegramError):  # the menu is a help, the language is kept already
                    await describe_commands_in(self._bot, pressed.chat.id, after)
        flash = say(shown, await self._own.language(update)) if shown else None
        with suppress(TelegramError):  # only ends the spinner on the button; too old is no harm
            await query.answer(flash)

    def _tapped_again(self, update: int, pressed: MaybeInaccessibleMessage, data: str) -> bool:
        """Whether another update has just brought the same tap; the same update again is a second try."""
        now, tap = asyncio.get_running_loop().time(), (pressed.chat.id, pressed.message_id, data)
        self._taps = {known: first for known, first in self._taps.items() if now - first[0] < _DOUBLE_TAP}
        return self._taps.setdefault(tap, (now, update))[1] != update

    async def _answer(
        self, chat: Chat, turn: Turn, near: Incoming | None, answered: int | None = None
    ) -> None:
        """Runs the turn and puts its reply into the outbox; a turn that keeps failing is apologised for."""
        async with typing(self._bot, chat, near):
            reply = await self._handle(turn)
        await self._delivery.reply(chat, turn, reply, near, answered)

    async def _rate(self, update: Update, pressed: MaybeInaccessibleMessage, data: str) -> str:
        """Keeps the rating; gives back what to flash on the screen, unless more is to be asked."""
        key = session_key(pressed.chat, person_of(update))
        if pressed.chat.type != ChatType.PRIVATE:
            about = data.rpartition(":")[2]
            if await asyncio.to_thread(self._conversation.recall, key, about) is None:
                return texts.ASKER_RATES
        label = texts.UP if data.startswith(f"{RATE}{Verdict.UP}") else texts.DOWN
        turn = Turn(key, str(update.update_id), label, datetime.now(UTC), choice=data)
        reply = await self._handle(turn)
        if not reply.choices:
            return reply.plain()
        near = pressed if isinstance(pressed, Incoming) else None
        await self._delivery.reply(pressed.chat, turn, reply, near, pressed.message_id)
        return ""

    async def _more(self, update: Update, pressed: MaybeInaccessibleMessage, data: str) -> str:
        """Sends the next page of a list, once; gives back what to flash on the screen."""
        turn_id, _, rest = data.partition(":")
        start, _, owner = rest.partition(":")
        private = pressed.chat.type == ChatType.PRIVATE
        key = session_key(pressed.chat, owner if owner and not private else person_of(update))
        reply = await asyncio.to_thread(self._conversation.recall, key, turn_id)
        if reply is None or not start.isdecimal():
            await self._own.fresh_menu(update)
            return ""
        near = pressed if isinstance(pressed, Incoming) else None
        sent = await self._delivery.page(pressed.chat, key, turn_id, page_of(reply, int(start)), near)
        return "" if sent else texts.MORE_SHOWN

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

    async def _handle(self, turn: Turn) -> Reply:
        loop = asyncio.get_running_loop()
        for pause in (*_PAUSES, None):
            try:
                return await loop.run_in_executor(self._threads, self._conversation.handle, turn)
            except Exception as error:
                log.error("A turn failed: %s", mishap(error))
                if pause is not None:
                    await asyncio.sleep(pause)
        return notice(texts.TROUBLE)

    async def _sources(self, update: Update, query: CallbackQuery, data: str) -> str:
        """Sends the quotes of the answer whose button it is, once; gives back what to flash on the screen."""
        pressed = query.message
        assert pressed is not None
        turn_id, _, owner = data.partition(":")
        private = pressed.chat.type == ChatType.PRIVATE
        key = session_key(pressed.chat, person_of(update) if private else owner)
        reply = await asyncio.to_thread(self._conversation.recall, key, turn_id)
        if reply is None or not reply.citations:
            await self._own.fresh_menu(update)
            return ""
        name = f"{pressed.chat.id}/sources/{turn_id}"
        near = pressed if isinstance(pressed, Incoming) else None
        sent = await self._delivery.put(
            name, pressed.chat, render_sources(reply.citations), near, pressed.message_id
        )
        return "" if sent else texts.SOURCES_SHOWN

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


def _label(query: CallbackQuery) -> str | None:
    """What stands on the pressed button."""
    markup = getattr(query.message, "reply_markup", None)
    buttons = [button for row in markup.inline_keyboard for button in row] if markup else []
    return next((button.text for button in buttons if button.callback_data == query.data), None)

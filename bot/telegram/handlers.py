"""What each kind of update leads to: a turn of the conversation, or a text of the channel's own."""

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Any

from telegram import CallbackQuery, Chat, ChatMember, Update
from telegram import Message as Incoming
from telegram.constants import ChatAction, ChatType
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
from bot.dialogue.flows import notice
from bot.dialogue.ports import Outbox
from bot.dialogue.turn import Choice, Reply, Turn
from bot.telegram.arrivals import Arrivals
from bot.telegram.message import Message
from bot.telegram.people import is_robot, person_of, session_key, words_for
from bot.telegram.rendering import render_reply, render_sources, render_text
from bot.telegram.sending import Sender

type App = Application[Any, Any, Any, Any, Any, Any]
type Context = ContextTypes.DEFAULT_TYPE

SOURCES, HELP = ":sources:", ":help"  # data of the channel's own buttons; all other data is the dialogue's
_AT_ONCE = 32  # turns that run at the same time
_TYPING_AFTER, _TYPING_EVERY = 0.3, 4.5  # seconds; a quick answer needs no «typing»
_DOUBLE_TAP = 2.0  # seconds; a menu may be asked for again later
_PAUSES = (0.2, 1.0)  # seconds before a failed turn is tried again
_MENU = tuple(Choice(question, f"ask:{n}") for n, question in enumerate(texts.EXAMPLES, 1))

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
        self._sender = sender
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="telegram-turn")
        self._taps: dict[tuple[int, int, str], float] = {}
        self._register(application)

    def close(self) -> None:
        """Starts no turn any more."""
        self._threads.shutdown(wait=False)

    def _register(self, application: App) -> None:
        messages = filters.UpdateType.MESSAGES
        fresh = filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL
        application.add_handlers(
            [
                CommandHandler("start", self._start, messages),
                CommandHandler("help", self._help, messages),
                CommandHandler("sources", self._last_sources, messages),
                CommandHandler("cancel", self._cancel, messages),
                MessageHandler(messages & filters.COMMAND, self._unknown_command),
                MessageHandler(messages & filters.TEXT, self._text),
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
            await self._say(update, texts.ASK_ME)
            return
        key = session_key(message.chat, person_of(update))
        turn = Turn(key, str(update.update_id), words, message.edit_date or message.date)
        await self._answer(message.chat, turn, message, answered=message.message_id)

    async def _press(self, update: Update, context: Context) -> None:
        query = update.callback_query
        assert query is not None
        data, pressed = query.data or "", query.message
        shown = ""
        own = data.startswith(":") and not data.startswith(SOURCES)
        if own and pressed is not None and self._tapped_again((pressed.chat.id, pressed.message_id, data)):
            pass
        elif pressed is None or not pressed.is_accessible:
            await self._fresh_menu(update)
        elif data.startswith(SOURCES):
            shown = await self._sources(update, query, data.removeprefix(SOURCES))
        elif data == HELP:
            await self._help(update, context)
        elif (label := _label(query)) is None:
            await self._fresh_menu(update)
        else:
            # the same button of the same message is the same turn, however often it is tapped
            name = hashlib.blake2b(f"{pressed.message_id}:{data}".encode(), digest_size=8).hexdigest()
            key = session_key(pressed.chat, person_of(update))
            turn = Turn(key, f"p{name}", label, pressed.date, choice=data)
            await self._answer(pressed.chat, turn, pressed if isinstance(pressed, Incoming) else None)
        with suppress(TelegramError):  # only ends the spinner on the button; too old is no harm
            await query.answer(shown or None)

    def _tapped_again(self, tap: tuple[int, int, str]) -> bool:
        now = asyncio.get_running_loop().time()
        self._taps = {known: at for known, at in self._taps.items() if now - at < _DOUBLE_TAP}
        again = tap in self._taps
        self._taps[tap] = now
        return again

    async def _answer(
        self, chat: Chat, turn: Turn, near: Incoming | None, answered: int | None = None
    ) -> None:
        """Runs the turn and puts its reply into the outbox; a turn that keeps failing is apologised for."""
        async with self._typing(chat, near):
            reply = await self._handle(turn)
        owner = turn.session.person.rpartition(":")[2]
        sources = f"{SOURCES}{turn.turn_id}" + ("" if chat.type == ChatType.PRIVATE else f":{owner}")
        messages = render_reply(reply, sources) or render_text(texts.TROUBLE)  # silence is no answer
        visibly = answered if chat.type != ChatType.PRIVATE or (near and near.edit_date) else None
        await self._put(f"{turn.session.person}/{turn.turn_id}", chat, messages, near, visibly)

    async def _handle(self, turn: Turn) -> Reply:
        loop = asyncio.get_running_loop()
        for pause in (*_PAUSES, None):
            try:
                return await loop.run_in_executor(self._threads, self._conversation.handle, turn)
            except Exception as error:
                log.error("A turn failed: %s", _trace(error))
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
            await self._fresh_menu(update)
            return ""
        name = f"{pressed.chat.id}/sources/{turn_id}"
        near = pressed if isinstance(pressed, Incoming) else None
        sent = await self._put(name, pressed.chat, render_sources(reply.citations), near, pressed.message_id)
        return "" if sent else texts.SOURCES_SHOWN

    async def _start(self, update: Update, _: Context) -> None:
        await self._say(update, texts.HELLO, (*_MENU, Choice(texts.HELP_BUTTON, HELP)))

    async def _help(self, update: Update, _: Context) -> None:
        await self._say(update, texts.HELP, _MENU)

    async def _fresh_menu(self, update: Update) -> None:
        await self._say(update, texts.OLD_BUTTON, (*_MENU, Choice(texts.HELP_BUTTON, HELP)))

    async def _last_sources(self, update: Update, _: Context) -> None:
        message = _incoming(update)
        key = session_key(message.chat, person_of(update))
        reply = await asyncio.to_thread(self._conversation.last_cited, key)
        if reply is None:
            await self._say(update, texts.NO_SOURCES)
        else:
            await self._put(str(update.update_id), message.chat, render_sources(reply.citations), message)

    async def _cancel(self, update: Update, _: Context) -> None:
        await self._say(update, texts.NOTHING_TO_CANCEL)

    async def _unknown_command(self, update: Update, _: Context) -> None:
        message = _incoming(update)
        first = (message.text or "").split(maxsplit=1)[0].lower()
        if message.chat.type == ChatType.PRIVATE or first.endswith(f"@{self._bot.username}".lower()):
            await self._say(update, texts.UNKNOWN_COMMAND)

    async def _not_text(self, update: Update, _: Context) -> None:
        message = _incoming(update)
        if words_for(self._bot.bot, message) is None or is_robot(message):
            return
        album = message.media_group_id  # an album arrives as many messages and is one thing to its sender
        name = f"{message.chat.id}/album/{album}" if album else str(update.update_id)
        await self._put(name, message.chat, render_text(texts.ONLY_TEXT), message)

    async def _membership(self, update: Update, _: Context) -> None:
        change = update.my_chat_member
        if change is not None and change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT):
            await asyncio.to_thread(self._outbox.block, str(change.chat.id))

    async def _say(self, update: Update, text: str, buttons: Sequence[Choice] = ()) -> None:
        chat, near = update.effective_chat, update.effective_message
        if chat is not None:
            await self._put(str(update.update_id), chat, render_text(text, buttons), near)

    async def _put(
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

    @asynccontextmanager
    async def _typing(self, chat: Chat, near: Incoming | None) -> AsyncIterator[None]:
        thread = near.message_thread_id if near and near.is_topic_message else None
        task = asyncio.create_task(self._keep_typing(chat.id, thread))
        try:
            yield
        finally:
            task.cancel()

    async def _keep_typing(self, chat: int, thread: int | None) -> None:
        await asyncio.sleep(_TYPING_AFTER)
        while True:
            with suppress(TelegramError):
                await self._bot.send_chat_action(chat, ChatAction.TYPING, message_thread_id=thread)
            await asyncio.sleep(_TYPING_EVERY)

    async def _failed(self, update: object, context: Context) -> None:
        """Only what the outbox could not keep comes here: the update has to come again."""
        if isinstance(update, Update) and context.error is not None:
            log.error("Update %d failed: %s", update.update_id, _trace(context.error))
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


def _trace(error: BaseException) -> str:
    """Kind and places of an error; its message may hold what a person wrote, so it is left out."""
    places, at = [], error.__traceback__
    while at is not None:
        places.append(f"{at.tb_frame.f_globals.get('__name__', '?')}:{at.tb_lineno}")
        at = at.tb_next
    return f"{type(error).__name__} at {' < '.join(reversed(places[-6:]))}"

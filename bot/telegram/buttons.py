"""What a pressed button leads to: a turn of the conversation, or what the channel does by itself."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from telegram import Bot, CallbackQuery, MaybeInaccessibleMessage, Update
from telegram import Message as Incoming
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.dialogue import texts
from bot.dialogue.conversation import Conversation
from bot.dialogue.feedback import RATE
from bot.dialogue.languages import say
from bot.dialogue.ports import Verdict
from bot.dialogue.turn import SessionKey, Turn
from bot.telegram.commands import describe_commands_in
from bot.telegram.delivery import SOURCES, Delivery
from bot.telegram.own_texts import ASK, HELP, OwnTexts
from bot.telegram.paging import MORE, page_of
from bot.telegram.people import person_of, session_key
from bot.telegram.rendering import render_sources
from bot.telegram.turns import Turns

_DOUBLE_TAP = 2.0  # seconds; a menu may be asked for again later


@dataclass(frozen=True, slots=True)
class Press:
    """A button of a message that can still be seen, and who has pressed it."""

    update: Update
    query: CallbackQuery
    message: MaybeInaccessibleMessage
    data: str

    @property
    def private(self) -> bool:
        return self.message.chat.type == ChatType.PRIVATE

    @property
    def near(self) -> Incoming | None:
        return self.message if isinstance(self.message, Incoming) else None

    def key(self, owner: str = "") -> SessionKey:
        """The session of who has pressed; in a group of the one whom the button belongs to, if it says so."""
        person = owner if owner and not self.private else person_of(self.update)
        return session_key(self.message.chat, person)

    def label(self) -> str | None:
        """What stands on the button."""
        markup = getattr(self.message, "reply_markup", None)
        buttons = [button for row in markup.inline_keyboard for button in row] if markup else []
        return next((button.text for button in buttons if button.callback_data == self.data), None)


class Buttons:
    """Each kind of button gives back what to flash on the screen, if anything."""

    def __init__(
        self, bot: Bot, conversation: Conversation, turns: Turns, delivery: Delivery, own: OwnTexts
    ) -> None:
        self._bot = bot
        self._conversation = conversation
        self._turns = turns
        self._delivery = delivery
        self._own = own
        self._taps: dict[tuple[int, int, str], tuple[float, int]] = {}
        self._kinds: Mapping[str, Callable[[Press], Awaitable[str]]] = {  # by how their data begins
            SOURCES: self._sources,
            MORE: self._more,
            RATE: self._rate,
            HELP: self._help,
            ASK: self._invite,
        }

    async def press(self, update: Update, _: object = None) -> None:
        query = update.callback_query
        assert query is not None
        shown = await self._act(update, query)
        flash = say(shown, await self._own.language(update)) if shown else None
        with suppress(TelegramError):  # only ends the spinner on the button; too old is no harm
            await query.answer(flash)

    async def _act(self, update: Update, query: CallbackQuery) -> str:
        data, message = query.data or "", query.message
        if message is not None and _is_own(data) and self._tapped_again(update.update_id, message, data):
            return ""
        if message is None or not message.is_accessible:
            return await self._gone(update)
        act = next((act for start, act in self._kinds.items() if data.startswith(start)), self._choose)
        return await act(Press(update, query, message, data))

    def _tapped_again(self, update: int, pressed: MaybeInaccessibleMessage, data: str) -> bool:
        """Whether another update has just brought the same tap; the same update again is a second try."""
        now, tap = asyncio.get_running_loop().time(), (pressed.chat.id, pressed.message_id, data)
        self._taps = {known: first for known, first in self._taps.items() if now - first[0] < _DOUBLE_TAP}
        return self._taps.setdefault(tap, (now, update))[1] != update

    async def _gone(self, update: Update) -> str:
        await self._own.fresh_menu(update)
        return ""

    async def _help(self, press: Press) -> str:
        await self._own.help(press.update)
        return ""

    async def _invite(self, press: Press) -> str:
        await self._own.invite(press.update)
        return ""

    async def _choose(self, press: Press) -> str:
        """A turn of the conversation."""
        if (label := press.label()) is None:
            return await self._gone(press.update)
        chat, update = press.message.chat, press.update
        # the same button of the same message is the same turn, however often it is tapped
        name = hashlib.blake2b(f"{press.message.message_id}:{press.data}".encode(), digest_size=8).hexdigest()
        # but a flow's button may be pressed again when one has come back to its question
        turn_id = str(update.update_id) if _is_own(press.data) else f"p{name}"
        turn = Turn(press.key(), turn_id, label, press.message.date, choice=press.data)
        before = await self._own.language(update)
        await self._turns.answer(chat, turn, press.near)
        after = await self._own.language(update)
        if after is not before and press.private:
            with suppress(TelegramError):  # the menu is a help, the language is kept already
                await describe_commands_in(self._bot, chat.id, after)
        return ""

    async def _rate(self, press: Press) -> str:
        """Keeps the rating; more may be asked then."""
        chat, key = press.message.chat, press.key()
        if not press.private:
            about = press.data.rpartition(":")[2]
            if await asyncio.to_thread(self._conversation.recall, key, about) is None:
                return texts.ASKER_RATES
        label = texts.UP if press.data.startswith(f"{RATE}{Verdict.UP}") else texts.DOWN
        turn = Turn(key, str(press.update.update_id), label, datetime.now(UTC), choice=press.data)
        reply = await self._turns.run(turn)
        if not reply.choices:
            return reply.plain()
        await self._delivery.reply(chat, turn, reply, press.near, press.message.message_id)
        return ""

    async def _more(self, press: Press) -> str:
        """Sends the next page of a list, once."""
        turn_id, _, rest = press.data.removeprefix(MORE).partition(":")
        start, _, owner = rest.partition(":")
        key = press.key(owner)
        reply = await asyncio.to_thread(self._conversation.recall, key, turn_id)
        if reply is None or not start.isdecimal():
            return await self._gone(press.update)
        page = page_of(reply, int(start))
        sent = await self._delivery.page(press.message.chat, key, turn_id, page, press.near)
        return "" if sent else texts.MORE_SHOWN

    async def _sources(self, press: Press) -> str:
        """Sends the quotes of the answer whose button it is, once."""
        chat = press.message.chat
        turn_id, _, owner = press.data.removeprefix(SOURCES).partition(":")
        reply = await asyncio.to_thread(self._conversation.recall, press.key(owner), turn_id)
        if reply is None or not reply.citations:
            return await self._gone(press.update)
        name = f"{chat.id}/sources/{turn_id}"
        messages = render_sources(reply.citations)
        sent = await self._delivery.put(name, chat, messages, press.near, press.message.message_id)
        return "" if sent else texts.SOURCES_SHOWN


def _is_own(data: str) -> bool:
    """Whether it is a button of the dialogue, and not of an answer's text or of the channel."""
    return data.startswith(":") and not data.startswith((SOURCES, MORE))

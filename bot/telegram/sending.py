"""Sends what the outbox holds: in order within a chat, chats side by side, until nothing is owed."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from telegram import (
    Bot,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.dialogue.owed import Outbox, Parcel
from bot.telegram.keyboard import keyboard
from bot.telegram.message import Message
from bot.telegram.pace import Pace, seconds_asked
from bot.telegram.typography import to_plain

_LONGEST_PAUSE = 60.0
_PROBED = 30  # message ids beyond the newest known one where a doubtful message may be
_PROBED_MOST = 200  # message ids looked at for one doubtful message
_RECENT = 500  # sent messages that tell a new process how far the ids have come
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

log = logging.getLogger(__name__)


class Sender:
    """One lane a chat. A chat that is flooded, slow or blocked holds up no other."""

    def __init__(self, bot: Bot, outbox: Outbox, pace: Pace, first_pause: float = 0.5) -> None:
        """`first_pause` is in seconds: after a failed attempt; it doubles with every further one."""
        self._bot = bot
        self._outbox = outbox
        self._pace = pace
        self._first_pause = first_pause
        self._lanes: dict[str, deque[Parcel]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._moved: dict[str, str] = {}  # groups that became supergroups
        self._newest: dict[str, int] = {}  # highest message id seen, by counter

    def send(self, parcels: Iterable[Parcel]) -> None:
        """Takes the parcels on; returns at once."""
        for parcel in parcels:
            if (lane := self._lanes.get(parcel.chat)) is not None:
                lane.append(parcel)
                continue
            self._lanes[parcel.chat] = deque([parcel])
            task = asyncio.create_task(self._empty_lane(parcel.chat))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def saw(self, chat: str, message_id: int) -> None:
        """The bot knows a message of this id: what it sends from now on has a higher one."""
        counter = _counter(chat)
        self._newest[counter] = max(message_id, self._newest.get(counter, 0))

    async def resume(self) -> None:
        """Takes on what an earlier process left."""
        for chat, message_id in await asyncio.to_thread(self._outbox.recent, _RECENT):
            self.saw(chat, message_id)
        self.send(await asyncio.to_thread(self._outbox.waiting))

    async def finish(self, seconds: float) -> None:
        """Waits so long for the lanes to empty; what is left stays in the outbox."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _empty_lane(self, chat: str) -> None:
        lane = self._lanes[chat]
        try:
            self.saw(chat, await self._off_loop(partial(self._outbox.newest, chat)) or 0)
            while lane:
                await self._deliver(lane[0])
                if lane:  # a block has emptied it
                    lane.popleft()
        finally:
            del self._lanes[chat]

    async def _deliver(self, parcel: Parcel) -> None:
        """Returns when the parcel is sent, refused for good, or its chat has blocked the bot."""
        message = await self._read(parcel)
        if message is None:
            return
        attempt, pause, sent = _Attempt(parcel.above), self._first_pause, 0
        while True:
            chat = self._moved.get(parcel.chat, parcel.chat)
            try:
                sent = await self._send_once(chat, parcel, message, attempt)
                break
            except RetryAfter as error:
                attempt.above = None  # refused: there is no doubt
                self._pace.hold(chat, seconds_asked(error))
            except ChatMigrated as error:
                attempt.above = None
                self._moved[parcel.chat] = str(error.new_chat_id)
            except Forbidden:
                await self._stop_writing(parcel.chat)
                return
            except BadRequest as error:
                if not attempt.as_html:
                    log.error("Message %s/%d is refused: %s", parcel.key, parcel.part, error.message)
                    break
                # a refused markup must not cost the person the answer
                attempt.above, attempt.as_html = None, False
            except TelegramError as error:
                # it may have arrived without our hearing of it: the next round looks first
                log.warning("A message could not be sent (%s), next try soon", type(error).__name__)
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
        self.saw(chat, sent)
        await self._off_loop(partial(self._outbox.close, parcel, sent))

    async def _read(self, parcel: Parcel) -> Message | None:
        """The message in the parcel; one that cannot be read is closed."""
        try:
            return Message.load(parcel.body)
        except ValueError:
            log.error("Outbox entry %s/%d is unreadable and is let go", parcel.key, parcel.part)
            await self._off_loop(partial(self._outbox.close, parcel))
            return None

    async def _send_once(self, chat: str, parcel: Parcel, message: Message, attempt: "_Attempt") -> int:
        """The id of the message, sent now or found to have arrived; 0 where nobody can find that out."""
        await self._pace.wait(chat)
        if attempt.above is not None:
            if message.contact:  # such a message cannot be probed; a second one is worse than none
                return 0
            if arrived := await self._arrived(chat, message, attempt.above):
                return arrived
        self.saw(chat, message.after)
        attempt.above = self._newest[_counter(chat)]
        await self._off_loop(partial(self._outbox.begin, parcel, attempt.above))
        return await self._send(chat, message, attempt.as_html)

    async def _send(self, chat: str, message: Message, as_html: bool) -> int:
        answered = message.reply_to
        text = message.html if as_html else to_plain(message.html)
        shared: dict[str, Any] = {
            "parse_mode": ParseMode.HTML if as_html else None,
            "reply_markup": _markup(message),
            "reply_parameters": ReplyParameters(answered, allow_sending_without_reply=True)
            if answered
            else None,
            "message_thread_id": message.thread,
        }
        if message.file is not None:
            file = InputFile(message.file.content, message.file.name)
            send = self._bot.send_photo if message.file.picture else self._bot.send_document
            sent = await send(int(chat), file, caption=text, **shared)
        else:
            sent = await self._bot.send_message(int(chat), text, link_preview_options=_NO_PREVIEW, **shared)
        return sent.message_id

    async def _arrived(self, chat: str, message: Message, above: int) -> int:
        """The id of a message that went out in doubt, 0 when it is not among the next ones after `above`.

        Changing it to itself is refused as no change, which proves it. In this chat no message of ours has
        an id above that one except the doubtful one, so the edit can touch nothing else.
        """
        newest = max(above, self._newest.get(_counter(chat), 0))
        last = min(newest + _PROBED, above + _PROBED_MOST) if above else 0
        for number in range(above + 1, last + 1):
            same: dict[str, Any] = {
                "chat_id": int(chat),
                "message_id": number,
                "parse_mode": ParseMode.HTML,
                "reply_markup": keyboard(message.buttons),
            }
            try:
                if message.file is not None:
                    await self._bot.edit_message_caption(caption=message.html, **same)
                else:
                    await self._bot.edit_message_text(message.html, link_preview_options=_NO_PREVIEW, **same)
            except BadRequest as error:
                if "not modified" not in error.message.lower():
                    continue
            return number
        return 0

    async def _stop_writing(self, chat: str) -> None:
        log.info("A person has blocked the bot; it writes there no more")
        self._lanes[chat].clear()
        await self._off_loop(partial(self._outbox.block, chat))

    async def _off_loop[T](self, act: Callable[[], T]) -> T | None:
        """Runs the outbox in a thread; None if it fails: the message is sent all the same."""
        try:
            return await asyncio.to_thread(act)
        except Exception as error:
            log.error("The outbox failed (%s)", type(error).__name__)
            return None


@dataclass(slots=True)
class _Attempt:
    """What is known of the attempts so far to send one message."""

    above: int | None  # the id that the message would stand above; None where it has surely not arrived
    as_html: bool = True


def _counter(chat: str) -> str:
    """Whose ids count up together: each supergroup has its own, all other chats of a bot share one."""
    return chat if chat.startswith("-100") else ""


def _markup(message: Message) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    """Telegram shares a number only from a keyboard in place of the letters."""
    if not message.contact:
        return keyboard(message.buttons)
    share = KeyboardButton(message.contact, request_contact=True)
    return ReplyKeyboardMarkup([[share]], resize_keyboard=True, one_time_keyboard=True)

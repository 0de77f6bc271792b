"""What Telegram knows: chats, messages, waiting updates, blocks, floods. Lives in one event loop."""

import asyncio
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
BOT = {
    "id": 123456789, "is_bot": True, "first_name": "خوشه‌یار", "username": "khoosheyar_bot",
    "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False,
}  # fmt: skip


class Refusal(Exception):
    """An answer with ok=false."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


def bad(description: str) -> Refusal:
    return Refusal(400, f"Bad Request: {description}")


@dataclass
class Limits:
    """Flood control: so many messages in so many seconds; 0 turns a limit off."""

    chat: int = 0
    chat_seconds: float = 1.0
    overall: int = 0
    retry_after: int = 1


@dataclass
class Cloud:
    """One bot's view of Telegram."""

    chats: dict[int, dict[str, Any]] = field(default_factory=dict)
    blocked: set[int] = field(default_factory=set)
    messages: dict[int, dict[int, dict[str, Any]]] = field(default_factory=lambda: defaultdict(dict))
    uneditable: set[int] = field(default_factory=set)  # ids of messages with a keyboard for the letters
    updates: dict[int, dict[str, Any]] = field(default_factory=dict)  # not confirmed yet
    delivered: list[int] = field(default_factory=list)  # update ids handed out, again and again
    callbacks: dict[str, dict[str, Any]] = field(default_factory=dict)
    answered_callbacks: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    commands: dict[int, list[dict[str, str]]] = field(default_factory=dict)  # by chat, 0 for everybody
    limits: Limits = field(default_factory=Limits)
    floods: dict[int, float] = field(default_factory=dict)  # chat -> until when it is flooded
    migrated: dict[int, int] = field(default_factory=dict)
    webhook: dict[str, Any] = field(default_factory=dict)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _sends: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    _next_update: int = 700_000_000
    _next_message: dict[int, int] = field(default_factory=lambda: defaultdict(lambda: 1))

    def add_update(self, kind: str, payload: dict[str, Any]) -> int:
        number = self._next_update
        self._next_update += 1
        self.updates[number] = {"update_id": number, kind: payload}
        self.arrived.set()
        return number

    def new_message(self, chat_id: int, author: dict[str, Any] | None, **content: Any) -> dict[str, Any]:
        """Stores a message; private chats and small groups share one counter, as at Telegram."""
        counter = chat_id if str(chat_id).startswith("-100") else 0
        number = self._next_message[counter]
        self._next_message[counter] += 1
        message = {"message_id": number, "date": int(time.time()), "chat": self.chats[chat_id], **content}
        if author is not None:
            message["from"] = author
        self.messages[chat_id][number] = message
        return message

    def writable(self, chat_id: int) -> None:
        """Raises the refusal that a write to this chat meets."""
        if chat_id in self.migrated:
            raise Refusal(
                400, "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=self.migrated[chat_id],
            )  # fmt: skip
        if chat_id not in self.chats:
            raise bad("chat not found")
        if chat_id in self.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")

    def count_send(self, chat_id: int) -> None:
        """Raises 429 when the chat or the bot writes too fast; refused messages count for nothing."""
        now = time.monotonic()
        if (left := self.floods.get(chat_id, 0) - now) > 0:
            self._flooded(int(left) + 1)
        for key, most, seconds in (
            (chat_id, self.limits.chat, self.limits.chat_seconds),
            (0, self.limits.overall, 1.0),
        ):
            self._sends[key] = [at for at in self._sends[key] if now - at < seconds]
            if most and len(self._sends[key]) >= most:
                self._flooded(self.limits.retry_after)
        self._sends[chat_id].append(now)
        self._sends[0].append(now)

    def _flooded(self, seconds: int) -> None:
        raise Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)

    def own_message(self, chat_id: int, message_id: int, act: str) -> dict[str, Any]:
        """The bot's own message, or the refusal of editing or deleting anything else."""
        message = self.messages[chat_id].get(message_id)
        if message is None:
            raise bad(f"message to {act} not found")
        if message.get("from", {}).get("id") != BOT["id"]:
            raise bad(f"message can't be {'edited' if act == 'edit' else 'deleted'}")
        return message

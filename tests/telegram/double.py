"""A Bot API server of our own on loopback: what python-telegram-bot talks to in the tests.

    with TelegramDouble() as telegram:
        person = telegram.person("سارا")
        person.writes("خوشه چیست؟")
        answer, = person.hears(1)

Faithful where a bot can go wrong: authorisation, redelivery, two pollers, markup, lengths, floods, blocks,
webhooks and connections that break after the message was sent.
"""

import asyncio
import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, web

from tests.telegram.cloud import BOT, TOKEN, Cloud, Refusal, bad
from tests.telegram.markup import typed_entities
from tests.telegram.methods import METHODS, Fields, Upload

PATIENCE = 40.0  # seconds; a busy machine makes a bot slow, never wrong


@dataclass(frozen=True, slots=True)
class Call:
    """One request of the bot."""

    method: str
    fields: Fields
    status: int
    at: float


class TelegramDouble:
    """The server in a thread of its own, with the people who use it."""

    def __init__(self, token: str = TOKEN, webhook_retry: float = 0.2) -> None:
        self.token = token
        self.cloud = Cloud()
        self.calls: list[Call] = []
        self._cuts: Counter[str] = Counter()
        self._drops: Counter[str] = Counter()
        self._failures: dict[str, list[int]] = {}
        self._webhook_retry = webhook_retry
        self._webhook_task: asyncio.Task[None] | None = None
        self._poller: asyncio.Event | None = None  # set when another poller takes over
        self._people = 0

    def __enter__(self) -> "TelegramDouble":
        started = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(started,), daemon=True)
        self._thread.start()
        started.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    # what a test does to Telegram

    def person(self, name: str = "سارا") -> "Person":
        """A new person who has opened the private chat with the bot."""
        self._people += 1
        return Person(self, 1000 + self._people, name)

    def group(self, title: str = "گروه", supergroup: bool = True) -> int:
        """A new group with the bot in it; its chat id."""
        self._people += 1
        chat_id = (-1_000_000_000_000 if supergroup else 0) - 5000 - self._people
        self.cloud.chats[chat_id] = {
            "id": chat_id, "type": "supergroup" if supergroup else "group", "title": title,
        }  # fmt: skip
        return chat_id

    def cut_after(self, method: str, times: int = 1) -> None:
        """The next calls are carried out, then the connection breaks before the answer."""
        self._cuts[method.lower()] += times

    def cut_before(self, method: str, times: int = 1) -> None:
        """The connection of the next calls breaks before anything is done."""
        self._drops[method.lower()] += times

    def mend(self) -> None:
        """Forgets every fault that was ordered."""
        self._cuts.clear()
        self._drops.clear()
        self._failures.clear()

    def fail(self, method: str, *statuses: int) -> None:
        """The next calls get these HTTP errors instead of an answer."""
        self._failures.setdefault(method.lower(), []).extend(statuses)

    def flood(self, chat_id: int, seconds: float) -> None:
        """For so long every message to this chat is refused with 429."""
        self.cloud.floods[chat_id] = time.monotonic() + seconds

    def made(self, method: str, status: int | None = None) -> list[Call]:
        """The calls of this method so far."""
        wanted = method.lower()
        return [c for c in list(self.calls) if c.method == wanted and (status is None or c.status == status)]

    def sent_to(self, chat_id: int) -> list[dict[str, Any]]:
        """The bot's messages in this chat as they stand now."""
        return [
            m for m in list(self.cloud.messages[chat_id].values()) if m.get("from", {}).get("id") == BOT["id"]
        ]

    def wait(self, ready: Callable[[], Any], seconds: float = PATIENCE, what: str = "") -> Any:
        """The first true value of `ready`; fails the test when there is none in time."""
        deadline = time.monotonic() + seconds
        while not (value := ready()):
            assert time.monotonic() < deadline, f"nothing came in {seconds} s: {what or ready}"
            time.sleep(0.01)
        return value

    def confirmed(self) -> bool:
        """Whether the bot has confirmed every update."""
        return not self.cloud.updates

    def post(self, kind: str, payload: dict[str, Any]) -> int:
        """Puts an update into the queue; its id."""
        return self._in_loop(lambda: self.cloud.add_update(kind, payload))

    def store(self, chat_id: int, author: dict[str, Any] | None, **content: Any) -> dict[str, Any]:
        """Puts a message into a chat without an update."""
        return self._in_loop(lambda: self.cloud.new_message(chat_id, author, **content))

    def _in_loop[T](self, act: Callable[[], T]) -> T:
        async def run() -> T:
            return act()

        return asyncio.run_coroutine_threadsafe(run(), self._loop).result(10)

    # the server

    def _serve(self, started: threading.Event) -> None:
        asyncio.run(self._main(started))

    async def _main(self, started: threading.Event) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        app = web.Application(client_max_size=60 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/files/{file_id}", self._download)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        started.set()
        await self._stop.wait()
        if self._webhook_task:
            self._webhook_task.cancel()
        await runner.cleanup()

    async def _download(self, request: web.Request) -> web.Response:
        data = self.cloud.files.get(request.match_info["file_id"])
        if request.match_info["token"] != self.token or data is None:
            raise web.HTTPNotFound
        return web.Response(body=data)

    async def _call(self, request: web.Request) -> web.Response:
        method, token = request.match_info["method"].lower(), request.match_info["token"]
        try:
            fields = await _fields(request)
        except ConnectionError:  # the bot died in the middle of its request
            return web.Response()
        try:
            if token != self.token:
                known_form = token.partition(":")[0].isdigit() and len(token.partition(":")[2]) == 35
                raise Refusal(401, "Unauthorized") if known_form else Refusal(404, "Not Found")
            if self._drops[method] > 0:
                self._drops[method] -= 1
                return self._break_off(request, method, fields)
            if failures := self._failures.get(method):
                raise Refusal(failures.pop(0), "Internal Server Error")
            result = await self._run(method, fields)
        except Refusal as refusal:
            answer = {"ok": False, "error_code": refusal.code, "description": refusal.description}
            answer |= {"parameters": refusal.parameters} if refusal.parameters else {}
            self.calls.append(Call(method, fields, refusal.code, time.monotonic()))
            return web.json_response(answer, status=refusal.code)
        if self._cuts[method] > 0:
            self._cuts[method] -= 1
            return self._break_off(request, method, fields)
        self.calls.append(Call(method, fields, 200, time.monotonic()))
        return web.json_response({"ok": True, "result": result})

    def _break_off(self, request: web.Request, method: str, fields: Fields) -> web.Response:
        self.calls.append(Call(method, fields, 0, time.monotonic()))
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    async def _run(self, method: str, fields: Fields) -> Any:
        own = {
            "getupdates": self._get_updates,
            "setwebhook": self._set_webhook,
            "deletewebhook": self._delete_webhook,
            "getwebhookinfo": self._webhook_info,
        }
        if method in own:
            return await own[method](fields)
        if method not in METHODS:
            raise Refusal(404, "Not Found: method not found")
        return METHODS[method](self.cloud, fields)

    async def _get_updates(self, fields: Fields) -> Any:
        if self.cloud.webhook.get("url"):
            raise Refusal(
                409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first"
            )
        if self._poller is not None:
            self._poller.set()  # the newcomer wins, the one who waits is sent away
        mine = self._poller = asyncio.Event()
        try:
            return await self._poll(fields, mine)
        finally:
            if self._poller is mine:
                self._poller = None

    async def _poll(self, fields: Fields, sent_away: asyncio.Event) -> Any:
        offset = int(fields.get("offset") or 0)
        limit = min(max(int(fields.get("limit") or 100), 1), 100)
        deadline = time.monotonic() + min(int(fields.get("timeout") or 0), 50)
        if offset < 0:
            offset = [*self.cloud.updates][offset:][0] if self.cloud.updates else 0
        for number in [n for n in self.cloud.updates if n < offset]:
            del self.cloud.updates[number]
        allowed = json.loads(fields.get("allowed_updates") or "[]")
        while True:
            for number, update in list(self.cloud.updates.items()):
                if allowed and not set(allowed) & set(update):
                    del self.cloud.updates[number]
            batch = list(self.cloud.updates.values())[:limit]
            if batch or (left := deadline - time.monotonic()) <= 0:
                self.cloud.delivered += [update["update_id"] for update in batch]
                return batch
            self.cloud.arrived.clear()
            waits = [asyncio.create_task(self.cloud.arrived.wait()), asyncio.create_task(sent_away.wait())]
            await asyncio.wait(waits, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            for task in waits:
                task.cancel()
            if sent_away.is_set():
                raise Refusal(
                    409, "Conflict: terminated by other getUpdates request; "
                    "make sure that only one bot instance is running",
                )  # fmt: skip

    async def _set_webhook(self, fields: Fields) -> Any:
        url, secret = fields.get("url") or "", fields.get("secret_token") or ""
        if url and not url.startswith(("https://", "http://127.0.0.1:")):  # loopback: only for these tests
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if secret and not all(c.isascii() and (c.isalnum() or c in "_-") for c in secret):
            raise bad("secret token contains unallowed characters")
        await self._delete_webhook(fields)
        self.cloud.webhook = {"url": url, "secret": secret}
        if url:
            self._webhook_task = asyncio.create_task(self._push(url, secret))
        return True

    async def _delete_webhook(self, fields: Fields) -> Any:
        if self._webhook_task:
            self._webhook_task.cancel()
            self._webhook_task = None
        self.cloud.webhook = {}
        if str(fields.get("drop_pending_updates")).lower() == "true":
            self.cloud.updates.clear()
        return True

    async def _webhook_info(self, fields: Fields) -> Any:
        return {
            "url": self.cloud.webhook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": len(self.cloud.updates),
        }

    async def _push(self, url: str, secret: str) -> None:
        """Posts updates to the webhook: one at a time for each chat, again until it is taken."""
        busy: dict[int, asyncio.Task[None]] = {}
        async with ClientSession(timeout=ClientTimeout(60)) as client, asyncio.TaskGroup() as tasks:
            while True:
                self.cloud.arrived.clear()
                for number, update in list(self.cloud.updates.items()):
                    chat = _chat_of(update)
                    if chat in busy and not busy[chat].done():
                        continue
                    if number in self.cloud.updates:
                        busy[chat] = tasks.create_task(self._push_one(client, url, secret, number, update))
                await self.cloud.arrived.wait()

    async def _push_one(
        self, client: ClientSession, url: str, secret: str, number: int, update: dict[str, Any]
    ) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        while number in self.cloud.updates:
            self.cloud.delivered.append(number)
            try:
                async with client.post(url, json=update, headers=headers) as answer:
                    taken = 200 <= answer.status < 300
            except (ClientError, TimeoutError, OSError):
                taken = False
            if taken:
                self.cloud.updates.pop(number, None)
            else:
                await asyncio.sleep(self._webhook_retry)
        asyncio.get_running_loop().call_later(0, self.cloud.arrived.set)


def _chat_of(update: dict[str, Any]) -> int:
    body = next(value for key, value in update.items() if key != "update_id")
    return int((body.get("chat") or body.get("message", {}).get("chat") or {"id": 0})["id"])


async def _fields(request: web.Request) -> Fields:
    if request.content_type == "application/json":
        return dict(await request.json())
    fields: Fields = dict(request.query)
    for name, value in (await request.post()).items():
        fields[name] = Upload.of(value) if isinstance(value, web.FileField) else value
    return fields


class Person:
    """Someone with a phone: writes, edits, presses buttons, blocks."""

    def __init__(self, telegram: TelegramDouble, number: int, name: str) -> None:
        self.telegram, self.id = telegram, number
        self.user = {"id": number, "is_bot": False, "first_name": name, "language_code": "fa"}
        telegram.cloud.chats[number] = {"id": number, "type": "private", "first_name": name}

    def writes(
        self, text: str, chat: int | None = None, reply_to: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Sends a text; gives back the message, with the id of its update under «update»."""
        entities = typed_entities(text)
        content: dict[str, Any] = {"text": text} | ({"entities": entities} if entities else {})
        content |= {"reply_to_message": reply_to} if reply_to else {}
        return self.sends(chat=chat, **content)

    def asks(self, text: str) -> dict[str, Any]:
        """Sends a text; gives back the message that the bot answers with."""
        told = len(self.inbox)
        self.writes(text)
        return self.hears(told + 1)[told]

    def sends(self, chat: int | None = None, **content: Any) -> dict[str, Any]:
        """Sends a message of any content."""
        message = self.telegram.store(chat or self.id, self.user, **content)
        return message | {"update": self.telegram.post("message", message)}

    def edits(self, message: dict[str, Any], text: str) -> int:
        """Changes an earlier text; the id of the update."""
        stored = self.telegram.cloud.messages[message["chat"]["id"]][message["message_id"]]
        stored |= {"text": text, "edit_date": int(time.time()), "entities": typed_entities(text)}
        return self.telegram.post("edited_message", stored)

    def presses(self, message: dict[str, Any], label: str) -> int:
        """Taps the button whose label begins so; the id of the update."""
        buttons = [b for row in message["reply_markup"]["inline_keyboard"] for b in row]
        data = next(button["callback_data"] for button in buttons if button["text"].startswith(label))
        return self.presses_data(message, data)

    def presses_data(self, message: dict[str, Any], data: str) -> int:
        """A tap with any data."""
        number = str(len(self.telegram.cloud.callbacks) + 1)
        query = {
            "id": number, "from": self.user, "message": dict(message), "chat_instance": "1", "data": data,
        }  # fmt: skip
        self.telegram.cloud.callbacks[number] = query
        return self.telegram.post("callback_query", query)

    def blocks(self, blocked: bool = True) -> int:
        """Blocks the bot, or lets it in again."""
        (self.telegram.cloud.blocked.add if blocked else self.telegram.cloud.blocked.discard)(self.id)
        states = [{"user": BOT, "status": s, "until_date": 0} for s in ("member", "kicked")]
        old, new = states if blocked else states[::-1]
        change = {
            "chat": self.telegram.cloud.chats[self.id], "from": self.user, "date": int(time.time()),
            "old_chat_member": old, "new_chat_member": new,
        }  # fmt: skip
        return self.telegram.post("my_chat_member", change)

    @property
    def inbox(self) -> list[dict[str, Any]]:
        """What the bot has written to this person."""
        return self.telegram.sent_to(self.id)

    def hears(self, count: int, seconds: float = PATIENCE) -> list[dict[str, Any]]:
        """The bot's messages once there are so many."""
        self.telegram.wait(
            lambda: len(self.inbox) >= count, seconds, f"{len(self.inbox)} of {count} messages"
        )
        return self.inbox

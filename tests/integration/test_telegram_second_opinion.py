"""The channel against a Bot API emulator that nobody here wrote (lo-bot-api-emulator from PyPI)."""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import Engine

from bot.dialogue import texts
from bot.dialogue.conversation import Conversation
from bot.dialogue.turn import Block, BlockKind, Line, Outcome, Reply
from bot.store.sessions import SqlSessions
from tests.fakes import PICTURE, REPORT, FakeAnswers, FakeFiles
from tests.telegram.cloud import BOT, TOKEN
from tests.telegram.running import Echo, RunningBot, conversation_in, plain_answer

emulators = pytest.importorskip("lo_bot_api_emulator", reason="lo-bot-api-emulator is not installed")

PERSON = {"id": 51, "is_bot": False, "first_name": "سارا"}
CHAT = {"id": 51, "type": "private", "first_name": "سارا"}


class Emulator(emulators.LoBotApiEmulator):  # type: ignore[misc, name-defined]
    """Adds what it lacks of the real API: the bot's username and link_preview_options; keeps the texts."""

    def __init__(self) -> None:
        super().__init__(allow_insecure_loopback_webhooks=True)
        self.accepted: list[tuple[str, dict[str, Any]]] = []

    def validate(self, method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> Any:
        if method == "getMe":
            return BOT
        sent = dict(fields)
        fields.pop("link_preview_options", None)
        result = super().validate(method, fields, uploads)
        self.accepted.append((method, sent))
        return result

    def texts(self) -> list[str]:
        return [fields["text"] for method, fields in list(self.accepted) if method == "sendMessage"]

    def refused(self) -> list[tuple[str, int]]:
        return [(call["method"], call["status"]) for call in list(self.requests) if call["status"] != 200]


class Served:
    """The emulator in a thread."""

    def __init__(self) -> None:
        self.emulator = Emulator()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._main()), daemon=True)
        self._message = 0

    def __enter__(self) -> "Served":
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    async def _main(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        runner = web.AppRunner(self.emulator.app(), access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        self._ready.set()
        await self._stop.wait()
        await runner.cleanup()

    def post(self, kind: str, payload: dict[str, Any]) -> int:
        job = self.emulator.enqueue_update({kind: payload}, token=TOKEN)
        return int(asyncio.run_coroutine_threadsafe(job, self._loop).result(20))

    def writes(self, text: str, **content: Any) -> int:
        self._message += 1
        entities = [{"type": "bot_command", "offset": 0, "length": len(text)}] if text.startswith("/") else []
        message = {"message_id": self._message, "date": 1, "chat": CHAT, "from": PERSON, "text": text}
        return self.post("message", message | {"entities": entities} | content)

    def pending(self) -> int:
        return int(self.emulator._update_queues.info(TOKEN)["pending_update_count"])

    def hears(self, count: int) -> list[str]:
        deadline = time.monotonic() + 15
        while len(self.emulator.texts()) < count or self.pending():
            assert time.monotonic() < deadline, (self.emulator.refused(), self.pending())
            time.sleep(0.01)
        return self.emulator.texts()


@pytest.fixture
def served() -> Iterator[Served]:
    with Served() as served:
        yield served


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_questions_commands_and_buttons(served: Served, tmp_path: Path, webhook: bool) -> None:
    echo = Echo()
    with RunningBot(served.url, conversation_in(tmp_path, echo), webhook=webhook):
        number = served.writes("سود <ب> & زیان")
        served.writes("/start")
        served.hears(2)
        keyboard = json.loads(served.emulator.accepted[-1][1].get("reply_markup", "{}"))
        pressed = {
            "message_id": 90, "date": 1, "chat": CHAT, "from": BOT, "text": "پاسخ", "reply_markup": keyboard,
        }  # fmt: skip
        query = {"id": "7", "from": PERSON, "message": pressed, "chat_instance": "1"}
        served.post("callback_query", query | {"data": f":sources:{number}"})
        served.post("callback_query", query | {"id": "8", "data": f":sources:{number}"})
        sent = served.hears(3)
    assert [plain.replace("\u200f", "") for plain in sent][:2] == [
        "پاسخ: سود &lt;ب&gt; &amp; زیان [۱]",
        texts.HELLO,
    ]
    assert "<blockquote>" in sent[2] and len(sent) == 3
    assert [m for m, _ in served.emulator.accepted].count("answerCallbackQuery") == 2
    assert served.emulator.refused() == []
    assert echo.asked == ["سود <ب> & زیان"]


def test_a_long_answer_passes_its_length_check(served: Served, tmp_path: Path) -> None:
    class Long:
        def answer(self, question: str, history: object = ()) -> Reply:
            lines = tuple(Line(f"مورد {n} " + "توسعهٔ خوشه‌ها 𝐀 " * 20) for n in range(80))
            return Reply(Outcome.ANSWER, (Block(BlockKind.PARAGRAPH, lines),))

    with RunningBot(served.url, conversation_in(tmp_path, Long())):
        served.writes("همه")
        served.hears(6)
    sent = served.emulator.texts()
    assert served.emulator.refused() == []
    assert "".join(sent).count("مورد ") == 80


def test_what_waited_while_the_bot_was_away_is_answered_in_order(served: Served, tmp_path: Path) -> None:
    conversation = conversation_in(tmp_path, Echo())
    for text in ("یک", "دو", "سه"):
        served.writes(text)
    with RunningBot(served.url, conversation):
        sent = served.hears(3)
    with RunningBot(served.url, conversation):
        served.writes("چهار")
        served.hears(4)
    assert [text.strip("\u200f").removesuffix(" [۱]") for text in sent] == [
        "پاسخ: یک",
        "پاسخ: دو",
        "پاسخ: سه",
    ]
    assert len(served.emulator.texts()) == 4


def test_pictures_and_documents_are_accepted(served: Served, engine: Engine) -> None:
    reply = replace(plain_answer("نتیجه"), attachments=(PICTURE, REPORT))
    files = dict.fromkeys(FakeFiles.FILES, FakeFiles(str(PERSON["id"])))
    answers = FakeAnswers(lambda question: reply)
    with RunningBot(served.url, Conversation(SqlSessions(engine), answers, attachments=files)):
        served.writes("نتیجه")
        deadline = time.monotonic() + 15
        while len(served.emulator.accepted) < 2 or served.pending():
            assert time.monotonic() < deadline, served.emulator.refused()
            time.sleep(0.01)
    sent = [(method, fields) for method, fields in served.emulator.accepted if method.startswith("send")]
    assert [method for method, _ in sent if method != "sendChatAction"] == ["sendPhoto", "sendDocument"]
    captions = [fields["caption"].replace("\u200f", "") for _, fields in sent if "caption" in fields]
    assert captions == [PICTURE.text, "نتیجه [۱]"]
    assert served.emulator.refused() == []

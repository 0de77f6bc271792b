"""The channel as a program to be killed: python -m tests.telegram.serve URL FOLDER [HOOK_PORT] [--quick]."""

import asyncio
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from aiohttp import web

from bot.dialogue.turn import Reply
from bot.store.database import open_database
from bot.store.outbox import SqlOutbox
from bot.telegram.application import TelegramService
from tests.telegram.cloud import TOKEN
from tests.telegram.running import SECRET, conversation_in, plain_answer, quick_pace


class Working:
    """Takes its time, so that a kill finds turns in the middle."""

    def answer(self, question: str, history: Sequence[str] = ()) -> Reply:
        time.sleep(0.02)
        return plain_answer(f"پاسخ: {question}")


async def serve(url: str, folder: Path, hook_port: int | None) -> None:
    service = TelegramService(
        TOKEN,
        conversation_in(folder, Working()),
        base_url=url,
        webhook_url=f"http://127.0.0.1:{hook_port}/hook" if hook_port else None,
        webhook_secret=SECRET if hook_port else None,
        outbox=SqlOutbox(open_database(f"sqlite:///{folder / 'khoosheyar.db'}"), "telegram"),
        pace=quick_pace() if "--quick" in sys.argv else None,
    )

    async def take(request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        return web.Response(status=await service.feed(await request.read(), secret))

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    if hook_port:
        await web.TCPSite(runner, "127.0.0.1", hook_port, reuse_address=True).start()
    await service.start()
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await stop.wait()
    await service.stop()
    await runner.cleanup()


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    asyncio.run(serve(arguments[0], Path(arguments[1]), int(arguments[2]) if arguments[2:] else None))

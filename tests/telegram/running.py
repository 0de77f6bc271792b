"""The Telegram channel at work in a thread of its own, as `bot serve` runs it."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.dialogue.conversation import Conversation
from bot.dialogue.owed import Outbox, Overdue
from bot.dialogue.ports import Answers
from bot.dialogue.turn import Outcome, Reply, paragraph
from bot.store.database import open_database
from bot.store.migrate import migrate
from bot.store.sessions import SqlSessions
from bot.telegram.application import TelegramService
from bot.telegram.pace import Pace
from knowledge.document import Citation
from tests.telegram.cloud import TOKEN

SECRET = "a-Secret_1"


def quick_pace() -> Pace:
    """No waiting: what the limits are is tested apart."""
    return Pace(chat=0, group=0, overall=0)


def conversation_in(folder: Path, answers: Answers) -> Conversation:
    """A conversation over a real database in this folder."""
    engine = open_database(f"sqlite:///{folder / 'khoosheyar.db'}")
    migrate(engine)
    return Conversation(SqlSessions(engine), answers)


def plain_answer(text: str, citations: int = 1) -> Reply:
    """An answer of one sentence with so many citations."""
    cited = tuple(Citation(f"{n}.md", f"سند {n}", f"بخش {n}", f"نقل {n}") for n in range(1, citations + 1))
    return Reply(Outcome.ANSWER, (paragraph(text, 0 if cited else None),), cited)


class Echo:
    """Answers «پاسخ: <question>», so that every answer shows which question it belongs to."""

    def __init__(self, before: Callable[[str], None] = lambda question: None) -> None:
        self.asked: list[str] = []
        self._before = before

    def answer(self, question: str, history: Sequence[str] = ()) -> Reply:
        self.asked.append(question)
        self._before(question)
        return plain_answer(f"پاسخ: {question}")


class RunningBot:
    """`with RunningBot(url, conversation):` the bot polls, or takes webhook requests with `webhook=True`."""

    def __init__(
        self,
        url: str,
        conversation: Conversation,
        token: str = TOKEN,
        outbox: Outbox | None = None,
        pace: Pace | None = None,
        webhook: bool = False,
        overdue: Overdue | None = None,
    ) -> None:
        self._make = lambda hook: TelegramService(
            token,
            conversation,
            base_url=url,
            webhook_url=hook,
            webhook_secret=SECRET if hook else None,
            outbox=outbox,
            pace=pace or quick_pace(),
            overdue=overdue,
            remind_every=0.1,
        )
        self._webhook = webhook
        self._failure: BaseException | None = None
        self._started = threading.Event()

    def __enter__(self) -> "RunningBot":
        self._thread = threading.Thread(target=lambda: asyncio.run(self._main()), daemon=True)
        self._thread.start()
        assert self._started.wait(30)
        if self._failure is not None:
            self._thread.join(30)
            raise self._failure
        return self

    def __exit__(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(60)

    async def _main(self) -> None:
        self.loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        runner = web.AppRunner(self._routes(), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        hook = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        self.hook = hook
        self.service = self._make(hook if self._webhook else None)
        try:
            await self.service.start()
        except BaseException as failure:
            self._failure = failure
            return
        finally:
            self._started.set()
            if self._failure is not None:
                await runner.cleanup()
        await self._stop.wait()
        await self.service.stop()
        await runner.cleanup()

    def _routes(self) -> Any:
        async def take(request: web.Request) -> web.Response:
            secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
            return web.Response(status=await self.service.feed(await request.read(), secret))

        app = web.Application()
        app.router.add_post("/hook", take)
        return app

"""The Telegram channel as one service: start, stop, and a mouth for webhook requests."""

import asyncio
import hmac
import json
import logging
import re
import warnings
from datetime import UTC, datetime, timedelta

from telegram import Update
from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import Application
from telegram.request import HTTPXRequest
from telegram.warnings import PTBDeprecationWarning, PTBUserWarning

from bot.dialogue.conversation import Conversation
from bot.dialogue.owed import Outbox, Overdue
from bot.telegram.arrivals import Arrivals, OrderedByPerson
from bot.telegram.commands import describe_commands
from bot.telegram.handlers import App, Handlers
from bot.telegram.outbox import MemoryOutbox
from bot.telegram.pace import Pace
from bot.telegram.polling import ALLOWED, Polling
from bot.telegram.reminding import EVERY, Reminding
from bot.telegram.sending import Sender

TELEGRAM = "https://api.telegram.org"
_CONNECTIONS = 64
_GRACE = 20.0  # seconds for running and queued updates, and again for their messages, when stopping

_KEPT = timedelta(days=7)  # how long it is known that a message was sent
_COLLECTED_EVERY = 1.0  # seconds
_PRUNED_EVERY = 6 * 3600.0  # seconds

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")

log = logging.getLogger(__name__)


class TelegramRefused(RuntimeError):
    """Telegram accepts the token or the webhook address not; the message says which."""


class TelegramService:
    """Runs inside a running event loop; polls unless it is given a webhook address."""

    def __init__(
        self,
        token: str,
        conversation: Conversation,
        base_url: str | None = None,
        webhook_url: str | None = None,
        webhook_secret: str | None = None,
        outbox: Outbox | None = None,
        pace: Pace | None = None,
        overdue: Overdue | None = None,
        remind_every: float = EVERY,
    ) -> None:
        """`base_url` is the Bot API server without «/bot»; without an outbox unsent messages die with us.

        `overdue` tells who is to be reminded of what is unfinished; it is asked every so many seconds.
        """
        self._token = token
        self._conversation = conversation
        self._base_url = (base_url or TELEGRAM).rstrip("/")
        self._webhook_url = webhook_url
        self._secret = webhook_secret or ""
        self._outbox = outbox or MemoryOutbox()
        self._pace = pace or Pace()
        self._overdue = overdue
        self._remind_every = remind_every
        self._application: App | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._open = False  # whether webhook requests are taken

    async def start(self) -> None:
        """Returns when the bot works; an unreachable Telegram is tried again in the background.

        Raises TelegramRefused when the token or the webhook address is not accepted.
        """
        _keep_quiet()
        if self._webhook_url and not _SECRET.fullmatch(self._secret):
            raise TelegramRefused("A webhook needs a secret of 1 to 256 letters, digits, «_» or «-»")
        self._arrivals = Arrivals(self._saw)
        try:
            application = self._application = self._build()
            self._sender = Sender(application.bot, self._outbox, self._pace)
            self._handlers = Handlers(
                application, self._conversation, self._arrivals, self._outbox, self._sender
            )
            await self._connect(application)
        except InvalidToken:
            # the library's own message holds the token
            await self._give_up()
            raise TelegramRefused(
                "Telegram does not accept TELEGRAM_BOT_TOKEN; copy it again from @BotFather"
            ) from None
        except BadRequest as error:
            await self._give_up()
            raise TelegramRefused(f"Telegram does not accept the webhook: {error.message}") from None
        except TelegramError as error:
            log.warning("Telegram cannot be reached (%s); trying on in the background", type(error).__name__)
            self._tasks.append(asyncio.create_task(self._connect_later(application)))

    async def stop(self) -> None:
        """Takes nothing new, finishes what runs and what is queued, sends what is owed, and closes."""
        self._open = False
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()
        application, self._application = self._application, None
        if application is None:
            return
        if application.running:
            try:
                await asyncio.wait_for(application.stop(), _GRACE)
            except TimeoutError:
                log.warning("Some updates did not finish in time; Telegram will deliver them again")
            await self._sender.finish(_GRACE)
            if self._polling is not None:
                try:
                    await self._polling.confirm()
                except TelegramError as error:
                    log.warning("The last updates could not be confirmed (%s)", type(error).__name__)
        self._handlers.close()
        await application.shutdown()

    async def feed(self, body: bytes, secret: str | None) -> int:
        """One webhook request; gives back the HTTP status: 200 only after its turn and reply are recorded."""
        if not hmac.compare_digest((secret or "").encode(), self._secret.encode()) or not self._secret:
            return 403
        if not self._open or self._application is None:
            return 503
        try:
            update = Update.de_json(json.loads(body), self._application.bot)
            number = update.update_id
        except Exception as error:  # delivered again it would be as unreadable: let it go
            log.error("A webhook request is not an update (%s)", type(error).__name__)
            return 200
        done = await asyncio.shield(self._arrivals.receive(update))
        if not done:
            log.warning("Update %d will come again", number)
        return 200 if done else 503

    def _build(self) -> App:
        request = HTTPXRequest(_CONNECTIONS, read_timeout=20, connect_timeout=5, pool_timeout=60)
        return (
            Application.builder()
            .token(self._token)
            .base_url(f"{self._base_url}/bot")
            .base_file_url(f"{self._base_url}/file/bot")
            .request(request)
            .get_updates_request(HTTPXRequest(2, connect_timeout=5))
            .concurrent_updates(OrderedByPerson(self._arrivals))
            .updater(None)
            .update_queue(self._arrivals.queue)
            .job_queue(None)
            .build()
        )

    def _saw(self, update: Update) -> None:
        if update.effective_message is not None:
            message = update.effective_message
            self._sender.saw(str(message.chat.id), message.message_id)

    async def _give_up(self) -> None:
        if self._application is not None:
            await self._application.shutdown()
            self._application = None

    async def _connect(self, application: App) -> None:
        bot = application.bot
        await application.initialize()
        await describe_commands(bot)
        self._polling: Polling | None = None
        if self._webhook_url:
            await bot.set_webhook(self._webhook_url, secret_token=self._secret, allowed_updates=ALLOWED)
        else:
            await bot.delete_webhook()
            self._polling = Polling(bot, self._arrivals)
        await application.start()
        await self._sender.resume()
        self._open = True
        self._tasks.append(asyncio.create_task(self._prune()))
        self._tasks.append(asyncio.create_task(self._collect()))
        if self._overdue is not None:
            reminding = Reminding(self._conversation, self._overdue, self._outbox, self._sender)
            self._tasks.append(asyncio.create_task(reminding.run(self._remind_every)))
        if self._polling is not None:
            self._tasks.append(asyncio.create_task(self._polling.run()))

    async def _collect(self) -> None:
        """Sends what others have put into the outbox, as long as the bot runs: the desk tells applicants."""
        while True:
            try:
                self._sender.send(await asyncio.to_thread(self._outbox.collect))
            except Exception as error:
                log.error("The outbox could not be read (%s)", type(error).__name__)
            await asyncio.sleep(_COLLECTED_EVERY)

    async def _prune(self) -> None:
        """Forgets what was sent long ago, as long as the bot runs."""
        while True:
            try:
                await asyncio.to_thread(self._outbox.prune, datetime.now(UTC) - _KEPT)
            except Exception as error:
                log.error("Sent messages could not be pruned (%s)", type(error).__name__)
            await asyncio.sleep(_PRUNED_EVERY)

    async def _connect_later(self, application: App) -> None:
        pause = 0.5
        while True:
            await asyncio.sleep(pause)
            pause = min(pause * 2, 60.0)
            try:
                await self._connect(application)
                log.info("Telegram is reached")
                return
            except (InvalidToken, BadRequest):
                log.error("Telegram does not accept the bot token or the webhook; Telegram stays off")
                return
            except TelegramError as error:
                log.warning("Telegram cannot be reached (%s)", type(error).__name__)


def _keep_quiet() -> None:
    """The libraries log addresses, which hold the token, and messages: only their warnings stay."""
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.WARNING)
    warnings.filterwarnings("ignore", message="Please use 'Bot.getUpdates'", category=PTBUserWarning)
    warnings.filterwarnings("ignore", message=".*`retry_after`.*", category=PTBDeprecationWarning)

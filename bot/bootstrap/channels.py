"""What people reach the assistant through: the web application with the staff desk, and Telegram."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.bootstrap.assistant import Assistant, build_notifier
from bot.bootstrap.failure import StartFailed

if TYPE_CHECKING:
    from fastapi import FastAPI

    from bot.telegram.application import TelegramService

log = logging.getLogger(__name__)


def build_web(assistant: Assistant, telegram: TelegramService | None) -> FastAPI:
    """The web application, with the route of Telegram's webhook where there is one."""
    from bot.bootstrap.desk import open_desk
    from bot.store.database import DatabaseOutdated, DatabaseUnavailable, check_writing
    from bot.web.application import create_application
    from bot.web.staff.application import add_desk
    from bot.web.webhook import add_webhook

    logged = ""  # why it did not work when it was last asked

    def database_works() -> bool:
        nonlocal logged
        try:
            check_writing(assistant.engine)
            reason = ""
        except (DatabaseUnavailable, DatabaseOutdated) as error:
            reason = str(error)
        if reason != logged:  # who watches asks again and again
            if reason:
                log.error("answers cannot be stored: %s", reason)
            else:
                log.info("answers can be stored again")
        logged = reason
        return not reason

    web = create_application(
        assistant.conversation,
        assistant.sessions,
        assistant.search,
        database_works,
        assistant.settings.max_question_length,
    )
    desk = open_desk(
        assistant.engine,
        vault=assistant.vault,
        notifier=build_notifier(assistant.settings),
        reviewed=assistant.reviewed,
        search=assistant.search,
        embed=assistant.embedder,
        form=assistant.form,
        instruments=assistant.instruments,
        documents=assistant.documents,
        library=assistant.library,
    )
    add_desk(web, desk)
    address = assistant.settings.telegram_webhook_url
    if telegram is not None and address is not None:
        add_webhook(web, address.path or "/", telegram.feed)
    return web


def build_telegram(assistant: Assistant) -> TelegramService | None:
    """The Telegram channel, None without a token."""
    settings = assistant.settings
    if (token := settings.secret("telegram_bot_token")) is None:
        return None
    from bot.store.outbox import SqlOutbox
    from bot.store.reminders import SqlOverdue
    from bot.telegram.application import TelegramService

    return TelegramService(
        token,
        assistant.conversation,
        base_url=settings.address("telegram_base_url"),
        webhook_url=settings.address("telegram_webhook_url"),
        webhook_secret=settings.secret("telegram_webhook_secret"),
        outbox=SqlOutbox(assistant.engine, "telegram"),
        overdue=SqlOverdue(assistant.engine),
    )


@asynccontextmanager
async def running(telegram: TelegramService | None) -> AsyncIterator[None]:
    """Telegram works inside the `async with`; raises StartFailed when Telegram does not accept us."""
    if telegram is None:
        yield
        return
    from bot.telegram.application import TelegramRefused

    try:
        await telegram.start()
    except TelegramRefused as error:
        raise StartFailed(str(error)) from error
    try:
        yield
    finally:
        await telegram.stop()

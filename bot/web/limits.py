"""What every request and response obeys: a body of bounded size, and headers that keep others out."""

import logging
from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.dialogue.mishap import mishap

log = logging.getLogger(__name__)

BODY_LIMIT = 64 * 1024  # bytes
_DRAINED = 16 * BODY_LIMIT  # read and thrown away, so that a browser gets the answer and not a reset

CONTENT_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)

SECURITY_HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class SecurityHeaders:
    """Adds the security headers to every response, errors too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class LastResort:
    """Answers for an error that nobody expected, and logs it; what people wrote is not logged."""

    def __init__(self, app: ASGIApp, trouble: Callable[[], Response]) -> None:
        self._app = app
        self._trouble = trouble

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_and_note(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        except Exception as error:
            log.error("A request failed: %s", mishap(error))  # a path may hold a tracking code
            if not started and scope["type"] == "http":
                await self._trouble()(scope, receive, send)


class BodyLimit:
    """Reads a request's body before the application does, and answers for it when it is too large."""

    def __init__(self, app: ASGIApp, too_large: Callable[[], Response], limit: int = BODY_LIMIT) -> None:
        """`limit` is in bytes; `too_large` makes the response to a larger body."""
        self._app = app
        self._too_large = too_large
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        body, size, more = bytearray(), 0, True
        while more and size < self._limit + _DRAINED:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            chunk = message.get("body", b"")
            size += len(chunk)
            more = message.get("more_body", False)
            if size <= self._limit:
                body += chunk
        if size > self._limit:
            return await self._too_large()(scope, receive, send)
        whole: list[Message] = [{"type": "http.request", "body": bytes(body), "more_body": False}]

        async def receive_again() -> Message:
            return whole.pop() if whole else await receive()

        return await self._app(scope, receive_again, send)

"""The route by which a messenger hands its updates over."""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response

Feed = Callable[[bytes, str | None], Awaitable[int]]


def add_webhook(app: FastAPI, path: str, feed: Feed) -> None:
    """Posts to this path go to `feed` with their secret; what it gives back is the HTTP status."""

    @app.post(path, include_in_schema=False)
    async def receive(request: Request) -> Response:
        secret = request.headers.get("x-telegram-bot-api-secret-token")
        return Response(status_code=await feed(await request.body(), secret))

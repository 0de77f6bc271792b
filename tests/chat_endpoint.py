"""OpenAI's chat completions on the loopback, behaving as a test tells them to."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Callable
from types import TracebackType
from typing import Any, Self

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

Behave = Callable[[dict[str, Any]], Response]


class Endpoint:
    """OpenAI's chat completions on the loopback, behaving as it is told; `requests` are the bodies."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.behave: Behave = said("")
        routes = [Route("/v1/chat/completions", self._complete, methods=["POST"])]
        config = uvicorn.Config(Starlette(routes=routes), log_level="critical", lifespan="off")
        self._server = uvicorn.Server(config)
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.base_url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/v1"
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), daemon=True)

    async def _complete(self, request: Request) -> Response:
        self.requests.append(await request.json())
        return self.behave(self.requests[-1])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(10)
        self._socket.close()


def completion(text: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": text}
    return {
        "id": "1",
        "object": "chat.completion",
        "created": 1,
        "model": "small",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
    }


def said(text: str) -> Behave:
    return lambda request: JSONResponse(completion(text))


def raw(content: str, status: int = 200) -> Behave:
    return lambda request: Response(content, status, media_type="application/json")


def slow(request: dict[str, Any]) -> Response:
    async def body() -> AsyncIterator[bytes]:
        await asyncio.sleep(60)
        yield b"{}"

    return StreamingResponse(body(), media_type="application/json")

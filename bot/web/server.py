"""Uvicorn on a socket that was taken early, so that a taken port is known before anything is built."""

import gc
import os
import signal
import socket
from contextlib import AbstractAsyncContextManager

import uvicorn
from fastapi import FastAPI

_GRACE = 20  # seconds for running requests when the server stops
GARBAGE = 10_000  # new objects before garbage is looked for: an answer makes thousands and leaves none


class AddressTaken(RuntimeError):
    """The web server cannot listen there; the message says why in one sentence."""


def take_address(host: str, port: int) -> socket.socket:
    """A listening socket; raises AddressTaken."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        taken = socket.socket(family, kind, protocol)
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(address)
        taken.listen(1024)  # at once: two bound sockets do not exclude each other, two listening ones do
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error.strerror)
        raise AddressTaken(
            f"Cannot listen on {host}:{port} ({reason}); choose another address or port with HOST and PORT"
        ) from error
    return taken


def address_of(taken: socket.socket) -> str:
    """The URL to open in a browser on this machine."""
    host, port = taken.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


async def serve(app: FastAPI, taken: socket.socket, beside: AbstractAsyncContextManager[None]) -> None:
    """Serves until SIGTERM or SIGINT and lets running requests finish; `beside` is open all the while."""
    async with beside:
        config = uvicorn.Config(
            app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=_GRACE
        )
        await _Announcing(config).serve(sockets=[taken])


def end_on_signals() -> None:
    """SIGTERM and SIGINT end the process with status 0, also before and after uvicorn handles them."""

    def leave(number: int, frame: object) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)


class _Announcing(uvicorn.Server):
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets:
            # what is loaded by now stays: looking through it for garbage would hold everybody up for 0.1 s
            gc.freeze()
            gc.set_threshold(GARBAGE)
            print(f"Khoosheyar is ready: {address_of(sockets[0])} (Ctrl+C stops it)", flush=True)

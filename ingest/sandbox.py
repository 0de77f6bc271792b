"""Formats that others may have made to harm are read in a child process with limits of time and memory."""

import atexit
import contextlib
import multiprocessing
import resource
from functools import lru_cache
from multiprocessing.connection import Connection
from pathlib import PurePath
from typing import Any

from pydantic import TypeAdapter

from ingest import errors
from ingest.blocks import Reading
from ingest.errors import FileHostile, ReadingTimedOut, UnreadableDocument
from ingest.readers import HARMLESS, read_file

SECONDS = 300  # for one file
MEMORY = 3 * 1024**3  # bytes of address space


def read_safely(name: str, data: bytes) -> Reading:
    """The file as its reader understands it; raises an UnreadableDocument, ReadingTimedOut at the limit."""
    if PurePath(name).suffix.lower() in HARMLESS:
        return read_file(name, data)
    return _child().read(name, data)


class _Child:
    """One child that reads file after file; it is replaced after a crash or a timeout."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._process: Any = None
        self._pipe: Connection | None = None

    def read(self, name: str, data: bytes) -> Reading:
        if self._process is None or not self._process.is_alive():
            self._start()
        assert self._pipe is not None
        try:
            self._pipe.send_bytes(name.encode())
            self._pipe.send_bytes(data)
            if not self._pipe.poll(SECONDS):
                raise ReadingTimedOut(f"{SECONDS} s")
            kind, answer = self._pipe.recv_bytes().split(b"\n", 1)
        except (EOFError, OSError) as error:
            self.stop()
            raise FileHostile("the reader broke down on this file") from error
        except ReadingTimedOut:
            self.stop()
            raise
        if kind == b"reading":
            # JSON, never pickle: what comes back was made from a file that nobody vouches for
            return _adapter().validate_json(answer)
        failure: type[UnreadableDocument] = getattr(errors, kind.decode())
        raise failure(answer.decode())

    def stop(self) -> None:
        """End the child and what it holds."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None

    def _start(self) -> None:
        self.stop()
        self._pipe, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs,), daemon=True)
        process.start()
        self._process = process
        theirs.close()


@lru_cache(maxsize=1)
def _child() -> _Child:
    child = _Child()
    atexit.register(child.stop)
    return child


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Reading]:
    return TypeAdapter(Reading)


def _serve(pipe: Connection) -> None:
    """Answer each (name, bytes) with "reading\\n<JSON>" or "<error>\\n<detail>", until the pipe closes."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        while True:
            name, data = pipe.recv_bytes().decode(), pipe.recv_bytes()
            try:
                pipe.send_bytes(b"reading\n" + _adapter().dump_json(read_file(name, data)))
            except UnreadableDocument as error:
                pipe.send_bytes(f"{type(error).__name__}\n{error.detail}".encode())
            except (MemoryError, RecursionError) as error:
                pipe.send_bytes(f"FileHostile\n{type(error).__name__}".encode())
            except Exception as error:  # a broken file can make a parser fail in any way
                pipe.send_bytes(f"FileTruncated\n{type(error).__name__}: {error}".encode())

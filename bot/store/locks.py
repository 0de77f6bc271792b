"""One person at a time on SQLite: locks of the operating system, held across threads and processes.

SQLite has no row locks, and its one write lock would make everybody wait for the slowest answer. A file
lock belongs to one person only, and the kernel drops it when its process dies, however it dies.
"""

import fcntl
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.dialogue.ports import SessionBusy
from bot.dialogue.turn import SessionKey

_STRIPES = 1024  # two people may share a file and then wait for each other: rare and harmless
_POLL_SECONDS = 0.01


class FileLocks:
    """Keyed locks in one folder; a key is held by one thread of one process at a time."""

    def __init__(self, folder: Path, patience: float) -> None:
        """`patience` is in seconds; the folder is made with the first lock."""
        self._folder = folder
        self._patience = patience

    @contextmanager
    def hold(self, key: SessionKey) -> Iterator[None]:
        """Waits until the key is free; raises SessionBusy when that takes longer than the patience."""
        name = hashlib.sha256(f"{key.channel}\0{key.person}".encode(errors="surrogatepass")).digest()
        stripe = int.from_bytes(name[:4]) % _STRIPES
        # each open file has a lock of its own, so threads exclude one another as processes do
        handle = self._file(f"{stripe:04}")
        try:
            self._wait(handle)
            yield
        finally:
            os.close(handle)  # closing unlocks

    def _file(self, name: str) -> int:
        path, flags = self._folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
        try:
            return os.open(path, flags, 0o600)
        except FileNotFoundError:
            self._folder.mkdir(parents=True, exist_ok=True)
            return os.open(path, flags, 0o600)

    def _wait(self, handle: int) -> None:
        deadline = time.monotonic() + self._patience
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise SessionBusy("an earlier message of this person is still being answered") from None
                time.sleep(_POLL_SECONDS)

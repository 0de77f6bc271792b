"""An outbox in memory: for tests and for a bot without a database; it forgets with its process."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from threading import Lock

from bot.dialogue.owed import Parcel


class MemoryOutbox:
    """What owed.Outbox promises, as long as the process lives."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._keys: set[str] = set()
        self._waiting: dict[tuple[str, int], Parcel] = {}
        self._blocked: set[str] = set()
        self._newest: dict[str, int] = {}
        self._closed: dict[tuple[str, int], datetime] = {}

    def put(self, key: str, chat: str, bodies: Sequence[str], also: Sequence[str] = ()) -> Sequence[Parcel]:
        with self._lock:
            if not self._keys.isdisjoint((key, *also)):
                return ()
            self._keys.update((key, *also))
            self._blocked.discard(chat)
            parcels = tuple(Parcel(key, part, chat, body) for part, body in enumerate(bodies))
            self._waiting |= {(parcel.key, parcel.part): parcel for parcel in parcels}
            return parcels

    def knows(self, key: str) -> bool:
        with self._lock:
            return key in self._keys

    def waiting(self) -> Sequence[Parcel]:
        with self._lock:
            return tuple(self._waiting.values())

    def collect(self) -> Sequence[Parcel]:
        return ()

    def begin(self, parcel: Parcel, above: int) -> None:
        with self._lock:
            if (at := (parcel.key, parcel.part)) in self._waiting:
                self._waiting[at] = replace(parcel, above=above)

    def close(self, parcel: Parcel, message_id: int = 0) -> None:
        with self._lock:
            self._waiting.pop((parcel.key, parcel.part), None)
            self._closed[parcel.key, parcel.part] = datetime.now(UTC)
            self._newest[parcel.chat] = max(message_id, self.newest(parcel.chat))

    def newest(self, chat: str) -> int:
        return self._newest.get(chat, 0)

    def recent(self, limit: int) -> Sequence[tuple[str, int]]:
        return tuple(self._newest.items())

    def prune(self, before: datetime) -> int:
        with self._lock:
            old = [at for at, closed in self._closed.items() if closed < before]
            for at in old:
                del self._closed[at]
            owed = {key for key, _ in (*self._waiting, *self._closed)}
            self._keys -= {key for key, _ in old if key not in owed}
            return len(old)

    def block(self, chat: str) -> None:
        with self._lock:
            self._blocked.add(chat)
            self._waiting = {at: parcel for at, parcel in self._waiting.items() if parcel.chat != chat}

    def blocked(self, chat: str) -> bool:
        with self._lock:
            return chat in self._blocked

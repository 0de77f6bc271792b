"""A circuit breaker: a model that keeps failing is left alone for a while, and nobody waits for it."""

import logging
import threading
import time
from collections.abc import Callable, Sequence

from bot.dialogue.writing import Writer, WriterFailed

FAILURES = 3  # in a row, after which the model rests
REST, LONGEST_REST = 30.0, 600.0  # seconds; it doubles with every try that fails

log = logging.getLogger(__name__)


class RestingWriter:
    """Implements Writer over another one; safe from several threads.

    After the rest one call is let through as a try, while the others go on without the model.
    """

    def __init__(self, writer: Writer, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds."""
        self.name = writer.name
        self._writer = writer
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._rest = REST
        self._until = 0.0

    def say(self, messages: Sequence[str], seconds: float) -> str:
        """What the model replies; raises WriterFailed, at once while it rests."""
        trying = self._ask_leave()
        try:
            said = self._writer.say(messages, seconds)
        except WriterFailed:
            self._note_failure(trying)
            raise
        self._note_success()
        return said

    def _ask_leave(self) -> bool:
        """Whether this call is the try after a rest; raises WriterFailed while the model rests."""
        with self._lock:
            if self._failures < FAILURES:
                return False
            if self._clock() < self._until:
                raise WriterFailed("rests")
            self._until = self._clock() + self._rest  # nobody else makes a try meanwhile
            return True

    def _note_failure(self, trying: bool) -> None:
        with self._lock:
            self._failures += 1
            if not trying and self._failures != FAILURES:  # beyond: a call from before the rest began
                return
            self._rest = min(self._rest * 2, LONGEST_REST) if trying else REST
            self._until = self._clock() + self._rest
            log.warning("the model %s fails; it rests for %.0f s", self.name, self._rest)

    def _note_success(self) -> None:
        with self._lock:
            if self._failures >= FAILURES:
                log.info("the model %s works again", self.name)
            self._failures = 0

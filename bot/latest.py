"""Knowledge that is up to date: a new index version, or what people decide, is taken up while running."""

import gc
import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.dialogue.ports import Answers, Found, KnowledgeState, Search
from bot.dialogue.turn import Reply
from bot.staff.library import Ingested
from knowledge.document import Document

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What one index version can do for people."""

    answers: Answers
    search: Search
    documents: tuple[Document, ...] = ()  # as they may be quoted
    ingested: Ingested = field(default=Ingested("", "", ()))  # as they were read


class LatestKnowledge:
    """Implements Answers and Search over the newest version; nobody waits while a newer one is opened."""

    def __init__(
        self, open_knowledge: Callable[[], Knowledge], newest: Callable[[], str], pause: float = 1.0
    ) -> None:
        """`newest` names what is on disk, and is asked at most every `pause` seconds."""
        self._open = open_knowledge
        self._newest = newest
        self._pause = pause
        self._opened = newest()  # asked first: what changes while it is opened is opened again
        self._knowledge = open_knowledge()
        self._looked = time.monotonic()
        self._looking = threading.Lock()

    def current(self) -> Knowledge:
        """The version in use now; who holds on to it is not moved to a newer one (evals do)."""
        return self._current()

    def answer(self, question: str, history: Sequence[str] = ()) -> Reply:
        return self._current().answers.answer(question, history)

    def search(self, query: str, limit: int) -> Sequence[Found]:
        return self._current().search.search(query, limit)

    def state(self) -> KnowledgeState:
        return self._current().search.state()

    def documents(self) -> tuple[Document, ...]:
        """What answers are found in now."""
        return self._current().documents

    def ingested(self) -> Ingested:
        """The same documents as they were read, for people to look over."""
        return self._current().ingested

    def _current(self) -> Knowledge:
        if time.monotonic() - self._looked >= self._pause and self._looking.acquire(blocking=False):
            threading.Thread(target=self._look, name="new-index", daemon=True).start()
        return self._knowledge

    def _look(self) -> None:
        try:
            if (newest := self._newest()) != self._opened:
                self._knowledge, self._opened = self._open(), newest
                gc.unfreeze()  # the old one was to stay, and may go now
                log.info("answering from index %s", self._knowledge.search.state().version)
        except Exception as error:  # whatever is wrong with the new one, the old one goes on answering
            log.warning("the new index cannot be used: %s", error)
        finally:
            self._looked = time.monotonic()
            self._looking.release()

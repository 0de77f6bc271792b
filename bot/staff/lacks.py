"""What the documents lack: refused questions of late, grouped by what they ask."""

from collections import OrderedDict
from threading import Lock

import numpy as np

from bot.staff.questions import Asked, Kind, Lack, Questions, Vectors, group
from bot.staff.reviewed import Embed, folded

LATEST = 2000  # refused questions that are looked at
WORDINGS = 400  # of them, different ones: each costs one embedding, once
_KEPT = 5000  # vectors in memory, 1.5 KB each


class Lacks:
    """Groups of refused questions; vectors are kept from one look to the next."""

    def __init__(self, questions: Questions, embed: Embed) -> None:
        self._questions = questions
        self._embed = embed
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()

    def groups(self) -> list[Lack]:
        """The largest group first."""
        asked: list[Asked] = []
        wordings: set[str] = set()
        for one in self._questions.page(Kind.REFUSED, LATEST):
            wording = folded(one.text)
            if wording and (wording in wordings or len(wordings) < WORDINGS):
                wordings.add(wording)
                asked.append(one)
        return group(asked, np.stack([self._vector(one.text) for one in asked])) if asked else []

    def _vector(self, text: str) -> Vectors:
        key = folded(text)
        with self._lock:
            if (known := self._vectors.get(key)) is not None:
                return known
        vector = self._embed.query_vector(text)
        with self._lock:
            self._vectors[key] = vector
            while len(self._vectors) > _KEPT:
                self._vectors.popitem(last=False)
        return vector

"""Where the time of an answer goes: the parts of the answering road, timed in this process one by one."""

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bot.bootstrap.answers import build_answers
from bot.dialogue import composing, concluding, deciding, hearing, understanding
from bot.dialogue.planning import Planner
from bot.settings import Settings
from knowledge.answerability import OnnxAnswerability
from knowledge.dense import DenseIndex
from knowledge.hybrid import HybridRetriever
from knowledge.query import QueryReader

# who does it, its function, and the stage that this belongs to; a stage's time is without those inside it
PARTS: tuple[tuple[Any, str, str], ...] = (
    (hearing, "find_intent", "understanding the question"),
    (understanding, "read_question", "understanding the question"),
    (QueryReader, "read", "understanding the question"),
    (HybridRetriever, "_vectors", "embedding it"),
    (DenseIndex, "cosines", "dense search"),
    (HybridRetriever, "concept_scores", "BM25"),
    (HybridRetriever, "_char_scores", "BM25"),
    (deciding, "gather", "fusing and gathering"),
    (Planner, "plan", "choosing the lines"),
    (deciding, "observe", "judging them"),
    (deciding, "weigh", "judging them"),
    (OnnxAnswerability, "glance", "glancing at them"),
    (OnnxAnswerability, "logit", "reading them"),
    (composing, "compose", "composing"),
    (composing, "compare", "composing"),
    (composing, "abstain", "composing"),
    (concluding, "find_problems", "composing"),
)
REST = "what is between"


class Stages:
    """Milliseconds of each stage, one figure for each question."""

    def __init__(self) -> None:
        self.names = tuple(dict.fromkeys([*(stage for _, _, stage in PARTS), REST]))
        self.rows: list[dict[str, float]] = []
        self._spent: dict[str, float] = defaultdict(float)
        self._open: list[float] = []  # for each stage that is running: what others took inside it

    def time(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The function, which from now on tells how long it took."""

        def timed(*arguments: Any, **named: Any) -> Any:
            started = time.perf_counter()
            self._open.append(0.0)
            try:
                return work(*arguments, **named)
            finally:
                took = (time.perf_counter() - started) * 1000
                self._spent[stage] += took - self._open.pop()
                if self._open:
                    self._open[-1] += took

        return timed

    def measure(self, data: Path, questions: Sequence[str], warm: int) -> None:
        """Asks them all here; the first `warm` ones do not count."""
        answer = self.time(REST, build_answers(Settings(data_dir=data)).answer)
        for owner, name, stage in PARTS:
            setattr(owner, name, self.time(stage, getattr(owner, name)))
        for question in questions:
            self._spent.clear()
            answer(question)
            self.rows.append(dict(self._spent))
        del self.rows[:warm]

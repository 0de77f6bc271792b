"""Ranking by choice: a chat model is shown numbered readings and answers with a number."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from ingest.repair.ranking import RankerUnusable
from knowledge.chat_model import ChatFailed, ChatModel, ChatModelUnusable, open_chat_model

PROMPT = Path(__file__).parents[2] / "prompts" / "rank.md"
_MOST_TOKENS = 300  # of a reply: a number, and what some models think before it
_NUMBER = re.compile(r"\s*(\d{1,2})\s*\.?\s*")


class EndpointRanker:
    """Implements Ranker and Remote. Anything but the number of a reading says nothing."""

    def __init__(self, model: ChatModel, prompt: str) -> None:
        self._model = model
        self._prompt = prompt
        self.unanswered = 0
        self.name = f"{model.name}/{hashlib.sha256(prompt.encode()).hexdigest()[:8]}"

    def rank(self, readings: Sequence[str], seconds: float) -> int | None:
        shown = "\n".join(f"{number}) {' '.join(text.split())}" for number, text in enumerate(readings, 1))
        try:
            reply = self._model.say([self._prompt, shown], seconds)
        except ChatFailed:
            self.unanswered += 1
            return None
        match = _NUMBER.fullmatch(reply)
        return int(match[1]) - 1 if match else None


def open_endpoint(name: str, base_url: str | None, key: str | None, seconds: float) -> EndpointRanker:
    """The chat model that LLM_MODEL names; raises RankerUnusable."""
    if not name:
        raise RankerUnusable("REPAIR_RANKER is llm, but LLM_MODEL names no model")
    try:
        model = open_chat_model(name, base_url, key, seconds, _MOST_TOKENS)
        return EndpointRanker(model, PROMPT.read_text(encoding="utf-8"))
    except (ChatModelUnusable, OSError) as error:
        raise RankerUnusable(str(error)) from error

"""The language model that words answers, and its prompts."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from bot.dialogue.writing import Prompts, WriterFailed
from knowledge.chat_model import ChatFailed, ChatModel, open_chat_model
from knowledge.chat_model import ChatModelUnusable as LanguageModelUnusable

__all__ = ["PROMPTS", "ChatWriter", "LanguageModelUnusable", "load_prompts", "open_writer"]

PROMPTS = Path(__file__).parents[1] / "prompts"
MOST_TOKENS = 1200  # of one reply; the longest list that is worded has 40 lines


class ChatWriter:
    """Implements Writer."""

    def __init__(self, model: ChatModel) -> None:
        self.name = model.name
        self._model = model

    def say(self, messages: Sequence[str], seconds: float) -> str:
        """What it replies; returns within `seconds` and a moment, or raises WriterFailed."""
        try:
            return self._model.say(messages, seconds)
        except ChatFailed as error:
            raise WriterFailed(str(error)) from error.__cause__


def open_writer(name: str, base_url: str | None, key: str | None, seconds: float) -> ChatWriter:
    """The model of this name, see open_chat_model; raises LanguageModelUnusable."""
    return ChatWriter(open_chat_model(name, base_url, key, seconds, MOST_TOKENS))


def load_prompts(folder: Path = PROMPTS) -> Prompts:
    """The prompt files with their digest; raises OSError."""
    answer, repair = ((folder / f"{name}.md").read_text(encoding="utf-8") for name in ("answer", "repair"))
    digest = hashlib.sha256(f"{answer}\0{repair}".encode()).hexdigest()[:12]
    return Prompts(answer, repair, digest)

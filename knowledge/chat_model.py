"""Any chat model of langchain's behind a deadline that holds: OpenAI-compatible, or `module:factory`."""

import asyncio
import threading
from collections.abc import Sequence
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as Late
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

GRACE_SECONDS = 0.2  # for a cancelled call to be given up before it is left to itself


class ChatModelUnusable(ValueError):
    """The model's name or factory does not work; the message says why."""


class ChatFailed(RuntimeError):
    """There is no reply: "late", or "failed" with the client's error."""


class ChatModel:
    """Calls run on an event loop apart, where a deadline can cancel them."""

    def __init__(self, model: BaseChatModel, name: str) -> None:
        self.name = name
        self._model = model

    def say(self, messages: Sequence[str], seconds: float) -> str:
        """What it replies to system, user, assistant, … within `seconds` and a moment; raises ChatFailed."""
        if seconds <= 0:
            raise ChatFailed("late")
        call = asyncio.run_coroutine_threadsafe(self._ask(_turns(messages), seconds), _loop())
        try:
            return call.result(seconds + GRACE_SECONDS)
        except (TimeoutError, Late, CancelledError):
            call.cancel()
            raise ChatFailed("late") from None
        except Exception as error:  # whatever a provider's client raises
            raise ChatFailed(f"failed ({type(error).__name__})") from error

    async def _ask(self, turns: list[BaseMessage], seconds: float) -> str:
        # the client's own timeout is for each read: a slow drip passes it, so the whole call is bounded here
        async with asyncio.timeout(seconds):
            reply = await self._model.ainvoke(turns)
        text = reply.text
        return text if isinstance(text, str) else str(text)


def open_chat_model(
    name: str, base_url: str | None, key: str | None, seconds: float, most_tokens: int
) -> ChatModel:
    """The model of this name; raises ChatModelUnusable.

    With `base_url` it is a model of that endpoint. Without, `module:factory` is a function that gives a chat
    model, `provider:model` a provider of langchain's, and anything else a model of OpenAI's. `most_tokens`:
    of one reply.
    """
    try:
        if base_url is None and (factory := _factory(name)) is not None:
            model = factory()
        else:
            model = init_chat_model(name, **_options(name, base_url, key, seconds, most_tokens))
    except Exception as error:
        reason = str(error).partition("\n")[0]  # some providers go on with a manual
        if "api_key" in reason:
            reason = "it needs LLM_API_KEY, or LLM_BASE_URL of another endpoint"
        raise ChatModelUnusable(f"LLM_MODEL {name} cannot be used: {reason}") from error
    if not isinstance(model, BaseChatModel):
        raise ChatModelUnusable(f"LLM_MODEL {name} gives no langchain chat model")
    return ChatModel(model, name)


@lru_cache(maxsize=1)
def _loop() -> asyncio.AbstractEventLoop:
    """One loop for all models: providers' clients share connections that belong to the loop they began on."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="language-model", daemon=True).start()
    return loop


def _turns(messages: Sequence[str]) -> list[BaseMessage]:
    system, *rest = messages
    turns: list[BaseMessage] = [SystemMessage(system)]
    for n, text in enumerate(rest):
        turns.append(AIMessage(text) if n % 2 else HumanMessage(text))
    return turns


def _options(
    name: str, base_url: str | None, key: str | None, seconds: float, most_tokens: int
) -> dict[str, Any]:
    options: dict[str, Any] = {
        "temperature": 0,
        "timeout": seconds,
        "max_retries": 0,
        "max_tokens": most_tokens,
    }
    if key is not None or base_url is not None:
        options["api_key"] = key or "none"  # an own server wants none, the client some
    if base_url is not None:
        # the client sends max_completion_tokens, which small servers do not know
        options |= {"model_provider": "openai", "base_url": base_url, "use_responses_api": False}
        options |= {"extra_body": {"max_tokens": most_tokens}}
    elif ":" not in name:
        options["model_provider"] = "openai"
    return options


def _factory(name: str) -> Any | None:
    """The callable that `module:factory` names, None when it names none."""
    module, colon, function = name.partition(":")
    if not colon or not function.isidentifier() or not all(p.isidentifier() for p in module.split(".")):
        return None
    try:
        if find_spec(module) is None:
            return None
    except ModuleNotFoundError:
        return None
    return getattr(import_module(module), function, None)

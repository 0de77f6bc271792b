"""Any OpenAI-compatible chat endpoint as a system."""

import os
from collections.abc import Sequence

import httpx

from evals.matching import canonical
from evals.records import plain_lines
from evals.systems import Heard, Surroundings, SystemUnknown, sounds_refused

TIMEOUT_SECONDS = 120.0


class ChatEndpoint:
    """POST BASE_URL/chat/completions with temperature 0."""

    def __init__(self, model: str, base_url: str, key: str | None = None) -> None:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = httpx.Client(timeout=TIMEOUT_SECONDS, headers=headers)
        self._url = base_url.rstrip("/") + "/chat/completions"
        self._model = model

    def complete(self, messages: Sequence[dict[str, str]]) -> str:
        """The text of the first choice; raises httpx.HTTPError or KeyError for what is no completion."""
        body = {"model": self._model, "temperature": 0, "messages": list(messages)}
        answered = self._client.post(self._url, json=body).raise_for_status()
        return str(answered.json()["choices"][0]["message"]["content"])


class EndpointSystem:
    """Puts the questions to an endpoint as a person would, the earlier questions before it."""

    def __init__(self, endpoint: ChatEndpoint) -> None:
        self._endpoint = endpoint

    def ask(self, question: str, history: Sequence[str]) -> Heard:
        answer = self._endpoint.complete([{"role": "user", "content": text} for text in (*history, question)])
        return Heard(answer, sounds_refused(canonical(answer)), plain_lines(answer))


def parse_endpoint(spec: str) -> ChatEndpoint:
    """The endpoint MODEL@BASE_URL with the key of $OPENAI_API_KEY, if any; raises SystemUnknown."""
    model, _, base_url = spec.partition("@")
    if not model or not base_url.startswith(("http://", "https://")):
        raise SystemUnknown(f"an endpoint is written MODEL@http://host/v1, not {spec}")
    return ChatEndpoint(model, base_url, os.environ.get("OPENAI_API_KEY"))


def open_endpoint(spec: str, around: Surroundings) -> EndpointSystem:
    """The endpoint MODEL@BASE_URL as a system; raises SystemUnknown."""
    return EndpointSystem(parse_endpoint(spec))

"""Any Python callable as a system: question and history in, text or a mapping out."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

from pydantic import TypeAdapter

from evals.matching import canonical
from evals.records import plain_lines
from evals.systems import Heard, Surroundings, SystemUnknown, sounds_refused
from knowledge.document import Citation

_CITATIONS = TypeAdapter(tuple[Citation, ...])


class FunctionSystem:
    """Asks a function; it gives text, or a mapping with "answer" and, if it likes, "refused", "citations"."""

    def __init__(self, function: Callable[[str, Sequence[str]], str | Mapping[str, Any]]) -> None:
        self._function = function

    def ask(self, question: str, history: Sequence[str]) -> Heard:
        said = self._function(question, history)
        if isinstance(said, str):
            return Heard(said, sounds_refused(canonical(said)), plain_lines(said))
        answer = str(said["answer"])
        refused = said.get("refused")
        return Heard(
            answer,
            sounds_refused(canonical(answer)) if refused is None else bool(refused),
            plain_lines(answer),
            _CITATIONS.validate_python(said.get("citations", ())),
        )


def open_function(spec: str, around: Surroundings) -> FunctionSystem:
    """The function MODULE:NAME; raises SystemUnknown."""
    module, _, name = spec.partition(":")
    try:
        return FunctionSystem(getattr(import_module(module), name))
    except (ImportError, AttributeError, ValueError) as error:
        raise SystemUnknown(f"call:{spec} is no function that can be imported: {error}") from error

"""Whatever can be asked the gold questions: our assistant, any endpoint, any callable, the reference line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from evals.records import Said
from evals.trail import Trail
from knowledge.document import Citation

if TYPE_CHECKING:
    from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Heard:
    """What a system said to one question."""

    answer: str
    refused: bool
    lines: tuple[Said, ...]
    citations: tuple[Citation, ...] = ()
    trail: Trail | None = None


class System(Protocol):
    """One system under test; an exception of `ask` counts as a failed answer."""

    def ask(self, question: str, history: Sequence[str]) -> Heard:
        """The answer to one question; `history` is the person's earlier questions, oldest first."""


class SystemUnknown(ValueError):
    """No system goes by this name, or its parts are missing."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a system may be built from."""

    settings: "Settings"
    sources: tuple[Path, ...]  # files and folders of the documents themselves


_OPENERS = {
    "ours": ("evals.systems.ours", "open_ours"),
    "reference": ("evals.systems.reference", "open_reference"),
    "openai": ("evals.systems.endpoint", "open_endpoint"),
    "call": ("evals.systems.function", "open_function"),
}


def open_system(spec: str, around: Surroundings) -> System:
    """The system of this name; raises SystemUnknown or what its parts raise.

    "ours", "reference", "openai:MODEL@BASE_URL" (key in $OPENAI_API_KEY) or "call:MODULE:FUNCTION".
    """
    name, _, rest = spec.partition(":")
    if name not in _OPENERS:
        raise SystemUnknown(f"there is no system {name}; known are {', '.join(_OPENERS)}")
    module, opener = _OPENERS[name]
    build: Callable[[str, Surroundings], System] = getattr(import_module(module), opener)
    return build(rest, around)


# How systems without a refusal flag begin when they do not know, in canonical spelling.
_REFUSALS: Mapping[str, tuple[str, ...]] = {
    "fa": (
        "نمی دانم", "متاسفانه", "اطلاعاتی در این باره", "در اسناد", "پاسخی در اسناد", "نمی توانم",
        "چیزی در این باره", "در متن های داده شده",
    ),
    "en": (
        "i don t know", "i do not know", "i cannot", "i can t", "sorry", "the documents do not",
        "no information",
    ),
}  # fmt: skip


def sounds_refused(canonical_answer: str) -> bool:
    """Whether a plain answer opens like a refusal; rough, for systems that do not say it themselves."""
    return any(canonical_answer.startswith(phrase) for phrases in _REFUSALS.values() for phrase in phrases)

"""A flow: several turns that belong together, as a form does, and that survive questions and restarts."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from bot.dialogue import texts
from bot.dialogue.intent import Intent, find_intent
from bot.dialogue.ports import Json, OpenSession
from bot.dialogue.rules import load_rules, plain
from bot.dialogue.turn import Choice, Reply, Turn

# Button data: «:start:flow», «:start:flow:anew» in place of one that waits, «:start:flow::seed» with a seed
START = ":start:"
CONTROL = ":flow:"  # data of the engine's buttons; a flow's own begin with «:its name:»


class Control(StrEnum):
    """What every flow understands; the values are keys of words.WORDS."""

    CANCEL = "cancel"
    BACK = "back"
    SKIP = "skip"
    RESTART = "restart"
    RESUME = "resume"
    PAUSE = "pause"


CANCEL = Choice(texts.FLOW_CANCEL, f"{CONTROL}{Control.CANCEL}")
BACK = Choice(texts.FLOW_BACK, f"{CONTROL}{Control.BACK}")
SKIP = Choice(texts.FLOW_SKIP, f"{CONTROL}{Control.SKIP}")
RESUME = f"{CONTROL}{Control.RESUME}"  # the data only: its label names the flow
PAUSE = Choice(texts.FLOW_PAUSE, f"{CONTROL}{Control.PAUSE}")
RESTART = Choice(texts.FLOW_RESTART, f"{CONTROL}{Control.RESTART}")


@dataclass(frozen=True, slots=True)
class Step:
    """What a flow says, and the state in which it then waits; None: it has ended."""

    reply: Reply
    state: Json = None


class Flow(Protocol):
    """One kind of flow; it holds no state of its own, so one object serves everybody.

    `session` is the person's open session: what a flow sets there is stored with the turn or not at all.
    """

    name: str  # short: it stands in button data
    version: int  # of the state; raise it when the state's shape changes
    title: str  # in «ادامهٔ …»
    patience: timedelta  # after such a pause the person is asked whether to go on, unasked too
    asides: int  # after so many questions in between it is let go
    lasting: bool  # it is not let go then, only no longer offered under answers
    explains: bool  # it tells itself why it asks what it asks
    command: str | None  # key of words.WORDS that starts it; None: something else does, it gives way unasked

    def start(self, seed: Json) -> Step:
        """The first question; `seed` is what the flow is about: a text from the button, None without."""

    def ask(self, state: Json) -> Reply:
        """The question that waits, once more."""

    def advance(self, state: Json, turn: Turn, session: OpenSession) -> Step | None:
        """Takes the answer; None when the turn is none (see is_aside)."""

    def back(self, state: Json, session: OpenSession) -> Step:
        """The question before; the first one stays."""

    def skip(self, state: Json, session: OpenSession) -> Step:
        """Goes on without an answer, or asks again where one is needed."""

    def cancel(self, state: Json, session: OpenSession) -> Reply:
        """Ends it; the engine forgets the state."""


def is_aside(text: str) -> bool:
    """Whether a typed text is rather a question or a courtesy than the answer to a form; in doubt it is."""
    return (
        text.rstrip().endswith(("؟", "?"))
        or load_rules().turns["question_word"].search(plain(text)) is not None
        or find_intent(text, lambda rest: False) not in (Intent.QUESTION, Intent.NOTHING)
    )


def resume(flow: Flow) -> Choice:
    """The button back into the flow."""
    return Choice(texts.resume(flow.title), RESUME)


def start(flow: Flow, label: str | None = None, seed: str | None = None) -> Choice:
    """The button that begins the flow, about this seed."""
    return Choice(label or texts.begin(flow.title), f"{START}{flow.name}" + (f"::{seed}" if seed else ""))

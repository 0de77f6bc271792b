"""Our own assistant as a system, with its evidence trail."""

from collections.abc import Sequence

from bot.bootstrap import build_answers
from bot.dialogue.ports import Answers
from evals.records import said_lines
from evals.systems import Heard, Surroundings


class OurAssistant:
    """Asks the answerer directly: no channel, no session."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def ask(self, question: str, history: Sequence[str]) -> Heard:
        reply = self._answers.answer(question, history)
        return Heard(reply.plain(), reply.refused, said_lines(reply), reply.citations)


def open_ours(spec: str, around: Surroundings) -> OurAssistant:
    """The assistant of these settings; raises StartFailed."""
    return OurAssistant(build_answers(around.settings).answers)

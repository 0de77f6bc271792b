"""python -m evals answer: a file of questions in, a file of answers out."""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from bot.dialogue.ports import Answers
from evals.answers import ANSWERED, Answered, ask
from evals.console import complain, progress
from evals.jsonlines import BadRecord, read_records, write_records


@dataclass(frozen=True, slots=True)
class Asked:
    """The part of a question line that a system under test may see."""

    id: str
    question: str
    history: tuple[str, ...] = ()


_ASKED = TypeAdapter(Asked)


def main(arguments: list[str]) -> int:
    """Answer every question in order; 1 when a file or the index cannot be used."""
    options = _parser().parse_args(arguments)
    from bot.bootstrap import StartFailed, build_answers  # seconds of imports that --help does not need
    from bot.settings import SettingsInvalid, load_settings

    try:
        questions = [asked for _, asked in read_records(options.questions, _ASKED)]
        answers = build_answers(load_settings(options.data))
        write_records(options.answers, ANSWERED, _answered(answers, questions))
    except (BadRecord, OSError, SettingsInvalid, StartFailed) as error:
        return complain(error)
    return 0


def _answered(answers: Answers, questions: Sequence[Asked]) -> Iterator[Answered]:
    with progress("answering", len(questions)) as advance:
        for asked in questions:
            yield ask(answers, asked.id, asked.question, asked.history)
            advance()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals answer", description=__doc__)
    parser.add_argument("questions", type=Path, help="JSON lines with id, question and history")
    parser.add_argument(
        "answers", type=Path, help="gets JSON lines with id, answer, refused, citations and latency_ms"
    )
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="data folder (default: $DATA_DIR, else data)"
    )
    return parser

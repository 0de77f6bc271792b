"""python -m evals known: make the written questions known to the search, with the lines that answer them."""

import argparse
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from evals.console import complain, progress
from evals.jsonlines import BadRecord, read_records
from evals.teaching.pairs import OWN, OwnQuestion
from evals.teaching.searches import find_lines, lines_of
from knowledge.coded import encode
from knowledge.known_questions import (
    FILE,
    KnownQuestions,
    mean_vector,
    readings_of,
    write_known_questions,
)


def main(arguments: list[str]) -> int:
    """Write knowledge/known_questions.npz over a starter index; 1 when a file or the index cannot be used."""
    options = _parser().parse_args(arguments)
    from bot.bootstrap import StartFailed
    from bot.settings import SettingsInvalid

    try:
        known = _gather(options.data, options.questions)
    except (BadRecord, OSError, SettingsInvalid, StartFailed) as error:
        return complain(error)
    write_known_questions(known, options.out)
    answered = sum(bool(lines) for lines in known.answers)
    print(
        f"{answered} questions with their lines and {len(known.answers) - answered} without in {options.out}"
    )
    return 0


def _gather(data: Path, path: Path) -> KnownQuestions:
    """Without the questions whose lines stand here only in part: nobody knows what else answers them."""
    from evals.unaided import open_unaided

    here = open_unaided(data)
    own = lines_of(here.index)
    asked = [record for _, record in read_records(path, TypeAdapter(OwnQuestion))]
    vectors, answers = [], []
    with progress("embedding", len(asked)) as advance:
        for one in asked:
            advance()
            lines = find_lines(one, own) if one.answerable else ()
            query, _ = here.answerer.understanding.understand(one.question, one.history)
            if not query.concepts or (one.answerable and not lines):
                continue
            if one.history and readings_of(query) == readings_of(
                here.answerer.understanding.understand(one.history[-1], one.history[:-1])[0]
            ):
                continue  # «تا کی؟» is read as the question before it, which has another answer
            vectors.append(mean_vector(readings_of(query), here.models.embedder))
            answers.append(tuple(n for n in lines if own.items[n] is not None))
    return KnownQuestions(
        identity=here.models.embedder.identity,
        codes=encode(np.stack(vectors)),
        answers=tuple(answers),
        lines=own.texts,
        line_vectors=here.models.embedder.passage_vectors(own.texts),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals known", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a data folder with the starter documents")
    parser.add_argument("--questions", type=Path, default=OWN, help=f"default: {OWN}")
    parser.add_argument("--out", type=Path, default=FILE, help="default: the file that ships")
    return parser

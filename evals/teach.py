"""python -m evals teach: train the adapters by which lines are found, and read together with the question."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from evals.calibrate import OFF_TOPIC
from evals.console import complain
from evals.jsonlines import BadRecord
from evals.squad import sample_questions
from knowledge.adapter import Adapter, Task, load_adapter, write_adapter
from knowledge.engine import ModelUnavailable
from knowledge.sentence_transformers_engine import INSTALL

SQUAD_PAIRS = 3_000
STRANGERS = 1_500  # questions of a SQuAD-like file put to the documents, which do not answer them

type _Training = Callable[[argparse.Namespace, Adapter | None], dict[str, Any]]


def main(arguments: list[str]) -> int:
    """Write the adapter from the written questions; 1 when a file, an index or torch is missing."""
    options = _parser().parse_args(arguments)
    from bot.bootstrap import StartFailed
    from bot.settings import SettingsInvalid

    task = Task(options.task)
    out = options.out or task.path
    try:
        earlier = load_adapter(options.earlier) if options.earlier else None
        arrays = _TRAININGS[task](options, earlier)
    except (BadRecord, ModelUnavailable, OSError, SettingsInvalid, StartFailed, ValueError) as error:
        return complain(error)
    write_adapter(arrays, out)
    print(f"adapter written to {out}; now run: python -m evals calibrate")
    return 0


def _teach_finding(options: argparse.Namespace, earlier: Adapter | None) -> dict[str, Any]:
    try:
        from evals.teaching.finding import train_finding
    except ImportError as error:
        raise ModelUnavailable(INSTALL) from error
    from evals.teaching.searches import matches_of_other_texts, matches_of_squad, shelf_of_documents
    from evals.unaided import open_unaided

    opened = [open_unaided(folder) for folder in options.data]
    shelves = [shelf_of_documents(one.answerer, one.hybrid, one.index) for one in opened]
    print(f"{[len(shelf.searches) for shelf in shelves]} searches", flush=True)
    squad = [] if options.squad is None else [list(matches_of_squad(options.squad))]
    return train_finding(shelves, [list(matches_of_other_texts()), *squad], _say, earlier)


def _teach_reading(options: argparse.Namespace, earlier: Adapter | None) -> dict[str, Any]:
    try:
        from evals.teaching.reading import GLANCER, READER, train_reading
    except ImportError as error:
        raise ModelUnavailable(INSTALL) from error
    from evals.teaching.pairs import (
        NEAR_MISSES,
        OWN,
        pairs_of_documents,
        pairs_of_other_texts,
        pairs_of_squad,
        pairs_of_strangers,
    )
    from evals.unaided import open_unaided
    from knowledge.answerability import OnnxAnswerability

    pairs = list(pairs_of_other_texts())
    for folder in options.data:
        here = open_unaided(folder)
        for path in (OWN, NEAR_MISSES):
            pairs += pairs_of_documents(here.answerer, here.catalogue, path)
        if options.squad is not None:
            pairs += pairs_of_strangers(here.answerer, _strangers(options.squad))
    if options.squad is not None:
        pairs += pairs_of_squad(options.squad, SQUAD_PAIRS)
    print(f"{len(pairs)} pairs, {sum(pair.answers for pair in pairs)} of them with the answer", flush=True)
    teacher = None if options.teacher is None else OnnxAnswerability(options.teacher)
    shape = GLANCER if options.task == Task.GLANCE else READER
    if options.layers:
        shape = replace(shape, layers=options.layers)
    return train_reading(pairs, _say, earlier, shape, teacher)


def _strangers(path: Path) -> list[str]:
    """Without those that the decision is calibrated on."""
    kept_apart = set(sample_questions(path, OFF_TOPIC))
    return [text for text in sample_questions(path, STRANGERS, seed=2) if text not in kept_apart]


_TRAININGS: dict[Task, _Training] = {
    Task.EMBEDDING: _teach_finding,
    Task.ANSWERABILITY: _teach_reading,
    Task.GLANCE: _teach_reading,
}


def _say(line: str) -> None:
    print(line, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals teach", description=__doc__)
    parser.add_argument("task", choices=[task.value for task in Task], help="what the encoder is to learn")
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="data folders with an index")
    parser.add_argument("--squad", type=Path, help="a SQuAD-like file of other Persian questions")
    parser.add_argument("--from", dest="earlier", type=Path, help="an adapter to go on from")
    parser.add_argument("--layers", type=int, help="of the reader, 1 to 12; fewer read faster")
    parser.add_argument("--teacher", type=Path, help="a prepared model whose deeper reader is to be followed")
    parser.add_argument("--out", type=Path, help="default: the shipped adapter of this task")
    return parser

"""python -m evals teach: train the adapters by which lines are found, and read together with the question."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.console import complain
from evals.jsonlines import BadRecord
from knowledge.adapter import Adapter, Task, load_adapter, write_adapter
from knowledge.engine import ModelUnavailable
from knowledge.sentence_transformers_engine import INSTALL

if TYPE_CHECKING:
    from bot.dialogue.answering import Answerer
    from knowledge.document import Document
    from knowledge.embedder import Embedder

SQUAD_PAIRS = 3_000

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
    from knowledge.hybrid import HybridRetriever
    from knowledge.index import open_index

    shelves = []
    for folder in options.data:
        answerer, _, embedder = _open(folder)
        index = open_index(folder, embedder)
        retriever = HybridRetriever(index.passages, index.dense, embedder)
        shelves.append(shelf_of_documents(answerer, retriever, index))
    print(f"{[len(shelf.searches) for shelf in shelves]} searches", flush=True)
    squad = [] if options.squad is None else [list(matches_of_squad(options.squad))]
    return train_finding(shelves, [list(matches_of_other_texts()), *squad], _say, earlier)


def _teach_reading(options: argparse.Namespace, earlier: Adapter | None) -> dict[str, Any]:
    try:
        from evals.teaching.reading import train_reading
    except ImportError as error:
        raise ModelUnavailable(INSTALL) from error
    from bot.dialogue.catalogue import Catalogue
    from evals.teaching.pairs import pairs_of_documents, pairs_of_other_texts, pairs_of_squad

    pairs = list(pairs_of_other_texts())
    for folder in options.data:
        answerer, documents, _ = _open(folder)
        pairs += pairs_of_documents(answerer, Catalogue(documents))
    if options.squad is not None:
        pairs += pairs_of_squad(options.squad, SQUAD_PAIRS)
    print(f"{len(pairs)} pairs, {sum(pair.answers for pair in pairs)} of them with the answer", flush=True)
    return train_reading(pairs, _say, earlier)


_TRAININGS: dict[Task, _Training] = {Task.EMBEDDING: _teach_finding, Task.ANSWERABILITY: _teach_reading}


def _open(folder: Path) -> "tuple[Answerer, Sequence[Document], Embedder]":
    """Raises ModelUnavailable, SettingsInvalid or StartFailed."""
    from bot.bootstrap.answers import build_knowledge
    from bot.dialogue.answering import Answerer
    from bot.settings import load_settings

    latest, embedder = build_knowledge(load_settings(folder))
    knowledge = latest.current()
    assert isinstance(knowledge.answers, Answerer)
    return knowledge.answers, knowledge.documents, embedder


def _say(line: str) -> None:
    print(line, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals teach", description=__doc__)
    parser.add_argument("task", choices=[task.value for task in Task], help="what the encoder is to learn")
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="data folders with an index")
    parser.add_argument("--squad", type=Path, help="a SQuAD-like file of other Persian questions")
    parser.add_argument("--from", dest="earlier", type=Path, help="an adapter to go on from")
    parser.add_argument("--out", type=Path, help="default: the shipped adapter of this task")
    return parser

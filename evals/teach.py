"""python -m evals teach: train the adapter by which question and evidence are read together."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from evals.console import complain
from evals.jsonlines import BadRecord
from evals.teaching.pairs import Pair, pairs_of_documents, pairs_of_other_texts, pairs_of_squad
from knowledge.adapter import PATH, write_adapter
from knowledge.engine import ModelUnavailable
from knowledge.sentence_transformers_engine import INSTALL

SQUAD_QUESTIONS = 3_000


def main(arguments: list[str]) -> int:
    """Write adapter.npz from the written questions; 1 when a file, an index or torch is missing."""
    options = _parser().parse_args(arguments)
    from bot.bootstrap import StartFailed
    from bot.settings import SettingsInvalid

    try:
        train = _trainer()
        pairs = _pairs(options.data, options.squad)
    except (BadRecord, ModelUnavailable, OSError, SettingsInvalid, StartFailed) as error:
        return complain(error)
    print(f"{len(pairs)} pairs, {sum(pair.answers for pair in pairs)} of them with the answer", flush=True)
    write_adapter(train(pairs, lambda line: print(line, flush=True)), options.out)
    print(f"adapter written to {options.out}; now run: python -m evals calibrate")
    return 0


def _trainer() -> Callable[..., dict[str, Any]]:
    """The training, which alone needs torch; raises ModelUnavailable."""
    try:
        from evals.teaching.training import train
    except ImportError as error:
        raise ModelUnavailable(INSTALL) from error
    return train


def _pairs(data: Sequence[Path], squad: Path | None) -> list[Pair]:
    from bot.bootstrap import build_answers
    from bot.dialogue.answering import Answerer
    from bot.dialogue.catalogue import Catalogue
    from bot.settings import load_settings

    pairs = list(pairs_of_other_texts())
    for folder in data:
        knowledge = build_answers(load_settings(folder)).current()
        assert isinstance(knowledge.answers, Answerer)
        pairs += pairs_of_documents(knowledge.answers, Catalogue(knowledge.documents))
    return pairs if squad is None else pairs + pairs_of_squad(squad, SQUAD_QUESTIONS)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals teach", description=__doc__)
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="data folders with an index")
    parser.add_argument("--squad", type=Path, help="a SQuAD-like file of other Persian questions")
    parser.add_argument("--out", type=Path, default=PATH, help="default: %(default)s")
    return parser

"""python -m evals calibrate: fit the weights by which the answerer decides whether evidence answers."""

import argparse
import random
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np

from evals import logistic
from evals.console import complain, progress
from evals.gold import FOLDER, NEGATIVE, Kind, Question, load_gold
from evals.jsonlines import BadRecord
from evals.logistic import Matrix
from evals.squad import sample_questions

OFF_TOPIC = 250  # questions of another field
OFF_TOPIC_WEIGHT = 1.0  # with less, every seventh question of another field was answered
FOLDS = 10
DEVELOPMENT = [FOLDER / f"{name}.jsonl" for name in ("dev", "near", "facts", "forms", "exam")]
TARGET = Path("bot/dialogue/calibration.py")
HEADER = '"""Weights of judging.answerable; written by python -m evals calibrate, not by hand."""'


@dataclass(frozen=True, slots=True)
class Sample:
    """Features of one question on one knowledge base, and whether it is answerable."""

    features: tuple[float, ...]
    answerable: bool
    kind: str  # gold kind, or "off_topic"
    group: str  # questions of one group never stand on both sides of a fold
    weight: float


def main(arguments: list[str]) -> int:
    """Fit on the dev questions of every data folder given; 1 when a file or an index cannot be used."""
    options = _parser().parse_args(arguments)
    from bot.bootstrap import StartFailed
    from bot.settings import SettingsInvalid

    try:
        questions = [q for path in options.gold for q in load_gold(path)]
        path, count = options.off_topic, options.off_topic_questions
        others = sample_questions(path, count) if path else []
        samples = [sample for data in options.data for sample in _observe(data, questions, others)]
    except (BadRecord, OSError, SettingsInvalid, StartFailed) as error:
        return complain(error)
    chances = cross_validate(samples)
    _print(samples, chances)
    TARGET.write_text(_module(fit(samples)), encoding="utf-8")
    print(f"weights written to {TARGET}")
    return 0


def fit(samples: Sequence[Sample]) -> dict[str, float]:
    """Weights by feature name and "bias"."""
    from bot.dialogue.judging import Features

    weights, bias = logistic.fit(*_table(samples))
    names = [field.name for field in fields(Features)]
    return {"bias": bias} | dict(zip(names, map(float, weights), strict=True))


def cross_validate(samples: Sequence[Sample]) -> Matrix:
    """(n,) probability of each sample by a fit that did not see its group."""
    groups = sorted({sample.group for sample in samples})
    random.Random(0).shuffle(groups)
    fold_of = {group: number % FOLDS for number, group in enumerate(groups)}
    folds = np.array([fold_of[sample.group] for sample in samples])
    values, truth, weight = _table(samples)
    values = (values - values.mean(axis=0)) / (values.std(axis=0) + 1e-6)
    chances = np.zeros(len(samples))
    for fold in range(FOLDS):
        seen = folds != fold
        solved = logistic.solve(values[seen], truth[seen], weight[seen])
        chances[~seen] = logistic.logistic(values[~seen] @ solved[:-1] + solved[-1])
    return chances


def _table(samples: Sequence[Sample]) -> tuple[Matrix, Matrix, Matrix]:
    """(n, features) values, (n,) truth as 0 or 1, (n,) weights."""
    return (
        np.array([sample.features for sample in samples]),
        np.array([sample.answerable for sample in samples], dtype=float),
        np.array([sample.weight for sample in samples]),
    )


def _observe(data: Path, questions: Sequence[Question], others: Sequence[str]) -> list[Sample]:
    from bot.bootstrap import StartFailed, build_answers
    from bot.dialogue.answering import Answerer
    from bot.settings import load_settings
    from evals.unaided import open_unaided

    served = build_answers(load_settings(data)).current().answers
    if not isinstance(served, Answerer):
        raise StartFailed("with a language model no decision can be seen; leave LLM_MODEL empty")
    unaided = open_unaided(data).answerer  # other documents come without known questions
    samples = []

    def add(
        question: str, history: Sequence[str], answerable: bool, kind: str, group: str, weight: float
    ) -> None:
        for answerer in (served, unaided):
            sides = answerer.explain(question, history).sides
            if len(sides) == 1 and sides[0].features is not None:
                samples.append(Sample(astuple(sides[0].features), answerable, kind, group, weight / 2))

    with progress(f"observing {data}", len(questions) + len(others)) as advance:
        for q in questions:
            if q.kind not in (Kind.GREETING, Kind.INJECTION):
                add(q.question, q.history, q.kind not in NEGATIVE, q.kind, q.group or q.question, 1.0)
            advance()
        for other in others:
            add(other, (), False, "off_topic", other, OFF_TOPIC_WEIGHT)
            advance()
    return samples


def _print(samples: Sequence[Sample], chances: Matrix) -> None:
    """The refusal curve: wrong refusals and refusals found, by threshold, cross-validated."""
    from bot.dialogue.judging import Features, find_veto

    vetoed = np.array(
        [
            find_veto(Features(*s.features), chance) is not None
            for s, chance in zip(samples, chances, strict=True)
        ]
    )
    chances = np.where(vetoed, 0.0, chances)
    kinds = np.array([sample.kind for sample in samples])
    truth = np.array([sample.answerable for sample in samples])
    print("threshold  wrong refusals  refused: unanswerable  out of scope  off topic")
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
        refused = chances < threshold
        shares = [
            refused[truth],
            *(refused[kinds == kind] for kind in ("unanswerable", "out_of_scope", "off_topic")),
        ]
        figures = [f"{100 * share.mean():.1f} %" if len(share) else "-" for share in shares]
        print(f"{threshold:9}  {figures[0]:>14}  {figures[1]:>21}  {figures[2]:>12}  {figures[3]:>9}")


def _module(weights: dict[str, float]) -> str:
    lines = [f'    "{name}": {value:.3f},' for name, value in weights.items()]
    return "\n".join([HEADER, "", "WEIGHTS = {", *lines, "}", ""])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals calibrate", description=__doc__)
    parser.add_argument("--gold", type=Path, nargs="+", default=DEVELOPMENT, metavar="FILE")
    parser.add_argument("--data", type=Path, nargs="+", default=[Path("data")], metavar="DIR")
    parser.add_argument("--off-topic", type=Path, metavar="FILE", help="a SQuAD-like file of another field")
    parser.add_argument("--off-topic-questions", type=int, default=OFF_TOPIC, metavar="N")
    return parser

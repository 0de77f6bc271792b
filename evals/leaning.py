"""python -m evals leaning: fit the weights by which a message is read with the question before it."""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from bot.dialogue.leaning import BUCKETS, Signs, Weights, pieces, write_weights
from bot.dialogue.understanding import Understanding
from evals.console import complain, progress
from evals.gold import FOLDER, Question, load_gold
from evals.jsonlines import BadRecord, read_records
from evals.logistic import fit, logistic
from evals.teaching.pairs import OWN, OwnQuestion

ASKED = ("dev", "near", "facts", "forms", "exam", "talks", "lists", "styles")  # none of them held apart
FRESH = 4  # questions after an unrelated one, for each follow-up
SEED = 11
# of the pieces of words: by gradients, as they are too many for Newton steps
RIDGE, RATE, STEPS = 1.0, 4.0, 400


def main(arguments: list[str]) -> int:
    """Fit over a starter index; 1 when a file or the index cannot be used."""
    options = _parser().parse_args(arguments)
    from bot.bootstrap import StartFailed
    from bot.bootstrap.opening import open_current, open_models
    from bot.settings import SettingsInvalid, load_settings

    try:
        settings = load_settings(options.data)
        understanding = open_current(settings, open_models(settings)).answerer.understanding
        asked = [each for name in ASKED for each in load_gold(FOLDER / f"{name}.jsonl")]
        taught = [each for _, each in read_records(options.questions, TypeAdapter(OwnQuestion))]
    except (BadRecord, OSError, SettingsInvalid, StartFailed) as error:
        return complain(error)
    weights, bias = fit_pieces(
        [each.question for each in taught], np.array([bool(each.history) for each in taught], dtype=float)
    )
    # the signs are seen by the weights of the words just fitted
    write_weights(Weights(weights.tolist(), bias, [0.0] * len(fields(Signs)), 0.0))
    rows = list(_observe(understanding, asked))
    values, truth = np.array([each for each, _ in rows]), np.array([each for _, each in rows], dtype=float)
    signs, signs_bias = fit(values, truth, np.ones(len(rows)))
    write_weights(Weights(weights.tolist(), bias, signs.tolist(), signs_bias))
    right = ((values @ signs + signs_bias > 0) == truth.astype(bool)).mean()
    print(
        f"{int(truth.sum())} follow-ups and {int((1 - truth).sum())} others, {100 * right:.1f} % told apart"
    )
    return 0


def fit_pieces(questions: Sequence[str], truth: NDArray[np.float64]) -> tuple[NDArray[np.float32], float]:
    """The weight of each piece of a word, (BUCKETS,), and the bias; both classes count the same in all."""
    values = np.zeros((len(questions), BUCKETS), dtype=np.float32)
    for row, question in zip(values, questions, strict=True):
        for bucket, count in pieces(question).items():
            row[bucket] = count
    share = np.where(truth > 0, 0.5 / truth.sum(), 0.5 / (1 - truth).sum())
    weights: NDArray[np.float32] = np.zeros(BUCKETS, dtype=np.float32)
    seen, bias = weights, 0.0
    for step in range(STEPS):  # Nesterov's accelerated gradients
        off = (logistic((values @ seen + bias).astype(np.float64)) - truth) * share
        slope = off.astype(np.float32) @ values + np.float32(RIDGE / len(questions)) * seen
        moved = (seen - np.float32(RATE) * slope).astype(np.float32)
        seen = (moved + np.float32(step / (step + 3)) * (moved - weights)).astype(np.float32)
        weights = moved
        bias -= RATE * float(off.sum())
    return weights, bias


def _observe(
    understanding: Understanding, asked: Sequence[Question]
) -> Iterator[tuple[tuple[float, ...], bool]]:
    """The signs of each follow-up among the questions, and of questions put after another one."""
    follow = [each for each in asked if each.history]
    alone = [each.question for each in asked if not each.history]
    rng = random.Random(SEED)
    pairs = [(each.question, tuple(each.history), True) for each in follow]
    fresh = rng.sample(alone, min(FRESH * len(follow), len(alone)))
    pairs += [(question, (rng.choice(alone),), False) for question in fresh]
    with progress("observing", len(pairs)) as advance:
        for question, history, leaning in pairs:
            advance()
            yield astuple(understanding.signs(question, history)), leaning


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals leaning", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a data folder with the starter documents")
    parser.add_argument("--questions", type=Path, default=OWN, help=f"default: {OWN}")
    return parser

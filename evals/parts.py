"""python -m evals parts: fit the weights by which a part of an answer leads it, stands beside it or falls."""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np

from evals.calibrate import DEVELOPMENT
from evals.console import complain, progress
from evals.gold import Question, load_gold
from evals.jsonlines import BadRecord
from evals.logistic import fit, logistic
from evals.metrics.facts import found_facts
from evals.unaided import open_unaided

FURTHER = [DEVELOPMENT[0].with_name(f"{name}.jsonl") for name in ("styles", "talks", "lists", "follow")]
TARGET = Path("bot/dialogue/part_weights.py")
HEADER = '"""Weights of weighing.weigh; written by python -m evals parts, not by hand."""'

type _Row = tuple[tuple[float, ...], bool]


def main(arguments: list[str]) -> int:
    """Fit on the dev questions of every data folder given; 1 when a file or an index cannot be used."""
    options = _parser().parse_args(arguments)
    from bot.bootstrap import StartFailed
    from bot.dialogue.weighing import BESIDE, FOREIGN, Standing
    from bot.settings import SettingsInvalid

    try:
        questions = [q for path in options.gold for q in load_gold(path) if q.answerable and q.must]
        rows = [row for data in options.data for row in _observe(data, questions)]
    except (BadRecord, OSError, SettingsInvalid, StartFailed) as error:
        return complain(error)
    values = np.array([values for values, _ in rows])
    truth = np.array([needed for _, needed in rows], dtype=float)
    weights, bias = fit(values, truth, np.ones(len(rows)))
    chances = logistic(values @ weights + bias)
    for name, limit in (("beside", BESIDE), ("left out", FOREIGN)):
        needed, foreign = (100 * (chances[truth == side] < limit).mean() for side in (1, 0))
        print(f"{name}: {needed:.1f} % of what is needed, {foreign:.1f} % of what is not")
    named = dict(zip((field.name for field in fields(Standing)), weights, strict=True)) | {"bias": bias}
    lines = [f'    "{name}": {value:.3f},' for name, value in named.items()]
    TARGET.write_text("\n".join([HEADER, "", "PART_WEIGHTS = {", *lines, "}", ""]), encoding="utf-8")
    print(f"{len(rows)} parts, {100 * truth.mean():.1f} % needed; weights written to {TARGET}")
    return 0


def _observe(data: Path, questions: Sequence[Question]) -> Iterator[_Row]:
    """The standing of each part beside others, and whether it says what no other one does.

    Without those that say again what another one says: they neither help nor harm.
    """
    from bot.bootstrap.opening import open_current, open_models
    from bot.dialogue.weighing import standings
    from bot.settings import load_settings

    settings = load_settings(data)
    served = open_current(settings, open_models(settings)).answerer
    unaided = open_unaided(data).answerer  # other documents come without known questions
    with progress(f"observing {data}", len(questions)) as advance:
        for q in questions:
            advance()
            for answerer in (served, unaided):
                trace = answerer.explain(q.question, q.history, thorough=False)
                if len(trace.sides) != 1 or trace.query is None or trace.asked is None:
                    continue
                parts, evidence = trace.sides[0].parts, trace.sides[0].evidence
                if len(parts) < 2 or not evidence.items:
                    continue
                said = [" ".join((part.section.title, part.lead or "", *part.lines)) for part in parts]
                found = np.array([found_facts(text, q.must) for text in said])
                needed = (found & (found.sum(axis=0) == 1)).any(axis=1)
                for n, standing in enumerate(standings(trace.asked, trace.query, parts, evidence)):
                    if needed[n] or not found[n].any():
                        yield astuple(standing), bool(needed[n])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals parts", description=__doc__)
    gold = [*DEVELOPMENT, *FURTHER]
    parser.add_argument("--gold", type=Path, nargs="+", default=gold, metavar="FILE")
    parser.add_argument("--data", type=Path, nargs="+", default=[Path("data")], metavar="DIR")
    return parser

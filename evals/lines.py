"""python -m evals lines: fit the weights by which a list is completed with further lines."""

import argparse
import random
from collections.abc import Iterator, Set
from dataclasses import astuple, fields
from functools import partial
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from evals.console import complain, progress
from evals.jsonlines import BadRecord, read_records
from evals.logistic import fit
from evals.teaching.pairs import OWN, OwnQuestion
from evals.teaching.searches import find_lines, lines_of
from knowledge.document import Passage
from knowledge.hybrid import HybridRetriever
from knowledge.known_questions import QuestionBank, load_known_questions

SAMPLE = 4_000  # questions that several lines answer
SEED = 5
NEARLY = 0.92  # cosine from which no known question helps: to the questions of somebody new none lies nearer
TARGET = Path("bot/dialogue/line_weights.py")
HEADER = '"""Weights of belonging.likelihood; written by python -m evals lines, not by hand."""'


def main(arguments: list[str]) -> int:
    """Fit on the written questions over a starter index; 1 when a file or the index cannot be used."""
    options = _parser().parse_args(arguments)
    from bot.bootstrap import StartFailed
    from bot.dialogue.belonging import Bonds
    from bot.settings import SettingsInvalid

    try:
        rows = list(_observe(options.data, options.questions))
    except (BadRecord, OSError, SettingsInvalid, StartFailed) as error:
        return complain(error)
    values = np.array([values for values, _ in rows])
    truth = np.array([belongs for _, belongs in rows], dtype=float)
    weights, bias = fit(values, truth, np.ones(len(rows)))
    named = dict(zip((field.name for field in fields(Bonds)), weights, strict=True)) | {"bias": bias}
    lines = [f'    "{name}": {value:.3f},' for name, value in named.items()]
    TARGET.write_text("\n".join([HEADER, "", "LINE_WEIGHTS = {", *lines, "}", ""]), encoding="utf-8")
    print(f"{len(rows)} further lines, {100 * truth.mean():.1f} % belong; weights written to {TARGET}")
    return 0


def _observe(data: Path, path: Path) -> Iterator[tuple[tuple[float, ...], bool]]:
    """The bonds of each line that was not planned, and whether the question was written on it.

    The question itself, and what asks the same in nearly its words, is not known to the search here.
    """
    from bot.dialogue.belonging import THEMED, bonds_of
    from bot.dialogue.evidence import gather
    from bot.dialogue.planning import Planner
    from evals.unaided import open_unaided

    here = open_unaided(data)
    own = lines_of(here.index)
    asked = [each for _, each in read_records(path, TypeAdapter(OwnQuestion)) if len(each.lines) > 1]
    sample = random.Random(SEED).sample(asked, min(SAMPLE, len(asked)))
    understanding = here.answerer.understanding
    read = [understanding.understand(each.question, each.history) for each in sample]
    bank = QuestionBank(load_known_questions(), here.index.passages, here.index.dense, NEARLY)
    search = HybridRetriever(here.index.passages, here.index.dense, here.models.embedder, bank)
    planner = Planner(here.catalogue)
    with progress("observing", len(sample)) as advance:
        for one, (query, question) in zip(sample, read, strict=True):
            advance()
            belonging = {own.items[n] for n in find_lines(one, own)} - {None}
            if len(belonging) < 2 or not query.concepts or question.kind not in THEMED:
                continue
            named = {document.id for document in understanding.wanted(question)}
            evidence = gather(here.catalogue, search, query, partial(_is_of, named))
            if not evidence.items:
                continue
            parts = planner.plan(question, query, evidence)
            shown = {(part.section.id, line) for part in parts for line in part.lines}
            for scored, bonds in bonds_of(query, evidence):
                item = scored.place.item
                if (scored.place.section.id, item.text) not in shown:
                    yield astuple(bonds), item.id in belonging


def _is_of(documents: Set[str], passage: Passage) -> bool:
    return passage.document_id in documents


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals lines", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a data folder with the starter documents")
    parser.add_argument("--questions", type=Path, default=OWN, help=f"default: {OWN}")
    return parser

"""The shipped known questions over the starter documents' own index."""

from pathlib import Path

import pytest
from pydantic import TypeAdapter

from bot.bootstrap.opening import Opened
from evals.jsonlines import read_records
from evals.teaching.pairs import OWN, OwnQuestion, key_of
from evals.unaided import open_unaided
from knowledge.known_questions import QuestionBank, mean_vector, open_bank, readings_of

EVERY = 300  # of the questions


@pytest.fixture(scope="module")
def here(starter_data: Path) -> Opened:
    return open_unaided(starter_data)


@pytest.fixture(scope="module")
def bank(here: Opened) -> QuestionBank:
    bank = open_bank(here.index.passages, here.index.dense, here.models.embedder.identity)
    assert bank is not None, "run: python -m evals known"
    return bank


def test_written_questions_are_known_by_their_own_lines(here: Opened, bank: QuestionBank) -> None:
    texts = {i.id: key_of(i.text) for d in here.index.documents for s in d.sections for i in s.items}
    asked = [one for _, one in read_records(OWN, TypeAdapter(OwnQuestion))][::EVERY]
    found = silent = 0
    for one in asked:
        query, _ = here.answerer.understanding.understand(one.question, one.history)
        familiarity, _ = bank.recall(mean_vector(readings_of(query), here.models.embedder))
        if not one.answerable:
            silent += familiarity.unanswered > 0.97
            continue
        held = [texts[item] for item in familiarity.items]
        # left out where not all of its lines stand here, or where it says nothing of its own
        found += familiarity.answered > 0.97 and any(
            key_of(line)[:12] in text for line in one.lines for text in held
        )
    answerable = sum(one.answerable for one in asked)
    assert found >= 0.8 * answerable
    assert silent >= 0.9 * (len(asked) - answerable)

"""How well the real embedder's groups of unanswered questions are what people would make of them."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from bot.staff.grouping import groups_of
from bot.staff.likeness import ALIKE, Likeness
from knowledge.embedder import open_embedder

SETS = Path(__file__).parents[1] / "unit" / "staff"


@pytest.mark.parametrize("name", ["paraphrases.txt", "paraphrases_unseen.txt"])
def test_most_pairs_of_a_group_ask_the_same_and_most_that_ask_the_same_are_found(
    name: str, starter_data: Path
) -> None:
    blocks = [
        part.strip().splitlines()
        for part in (SETS / name).read_text(encoding="utf-8").split("\n\n")
        if not part.startswith("#")
    ]
    texts = [text for block in blocks for text in block]
    right = _pairs([[texts.index(text) for text in block] for block in blocks])
    embedder = open_embedder("e5-onnx", starter_data)
    likeness = Likeness(texts, np.stack([embedder.query_vector(text) for text in texts]))
    found = _pairs(groups_of(len(texts), likeness.between, ALIKE))
    assert len(found & right) / len(found) >= 0.78
    assert len(found & right) / len(right) >= 0.66


def _pairs(groups: list[list[int]]) -> set[tuple[int, int]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}

"""Reads a question and its evidence together: do these lines answer it, or do they only share its subject?

Retrieval cannot tell the two apart: a silent line on the very topic scores as high as the one that answers.
"""

from pathlib import Path
from typing import Protocol

import numpy as np

from knowledge.embedder import fold_text
from knowledge.onnx_engine import END, Pieces, open_pieces, open_session

QUESTION_TOKENS = 40
EVIDENCE_TOKENS = 80


class Answerability(Protocol):
    """Judges whether lines answer a question."""

    def logit(self, question: str, evidence: str) -> float:
        """Natural logarithm of the odds that the evidence answers the question; raises TextUnusable."""


class OnnxAnswerability:
    """The prepared encoder with the adapter; may be called from several threads."""

    def __init__(self, folder: Path) -> None:
        """Open DATA/model/answerability.onnx; raises onnxruntime's errors for an unreadable file."""
        self._session = open_session(folder / "answerability.onnx")
        self._pieces = open_pieces(folder / "tokenizer.json")

    def logit(self, question: str, evidence: str) -> float:
        """Of the first QUESTION_TOKENS and EVIDENCE_TOKENS; the best lines therefore come first."""
        ids, _ = pair_ids(self._pieces, fold_text(question), fold_text(evidence))
        found = self._session.run(["logits"], {"ids": np.array([ids], dtype=np.int64)})
        return float(found[0].item())


def pair_ids(pieces: Pieces, question: str, evidence: str) -> tuple[list[int], int]:
    """<s> question </s></s> evidence </s>, each cut to its length, and where the evidence begins."""
    asked = pieces.of(question)[:QUESTION_TOKENS]
    read = pieces.of(evidence, EVIDENCE_TOKENS + 2)[1:][:EVIDENCE_TOKENS]
    ids = [*asked, END, *read]
    return (ids if ids[-1] == END else [*ids, END]), len(asked) + 1

"""Reads a question and its evidence together: do these lines answer it, or do they only share its subject?

Retrieval cannot tell the two apart: a silent line on the very topic scores as high as the one that answers.

A reading takes longer than all else in an answer. So there is a glance before it: a reader of half the layers
says within which bounds the reading lies, and six of seven readings are then not needed any more.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from knowledge.embedder import fold_text
from knowledge.onnx_engine import END, Pieces, open_pieces, open_session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

QUESTION_TOKENS = 40
EVIDENCE_TOKENS = 80
GLANCE_ERROR = 3.0  # logits; nine of ten glances lie nearer to the reading


class Answerability(Protocol):
    """Judges whether lines answer a question."""

    def glance(self, question: str, evidence: str) -> tuple[float, float]:
        """The least and the most that `logit` is likely to be; raises TextUnusable."""

    def logit(self, question: str, evidence: str) -> float:
        """Natural logarithm of the odds that the evidence answers the question; raises TextUnusable."""


class OnnxAnswerability:
    """The prepared encoder with the adapters; may be called from several threads.

    Of the first QUESTION_TOKENS and EVIDENCE_TOKENS; the best lines therefore come first.
    """

    def __init__(self, folder: Path) -> None:
        """Open the readers in DATA/model; raises onnxruntime's errors for an unreadable file."""
        self._reader = open_session(folder / "answerability.onnx")
        self._glancer = open_session(folder / "glance.onnx")
        self._pieces = open_pieces(folder / "tokenizer.json")

    def glance(self, question: str, evidence: str) -> tuple[float, float]:
        middle = self._judge(self._glancer, question, evidence)
        return middle - GLANCE_ERROR, middle + GLANCE_ERROR

    def logit(self, question: str, evidence: str) -> float:
        return self._judge(self._reader, question, evidence)

    def _judge(self, session: "InferenceSession", question: str, evidence: str) -> float:
        ids, _ = pair_ids(self._pieces, fold_text(question), fold_text(evidence))
        found = session.run(["logits"], {"ids": np.array([ids], dtype=np.int64)})
        return float(found[0].item())


def pair_ids(pieces: Pieces, question: str, evidence: str) -> tuple[list[int], int]:
    """<s> question </s></s> evidence </s>, each cut to its length, and where the evidence begins."""
    asked = pieces.of(question)[:QUESTION_TOKENS]
    read = pieces.of(evidence, EVIDENCE_TOKENS + 2)[1:][:EVIDENCE_TOKENS]
    ids = [*asked, END, *read]
    return (ids if ids[-1] == END else [*ids, END]), len(asked) + 1

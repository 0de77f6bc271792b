"""Reads a question and its evidence together: do these lines answer it, or do they only share its subject?

Retrieval cannot tell the two apart: a silent line on the very topic scores as high as the one that answers.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from knowledge.embedder import fold_text
from knowledge.onnx_engine import open_session, open_tokenizer

if TYPE_CHECKING:
    from tokenizers import Tokenizer

QUESTION_TOKENS = 40
EVIDENCE_TOKENS = 80
_END = 2  # the number of </s>


class Answerability(Protocol):
    """Judges whether lines answer a question."""

    def logit(self, question: str, evidence: str) -> float:
        """Natural logarithm of the odds that the evidence answers the question; raises TextUnusable."""


class OnnxAnswerability:
    """The prepared encoder with the adapter; may be called from several threads."""

    def __init__(self, folder: Path) -> None:
        """Open DATA/model/answerability.onnx; raises onnxruntime's errors for an unreadable file."""
        self._session = open_session(folder / "answerability.onnx")
        self._tokenizer = open_tokenizer(folder / "tokenizer.json")

    def logit(self, question: str, evidence: str) -> float:
        """Of the first QUESTION_TOKENS and EVIDENCE_TOKENS; the best lines therefore come first."""
        ids, _ = pair_ids(self._tokenizer, fold_text(question), fold_text(evidence))
        found = self._session.run(["logits"], {"ids": np.array([ids], dtype=np.int64)})
        return float(found[0].item())


def pair_ids(tokenizer: "Tokenizer", question: str, evidence: str) -> tuple[list[int], int]:
    """<s> question </s></s> evidence </s>, each cut to its length, and where the evidence begins."""
    asked = tokenizer.encode(question).ids[:QUESTION_TOKENS]
    read = tokenizer.encode(evidence).ids[1:][:EVIDENCE_TOKENS]
    ids = [*asked, _END, *read]
    return (ids if ids[-1] == _END else [*ids, _END]), len(asked) + 1

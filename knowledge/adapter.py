"""What our training changed in the encoder, once for finding and twice for reading.

adapters/embedding.npz      so that a question lies near the lines that answer it in other words
adapters/answerability.npz  from an embedder into a reader of question and evidence together
adapters/glance.npz         into one of half the layers, which was taught to judge as the reader does

Each holds, for every changed matrix, two thin factors whose product is added to it (LoRA, Hu et al. 2021);
a reader's also the weights of the one number that is read off the last layer, and how many layers it has.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

FOLDER = Path(__file__).with_name("adapters")


class Task(StrEnum):
    """What an adapter was taught for; the value names its file."""

    EMBEDDING = "embedding"
    ANSWERABILITY = "answerability"
    GLANCE = "glance"

    @property
    def path(self) -> Path:
        return FOLDER / f"{self}.npz"


@dataclass(frozen=True, slots=True)
class Head:
    """Reads one number off the last layer."""

    weights: Floats  # (2 hidden,), for the first token's state and for the mean of all
    bias: Floats  # (1,)


@dataclass(frozen=True, slots=True)
class Adapter:
    """Changes by matrix name (l3.qkv, l3.ao, l3.fi, l3.fo …); without a head it still gives vectors."""

    factors: Mapping[str, tuple[Floats, Floats]]  # (rows, rank) and (rank, columns)
    head: Head | None = None
    layers: int | None = None  # the first ones, which it was taught with; None for all

    def change(self, matrix: str) -> Floats | None:
        """(rows, columns) to be added to the matrix of this name; None when it stays."""
        factors = self.factors.get(matrix)
        return None if factors is None else np.asarray(factors[0] @ factors[1], dtype=np.float32)


def load_adapter(path: Path) -> Adapter:
    """The adapter of this file, in float32; raises OSError, ValueError or KeyError for another file."""
    with np.load(path) as arrays:
        tensors = {name: arrays[name].astype(np.float32) for name in arrays.files}
    head = Head(tensors.pop("head"), tensors.pop("bias")) if "head" in tensors else None
    layers = int(tensors.pop("layers")) if "layers" in tensors else None
    names = {name.removesuffix(".up") for name in tensors if name.endswith(".up")}
    return Adapter({name: (tensors[f"{name}.up"], tensors[f"{name}.down"]) for name in names}, head, layers)


def write_adapter(arrays: dict[str, Any], path: Path) -> None:
    """Replace the file by these arrays: .up and .down of each changed matrix, head, bias and layers."""
    unfinished = path.with_suffix(".new.npz")
    np.savez_compressed(unfinished, **arrays)
    unfinished.replace(path)


@lru_cache
def adapter_digest(task: Task) -> str:
    """sha256 of the shipped file, hexadecimal: a model that was built from another one is built anew."""
    return hashlib.sha256(task.path.read_bytes()).hexdigest()

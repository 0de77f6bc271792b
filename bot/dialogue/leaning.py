"""Whether a message leans on what was asked before it, or is a question of its own: «و آن یکی؟»."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache
from operator import mul
from pathlib import Path
from zlib import crc32

from bot.dialogue.question import compares, points_back
from bot.dialogue.rules import plain
from knowledge.query import Query
from knowledge.retriever import Retriever

FILE = Path(__file__).with_name("leaning.npz")  # python -m evals leaning writes it
BUCKETS = 4096
SHORTEST, LONGEST = 2, 4  # letters of a piece
FEW_WORDS, FEW_NAMES = 8, 3  # from which on it says enough
USUAL = 0.9  # cosine of a new question to the nearest known one
LIKELY, UNLIKELY = 0.5, 0.03  # chance


@dataclass(frozen=True, slots=True)
class Signs:
    """What is to be seen of a message by itself, and with the question before it."""

    wording: float  # logit of the bare words
    words: float
    names: float  # things that the documents know
    unknown: float  # words that they do not
    points_back: float
    compares: float
    known_alone: float  # cosine to the nearest known question, from USUAL on; 0.0 where none is known
    known_together: float  # … when it is read behind the one before
    nearer_together: float


@dataclass(frozen=True, slots=True)
class Weights:
    """Those of the BUCKETS of pieces of words, with their bias; those of the signs, and their bias."""

    pieces: Sequence[float]
    pieces_bias: float
    signs: Sequence[float]
    signs_bias: float


def pieces(text: str) -> dict[int, float]:
    """The buckets of the text's pieces of words, and how much each counts; the counts have length 1."""
    counted = Counter(crc32(piece.encode()) % BUCKETS for piece in _pieces(plain(text)))
    length = math.sqrt(sum(count * count for count in counted.values()))
    return {bucket: count / length for bucket, count in counted.items()}


def observe(question: str, alone: Query, together: Query, retriever: Retriever) -> Signs:
    """The signs of a message, given as a query of its own and as one behind the question before."""
    weights = _weights()
    near, nearer = (retriever.familiarity(each).nearest for each in (alone, together))
    return Signs(
        wording=sum(weights.pieces[n] * count for n, count in pieces(question).items()) + weights.pieces_bias,
        words=min(len(alone.words), FEW_WORDS),
        names=min(sum(c.known and c.noun for c in alone.concepts), FEW_NAMES),
        unknown=sum(not c.known for c in alone.concepts),
        points_back=points_back(question),
        compares=compares(question),
        known_alone=near - USUAL if near else 0.0,
        known_together=nearer - USUAL if nearer else 0.0,
        nearer_together=max(nearer - near, 0.0),
    )


def leans(signs: Signs) -> bool:
    """Whether the question before is to be taken up."""
    return _chance(signs) > LIKELY


def is_alone(signs: Signs) -> bool:
    """Whether nothing that was told before is meant either."""
    return not signs.points_back and _chance(signs) < UNLIKELY


def _chance(signs: Signs) -> float:
    weights = _weights()
    logit = sum(map(mul, weights.signs, astuple(signs))) + weights.signs_bias
    return 1 / (1 + math.exp(-logit))


def write_weights(weights: Weights) -> None:
    """Replace the file."""
    import numpy as np  # the programs that only pass messages on do without it

    np.savez_compressed(
        FILE,
        pieces=np.array(weights.pieces, dtype=np.float16),
        pieces_bias=weights.pieces_bias,
        signs=np.array(weights.signs, dtype=np.float32),
        signs_bias=weights.signs_bias,
    )
    _weights.cache_clear()


@lru_cache(maxsize=1)
def _weights() -> Weights:
    import numpy as np

    with np.load(FILE) as file:
        return Weights(
            pieces=file["pieces"].astype(np.float32).tolist(),
            pieces_bias=float(file["pieces_bias"]),
            signs=file["signs"].tolist(),
            signs_bias=float(file["signs_bias"]),
        )


def _pieces(text: str) -> Iterator[str]:
    for word in text.split():
        bounded = f" {word} "
        for length in range(SHORTEST, LONGEST + 1):
            for start in range(max(1, len(bounded) - length + 1)):
                yield bounded[start : start + length]

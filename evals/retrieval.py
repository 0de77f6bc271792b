"""python -m evals retrieval: how well passages are found, each kind of search on its own and fused.

The file is in SQuAD's form. Every paragraph is a passage, every answerable question has one relevant passage,
its own paragraph. Printed: mean nDCG@10 (Järvelin and Kekäläinen 2002), first hits and recall@10, in points.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.console import complain, progress
from evals.jsonlines import BadRecord
from evals.squad import read_paragraphs
from evals.statistics import bootstrap, paired_bootstrap
from knowledge.bm25 import Bm25
from knowledge.embedder import DEFAULT, Embedder, EmbedderUnknown, ModelUnavailable, open_embedder
from knowledge.engine import Vectors
from knowledge.environment import read_environment
from knowledge.stems import grams, stems

DEPTH = 10
CHUNK = 500  # questions scored at once
Scores = NDArray[np.float32]
Search = Callable[[int, int], Scores]  # questions from, to -> (to - from, passages)


@dataclass(frozen=True, slots=True)
class Collection:
    """Passages with the questions that each of them answers."""

    passages: tuple[str, ...]
    questions: tuple[str, ...]
    relevant: tuple[int, ...]  # of each question, the number of its passage


def read_collection(path: Path, every: int = 1) -> Collection:
    """A SQuAD-like file; keeps every n-th answerable question; raises BadRecord or OSError."""
    numbers: dict[str, int] = {}
    asked: list[tuple[str, int]] = []
    for paragraph in read_paragraphs(path):
        number = numbers.setdefault(paragraph.context, len(numbers))
        asked += [(one.question, number) for one in paragraph.qas if not one.is_impossible]
    if not asked:
        raise BadRecord(f"{path} has no answerable question")
    kept = asked[::every]
    return Collection(tuple(numbers), tuple(text for text, _ in kept), tuple(number for _, number in kept))


def dense_search(collection: Collection, embedder: Embedder) -> Search:
    """Cosines of query and passage vectors."""
    with progress("passages", len(collection.passages)) as advance:
        done = 0

        def report(finished: int) -> None:
            nonlocal done
            for _ in range(finished - done):
                advance()
            done = finished

        passages = embedder.passage_vectors(collection.passages, report)
    with progress("questions", len(collection.questions)) as advance:
        queries: list[Vectors] = []
        for question in collection.questions:
            queries.append(embedder.query_vector(question))
            advance()
    stacked = np.stack(queries)
    return lambda begin, end: stacked[begin:end] @ passages.T


def lexical_search(collection: Collection, analyse: Callable[[str], Sequence[str]]) -> Search:
    """BM25 over the highest sum that the question's terms could reach, 0 to 1."""
    index = Bm25(collection.passages, analyse)

    def score(question: str) -> Scores:
        scores, ceiling = index.total(analyse(question))
        return scores / ceiling if ceiling else scores

    return lambda begin, end: np.stack([score(question) for question in collection.questions[begin:end]])


def fuse(searches: Sequence[tuple[float, Search]]) -> Search:
    """The weighted sum of several searches."""
    return lambda begin, end: np.asarray(
        sum(weight * search(begin, end) for weight, search in searches), dtype=np.float32
    )


def find_ranks(collection: Collection, search: Search) -> list[int]:
    """Of each question, the rank of its passage from 1; passages with an equal score count as better."""
    ranks: list[int] = []
    for begin in range(0, len(collection.questions), CHUNK):
        relevant = np.array(collection.relevant[begin : begin + CHUNK])
        scores = search(begin, begin + len(relevant))
        own = scores[np.arange(len(relevant)), relevant][:, None]
        ranks += [int(rank) for rank in (scores >= own).sum(axis=1)]
    return ranks


def gain(rank: int) -> float:
    """nDCG@10 of a question with one relevant passage, in points: 100 / log2(rank + 1), or 0."""
    return float(100 / np.log2(rank + 1)) if rank <= DEPTH else 0.0


def compare(collection: Collection, embedder: Embedder) -> dict[str, list[int]]:
    """Ranks of every question's passage by each search; the last one is the fusion that the program uses."""
    from knowledge.hybrid import CHARS_WEIGHT, WORDS_WEIGHT

    print(f"{len(collection.passages)} passages, {len(collection.questions)} questions")
    dense = dense_search(collection, embedder)
    words, chars = lexical_search(collection, stems), lexical_search(collection, grams)
    searches = {
        "dense": dense,
        "BM25 words": words,
        "BM25 characters": chars,
        "fusion": fuse([(1, dense), (WORDS_WEIGHT, words), (CHARS_WEIGHT, chars)]),
    }
    return {name: find_ranks(collection, search) for name, search in searches.items()}


def main(arguments: list[str]) -> int:
    """Print the table for one corpus; 1 when the file or the embedder cannot be used."""
    options = _parser().parse_args(arguments)
    try:
        collection = read_collection(options.corpus, options.every)
        embedder = open_embedder(options.embeddings, options.data)
        ranks = compare(collection, embedder)
    except (BadRecord, OSError, EmbedderUnknown, ModelUnavailable) as error:
        return complain(error)
    print(f"embedder {embedder.identity}")
    print(f"{'':<16} {'nDCG@10':>8} {'95 % interval':>16} {'first':>6} {'in 10':>6}")
    gains = {name: [gain(rank) for rank in found] for name, found in ranks.items()}
    for name, found in ranks.items():
        estimate = bootstrap(gains[name])
        first, within = (100 * np.mean(np.array(found) <= depth) for depth in (1, DEPTH))
        interval = f"{estimate.low:.1f} to {estimate.high:.1f}"
        print(f"{name:<16} {estimate.mean:>8.2f} {interval:>16} {first:>6.1f} {within:>6.1f}")
    change = paired_bootstrap(gains["dense"], gains["fusion"])
    print(f"fusion - dense: {change.mean:+.2f} ({change.low:+.2f} to {change.high:+.2f})")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals retrieval", description=__doc__)
    parser.add_argument("corpus", type=Path, help="a file in SQuAD's form")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take every n-th question only")
    parser.add_argument("--embeddings", default=DEFAULT, help=f"the embedder's name (default: {DEFAULT})")
    default = Path(read_environment().get("DATA_DIR", "data"))
    parser.add_argument(
        "--data", type=Path, default=default, help="data folder (default: $DATA_DIR, else data)"
    )
    return parser

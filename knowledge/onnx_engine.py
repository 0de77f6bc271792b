"""Runs the prepared multilingual-e5-small on onnxruntime: opened once in a process."""

import os
import re
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge.engine import Vectors

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

LONGEST = 512  # tokens with <s> and </s>: the model's positions
BEGIN, END = 0, 2  # the numbers of <s> and </s>
WORDS = 16_384  # of which the pieces are kept: questions share most of theirs, and lines come again
_QUERY, _PASSAGE = "query: ", "passage: "  # the prefixes the model was trained with

_opened: dict[tuple[Path, str], tuple["InferenceSession", "Pieces"]] = {}
_opening = threading.Lock()
_WORD = re.compile("[^\\s\u200c\u2581\ufffd]+")  # the tokenizer, too, ends a word at each of these


class OnnxEngine:
    """Texts go in one by one: no padding, and a vector never depends on its neighbours.

    Passages are spread over so many threads as are asked for; a text has one: a question is so short that a
    second one gains nothing and costs a tenth. It can be called from several threads, and after a fork.
    """

    def __init__(self, folder: Path, identity: str, threads: int = 1) -> None:
        """Open the model in folder, once in a process; raises onnxruntime's errors for an unreadable file."""
        self.identity = identity
        self._threads = threads
        key = (folder.resolve(), identity)
        with _opening:
            if key not in _opened:
                session = open_session(folder / "model.onnx")
                _opened[key] = (session, open_pieces(folder / "tokenizer.json"))
            self._session, self._pieces = _opened[key]
        self.dimension = int(self._session.get_outputs()[0].shape[1])

    def queries(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) float32, L2-normalised."""
        return self._vectors([_QUERY + text for text in texts])

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) float32, L2-normalised."""
        return self._vectors([_PASSAGE + text for text in texts])

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        if self._threads == 1 or len(texts) == 1:
            return np.stack([self._vector(text) for text in texts])
        with ThreadPoolExecutor(self._threads) as pool:
            return np.stack(list(pool.map(self._vector, texts)))

    def _vector(self, text: str) -> Vectors:
        ids = np.array([self._pieces.of(text)], dtype=np.int64)
        return np.asarray(self._session.run(["vectors"], {"ids": ids})[0][0], dtype=np.float32)


def open_session(graph: Path | bytes) -> "InferenceSession":
    """A session over a graph, in a file or in memory; raises onnxruntime's errors for an unreadable one."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # Two threads that share a text of a hundred tokens take 13.6 ms with both processors free and one 12.4.
    options.intra_op_num_threads, options.inter_op_num_threads = 1, 1
    options.log_severity_level = 3
    # The arena keeps the largest text's memory for ever and gains no measurable time.
    options.enable_cpu_mem_arena = False
    # The graph is written fused; higher levels would fuse Add and LayerNormalization into a slower operator.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


class Pieces:
    """The pieces of words that a model reads; may be used from several threads.

    Word by word, for nearly all come again: looking them up takes a tenth of cutting the text into them.
    """

    def __init__(self, tokenizer: "Tokenizer") -> None:
        self._tokenizer = tokenizer
        self._of_word = lru_cache(maxsize=WORDS)(self._cut)

    def of(self, text: str, most: int = LONGEST) -> list[int]:
        """Numbers of <s>, the folded text's pieces and </s>; the last pieces are left out beyond `most`."""
        ids = [BEGIN]
        for word in _WORD.findall(text):
            ids += self._of_word(word)
            if len(ids) >= most:
                break
        return [*ids[: most - 1], END]

    def _cut(self, word: str) -> list[int]:
        found: list[int] = self._tokenizer.encode(word, add_special_tokens=False).ids
        return found


def open_pieces(path: Path) -> Pieces:
    """Those of the cut vocabulary; files that say the same share them."""
    return _pieces(path.read_bytes())


@lru_cache(maxsize=1)
def _pieces(described: bytes) -> Pieces:
    # Set before the first import: its thread pool would not survive a fork and gains nothing text by text.
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from tokenizers import Tokenizer

    return Pieces(Tokenizer.from_buffer(described))

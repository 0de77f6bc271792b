"""Questions written beforehand on lines of the starter documents: how people ask for what a line says.

A new question that lies near one of them most likely asks for the same lines; one that lies nearer to one
that no line answers most likely has no answer either: in these documents, for of others that tells nothing
(see Familiarity.documents). The file holds the questions' vectors and the lines' own; a passage of any index
that says the same as a line takes its questions over, others stay as they are.
`python -m evals known` writes it.
"""

import json
import math
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.bm25 import Scores
from knowledge.coded import CodedVectors, Codes, decode, encode
from knowledge.dense import DenseIndex
from knowledge.document import Passage
from knowledge.embedder import Embedder
from knowledge.engine import Vectors
from knowledge.query import EARLIER_SHARE, Query
from knowledge.retriever import Familiarity
from knowledge.stems import stems

FILE = Path(__file__).with_name("known_questions.npz")
ALIKE, SAME = 0.9, 0.93  # cosines from which a passage may say the same as a line, and in other words
HALF, MOST = 0.5, 0.75  # shares of the line's words that it must hold besides
SHARED_WEIGHT = 0.15  # what those words count beside the cosine when several passages may
ASKED_ABOUT = 0.5  # share of a document's items that say a line, from which it is one that was asked about
NEXT = 0.03  # how far behind the likest line others may say the same: the entries of a list that it joins


@dataclass(frozen=True, slots=True)
class KnownQuestions:
    """The questions with the lines that answer them; a question without lines has no answer."""

    identity: str  # of the embedder that made the vectors
    codes: Codes  # (questions, dimension): their vectors
    answers: tuple[tuple[int, ...], ...]  # numbers of lines, one tuple a question
    lines: tuple[str, ...]
    line_vectors: Vectors  # (lines, dimension) float32


class QuestionBank:
    """The known questions over the passages of one index.

    Those nearer than `apart` are taken for the asked one itself and left out: so a known question can be
    asked as one that nobody knows.
    """

    def __init__(
        self, known: KnownQuestions, passages: Sequence[Passage], dense: DenseIndex, apart: float = math.inf
    ) -> None:
        self._apart = apart
        self._size = len(passages)
        self._items = [passage.item_id or "" for passage in passages]
        places = _same(known, passages, dense)
        self._documents = _asked_about(passages, {place for found in places for place in found})
        pairs = [(q, place) for q, lines in enumerate(known.answers) for n in lines for place in places[n]]
        self._questions = np.array([question for question, _ in pairs], dtype=np.int64)
        self._places = np.array([place for _, place in pairs], dtype=np.int64)
        # a question whose lines this index lacks is in neither: it tells nothing about it
        self._unanswered = np.flatnonzero([not lines for lines in known.answers])
        self._vectors = CodedVectors(known.codes)

    def recall(self, vector: Vectors) -> tuple[Familiarity, Scores]:
        """For a question's L2-normalised vector (dimension,), how well it is known.

        And for each passage (passages,) float32 the cosine to the nearest question that it answers, else 0.
        """
        passages = np.zeros(self._size, dtype=np.float32)
        if not self._documents:
            return Familiarity(), passages
        cosines = self._vectors.cosines(vector)
        cosines[cosines > self._apart] = 0
        answered = cosines[self._questions]
        np.maximum.at(passages, self._places, answered)
        nearest = self._questions[np.argmax(answered)]
        items = tuple(self._items[place] for place in self._places[self._questions == nearest])
        unanswered = float(cosines[self._unanswered].max(initial=0.0))
        return Familiarity(float(cosines[nearest]), unanswered, items, self._documents), passages


def open_bank(
    passages: Sequence[Passage], dense: DenseIndex, identity: str, path: Path = FILE
) -> QuestionBank | None:
    """The shipped questions over these passages; None for another embedder, whose vectors mean other things.

    Raises OSError, ValueError or KeyError for another file.
    """
    known = load_known_questions(path)
    return QuestionBank(known, passages, dense) if known.identity == identity else None


def readings_of(query: Query) -> tuple[str, ...]:
    """The readings by which a question is compared: of a follow-up only the one with what it follows on.

    «فایده‌اش چیست؟» alone lies near every other question for a benefit.
    """
    follows = any(concept.share <= EARLIER_SHARE for concept in query.concepts)
    return query.readings[-1:] if follows else query.readings


def mean_vector(readings: Sequence[str], embedder: Embedder) -> Vectors:
    """(dimension,) float32, L2-normalised: of a question with all its readings; raises TextUnusable."""
    mean = np.mean([embedder.query_vector(reading) for reading in readings], axis=0)
    return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)


def _asked_about(passages: Sequence[Passage], found: Set[int]) -> frozenset[str]:
    """Ids of the documents of which most items are among the passages found."""
    items = [(n, p.document_id) for n, p in enumerate(passages) if p.item_id is not None and not p.gloss]
    held = Counter(document for _, document in items)
    said = Counter(document for n, document in items if n in found)
    return frozenset(document for document in held if said[document] >= ASKED_ABOUT * held[document])


def _same(known: KnownQuestions, passages: Sequence[Passage], dense: DenseIndex) -> list[tuple[int, ...]]:
    """For each line the passage of an item that says the same, in a tuple; () where none does.

    It holds most of the line; or half of it, and hardly another line says the same better.
    """
    items = {n: _Said.of(p.text) for n, p in enumerate(passages) if p.item_id is not None and not p.gloss}
    used = {line for lines in known.answers for line in lines}
    found: list[tuple[float, float, float, int] | None] = []
    best: dict[int, float] = {}  # score of the line that each passage is likest to
    for number, (text, vector) in enumerate(zip(known.lines, known.line_vectors, strict=True)):
        if number not in used:
            found.append(None)
            continue
        line = _Said.of(text)
        likely: list[tuple[float, float, float, int]] = []
        places, cosines = dense.cosines(vector[None], lambda near: set())
        near = np.flatnonzero(cosines >= ALIKE)
        for place, cosine in ((int(places[n]), float(cosines[n])) for n in near):
            if place in items:
                held = line.held_by(items[place])
                likely.append((cosine + SHARED_WEIGHT * held, held, cosine, place))
                best[place] = max(best.get(place, 0.0), likely[-1][0])
        found.append(max(likely, default=None))
    return [
        ()
        if each is None or each[1] < (HALF if each[2] >= SAME and each[0] >= best[each[3]] - NEXT else MOST)
        else (each[3],)
        for each in found
    ]


@dataclass(frozen=True, slots=True)
class _Said:
    """The stems of a passage «heading: lead — text»."""

    all: frozenset[str]
    heading: frozenset[str]
    body: frozenset[str]  # without the heading
    own: frozenset[str]  # without the lead, too

    @classmethod
    def of(cls, passage: str) -> "_Said":
        heading, _, body = passage.partition(": ")
        own = body.rpartition(" — ")[2]
        return cls(*(frozenset(stems(text)) for text in (passage, heading, body or heading, own or heading)))

    def held_by(self, passage: "_Said") -> float:
        """The share of this that the passage holds, 0 to 1.

        Another document may set it under another heading, or as an entry of its own without the lead.
        """
        alone = 0.0
        if _share(self.heading, passage.all) >= HALF:
            alone = min(_share(self.own, passage.all), _share(passage.body, self.all))
        return max(_share(self.all, passage.all), _share(self.body, passage.all), alone)


def _share(words: frozenset[str], held: frozenset[str]) -> float:
    return len(words & held) / len(words) if words else 0.0


def load_known_questions(path: Path = FILE) -> KnownQuestions:
    """The file that ships with the package; raises OSError, ValueError or KeyError for another file."""
    with np.load(path) as arrays:
        starts, flat = arrays["starts"], arrays["answers"].tolist()
        ends = [*starts[1:].tolist(), len(flat)]
        return KnownQuestions(
            identity=str(arrays["identity"]),
            codes=arrays["vectors"],
            answers=tuple(tuple(flat[a:b]) for a, b in zip(starts.tolist(), ends, strict=True)),
            lines=tuple(json.loads(bytes(arrays["lines"]))),
            line_vectors=decode(arrays["line_vectors"]),
        )


def write_known_questions(known: KnownQuestions, path: Path = FILE) -> None:
    """Replace the file."""
    lengths = [len(lines) for lines in known.answers]
    text = json.dumps(known.lines, ensure_ascii=False).encode()
    unfinished = path.with_suffix(".new.npz")
    np.savez_compressed(
        unfinished,
        identity=np.array(known.identity),
        vectors=known.codes,
        answers=np.array([n for lines in known.answers for n in lines], dtype=np.int32),
        starts=np.cumsum([0, *lengths[:-1]]).astype(np.int32),
        lines=np.frombuffer(text, dtype=np.uint8),
        line_vectors=encode(known.line_vectors),
    )
    unfinished.replace(path)

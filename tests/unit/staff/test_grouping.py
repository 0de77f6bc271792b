"""Questions are grouped by what they ask, whatever the order they come in."""

import random
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np

from bot.dialogue.turn import Outcome
from bot.staff.grouping import average_link, groups_of
from bot.staff.lacks import Lack, Lacks
from bot.staff.likeness import Likeness
from bot.staff.questions import Asked, Kind
from knowledge.engine import Vectors
from tests.desk import WordVectors

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def asked(*texts: str) -> list[Asked]:
    """The questions as refused ones, a minute after each other."""
    return [
        Asked(n, text, MONDAY + timedelta(minutes=n), "web", Outcome.ABSTENTION, None, None, False)
        for n, text in enumerate(texts)
    ]


@dataclass(slots=True)
class Refused:
    """Refused questions in memory."""

    kept: Sequence[Asked]

    def page(self, kind: Kind, limit: int) -> Sequence[Asked]:
        return self.kept[:limit] if kind is Kind.REFUSED else []


def looked(questions: Sequence[Asked]) -> list[Lack]:
    return list(Lacks(Refused(questions), WordVectors(), patience=60, rest=0).look().lacks)


TEXTS = (
    *("وام خوشه چقدر است", "وام خوشه چقدر است؟", "وام خوشه چقدره", "میزان وام خوشه چقدر است"),
    *("نرخ دلار امروز", "نرخ دلار امروز چند است", "دلار امروز چند", "مدارک صادرات به عراق"),
    *("مدارک صادرات به ترکیه", "نشانی سازمان", "تلفن سازمان", "مدارک لازم صادرات به عراق"),
)


def test_the_order_of_the_questions_changes_nothing() -> None:
    questions = asked(*TEXTS)
    first = looked(questions)
    for seed in range(20):
        shuffled = random.Random(seed).sample(questions, len(questions))
        assert looked(shuffled) == first


def test_another_country_or_another_thing_wanted_is_another_lack() -> None:
    groups = [{lack.text, *lack.others} for lack in looked(asked(*TEXTS))]
    assert {"مدارک صادرات به عراق", "مدارک لازم صادرات به عراق"} in groups
    assert {"مدارک صادرات به ترکیه"} in groups
    assert {"نشانی سازمان"} in groups
    assert {"تلفن سازمان"} in groups


def test_a_group_is_named_by_its_middle_and_counts_every_asking() -> None:
    base = "نرخ رسمی دلار صادراتی فرش دستباف ماشینی چقدر است"
    questions = asked(f"{base} اکنون", base, base, f"{base} حالا")
    (lack,) = looked(questions)
    assert (lack.text, lack.count, lack.last_at, lack.id) == (base, 4, questions[3].at, 3)
    assert set(lack.others) == {f"{base} اکنون", f"{base} حالا"}


def test_a_chain_of_neighbours_is_not_one_group() -> None:
    """Each is like the next one, the ends are unlike: single linkage would make one group of them."""
    places = np.arange(6, dtype=np.float32)
    likeness = np.asarray(1 - 0.3 * np.abs(places[:, None] - places[None, :]), dtype=np.float32)
    found = average_link(likeness.copy(), 0.65)
    assert sorted(map(sorted, found)) == [[0, 1], [2, 3], [4, 5]]


def test_groups_are_the_same_whether_looked_at_by_components_or_as_a_whole() -> None:
    draw = np.random.default_rng(7)
    points = draw.normal(size=(60, 8)).astype(np.float32)
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    likeness: Vectors = points @ points.T
    parts = groups_of(60, lambda rows, columns: likeness[np.ix_(rows, columns)], 0.6)
    whole = average_link(likeness.copy(), 0.6)
    assert sorted(map(sorted, parts)) == sorted(map(sorted, whole))
    for group in parts:
        for one in group:
            others = [other for other in group if other != one]
            assert not others or likeness[one, others].max() >= 0.6


def test_likeness_is_worked_out_alike_in_blocks() -> None:
    texts = [f"{text} {n}" for n in range(60) for text in TEXTS]
    vectors = np.stack([WordVectors().query_vector(text) for text in texts])
    whole = Likeness(texts, vectors).between(range(720), range(720))
    part = Likeness(texts, vectors).between(range(600, 720), range(720))
    np.testing.assert_allclose(whole[600:], part, atol=1e-5)


class HeldVectors(WordVectors):
    """Gives nothing until it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def query_vector(self, text: str) -> Vectors:
        self.go.wait(60)
        return super().query_vector(text)


def test_a_look_does_not_wait_for_all_questions_to_be_read() -> None:
    embed = HeldVectors()
    lacks = Lacks(Refused(asked(*TEXTS)), embed, patience=0.01, rest=0)
    assert lacks.look().waiting
    embed.go.set()
    patient = lacks.look()
    while patient.waiting:
        patient = lacks.look()
    assert sum(lack.count for lack in patient.lacks) == len(TEXTS)


def test_what_was_erased_is_gone_from_the_next_look() -> None:
    refused = Refused(asked(*TEXTS))
    lacks = Lacks(refused, WordVectors(), patience=60, rest=0)
    lacks.look()
    refused.kept = [replace(one, id=1) for one in refused.kept[4:5]]
    assert [lack.text for lack in lacks.look().lacks] == ["نرخ دلار امروز"]

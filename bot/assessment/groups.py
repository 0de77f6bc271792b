"""What many people's results say together, for staff: never of fewer than five."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

FEWEST_PEOPLE = 5  # a mean of fewer could be traced to somebody
WHOLE = "whole"  # key of the overall score among the dimensions


class Trait(StrEnum):
    """What people are grouped by."""

    PROVINCE = "province"
    SECTOR = "sector"


@dataclass(frozen=True, slots=True)
class PersonScores:
    """One person's newest result."""

    province: str | None
    sector: str | None
    scores: dict[str, float]  # dimension to score, those that have one; WHOLE among them


@dataclass(frozen=True, slots=True)
class GroupScore:
    """The mean of one dimension in one group."""

    group: tuple[str, ...]  # the values of the traits, in their order
    dimension: str  # key
    people: int  # at least FEWEST_PEOPLE
    mean: float  # 0 to 100


def group_scores(people: Iterable[PersonScores], by: Sequence[Trait]) -> list[GroupScore]:
    """Means by group and dimension, in order; who has not told a trait is in no group of it.

    With no trait at all everybody is one group.
    """
    found: dict[tuple[tuple[str, ...], str], list[float]] = defaultdict(list)
    for person in people:
        told = {Trait.PROVINCE: person.province, Trait.SECTOR: person.sector}
        group = tuple(value for trait in by if (value := told[trait]) is not None)
        if len(group) == len(by):
            for dimension, score in person.scores.items():
                found[group, dimension].append(score)
    return [
        GroupScore(group, dimension, len(scores), fmean(scores))
        for (group, dimension), scores in sorted(found.items())
        if len(scores) >= FEWEST_PEOPLE
    ]

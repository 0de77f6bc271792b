"""Groups of what is alike, whatever the order it comes in: average linkage, cut where likeness ends."""

from collections.abc import Callable, Sequence

import numpy as np

from bot.staff.likeness import BLOCK
from knowledge.engine import Vectors

type Between = Callable[[Sequence[int], Sequence[int]], Vectors]  # likeness of these rows to these columns


def groups_of(count: int, between: Between, floor: float) -> list[list[int]]:
    """Groups of 0 … count - 1 whose mean likeness is `floor` at least.

    No group reaches across connected components of what is alike, so only these are looked at as a whole.
    """
    found: list[list[int]] = []
    for component in _components(count, between, floor):
        if len(component) == 1:
            found.append(component)
            continue
        linked = average_link(between(component, component), floor)
        found += [[component[number] for number in group] for group in linked]
    return found


def average_link(likeness: Vectors, floor: float) -> list[list[int]]:
    """UPGMA (Sokal and Michener 1958) by nearest-neighbour chains (Benzécri 1982), cut at `floor`.

    `likeness` is (n, n), of which the upper half counts, and is written over; O(n²).
    """
    for number in range(len(likeness)):  # a product of matrices is not symmetric to the last bit
        likeness[number + 1 :, number] = likeness[number, number + 1 :]
    members = [[number] for number in range(len(likeness))]
    np.fill_diagonal(likeness, -np.inf)
    waiting = list(range(len(likeness)))[::-1]
    chain: list[int] = []
    found: list[list[int]] = []
    gone: set[int] = set()

    def retire(number: int) -> None:
        likeness[number], likeness[:, number] = -np.inf, -np.inf
        gone.add(number)

    while waiting or chain:
        if not chain:
            if (first := waiting.pop()) in gone:
                continue
            chain = [first]
        top = chain[-1]
        nearest = int(likeness[top].argmax())
        before = chain[-2] if len(chain) > 1 else None
        if before is not None and likeness[top, before] >= likeness[top, nearest]:
            nearest = before
        if likeness[top, nearest] < floor:  # a mean never rises again: this group is whole
            found.append(members[top])
            retire(top)
            chain.pop()
        elif nearest == before:
            one, other = len(members[before]), len(members[top])
            joined = (one * likeness[before] + other * likeness[top]) / (one + other)
            members[before] += members[top]
            retire(top)
            joined[[before, top]] = -np.inf
            likeness[before], likeness[:, before] = joined, joined
            waiting.append(before)
            del chain[-2:]
        else:
            chain.append(nearest)
    return found


def _components(count: int, between: Between, floor: float) -> list[list[int]]:
    everything = range(count)
    near = np.zeros((count, count), dtype=bool)
    for start in range(0, count, BLOCK):
        rows = everything[start : start + BLOCK]
        near[rows] = between(rows, everything) >= floor
    left, found = np.ones(count, dtype=bool), []
    for first in everything:
        if not left[first]:
            continue
        reached, edge = np.zeros(count, dtype=bool), [first]
        while edge:
            reached[edge] = True
            edge = list(np.flatnonzero(near[edge].any(axis=0) & ~reached))
        left &= ~reached
        found.append([int(number) for number in np.flatnonzero(reached)])
    return found

"""Does the answer say what it has to, and nothing that it must not?"""

from collections.abc import Sequence

from evals.matching import holds, holds_any


def found_facts(answer: str, must: Sequence[Sequence[str]]) -> tuple[bool, ...]:
    """For each required fact, whether one of its wordings stands in the answer.

    Nuggets as in the TREC question answering track (Voorhees 2003), judged by matching.holds, not by people.
    """
    return tuple(holds_any(answer, wordings) for wordings in must)


def fact_recall(found: Sequence[bool]) -> float:
    """Nugget recall: facts found / facts required (Voorhees 2003); raises ValueError without any."""
    if not found:
        raise ValueError("recall of no facts is undefined")
    return sum(found) / len(found)


def forbidden_strings(answer: str, must_not: Sequence[str]) -> tuple[str, ...]:
    """The forbidden wordings that stand in the answer: a wrong figure or place, the rules themselves."""
    return tuple(wording for wording in must_not if holds(answer, wording))

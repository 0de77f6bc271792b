"""Is everything that is said covered by what is cited?"""

from collections.abc import Sequence

from evals.matching import coverage, numerals
from evals.metrics.citations import SUPPORT


def claims(lines: Sequence[str]) -> list[str]:
    """The lines that assert something of the matter.

    A line that ends in a colon only announces the next ones; one in brackets is a note on the source itself.
    """
    return [line for line in map(str.strip, lines) if line and not line.endswith(":") and line[0] != "("]


def grounded_share(lines: Sequence[str], sources: Sequence[str]) -> float | None:
    """Claims whose content words the sources hold (SUPPORT of them) / claims; None without claims.

    Faithfulness of ragas (Es et al. 2023): supported statements / statements. A statement is a line, and
    support is word coverage, because embeddings do not tell a right figure from a wrong one.
    """
    said = claims(lines)
    if not said:
        return None
    return sum(coverage(line, sources) >= SUPPORT for line in said) / len(said)


def stray_numerals(lines: Sequence[str], sources: Sequence[str]) -> frozenset[str]:
    """Numerals that no source holds; an announcing line may also count the lines under it.

    The promise "no figure that the source does not hold", DESIGN.md, promise 2.
    """
    held = numerals("\n".join(sources))
    counts = {str(number) for number in range(len(lines) + 1)}
    stray: set[str] = set()
    for line in lines:
        stray |= numerals(line) - held - (counts if line.rstrip().endswith(":") else set())
    return frozenset(stray)

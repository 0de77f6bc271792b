"""Rankings against the set of what is relevant; all take ids in rank order, best first, without repeats."""

import math
from collections.abc import Collection, Sequence


def recall_at(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """|relevant in the first k| / |relevant| (Manning et al. 2008, ch. 8); raises ValueError without any."""
    _check(relevant)
    return len(set(ranked[:k]) & set(relevant)) / len(set(relevant))


def reciprocal_rank(ranked: Sequence[str], relevant: Collection[str]) -> float:
    """1 / rank of the first relevant one, 0 when there is none (Voorhees 1999); its mean is MRR."""
    _check(relevant)
    return next((1 / rank for rank, name in enumerate(ranked, 1) if name in relevant), 0.0)


def ndcg_at(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """DCG@k / ideal DCG@k with gain 1 and discount log2(rank + 1) (Järvelin and Kekäläinen 2002)."""
    _check(relevant)
    gained = sum(1 / math.log2(rank + 1) for rank, name in enumerate(ranked[:k], 1) if name in relevant)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(k, len(set(relevant))) + 1))
    return gained / ideal


def _check(relevant: Collection[str]) -> None:
    if not relevant:
        raise ValueError("a ranking has no score where nothing is relevant")

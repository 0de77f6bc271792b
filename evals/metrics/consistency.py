"""Does the same question get the same answer, however it is typed?"""

from collections import Counter
from collections.abc import Hashable, Sequence


def agreement(answers: Sequence[Hashable]) -> float:
    """Answers equal to the most frequent one / answers; 1.0 is full agreement. Raises ValueError for none.

    The variation ratio turned round (Freeman 1965): 1 - v. What makes two answers equal is the caller's.
    """
    if not answers:
        raise ValueError("agreement of no answers is undefined")
    return Counter(answers).most_common(1)[0][1] / len(answers)

"""How many turns a person may take in a minute."""

from datetime import datetime

from bot.dialogue.ports import Budget


def spend(budget: Budget | None, per_minute: int, now: datetime) -> Budget | None:
    """The budget after one more turn, None when there is nothing left.

    A bucket that holds `per_minute` turns and fills evenly: nobody waits who does not hurry for a minute.
    """
    left = float(per_minute)
    if budget is not None:
        passed = max(0.0, (now - budget.at).total_seconds())
        left = min(left, budget.left + passed * per_minute / 60)
    return Budget(left - 1, now) if left >= 1 else None

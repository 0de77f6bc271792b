"""What a picture and a report of a self-assessment cost on one core.

    python tests/load/bench_assessment.py [--rounds N]

For each instrument, with an earlier result beside the new one: the first (nothing is loaded yet), the median
and the slowest of the rest. The aims are 200 ms a picture and 600 ms a report.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from bot.assessment.reading import load_instruments
from tests.answered import TAKEN_AT, taken

AIMS = {"picture": 200, "report": 600}  # milliseconds


def times(make: Callable[[], bytes], rounds: int) -> tuple[list[float], int]:
    """Milliseconds of each round, and the size of what was made in bytes."""
    found, size = [], 0
    for _ in range(rounds):
        started = time.perf_counter()
        size = len(make())
        found.append((time.perf_counter() - started) * 1000)
    return found, size


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # the processes it starts are held to it, too
    print(f"{'instrument':<12}{'what':<10}{'first':>8}{'median':>8}{'slowest':>9}{'aim':>6}  ms{'kB':>7}")
    for instrument in load_instruments():
        result = taken(instrument)
        before = taken(instrument, step=2, taken_at=TAKEN_AT - timedelta(days=100), result_id="r0")

        def picture(new=result, old=before) -> bytes:  # type: ignore[no-untyped-def]
            from bot.assessment.picture import draw

            return draw(new, old)

        def report(new=result, old=before) -> bytes:  # type: ignore[no-untyped-def]
            from bot.assessment.report import print_report

            return print_report(new, old)

        for what, make in (("picture", picture), ("report", report)):
            (first, *rest), size = times(make, rounds)
            row = f"{instrument.key:<12}{what:<10}{first:>8.0f}{statistics.median(rest):>8.0f}"
            print(f"{row}{max(rest):>9.0f}{AIMS[what]:>6}    {size / 1000:>7.0f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

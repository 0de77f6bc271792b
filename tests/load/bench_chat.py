"""What the serving process costs: start, memory, latency alone and with 20 people, and its highest rate.

    python tests/load/bench_chat.py [--data DIR] [--seconds N] [--people N]

Starts its own `bot serve` on a free port, asks it over HTTP and ends it. The questions are those of
evals/gold and then those on other texts, none of which the search knows beforehand; each is asked once, by
somebody who has asked nothing before, so that nothing is answered from memory unless the line says so.
"""

import argparse
import http.client
import json
import random
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.load.stages import Stages
from tests.running import Serving

EVERY = 2.0  # seconds between two questions of one person
WARM = 30  # questions before anything is measured
STAGED = 300  # questions for the breakdown
GOLD = Path(__file__).parents[2] / "evals" / "gold"
QUESTIONS = (sorted(GOLD.glob("*.jsonl")), [GOLD / "teaching" / "other-texts.jsonl"])


class Asker:
    """One connection; each question is a new person's."""

    def __init__(self, port: int) -> None:
        # not httpx: what the asking side costs is taken from the same processors
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, question: str) -> float:
        """Milliseconds until the whole answer is here."""
        body = json.dumps({"text": question, "turn_id": uuid.uuid4().hex})
        started = time.perf_counter()
        self._connection.request("POST", "/api/chat", body, {"content-type": "application/json"})
        response = self._connection.getresponse()
        answer = response.read()
        if response.status != 200:
            raise RuntimeError(f"{response.status}: {answer.decode(errors='replace')[:200]}")
        return (time.perf_counter() - started) * 1000


def read_questions(sets: Iterable[Sequence[Path]]) -> list[str]:
    """Each once, set after set, each set in a mixed order that is the same in every run."""
    questions: dict[str, None] = {}
    for paths in sets:
        lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
        random.Random(1).shuffle(lines)
        questions |= dict.fromkeys(json.loads(line)["question"] for line in lines)
    return list(questions)


def alone(port: int, questions: Iterator[str], seconds: float) -> list[float]:
    """One after the other, without a pause."""
    asker, times, end = Asker(port), [], time.monotonic() + seconds
    while time.monotonic() < end:
        times.append(asker.ask(next(questions)))
    return times


def together(
    port: int, questions: Iterator[str], seconds: float, people: int, every: float
) -> tuple[list[float], float]:
    """Milliseconds of all, and answers a second; 0 seconds between two questions: without a pause."""
    times: list[float] = []
    started = time.monotonic()
    turn = threading.Lock()

    def person(number: int) -> None:
        asker = Asker(port)
        time.sleep(random.Random(number).uniform(0, every))
        while time.monotonic() < started + seconds:
            began = time.monotonic()
            with turn:
                question = next(questions)
            times.append(asker.ask(question))
            time.sleep(max(0.0, every - (time.monotonic() - began)))

    threads = [threading.Thread(target=person, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, len(times) / (time.monotonic() - started)


def show(name: str, times: Sequence[float], also: str = "") -> None:
    p50, p99 = (centile(times, part) for part in (0.5, 0.99))
    print(f"{name:<40} p50 {p50:6.1f} ms   p99 {p99:6.1f} ms   ({len(times)} questions{also})", flush=True)


def centile(values: Sequence[float], part: float) -> float:
    return sorted(values)[int(len(values) * part)]


def show_stages(stages: Stages) -> None:
    """The breakdown of answers in this process, without HTTP and without the database."""
    whole = [sum(row.values()) for row in stages.rows]
    print(f"{'one answer in the process':<40} p50 {centile(whole, 0.5):6.1f} ms   ({len(whole)} questions)")
    for name in stages.names:
        times = [row.get(name, 0.0) for row in stages.rows]
        mean, p99, share = sum(times) / len(times), centile(times, 0.99), 100 * sum(times) / sum(whole)
        print(f"  {name:<38} mean {mean:5.2f} ms   p99 {p99:6.2f} ms   {share:3.0f} %")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("data"), help="data folder (default: data)")
    parser.add_argument("--seconds", type=float, default=20.0, help="length of each part (default: 20)")
    parser.add_argument("--people", type=int, default=20, help="people at the same time (default: 20)")
    options = parser.parse_args()
    all_questions = read_questions(QUESTIONS)
    questions = iter(all_questions)
    with tempfile.TemporaryDirectory() as folder:
        settings = {"RATE_LIMIT_PER_MINUTE": "0", "DATABASE_URL": f"sqlite:///{folder}/bench.db"}
        with Serving(options.data, "--prepare", **settings) as first:  # what the next one need not prepare
            first.stop()
        started = time.perf_counter()
        with Serving(options.data, "--prepare", **settings) as serving:
            print(f"{'start until the address is printed':<40} {time.perf_counter() - started:6.2f} s")
            print(f"{'memory after the start':<40} {serving.memory()[0]:6.0f} MB")
            asker = Asker(serving.port)
            print(f"{'first answer after the start':<40} {asker.ask(next(questions)):6.1f} ms")
            for _ in range(WARM):
                asker.ask(next(questions))
            times = alone(serving.port, questions, options.seconds)
            show("one person without a pause", times)
            again = iter(all_questions[1 + WARM : 1 + WARM + len(times)])
            asker = Asker(serving.port)  # the idle one has been hung up
            show("  the same questions again", [asker.ask(question) for question in again])
            times, _ = together(serving.port, questions, options.seconds, options.people, EVERY)
            show(f"{options.people} people, a question every {EVERY:.0f} s", times)
            before = serving.processor_seconds()
            times, rate = together(serving.port, questions, options.seconds, options.people, 0)
            spent = 1000 * (serving.processor_seconds() - before) / len(times)
            show(f"{options.people} people without a pause", times, f", {rate:.1f} answers a second")
            print(f"{'  processor time of an answer':<40} {spent:10.1f} ms")
            now, highest = serving.memory()
            print(f"{'memory afterwards, and highest':<40} {now:6.0f} MB {highest:6.0f} MB")
    stages = Stages()
    stages.measure(options.data, all_questions[: STAGED + WARM], WARM)
    show_stages(stages)


if __name__ == "__main__":
    main()

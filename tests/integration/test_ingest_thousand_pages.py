"""A thousand printed pages, the real model, and five kills on the way."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fpdf import FPDF

from ingest.pipeline import prepare
from knowledge.embedder import open_embedder
from knowledge.index import IndexMissing, open_index, read_documents, read_manifest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

ROOT = Path(__file__).parents[2]
FONT = ROOT / "bot" / "web" / "static" / "fonts" / "Vazirmatn-Regular.ttf"
FILES, PAGES = 40, 25
KILLS = 5
WHO = ("استانداری", "شورای برنامه‌ریزی", "اتاق بازرگانی", "دانشگاه", "انجمن صنفی", "سازمان صنایع کوچک")
WHAT = ("بازاریابی مشترک", "آموزش کارکنان", "خرید گروهی مواد اولیه", "آزمایشگاه مشترک", "برند منطقه‌ای")
HOW = ("پشتیبانی می‌کند", "گزارش سالانه می‌دهد", "بودجه جداگانه دارد", "با بنگاه‌ها همکاری می‌کند")


def book(number: int, draw: random.Random) -> bytes:
    paper = FPDF()
    paper.add_font("page", "", FONT)
    paper.set_text_shaping(True)
    for page in range(PAGES):
        paper.add_page()
        paper.set_font("page", size=20)
        paper.multi_cell(0, 14, f"بخش {page + 1} از گزارش {number + 1}", align="R")
        paper.set_font("page", size=12)
        for line in range(2):
            text = f"{draw.choice(WHO)} از {draw.choice(WHAT)} در سال {1380 + page} {draw.choice(HOW)}."
            paper.set_xy(20, 50 + 12 * line)
            paper.multi_cell(0, 10, text, align="R")
    return bytes(paper.output())


def start(files: Path, data: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "ingest", "build", str(files), "--data", str(data)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True)


def test_a_thousand_pages_killed_five_times_are_complete_and_the_same(tmp_path: Path) -> None:
    draw = random.Random(5)
    files, data = tmp_path / "files", tmp_path / "data"
    files.mkdir()
    for number in range(FILES):
        (files / f"report-{number:02}.pdf").write_bytes(book(number, draw))
    for _ in range(KILLS):
        process = start(files, data)
        time.sleep(draw.uniform(2, 5))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        with pytest.raises(IndexMissing):
            read_manifest(data)
    assert start(files, data).wait() == 0
    documents = read_documents(data)
    assert sum(len({item.page for part in one.sections[1:] for item in part.items}) for one in documents) == (
        FILES * PAGES
    )
    assert documents == prepare([files], tmp_path / "fresh").documents
    embedder = open_embedder("e5-onnx", data)
    index = open_index(data, embedder)
    assert len(index.passages) == index.manifest.passages
    places = draw.sample(range(len(index.passages)), 20)
    vectors = embedder.passage_vectors([index.passages[place].text for place in places])
    for place, vector in zip(places, vectors, strict=True):
        positions, cosines = index.dense.cosines(vector.reshape(1, -1), lambda found, place=place: {place})
        assert cosines[positions.tolist().index(place)] > 0.999

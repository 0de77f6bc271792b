"""What is taught with torch is what the prepared model does with onnxruntime."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs torch: make .venv/.extra-sentence-transformers")

from evals.teaching.finding import train_finding
from evals.teaching.pairs import Pair
from evals.teaching.reading import GLANCER, train_reading
from evals.teaching.searches import Match, Search, Shelf
from knowledge import adapter
from knowledge.adapter import Task, load_adapter, write_adapter
from knowledge.answerability import OnnxAnswerability
from knowledge.embedder import Embedder, open_embedder
from knowledge.model import prepare_model

QUESTION = "گلاب کاشان کی گرفته می‌شود؟"
ANSWER = "گلاب کاشان در اردیبهشت گرفته می‌شود."
SILENT = "گلاب کاشان سالی دو هزار خریدار دارد."
SAYING = "دست به دست هم دادن"
PASSAGES = ("هم‌افزایی میان بنگاه‌ها", "دست‌های کارگران آسیب می‌بیند", "خرید دست دوم")
MATCHES = [Match("شهر", f"شهر {n} کجاست؟", f"شهر {n} در استان {n} است.", "هوا خوب است.") for n in range(4)]


@pytest.fixture
def adapters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the shipped ones, from which models are built."""
    folder = tmp_path / "adapters"
    shutil.copytree(adapter.FOLDER, folder)
    monkeypatch.setattr(adapter, "FOLDER", folder)
    adapter.adapter_digest.cache_clear()
    yield folder
    adapter.adapter_digest.cache_clear()


def test_a_reading_learnt_in_torch_is_kept_by_the_prepared_model(adapters: Path, tmp_path: Path) -> None:
    lesson = [Pair(QUESTION, ANSWER, True), Pair(QUESTION, SILENT, False)] * 160
    write_adapter(train_reading(lesson, print), Task.ANSWERABILITY.path)
    prepare_model(tmp_path, print)
    reading = OnnxAnswerability(tmp_path / "model")
    assert reading.logit(QUESTION, ANSWER) > 0 > reading.logit(QUESTION, SILENT)
    assert reading.logit(QUESTION, ANSWER) > reading.logit(QUESTION, SILENT) + 1


class _Teacher:
    """Goes by the line alone."""

    def logit(self, question: str, evidence: str) -> float:
        return 5.0 if evidence == ANSWER else -5.0


def test_where_the_truth_is_divided_the_teacher_is_followed(adapters: Path, tmp_path: Path) -> None:
    lesson = [Pair(QUESTION, line, truth) for line in (ANSWER, SILENT) for truth in (True, False)] * 80
    write_adapter(train_reading(lesson, print, shape=GLANCER, teacher=_Teacher()), Task.ANSWERABILITY.path)
    prepare_model(tmp_path, print)
    reading = OnnxAnswerability(tmp_path / "model")
    assert reading.logit(QUESTION, ANSWER) > reading.logit(QUESTION, SILENT) + 1


def test_a_saying_is_found_by_the_prepared_model_once_it_was_taught(adapters: Path, tmp_path: Path) -> None:
    def cosines(embedder: Embedder) -> list[float]:
        return [float(x) for x in embedder.passage_vectors(PASSAGES) @ embedder.query_vector(SAYING)]

    def learn(steps: int) -> list[float]:
        shelf = Shelf(PASSAGES, (Search((SAYING,), np.zeros(3, dtype=np.float32), (0,)),))
        write_adapter(train_finding([shelf], [MATCHES], print, steps=steps), Task.EMBEDDING.path)
        adapter.adapter_digest.cache_clear()
        data = tmp_path / str(steps)
        prepare_model(data, print)
        return cosines(open_embedder("e5-onnx", data))

    before, after = learn(0), learn(20)
    assert before[0] < max(before[1:])
    assert after[0] > max(after[1:])


def test_teaching_goes_on_from_an_earlier_adapter(adapters: Path) -> None:
    shelf = Shelf(PASSAGES, (Search((SAYING,), np.zeros(3, dtype=np.float32), (0,)),))
    write_adapter(train_finding([shelf], [], print, steps=3), Task.EMBEDDING.path)
    earlier = load_adapter(Task.EMBEDDING.path)
    write_adapter(train_finding([shelf], [], print, earlier, steps=0), Task.EMBEDDING.path)
    again = load_adapter(Task.EMBEDDING.path)
    assert all((again.factors[name][0] == up).all() for name, (up, _) in earlier.factors.items())
    assert any(up.any() for up, _ in earlier.factors.values())

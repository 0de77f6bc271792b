"""What is taught with torch is what the prepared model reads with onnxruntime."""

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs torch: make .venv/.extra-sentence-transformers")

from evals.teaching.pairs import Pair
from evals.teaching.training import train
from knowledge import model
from knowledge.adapter import load_adapter, write_adapter
from knowledge.answerability import OnnxAnswerability

QUESTION = "گلاب کاشان کی گرفته می‌شود؟"
ANSWER = "گلاب کاشان در اردیبهشت گرفته می‌شود."
SILENT = "گلاب کاشان سالی دو هزار خریدار دارد."


def test_a_lesson_learnt_in_torch_is_kept_by_the_prepared_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson = [Pair(QUESTION, ANSWER, True), Pair(QUESTION, SILENT, False)] * 160
    lines: list[str] = []
    write_adapter(train(lesson, lines.append), tmp_path / "adapter.npz")
    monkeypatch.setattr(model, "load_adapter", lambda: load_adapter(tmp_path / "adapter.npz"))
    model.prepare_model(tmp_path, lines.append)
    reading = OnnxAnswerability(tmp_path / "model")
    assert reading.logit(QUESTION, ANSWER) > 0 > reading.logit(QUESTION, SILENT)
    assert reading.logit(QUESTION, ANSWER) > reading.logit(QUESTION, SILENT) + 1

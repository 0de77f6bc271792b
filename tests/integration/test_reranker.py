"""RERANKER as a setting: what cannot be opened stops the start with a sentence."""

import sys
from pathlib import Path

import pytest

from bot.bootstrap import StartFailed, build_answers
from bot.settings import Settings


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("cohere:x", "Unknown reranker 'cohere:x'; known: sentence-transformers:PATH_OR_ID"),
        ("sentence-transformers:x", "run: make .venv/.extra-sentence-transformers"),
    ],
)
def test_a_reranker_that_cannot_be_opened_stops_the_start(
    name: str, sentence: str, starter_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(StartFailed) as caught:
        build_answers(Settings(data_dir=starter_data, reranker=name))
    assert sentence in str(caught.value)

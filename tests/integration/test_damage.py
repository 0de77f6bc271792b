"""Damaged files, a full disk, a server that is gone: one sentence, nothing lost, and advice that helps."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import knowledge.versions
from knowledge.dense import VectorsUnavailable, chroma_client
from knowledge.document import Document
from knowledge.index import IndexMismatch, open_index, read_manifest, write_index
from tests.running import bot, clean_environment, free_port
from tests.unit.knowledge.shelf import TEXTS, StemEmbedder, passages

DOCUMENT = Document(id="deck", source="deck.md", title="برنامه", kind="deck", sections=(), digest="0" * 64)
QUESTION = "خوشه کسب‌وکار چیست؟"
DAMAGES = {
    "documents.json": lambda file: file.write_bytes(file.read_bytes()[:100]),
    "passages.json": lambda file: file.unlink(),
    "reports.json": lambda file: file.write_bytes(b""),
    "manifest.json": lambda file: file.write_bytes(b"{"),
    "chroma/*/data_level0.bin": lambda file: file.write_bytes(file.read_bytes()[:50]),
    "chroma/chroma.sqlite3": lambda file: file.write_bytes(b"no database" * 9000),
    "../CURRENT": lambda file: file.write_bytes(b"\xff\xfe"),
}


def ingest(*arguments: object, largest: int | None = None) -> subprocess.CompletedProcess[str]:
    """`python -m ingest`; with `largest`, a file that grows beyond so many bytes finds the disk full."""

    def limit() -> None:
        if largest is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    return subprocess.run(
        [sys.executable, "-m", "ingest", *map(str, arguments)],
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=240,
        preexec_fn=limit,
    )


def build(data: Path, texts: Sequence[str] = TEXTS, embedder: StemEmbedder | None = None) -> str:
    made = write_index(data, [DOCUMENT], passages(texts), embedder or StemEmbedder(), pipeline="rules/1")
    return made.version


def folders(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "index").iterdir() if path.is_dir())


@pytest.mark.slow
@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_index_is_one_sentence_and_the_command_it_names_makes_it_anew(
    prepared: Path, tmp_path: Path, name: str
) -> None:
    data = tmp_path / "data"
    shutil.copytree(prepared, data)
    version = data / "index" / read_manifest(data).version
    [file] = version.glob(name) if "*" in name else [version / name]
    DAMAGES[name](file)
    # the one only tells how the documents were read, and of the other a small index needs nothing
    if name not in ("reports.json", "chroma/chroma.sqlite3"):
        asked = bot("ask", QUESTION, "--data", str(data))
        assert (asked.returncode, asked.stdout) == (1, "")
        assert asked.stderr.count("\n") == 1, asked.stderr
        assert f"python -m ingest build --data {data}" in asked.stderr
    made = ingest("build", "--data", data)
    assert made.returncode == 0, made.stderr
    asked = bot("ask", QUESTION, "--data", str(data))
    assert "منابع:" in asked.stdout, asked.stderr


@pytest.mark.slow
@pytest.mark.parametrize("largest", [5_000, 60_000, 400_000])
def test_no_room_for_an_index_is_one_sentence_and_leaves_the_old_one_and_no_rest(
    prepared: Path, tmp_path: Path, largest: int
) -> None:
    data, added = tmp_path / "data", tmp_path / "saffron.md"
    shutil.copytree(prepared, data)
    added.write_text("# زعفران\n\n## وضعیت\n\nخوشه زعفران قائنات ۴۳۲۱ کشاورز دارد.\n", encoding="utf-8")
    before = folders(data)
    failed = ingest("add", added, "--data", data, largest=largest)
    assert failed.returncode == 1, failed.stdout
    assert "Traceback" not in failed.stderr
    assert "cannot be used" in failed.stderr.splitlines()[-1] or "too large" in failed.stderr.splitlines()[-1]
    assert folders(data) == before
    assert bot("ask", QUESTION, "--data", str(data)).returncode == 0
    assert ingest("add", added, "--data", data).returncode == 0


def test_a_chroma_server_that_is_gone_is_one_sentence(prepared: Path) -> None:
    nowhere = f"127.0.0.1:{free_port()}"
    asked = bot("ask", QUESTION, "--data", str(prepared), CHROMA_URL=f"http://{nowhere}")
    assert asked.returncode == 1
    assert asked.stderr.count("\n") == 1, asked.stderr
    assert nowhere in asked.stderr


@pytest.mark.parametrize("address", ["localhost", "localhost:8000", "ftp://localhost"])
def test_an_address_of_chroma_that_is_none_is_one_sentence(tmp_path: Path, address: str) -> None:
    with pytest.raises(VectorsUnavailable, match="CHROMA_URL should look like http://localhost:8000"):
        chroma_client(tmp_path, address)


@pytest.mark.parametrize("command", ["build", "add", "remove"])
def test_a_data_folder_that_is_none_is_said_before_anything_is_read(tmp_path: Path, command: str) -> None:
    file = tmp_path / "data"
    file.write_text("")
    failed = ingest(command, "knowledge/corpus/industrial-clusters-article.md", "--data", file)
    assert (failed.returncode, failed.stdout) == (1, "")
    assert failed.stderr == (
        f"The data folder {file} cannot be written (File exists); choose another one with DATA_DIR\n"
    )


def test_a_file_that_is_not_whole_never_gets_to_chroma(tmp_path: Path) -> None:
    version = build(tmp_path)
    (tmp_path / "index" / version / "passages.json").write_text("[]")
    with pytest.raises(IndexMismatch, match=r"passages\.json is not whole"):
        open_index(tmp_path, StemEmbedder())


def test_every_file_of_a_version_is_on_the_disk_before_it_is_the_current_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled: set[int] = set()
    unsettled: list[str] = []
    sync, switch = os.fsync, knowledge.versions.switch

    def seen(handle: int) -> None:
        settled.add(os.fstat(handle).st_ino)
        sync(handle)

    def at_the_switch(data: Path, version: str) -> None:
        files = (data / "index" / version).rglob("*")
        unsettled.extend(file.name for file in files if file.stat().st_ino not in settled)
        switch(data, version)

    monkeypatch.setattr(os, "fsync", seen)
    monkeypatch.setattr("knowledge.index.switch", at_the_switch)
    build(tmp_path)
    assert unsettled == []
    assert settled


def test_what_a_killed_writer_left_goes_before_the_next_one_needs_the_room(tmp_path: Path) -> None:
    old = build(tmp_path)
    (tmp_path / "index" / "20200101000000-killed").mkdir()
    seen: list[list[str]] = []

    class Looking(StemEmbedder):
        def passage_vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
            seen.append(folders(tmp_path))
            return super().passage_vectors(texts)

    new = build(tmp_path, [*TEXTS, "متن تازه"], Looking())
    assert seen == [sorted([old, new])]


@pytest.mark.parametrize("content", [b"no database" * 900, b"SQLite format 3\x00" + b"\x01" * 9000])
def test_stored_vectors_that_are_damaged_are_made_again(tmp_path: Path, content: bytes) -> None:
    build(tmp_path)
    (tmp_path / "vectors.db").write_bytes(content)
    embedder = StemEmbedder()
    build(tmp_path, embedder=embedder)
    assert sorted(embedder.embedded) == sorted(TEXTS)


def test_stored_vectors_that_cannot_be_opened_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "vectors.db").mkdir()
    with pytest.raises(VectorsUnavailable, match=r"vectors\.db cannot be used: unable to open"):
        build(tmp_path)
    assert folders(tmp_path) == []

"""From files to an index, with an engine that needs no model."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from ingest.__main__ import main
from ingest.pipeline import NothingToIndex, build, prepare_addition, prepare_removal, write
from ingest.report import Outcome
from knowledge.decisions import Decision, Verdict, add_decisions
from knowledge.dense import chroma_client
from knowledge.embedder import Embedder, ModelUnavailable, Vectors
from knowledge.index import IndexMismatch, open_index, read_documents, read_manifest, read_reports
from knowledge.reports import read_unread


class CountingEngine:
    """Vectors from a hash of the text; remembers what was embedded, and takes its time where asked to."""

    identity = "hash/16"
    dimension = 16

    def __init__(self, seconds: float = 0.0) -> None:
        self.seen: list[str] = []
        self._seconds = seconds

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self.passages(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        time.sleep(self._seconds * len(texts))
        self.seen += texts
        digests = (hashlib.sha256(text.encode()).digest()[:16] for text in texts)
        return np.array([[byte - 127.5 for byte in digest] for digest in digests], dtype=np.float32)


def document(title: str, sentence: str) -> str:
    return f"---\ntitle: {title}\n---\n# {title}\n\n## بخش\n\n{sentence}\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.md").write_text(document("الف", "خوشه‌ها نزدیک هم‌اند."), encoding="utf-8")
    (folder / "b.md").write_text(document("ب", "بنگاه‌ها همکاری می‌کنند."), encoding="utf-8")
    return folder


def test_builds_an_index_that_opens(files: Path, tmp_path: Path) -> None:
    embedder = Embedder(CountingEngine())
    report = build([files], tmp_path / "data", embedder)
    index = open_index(tmp_path / "data", embedder)
    assert [document.source for document in index.documents] == ["a.md", "b.md"]
    assert len(index.passages) == report.passages > 0


def test_a_second_build_reads_and_embeds_nothing(files: Path, tmp_path: Path) -> None:
    build([files], tmp_path / "data", Embedder(CountingEngine()))
    version = read_manifest(tmp_path / "data").version
    engine = CountingEngine()
    report = build([files], tmp_path / "data", Embedder(engine))
    assert engine.seen == []
    assert report.index is None
    assert {file.outcome for file in report.files} == {Outcome.UNCHANGED}
    assert read_manifest(tmp_path / "data").version == version


def test_a_build_after_chroma_lost_its_vectors_writes_them_again(files: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    embedder = Embedder(CountingEngine())
    build([files], data, embedder)
    lose_chroma(data)
    assert open_index(data, embedder).passages  # a small index lives on the vectors as they were made
    engine = CountingEngine()
    report = build([files], data, Embedder(engine))
    assert report.index is not None and engine.seen == []
    (data / "vectors.db").unlink()
    assert len(open_index(data, embedder).passages) == report.passages


def test_a_build_after_all_vectors_were_lost_embeds_again(files: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    embedder = Embedder(CountingEngine())
    build([files], data, embedder)
    lose_chroma(data)
    (data / "vectors.db").unlink()
    with pytest.raises(IndexMismatch):
        open_index(data, embedder)
    engine = CountingEngine()
    report = build([files], data, Embedder(engine))
    assert report.index is not None and engine.seen
    assert len(open_index(data, embedder).passages) == report.passages


class SignallingEngine(CountingEngine):
    """Tells when it has embedded something; is out of reach the first few times."""

    def __init__(self, failures: int = 0) -> None:
        super().__init__()
        self.called = threading.Event()
        self._failures = failures

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.called.set()
        if self._failures:
            self._failures -= 1
            raise ModelUnavailable("out of reach")
        return super().passages(texts)


def test_what_is_read_is_embedded_while_other_files_are_read(files: Path, tmp_path: Path) -> None:
    engine, ahead = SignallingEngine(), []

    def show(stage: str, done: int, total: int) -> None:
        if (stage, done) == ("read", 1):
            ahead.append(engine.called.wait(10))

    report = build([files], tmp_path / "data", Embedder(engine), show)
    assert ahead == [True]
    assert report.index is not None and report.index.embedded == len(engine.seen) == len(set(engine.seen))


def test_what_could_not_be_embedded_ahead_is_embedded_at_the_end(files: Path, tmp_path: Path) -> None:
    embedder = Embedder(engine := SignallingEngine(failures=1))

    def show(stage: str, done: int, total: int) -> None:
        if (stage, done) == ("read", 1):
            engine.called.wait(10)

    report = build([files], tmp_path / "data", embedder, show)
    assert report.index is not None and report.index.embedded == len(set(engine.seen))
    assert len(open_index(tmp_path / "data", embedder).passages) == report.passages


def lose_chroma(data: Path) -> None:
    client = chroma_client(data / "index" / read_manifest(data).version / "chroma", None)
    for collection in client.list_collections():
        client.delete_collection(collection.name)


def test_only_new_text_is_embedded(files: Path, tmp_path: Path) -> None:
    build([files], tmp_path / "data", Embedder(CountingEngine()))
    (files / "b.md").write_text(document("ب", "این جمله تازه است."), encoding="utf-8")
    engine = CountingEngine()
    report = build([files], tmp_path / "data", Embedder(engine))
    assert {file.source: file.outcome for file in report.files} == {
        "a.md": Outcome.UNCHANGED,
        "b.md": Outcome.READ,
    }
    assert engine.seen
    assert all("تازه" in text or "ب" in text for text in engine.seen)
    assert not any("خوشه‌ها نزدیک" in text for text in engine.seen)


def test_a_removed_file_leaves_the_index(files: Path, tmp_path: Path) -> None:
    embedder = Embedder(CountingEngine())
    build([files], tmp_path / "data", embedder)
    (files / "b.md").unlink()
    report = build([files], tmp_path / "data", embedder)
    assert (report.files[-1].source, report.files[-1].outcome) == ("b.md", Outcome.REMOVED)
    assert {passage.document_id for passage in open_index(tmp_path / "data", embedder).passages} == {"a"}


def test_a_broken_file_is_named_and_the_others_go_in(files: Path, tmp_path: Path) -> None:
    (files / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (files / "empty.md").write_bytes(b"")
    report = build([files], tmp_path / "data", Embedder(CountingEngine()))
    assert [file.source for file in report.failed] == ["broken.pdf", "empty.md"]
    assert all(file.reason for file in report.failed)
    assert len(read_documents(tmp_path / "data")) == 2


def test_nothing_readable_leaves_the_old_index(files: Path, tmp_path: Path) -> None:
    embedder = Embedder(CountingEngine())
    build([files], tmp_path / "data", embedder)
    for path in files.iterdir():
        path.write_bytes(b"")
    with pytest.raises(NothingToIndex):
        build([files], tmp_path / "data", embedder)
    assert len(read_documents(tmp_path / "data")) == 2


def test_adding_and_removing_keep_the_others(files: Path, tmp_path: Path) -> None:
    embedder, data = Embedder(CountingEngine()), tmp_path / "data"
    build([files / "a.md"], data, embedder)
    write(prepare_addition([files / "b.md"], data), data, embedder)
    assert [document.source for document in read_documents(data)] == ["a.md", "b.md"]
    write(prepare_removal(["a.md"], data), data, embedder)
    assert [document.source for document in read_documents(data)] == ["b.md"]
    with pytest.raises(KeyError):
        prepare_removal(["a.md"], data)


def test_files_of_one_name_are_cited_with_their_folders(files: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (files / name).mkdir()
        (files / name / "same.md").write_text(document(name, f"متن {name} است."), encoding="utf-8")
    build([files], tmp_path / "data", Embedder(CountingEngine()))
    documents = read_documents(tmp_path / "data")
    assert {document.source for document in documents} >= {"one/same.md", "two/same.md"}
    assert len({document.id for document in documents}) == len(documents)


def test_the_same_files_make_the_same_documents(files: Path, tmp_path: Path) -> None:
    build([files], tmp_path / "one", Embedder(CountingEngine()))
    build([files], tmp_path / "two", Embedder(CountingEngine()))
    assert read_documents(tmp_path / "one") == read_documents(tmp_path / "two")


def test_rules_that_changed_between_build_and_add_are_made_good_by_the_next_build(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder, data = Embedder(CountingEngine()), tmp_path / "data"
    monkeypatch.setattr("ingest.documents.pipeline_version", lambda: "old")
    build([files / "a.md"], data, embedder)
    monkeypatch.setattr("ingest.documents.pipeline_version", lambda: "new")
    write(prepare_addition([files / "b.md"], data), data, embedder)
    report = build([files], data, embedder)
    assert {file.source: file.outcome for file in report.files} == {
        "a.md": Outcome.READ,
        "b.md": Outcome.UNCHANGED,
    }
    assert read_manifest(data).pipeline == "new"


def texts_of(data: Path) -> set[str]:
    return {item.text for doc in read_documents(data) for section in doc.sections for item in section.items}


def test_a_decision_survives_every_reading_and_can_be_taken_back(files: Path, tmp_path: Path) -> None:
    (files / "c.txt").write_text("■ عنوان\nاین سطر بد خوانده شده است.\n", encoding="utf-8")
    embedder, data = Embedder(CountingEngine()), tmp_path / "data"
    build([files], data, embedder)
    folder = data / "corrections"
    folder.mkdir()
    (folder / "c.jsonl").write_text(
        '{"original": "این سطر  بد خوانده شده است.", "text": "این سطر درست است."}', encoding="utf-8"
    )
    report = build([files], data, embedder)
    outcomes = {file.source: file.outcome for file in report.files}
    assert (outcomes["c.txt"], outcomes["a.md"]) == (Outcome.READ, Outcome.UNCHANGED)
    assert "این سطر درست است." in texts_of(data)
    assert build([files], data, embedder).index is None
    (how,) = [one for one in read_reports(data) if one.source == "c.txt"]
    assert [(line.text, line.verdict) for line in how.lines] == [("این سطر درست است.", Verdict.CORRECTED)]
    back = Decision("این سطر بد خوانده شده است.", Verdict.OPEN)
    add_decisions(data, "c", [back])
    build([files], data, embedder)
    assert "این سطر بد خوانده شده است." in texts_of(data)


def test_a_decision_about_a_line_that_is_no_longer_there_is_reported(files: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    (files / "c.txt").write_text("■ عنوان\nاین سطر است.\n", encoding="utf-8")
    add_decisions(data, "c", [Decision("سطری از نسخهٔ پیشین", text="هیچ")])
    build([files], data, Embedder(CountingEngine()))
    (how,) = [one for one in read_reports(data) if one.source == "c.txt"]
    assert how.unmatched == ("سطری از نسخهٔ پیشین",)


def test_broken_decisions_are_named_with_their_line(files: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "corrections").mkdir(parents=True)
    (data / "corrections" / "a.jsonl").write_text('{"original": "x"}\n{"text": 1}\n', encoding="utf-8")
    report = build([files], data, Embedder(CountingEngine()))
    (failed,) = report.failed
    assert (failed.source, "a.jsonl:2" in (failed.reason or "")) == ("a.md", True)


def test_what_could_not_be_read_is_kept_until_it_can(files: Path, tmp_path: Path) -> None:
    embedder, data = Embedder(CountingEngine()), tmp_path / "data"
    (files / "bad.pdf").write_bytes(b"no PDF at all")
    build([files], data, embedder)
    assert [one.source for one in read_unread(data)] == ["bad.pdf"]
    write(prepare_addition([files / "a.md"], data), data, embedder)
    assert [one.source for one in read_unread(data)] == ["bad.pdf"]
    (files / "bad.pdf").unlink()
    build([files], data, embedder)
    assert read_unread(data) == ()


KILLED = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from test_ingest_pipeline import CountingEngine
from ingest.pipeline import build
from knowledge.embedder import Embedder
build([Path(sys.argv[1])], Path(sys.argv[2]), Embedder(CountingEngine(seconds=0.002)))
"""


def test_a_build_killed_at_any_moment_leaves_the_old_index_and_goes_on(files: Path, tmp_path: Path) -> None:
    data, engine = tmp_path / "data", CountingEngine()
    build([files], data, Embedder(engine))
    before = read_manifest(data)
    for number in range(40):
        sentences = " ".join(f"جملهٔ {number} و {place} دربارهٔ خوشه است." for place in range(12))
        (files / f"more-{number:02}.md").write_text(document(f"سند {number}", sentences), encoding="utf-8")
    here = str(Path(__file__).parent)
    command = [sys.executable, "-c", KILLED, str(files), str(data), here]
    dice = random.Random(7)
    for _ in range(5):
        process = subprocess.Popen(command, cwd=Path(__file__).parents[2])
        time.sleep(dice.uniform(0.3, 2.0))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        manifest = read_manifest(data)
        # the old version answers, or the new one, complete; never a half of it
        assert len(manifest.digests) in (len(before.digests), 42)
        index = open_index(data, Embedder(engine))
        assert len(index.passages) == index.manifest.passages
        assert len(index.dense.cosines(np.ones((1, 16), dtype=np.float32), lambda found: found)[0])
    build([files], data, Embedder(engine))
    build([files], tmp_path / "fresh", Embedder(CountingEngine()))
    assert read_documents(data) == read_documents(tmp_path / "fresh")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ingest", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2])


def test_check_prints_one_object_a_section_and_writes_nothing(files: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    done = run("check", "--json", str(files / "a.md"))
    objects = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [thing["title"] for thing in objects] == ["شناسنامهٔ سند", "بخش"]
    assert set(objects[1]) == {
        "file", "section", "title", "path", "topic", "page", "items", "text", "repairs", "figures",
    }  # fmt: skip
    assert objects[1]["items"] == ["خوشه‌ها نزدیک هم‌اند."]
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_that_cannot_be_read_makes_the_command_fail_with_its_name(files: Path) -> None:
    done = run("check", str(files / "none.md"))
    assert done.returncode == 1
    assert "none.md" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_engine_is_named_as_the_assistant_names_it(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[str, str | None, str | None]] = []

    def refuse(
        name: str, data: Path, threads: int = 1, base_url: str | None = None, api_key: str | None = None
    ) -> None:
        opened.append((name, base_url, api_key))
        raise ModelUnavailable("none here")

    monkeypatch.setattr("ingest.__main__.open_embedder", refuse)
    monkeypatch.setenv("EMBEDDINGS", "openai:m")
    monkeypatch.setenv("EMBEDDINGS_BASE_URL", "http://localhost:9/v1")
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("EMBEDDINGS=e5-onnx\nEMBEDDINGS_API_KEY=key\n")
    assert main(["build", str(files), "--data", str(tmp_path / "data")]) == 1
    assert opened == [("openai:m", "http://localhost:9/v1", "key")]


@pytest.mark.parametrize("command", [["list"], ["show", "a"]])
def test_without_an_index_there_is_nothing_to_show(
    tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--data", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("there is no index in ")


def test_brackets_in_the_names_of_files_are_no_markup(
    files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "گزارش [ocr] [bold].md").write_text("", encoding="utf-8")
    assert main(["check", "--data", str(tmp_path), str(tmp_path / "گزارش [ocr] [bold].md")]) == 1
    assert "not read: گزارش [ocr] [bold].md: " in capsys.readouterr().err
    build([files], tmp_path / "data", Embedder(CountingEngine()))
    assert main(["show", "--data", str(tmp_path / "data"), "[/end]"]) == 1
    assert "nothing has the id [/end];" in capsys.readouterr().err

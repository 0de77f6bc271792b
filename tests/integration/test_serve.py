"""The real program over the starter corpus: first start, second start, signals, and what can go wrong."""

import resource
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from knowledge.persian import fold
from tests.running import Serving, bot, clean_environment, free_port

QUESTION = "خوشه کسب‌وکار چیست؟"
NOWHERE = "http://127.0.0.1:9"


def test_a_second_start_ingests_nothing_and_remembers_the_turns(prepared: Path) -> None:
    current = (prepared / "index" / "CURRENT").read_text()
    with Serving(prepared, "--prepare") as serving:
        assert len(serving.output) == 1
        assert serving.client.get("/healthz").json() == {
            "status": "ok",
            "index_version": current,
            "documents": len(list(Path("knowledge/corpus").glob("*.md"))),
            "database": True,
        }
        stored = create_engine(f"sqlite:///{prepared / 'khoosheyar.db'}")
        with stored.connect() as connection:
            rows = connection.execute(text("SELECT text, index_version FROM turns WHERE turn_id = 'first'"))
            assert rows.all() == [(QUESTION, current)]
        stored.dispose()


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="limits another process, as Linux can")
def test_a_full_disk_makes_it_unavailable_until_there_is_room_again(prepared: Path) -> None:
    with Serving(prepared) as serving:
        room = resource.prlimit(serving.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(serving.process.pid, resource.RLIMIT_FSIZE, (1, room[1]))  # no file can be written
        health = serving.client.get("/healthz")
        assert (health.status_code, health.json()["database"]) == (503, False)
        serving.client.get("/healthz")
        resource.prlimit(serving.process.pid, resource.RLIMIT_FSIZE, room)
        assert serving.client.get("/healthz").status_code == 200
        serving.stop()
    told = [line for line in serving.output if "can be stored" in line or "cannot be stored" in line]
    assert len(told) == 2  # once why it is not, however often it is asked, and once that it is
    assert "answers cannot be stored: The database" in told[0]


def test_the_served_page_chat_search_and_history_work_together(prepared: Path) -> None:
    with Serving(prepared) as serving:
        assert 'dir="rtl"' in serving.client.get("/").text
        answer = serving.ask(QUESTION, "t")
        assert serving.ask(QUESTION, "t") == answer
        turns = serving.client.get("/api/history").json()["turns"]
        assert [(turn["turn_id"], turn["answer"]) for turn in turns] == [("t", answer)]
        hits = serving.client.get("/api/search", params={"q": "صادرات", "limit": 3}).json()["hits"]
        assert len(hits) == 3
        assert all("بخش" in hit["locator"] for hit in hits)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads Linux's own account")
def test_index_embedder_and_all_channels_fit_into_450_megabytes(prepared: Path) -> None:
    with Serving(prepared, LOG_LEVEL="ERROR", TELEGRAM_BOT_TOKEN="1:A", TELEGRAM_BASE_URL=NOWHERE) as serving:
        for number, question in enumerate((QUESTION, "چالش‌ها را کامل بگو", "khooshe sanati chie?")):
            assert serving.ask(question, f"m{number}")["outcome"] == "answer"
        now, highest = serving.memory()
        assert now < 450
        assert highest < 450


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(prepared: Path, number: signal.Signals) -> None:
    with Serving(prepared) as serving:
        assert serving.stop(number) == 0
        assert "Traceback" not in "".join(serving.output)


def test_two_processes_answer_the_same_turn_once(prepared: Path) -> None:
    with Serving(prepared) as one, Serving(prepared) as two:
        one.client.get("/")
        two.client.cookies = one.client.cookies
        replies = []
        threads = [
            threading.Thread(target=lambda s=s: replies.append(s.ask(QUESTION, "both")))  # type: ignore[misc]
            for s in (one, two) * 4
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert len(replies) == 8
        assert all(reply == replies[0] for reply in replies)
        assert len(two.client.get("/api/history").json()["turns"]) == 1


def test_turns_are_stored_in_postgresql_when_it_is_set(prepared: Path, postgres: str) -> None:
    migrated = bot("migrate", DATABASE_URL=postgres)
    assert (migrated.returncode, migrated.stderr) == (0, "")
    with Serving(prepared, DATABASE_URL=postgres) as serving:
        serving.ask(QUESTION, "in-postgres")
    engine = create_engine(postgres)
    with engine.connect() as connection:
        turns = connection.execute(text("SELECT count(*) FROM turns WHERE turn_id = 'in-postgres'"))
        assert turns.scalar() == 1
    engine.dispose()


def test_a_changed_starter_document_is_read_again_and_own_documents_stay(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.prepare import needed_ingest

    corpus = tmp_path / "corpus"
    shutil.copytree("knowledge/corpus", corpus)
    assert needed_ingest(prepared, corpus) == []
    (corpus / "new.md").write_text("# سند تازه\n\nمتن.\n", encoding="utf-8")
    assert needed_ingest(prepared, corpus) == []  # only a document of the index is taken up again
    changed = corpus / "industrial-clusters-article.md"
    changed.write_text(changed.read_text(encoding="utf-8") + "\nجملهٔ افزوده.\n", encoding="utf-8")
    assert needed_ingest(prepared, corpus) == ["add", str(changed)]
    assert needed_ingest(tmp_path / "nowhere", corpus) == ["build"]


def test_a_document_added_while_serving_is_answered_from_without_a_restart(
    prepared: Path, tmp_path: Path
) -> None:
    data, added = tmp_path / "data", tmp_path / "saffron.md"
    shutil.copytree(prepared, data)
    added.write_text(
        "# خوشه زعفران قائنات\n\n## وضعیت\n\nخوشه زعفران قائنات ۴۳۲۱ کشاورز دارد.\n", encoding="utf-8"
    )
    with Serving(data) as serving:
        assert serving.client.get("/healthz").json()["documents"] == 2
        subprocess.run(
            [sys.executable, "-m", "ingest", "add", str(added), "--data", str(data)],
            env=clean_environment(),
            capture_output=True,
            check=True,
            timeout=240,
        )
        end = time.monotonic() + 60
        while serving.client.get("/healthz").json()["documents"] == 2 and time.monotonic() < end:
            time.sleep(0.2)
        hits = serving.client.get("/api/search", params={"q": "زعفران قائنات"}).json()["hits"]
        assert hits[0]["source"] == "saffron.md"
        assert "4321" in fold(str(serving.ask("خوشه زعفران قائنات چند کشاورز دارد؟", "t")["text"]))


def one_sentence(program: object, *parts: str) -> None:
    """The program failed with one line on stderr that holds these parts."""
    status, output, errors = program.returncode, program.stdout, program.stderr  # type: ignore[attr-defined]
    assert status == 1, errors
    assert output == ""
    assert errors.count("\n") == 1, errors
    for part in parts:
        assert part in errors


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        failed = bot("serve", "--prepare", "--data", str(tmp_path), PORT=str(port))
    one_sentence(failed, f"127.0.0.1:{port}", "in use", "PORT")
    assert list(tmp_path.iterdir()) == []  # said before anything was made


def test_an_address_of_another_machine_is_one_sentence(tmp_path: Path) -> None:
    one_sentence(bot("serve", "--data", str(tmp_path), HOST="192.0.2.1", PORT=str(free_port())), "192.0.2.1")


@pytest.mark.parametrize("flags", [(), ("--prepare",)])
def test_a_data_folder_that_cannot_be_written_is_one_sentence(flags: tuple[str, ...]) -> None:
    failed = bot("serve", *flags, "--data", "/proc/khoosheyar", PORT=str(free_port()))
    one_sentence(failed, "/proc/khoosheyar", "DATA_DIR")


def test_a_missing_index_says_how_to_build_it(tmp_path: Path) -> None:
    assert bot("migrate", "--data", str(tmp_path)).returncode == 0
    failed = bot("serve", "--data", str(tmp_path), PORT=str(free_port()))
    one_sentence(failed, f"python -m ingest build --data {tmp_path}")


def test_a_database_without_tables_says_how_to_migrate(tmp_path: Path) -> None:
    failed = bot("serve", "--data", str(tmp_path), PORT=str(free_port()))
    one_sentence(failed, f"python -m bot migrate --data {tmp_path}")


def test_an_unreachable_database_is_one_sentence_without_the_password(tmp_path: Path) -> None:
    failed = bot(
        "serve",
        "--data",
        str(tmp_path),
        PORT=str(free_port()),
        DATABASE_URL="postgresql://u:hidden@127.0.0.1:9/db",
    )
    one_sentence(failed, "127.0.0.1:9")
    assert "hidden" not in failed.stderr


def test_an_unknown_embedder_is_one_sentence(prepared: Path) -> None:
    one_sentence(
        bot("serve", "--data", str(prepared), PORT=str(free_port()), EMBEDDINGS="nothing"), "nothing"
    )


def test_a_broken_index_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "index" / "v").mkdir(parents=True)
    (tmp_path / "index" / "CURRENT").write_text("v")
    (tmp_path / "index" / "v" / "manifest.json").write_text("{")
    failed = bot("serve", "--prepare", "--data", str(tmp_path), PORT=str(free_port()))
    one_sentence(failed, "python -m ingest build")


class Refusing(BaseHTTPRequestHandler):
    """A Bot API that knows no token."""

    def do_POST(self) -> None:
        body = b'{"ok": false, "error_code": 401, "description": "Unauthorized"}'
        self.send_response(401)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def test_a_token_that_telegram_refuses_is_one_sentence_without_the_token(prepared: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as api:
        threading.Thread(target=api.serve_forever, daemon=True).start()
        failed = bot(
            "serve",
            "--data",
            str(prepared),
            PORT=str(free_port()),
            TELEGRAM_BOT_TOKEN="12:hidden",
            TELEGRAM_BASE_URL=f"http://127.0.0.1:{api.server_port}",
        )
        api.shutdown()
    one_sentence(failed, "TELEGRAM_BOT_TOKEN")
    assert "hidden" not in failed.stderr


def test_an_unreachable_telegram_does_not_keep_the_web_from_serving(prepared: Path) -> None:
    telegram = {"TELEGRAM_BOT_TOKEN": "12:hidden", "TELEGRAM_BASE_URL": NOWHERE}
    with Serving(prepared, **telegram) as serving:
        assert serving.client.get("/healthz").status_code == 200
        assert serving.stop() == 0
        assert "hidden" not in "".join(serving.output)


def test_the_webhook_is_served_at_the_path_of_its_address_and_wants_its_secret(prepared: Path) -> None:
    telegram = {
        "TELEGRAM_BOT_TOKEN": "12:token",
        "TELEGRAM_BASE_URL": NOWHERE,
        "TELEGRAM_WEBHOOK_URL": "https://bot.example/updates/here",
        "TELEGRAM_WEBHOOK_SECRET": "right",
    }
    with Serving(prepared, **telegram) as serving:
        header = "x-telegram-bot-api-secret-token"
        wrong = serving.client.post("/updates/here", json={}, headers={header: "wrong"})
        right = serving.client.post("/updates/here", json={}, headers={header: "right"})
        # 503: not connected to Telegram yet, so the update shall come again
        assert (wrong.status_code, right.status_code) == (403, 503)

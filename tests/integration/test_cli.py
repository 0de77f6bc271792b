"""`python -m bot` as a person types it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import bot, clean_environment

QUESTION = "خوشه کسب‌وکار چیست؟"


def test_an_answer_leaves_nothing_in_the_home_folder(prepared: Path, tmp_path: Path) -> None:
    asked = bot("ask", QUESTION, "--data", str(prepared), HOME=str(tmp_path), XDG_CACHE_HOME="")
    assert asked.returncode == 0
    assert list(tmp_path.rglob("*")) == []


def test_ask_answers_with_sources_and_needs_no_database(prepared: Path) -> None:
    nowhere = "postgresql://127.0.0.1:9/none"
    asked = bot("ask", QUESTION, "--data", str(prepared), DATABASE_URL=nowhere)
    assert asked.returncode == 0, asked.stderr
    assert "[۱]" in asked.stdout
    assert "منابع:" in asked.stdout


def test_ask_gives_json_that_programs_read(prepared: Path) -> None:
    shape = json.loads(bot("ask", QUESTION, "--json", "--data", str(prepared)).stdout)
    assert shape["outcome"] == "answer"
    assert set(shape["citations"][0]) == {"source", "title", "locator", "quote"}


@pytest.mark.parametrize("question", ["", "🌱", "الف" * 15_000])
def test_an_odd_question_gets_a_sentence(prepared: Path, question: str) -> None:
    asked = bot("ask", question, "--json", "--data", str(prepared))
    assert json.loads(asked.stdout)["outcome"] == "notice", asked.stderr


def test_ask_without_an_index_says_how_to_build_it(tmp_path: Path) -> None:
    asked = bot("ask", QUESTION, "--data", str(tmp_path))
    assert (asked.returncode, asked.stdout) == (1, "")
    assert f"python -m ingest build --data {tmp_path}" in asked.stderr
    assert asked.stderr.count("\n") == 1


def test_chat_answers_lines_from_a_pipe_and_remembers_them(prepared: Path) -> None:
    chat = subprocess.run(
        [sys.executable, "-m", "bot", "chat", "--data", str(prepared)],
        input=f"{QUESTION}\n\n",
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert chat.returncode == 0, chat.stderr
    assert "منابع:" in chat.stdout
    assert "خالی" in chat.stdout
    assert "Traceback" not in chat.stderr


@pytest.mark.parametrize("command", [("chat",), ("staff", "list"), ("prune", "--days", "9")])
def test_a_data_folder_that_is_not_there_is_named_and_not_made(tmp_path: Path, command: tuple[str]) -> None:
    typo = tmp_path / "dta"
    failed = bot(*command, "--data", str(typo))
    assert (failed.returncode, failed.stdout) == (1, "")
    assert failed.stderr == f"There is no database in {typo} yet; run: python -m bot migrate --data {typo}\n"
    assert not typo.exists()


def test_migrate_says_whether_there_was_something_to_do(tmp_path: Path) -> None:
    first, second = (bot("migrate", "--data", str(tmp_path)) for _ in range(2))
    assert "up to date" in first.stdout
    assert "Nothing to migrate" in second.stdout


def test_wrong_settings_are_one_sentence_and_status_2() -> None:
    failed = bot("serve", PORT="eighty")
    assert failed.returncode == 2
    assert failed.stderr.startswith("Wrong settings: PORT")
    assert failed.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["serve", "ask", "chat", "migrate"])
def test_help_of_every_command_names_the_data_folder(command: str) -> None:
    shown = bot(command, "--help")
    assert shown.returncode == 0
    assert "--data DIR" in shown.stdout


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("bot.__main__", "pydantic|sqlalchemy|fastapi|numpy|telegram"),
        ("bot.bootstrap", "fastapi|telegram|alembic|chromadb|numpy"),
        ("bot.web.application", "telegram|sqlalchemy|alembic|numpy|chromadb"),
    ],
)
def test_a_module_imports_nothing_heavy_that_it_may_not_need(module: str, unwanted: str) -> None:
    code = f"import sys, {module}; print([n for n in '{unwanted}'.split('|') if n in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert ran.stdout.strip() == "[]", ran.stderr

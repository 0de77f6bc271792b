"""Answers that people rated land in the evaluation set: through the real store and the real command."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.dialogue.ports import Rating, Verdict
from bot.dialogue.turn import Block, BlockKind, Line, Outcome, Reply, SessionKey, Turn
from bot.store.database import open_database
from bot.store.migrate import migrate
from bot.store.sessions import SqlSessions
from evals.gold import load_gold
from evals.pull import main
from knowledge.document import Citation


def answer(text: str) -> Reply:
    citation = Citation("a.md", "سند", "بخش ۱: هدف", text)
    return Reply(Outcome.ANSWER, (Block(BlockKind.PARAGRAPH, (Line(text, 0),)),), (citation,))


def rate(data: Path, question: str, reply: Reply, rating: Rating) -> None:
    engine = open_database(f"sqlite:///{data / 'khoosheyar.db'}")
    sessions = SqlSessions(engine, lambda: "v1")
    key = SessionKey("web", "p")
    with sessions.open(key) as session:
        session.record(Turn(key, question, question, datetime.now(UTC)), reply, 1.0)
        session.rate(question, rating)
    engine.dispose()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    database = f"sqlite:///{tmp_path / 'khoosheyar.db'}"
    monkeypatch.setenv("DATABASE_URL", database)
    engine = open_database(database)
    migrate(engine)
    engine.dispose()
    return tmp_path


def test_a_liked_answer_becomes_a_case_once(data: Path) -> None:
    rate(data, "هدف برنامه چیست؟", answer("هدف برنامه همکاری است."), Rating(Verdict.UP))
    out = data / "from_use.jsonl"
    assert main(["--data", str(data), "--out", str(out)]) == 0
    assert main(["--data", str(data), "--out", str(out)]) == 0
    (case,) = load_gold(out)
    assert case.question == "هدف برنامه چیست؟"
    assert case.must == (("هدف برنامه همکاری است.",),)
    assert case.source == ("a.md",)


def test_a_disliked_answer_is_listed_and_not_taken_for_right(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rate(data, "بودجه چقدر است؟", answer("نمی‌دانم."), Rating(Verdict.DOWN, "نادرست"))
    out = data / "from_use.jsonl"
    assert main(["--data", str(data), "--out", str(out)]) == 0
    assert not out.exists()
    assert "بودجه چقدر است؟ | نادرست" in capsys.readouterr().out

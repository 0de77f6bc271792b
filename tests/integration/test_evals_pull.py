"""Answers that people rated land in the evaluation set: through the real store and the real command."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.dialogue.ports import Rating, Verdict
from bot.dialogue.turn import Outcome, Reply, SessionKey, Turn, paragraph
from bot.staff.accounts import Role
from bot.staff.questions import Expected, Kind
from bot.store.accounts import SqlAccounts
from bot.store.database import open_database
from bot.store.migrate import migrate
from bot.store.questions import SqlQuestions
from bot.store.sessions import SqlSessions
from evals.gold import load_gold
from evals.pull import main
from knowledge.document import Citation


def answer(text: str) -> Reply:
    citation = Citation("a.md", "سند", "بخش ۱: هدف", text)
    return Reply(Outcome.ANSWER, (paragraph(text, 0),), (citation,))


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


def test_what_staff_marked_is_taken_over_with_their_verdict_or_listed_as_in_need_of_one(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rate(data, "بودجه چقدر است؟", answer("نمی‌دانم."), Rating(Verdict.DOWN, "نادرست"))
    rate(data, "قیمت زعفران؟", answer("زیاد."), Rating(Verdict.DOWN))
    engine = open_database(f"sqlite:///{data / 'khoosheyar.db'}")
    now = datetime.now(UTC)
    staff = SqlAccounts(engine).add("رضا", Role.MANAGER, frozenset(), "-", now)
    desk = SqlQuestions(engine)
    numbers = {one.text: one.id for one in desk.page(Kind.ALL, 9)}
    desk.mark(numbers["بودجه چقدر است؟"], staff.id, now)
    desk.mark(numbers["قیمت زعفران؟"], staff.id, now, expected=Expected("قیمت زعفران چند است؟"))
    engine.dispose()
    out = data / "from_use.jsonl"
    for _ in range(2):
        assert main(["--data", str(data), "--out", str(out)]) == 0
    (case,) = load_gold(out)
    assert (case.question, case.answerable) == ("قیمت زعفران چند است؟", False)
    printed = capsys.readouterr().out
    assert printed.count("needs a verdict: بودجه چقدر است؟ | نادرست") == 2
    assert "disliked" not in printed

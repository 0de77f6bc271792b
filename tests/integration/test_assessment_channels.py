"""One self-assessment on Telegram, on the web and in the terminal: the same answers, the same result."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any, Protocol

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select

from bot.console import chat
from bot.dialogue.conversation import Conversation
from bot.store.database import open_database
from bot.store.instruments import SqlInstruments
from bot.store.migrate import migrate
from bot.store.sessions import SqlSessions
from bot.store.tables import assessments
from bot.web.application import create_application
from bot.web.visitors import COOKIE
from tests.assessing import assessing
from tests.fakes import FakeSearch
from tests.telegram.double import TelegramDouble
from tests.telegram.running import RunningBot

INVISIBLE = dict.fromkeys([0x200F, 0x2066, 0x2069])
CHANNELS = ("telegram", "web", "terminal")


class Clock:
    now = datetime(2026, 3, 1, tzinfo=UTC)


class Channel(Protocol):
    """One person on one channel."""

    def says(self, text: str) -> str:
        """Types; gives back the reply as it is read."""

    def presses(self, label: str) -> str:
        """Presses the button of the last reply that begins so."""

    def restart(self) -> None:
        """Another process goes on."""

    def leave(self) -> None: ...


def conversation_over(engine: Engine) -> tuple[SqlSessions, Conversation]:
    sessions = SqlSessions(engine)
    return sessions, assessing(sessions, lambda: Clock.now, archive=SqlInstruments(engine))


class Telegram:
    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine = engine
        self._double = TelegramDouble().__enter__()
        self._person = self._double.person()
        self._start()

    def _start(self) -> None:
        self._bot = RunningBot(self._double.url, conversation_over(self._engine)[1]).__enter__()

    def says(self, text: str) -> str:
        seen = len(self._person.inbox)
        self._person.writes(text)
        return self._next(seen)

    def presses(self, label: str) -> str:
        seen = len(self._person.inbox)
        self._person.presses(self._person.inbox[-1], label)
        return self._next(seen)

    def _next(self, seen: int) -> str:
        """The words of the next message, the caption where it is a picture."""
        message = self._person.hears(seen + 1)[seen]
        return str(message.get("text") or message["caption"])

    def restart(self) -> None:
        self._bot.__exit__()
        self._start()

    def leave(self) -> None:
        self._bot.__exit__()
        self._double.__exit__(None, None, None)


class Web:
    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine = engine
        self._turns = 0
        self._answer: dict[str, Any] = {}
        self.restart()

    def restart(self) -> None:
        sessions, conversation = conversation_over(self._engine)
        app = create_application(conversation, sessions, FakeSearch(), lambda: True, 1000)
        self._client = TestClient(app, cookies={COOKIE: "v" * 32})

    def says(self, text: str, choice: str | None = None) -> str:
        self._turns += 1
        turn = {"text": text, "turn_id": f"t{self._turns}", "choice": choice}
        self._answer = self._client.post("/api/chat", json=turn).json()
        return str(self._answer["text"])

    def presses(self, label: str) -> str:
        found = next(c for c in self._answer["choices"] if c["label"].startswith(label))
        return self.says(found["label"], found["data"])

    def leave(self) -> None:
        self._client.close()


class Terminal:
    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine, self._folder = engine, folder
        self._shown = ""
        self._start()

    def _start(self) -> None:
        self._typed: Queue[str | None] = Queue()
        self._heard: Queue[str] = Queue()
        conversation = conversation_over(self._engine)[1]
        lines = iter(self._typed.get, None)
        run = (conversation, "me", lines, self._heard.put, self._folder)
        self._thread = Thread(target=chat, args=run, daemon=True)
        self._thread.start()

    def says(self, text: str) -> str:
        self._typed.put(text)
        self._shown = self._heard.get(timeout=30)
        return self._shown

    def presses(self, label: str) -> str:
        numbered = [line.partition(") ") for line in self._shown.splitlines() if line.startswith("(")]
        return self.says(next(number.strip("(") for number, _, own in numbered if own.startswith(label)))

    def restart(self) -> None:
        self.leave()
        self._start()

    def leave(self) -> None:
        self._typed.put(None)
        self._thread.join(30)


KINDS = {"telegram": Telegram, "web": Web, "terminal": Terminal}
FIRST = "۴. ۵. ۲. نمی‌دانم ۳. ۱. ۲. مربوط ۴. ۳. ۲. ۱. مربوط ۳. ۲. ردکردن ۱. ۴.".split()


def assess_twice(person: Channel) -> list[str]:
    """A first run with an interruption and a change, a second one, and the comparison: what was read."""
    read = [person.says("خودارزیابی"), person.presses("بنگاه من")]
    for answer in FIRST[:7]:
        read.append(person.presses(answer))
    assert "نوآوری" in person.says("خوشه چیست؟")
    person.restart()
    Clock.now += timedelta(hours=3)  # sooner than a person is reminded
    read.append(person.says("ادامه"))
    for answer in FIRST[7:]:
        read.append(person.presses(answer))
    read += [person.says("سؤال ۶"), person.presses("۵."), person.presses("پایان")]
    read += [person.says("استان یزد"), person.presses("چرم")]
    Clock.now += timedelta(days=100)
    person.presses("دوباره")
    for _ in FIRST:
        person.presses("۴.")
    person.presses("پایان")
    return [*read, person.presses("مقایسه")]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[list[str], list[Any]]]]:
    """What was read on each channel, and the rows that were kept."""
    found = {}
    for channel in CHANNELS:
        Clock.now = datetime(2026, 3, 1, tzinfo=UTC)
        folder = tmp_path_factory.mktemp(channel)
        engine = open_database(f"sqlite:///{folder / 'khoosheyar.db'}")
        migrate(engine)
        person: Channel = KINDS[channel](engine, folder)
        try:
            read = assess_twice(person)
        finally:
            person.leave()
        with engine.connect() as connection:
            found[channel] = (read, [*connection.execute(select(assessments).order_by("id"))])
        engine.dispose()
    yield found


def without_id(row: Any) -> tuple[Any, ...]:
    return (row.answers, row.scores, {**row.result, "id": ""}, row.taken_at, row.province, row.sector)


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_channel_keeps_both_runs(channel: str, told: dict[str, tuple[list[str], list[Any]]]) -> None:
    first, second = told[channel][1]
    assert [first.answers[key] for key in ("neighbours", "joint_action", "materials", "suppliers")] == [
        4,
        None,
        5,
        2,
    ]
    assert (first.province, first.sector) == (second.province, second.sector) == ("یزد", "چرم و کفش")
    assert set(second.answers.values()) == {4}


@pytest.mark.parametrize("channel", ["telegram", "terminal"])
def test_the_same_answers_give_the_same_result_on_every_channel(
    channel: str, told: dict[str, tuple[list[str], list[Any]]]
) -> None:
    ours, webs = told[channel][1], told["web"][1]
    assert [without_id(row) for row in ours] == [without_id(row) for row in webs]


@pytest.mark.parametrize("channel", CHANNELS)
def test_progress_result_and_comparison_are_read_on_every_channel(
    channel: str, told: dict[str, tuple[list[str], list[Any]]]
) -> None:
    read = [text.translate(INVISIBLE) for text in told[channel][0]]
    assert "سؤال ۱ از ۱۸ · مکان و همسایه‌ها\n●○○○○○○○○○" in read[1]
    result, comparison = read[-2:]
    # by hand: (2·85 + 3·35 + 2·70 + 2·65 + 3·15 + 2·37.5 + 2·30) / 16
    assert "آمادگی بنگاه برای خوشه: ۴۵ از ۱۰۰ — «در حال شکل‌گیری»" in result
    assert "مرحلهٔ" in result
    assert "امتیاز کل: +۳۰ نسبت به ۳ ماه پیش (۴۵ ← ۷۵)" in comparison

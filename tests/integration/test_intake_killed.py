"""A serving process is killed in the middle of every step of an intake, and the step comes again."""

import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import Self

import httpx
import pytest
from sqlalchemy import Engine, func, select

from bot.intake.case import Status, staff_member
from bot.intake.ports import CaseFilter
from bot.store.case_tables import case_events, cases
from bot.store.cases import SqlCases
from bot.store.notifying import Notifier
from bot.store.tables import turns
from bot.store.vault import Vault
from bot.web.visitors import COOKIE
from tests.applicants import ANSWERS, PERSONAL, SAID
from tests.running import clean_environment, free_port

VISITOR = "k" * 32
KILLS = 3  # of each step


class Serving:
    """The web channel over the intake as a process of its own (tests/applicants.py), to be killed."""

    def __init__(self, database: str) -> None:
        self._database = database

    def __enter__(self) -> Self:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.applicants", self._database, str(port)], env=clean_environment()
        )
        while self.process.poll() is None:
            with suppress(httpx.HTTPError):
                httpx.get(f"{self.address}/healthz")
                return self
            time.sleep(0.05)
        raise AssertionError("it does not serve")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)

    def post(self, text: str, turn_id: str) -> str:
        body, cookies = {"text": text, "turn_id": turn_id}, {COOKIE: VISITOR}
        response = httpx.post(f"{self.address}/api/chat", json=body, cookies=cookies, timeout=60)
        response.raise_for_status()
        said: str = response.json()["text"]
        return said


def send_and_kill(database: str, text: str, turn_id: str, seconds: float) -> str | None:
    """What was answered before the kill, None when nothing was."""
    heard: list[str] = []
    with Serving(database) as serving:

        def send() -> None:
            with suppress(httpx.HTTPError):  # killed before it had answered
                heard.append(serving.post(text, turn_id))

        sender = threading.Thread(target=send)
        sender.start()
        time.sleep(seconds)
    sender.join(60)
    return heard[0] if heard else None


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_program_killed_in_every_step_loses_nothing_confirmed_and_creates_nothing_twice(
    engine: Engine,
) -> None:
    address = engine.url.render_as_string()
    chance = random.Random(5)
    cut = confirmed = 0
    reply = ""
    for number, text in enumerate(SAID):
        turn_id = f"step-{number}"
        kills = [send_and_kill(address, text, turn_id, chance.uniform(0.0, 0.2)) for _ in range(KILLS)]
        with Serving(address) as serving:
            reply = serving.post(text, turn_id)
        heard = [said for said in kills if said is not None]
        assert set(heard) <= {reply}
        cut, confirmed = cut + len(kills) - len(heard), confirmed + len(heard)
    assert cut > 0, "no kill came in the middle"
    (case,) = SqlCases(engine, Vault(), Notifier()).every(CaseFilter(), personal=True)
    assert (case.request.answers, case.request.personal) == (ANSWERS, PERSONAL)
    assert case.code in reply
    with engine.connect() as connection:
        for table in (cases, case_events):
            assert connection.execute(select(func.count()).select_from(table)).scalar() == 1
        mine = select(func.count()).select_from(turns).where(turns.c.turn_id.startswith("step-"))
        assert connection.execute(mine).scalar() == len(SAID)
    with SqlCases(engine, Vault(), Notifier()).change() as change:
        change.set_status(case.id, Status.REVIEW, staff_member("mina"))
    for _ in range(KILLS):
        send_and_kill(address, "سلام", "news", chance.uniform(0.0, 0.2))
    with Serving(address) as serving:
        assert "در حال بررسی" in serving.post("سلام", "news")
        assert "در حال بررسی" not in serving.post("سلام", "more")
    engine.dispose()

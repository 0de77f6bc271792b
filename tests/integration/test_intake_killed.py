"""The running program is killed in the middle of every step of an intake, and the step comes again."""

import random
import shutil
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select

from bot.intake.case import Status, staff_member
from bot.intake.ports import CaseFilter
from bot.store.case_tables import case_events, cases
from bot.store.cases import SqlCases
from bot.store.database import open_database
from bot.store.notifying import Notifier
from bot.store.tables import turns
from bot.store.vault import Vault
from bot.web.visitors import COOKIE
from tests.applicants import ANSWERS, PERSONAL, SAID
from tests.running import Serving

VISITOR = "k" * 32
KILLS = 2  # of each step


def post(address: str, text: str, turn_id: str) -> str:
    response = httpx.post(
        f"{address}/api/chat", json={"text": text, "turn_id": turn_id}, cookies={COOKIE: VISITOR}, timeout=60
    )
    response.raise_for_status()
    said: str = response.json()["text"]
    return said


def send_and_kill(data: Path, text: str, turn_id: str, seconds: float) -> str | None:
    """What was answered before the kill, None when nothing was."""
    heard: list[str] = []

    def send() -> None:
        with suppress(httpx.HTTPError):  # killed before it had answered
            heard.append(post(serving.address, text, turn_id))

    with Serving(data) as serving:
        sender = threading.Thread(target=send)
        sender.start()
        time.sleep(seconds)
        serving.stop(signal.SIGKILL)
        sender.join(60)
    return heard[0] if heard else None


@pytest.mark.slow
def test_a_program_killed_in_every_step_loses_nothing_confirmed_and_creates_nothing_twice(
    prepared: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(prepared, data)
    chance = random.Random(5)
    cut, answered = 0, 0
    for number, text in enumerate(SAID):
        confirmed = [
            send_and_kill(data, text, f"step-{number}", chance.uniform(0.0, 0.06)) for _ in range(KILLS)
        ]
        cut += confirmed.count(None)
        with Serving(data) as serving:
            reply = post(serving.address, text, f"step-{number}")
            serving.stop(signal.SIGKILL)
        answered += len([heard for heard in confirmed if heard is not None])
        assert {heard for heard in confirmed if heard is not None} <= {reply}
    engine = open_database(f"sqlite:///{data / 'khoosheyar.db'}")
    (case,) = SqlCases(engine, Vault(), Notifier()).every(CaseFilter(), personal=True)
    assert (case.request.answers, case.request.personal) == (ANSWERS, PERSONAL)
    assert case.code in reply
    assert cut > 0, "no kill came in the middle"
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(cases)).scalar() == 1
        assert connection.execute(select(func.count()).select_from(case_events)).scalar() == 1
        mine = select(func.count()).select_from(turns).where(turns.c.turn_id.startswith("step-"))
        assert connection.execute(mine).scalar() == len(SAID)
    with SqlCases(engine, Vault(), Notifier()).change() as change:
        change.set_status(case.id, Status.REVIEW, staff_member("mina"))
    engine.dispose()
    for _ in range(2):
        send_and_kill(data, "سلام", "news", chance.uniform(0.0, 0.06))
    with Serving(data) as serving:
        assert "در حال بررسی" in post(serving.address, "سلام", "news")
        assert "در حال بررسی" not in post(serving.address, "سلام", "more")

"""Fifty people at once, and a process that is killed in the middle: every turn answered once, in order."""

import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.dialogue import texts
from bot.store.database import open_database
from bot.store.feedback import SqlFeedback
from tests.telegram.cloud import Limits
from tests.telegram.double import Person, TelegramDouble

pytestmark = pytest.mark.slow


@contextmanager
def bot(
    telegram: TelegramDouble, folder: Path, port: int | None, *options: str
) -> Iterator[subprocess.Popen[bytes]]:
    """The bot as a process; ended by SIGTERM, and it has to end well."""
    process = start(telegram, folder, port, *options)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            assert process.wait(60) == 0


def start(telegram: TelegramDouble, folder: Path, port: int | None, *options: str) -> subprocess.Popen[bytes]:
    arguments = [telegram.url, str(folder), *([str(port)] if port else []), *options]
    return subprocess.Popen([sys.executable, "-m", "tests.telegram.serve", *arguments])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def read(person: Person) -> list[str]:
    return [m["text"].strip("\u200f").removesuffix(" [۱]") for m in person.inbox]


def count(people: list[Person]) -> int:
    return sum(len(person.inbox) for person in people)


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_fifty_people_with_twenty_turns_each(tmp_path: Path, webhook: bool) -> None:
    with TelegramDouble() as telegram, bot(telegram, tmp_path, free_port() if webhook else None):
        telegram.cloud.limits = Limits(chat=1, chat_seconds=0.95, overall=31)
        people = [telegram.person(f"نفر {n}") for n in range(50)]
        for number in range(20):  # everybody writes without waiting for the answers
            for person in people:
                person.writes(f"{number} از {person.id}")
            time.sleep(0.2)
        for person in people:
            person.hears(20, seconds=150)
        telegram.wait(telegram.confirmed)
        time.sleep(1)  # room for a message too many
    for person in people:
        assert read(person) == [f"پاسخ: {n} از {person.id}" for n in range(20)]


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_killed_again_and_again_every_turn_is_answered_once(tmp_path: Path, webhook: bool) -> None:
    dice = random.Random(7)
    port = free_port() if webhook else None
    with TelegramDouble() as telegram:
        people = [telegram.person(f"نفر {n}") for n in range(20)]
        process = start(telegram, tmp_path, port, "--quick")
        answered = 0
        for number in range(12):
            for person in people:
                person.writes(f"{number} از {person.id}")
            # the kill falls somewhere in the work on this round
            telegram.wait(lambda before=answered: count(people) > before, 60)
            time.sleep(dice.uniform(0, 0.15))
            process.kill()
            process.wait()
            answered = count(people)
            process = start(telegram, tmp_path, port, "--quick")
        for person in people:
            person.hears(12, seconds=60)
        telegram.wait(telegram.confirmed)
        time.sleep(1)
        process.terminate()
        assert process.wait(60) == 0
    for person in people:
        assert read(person) == [f"پاسخ: {n} از {person.id}" for n in range(12)]


def test_a_kill_in_the_middle_of_a_turn_leaves_it_to_the_next_process(tmp_path: Path) -> None:
    with TelegramDouble() as telegram:
        person = telegram.person()
        process = start(telegram, tmp_path, None)
        telegram.wait(lambda: telegram.made("getUpdates") or telegram.made("deleteWebhook"), 60)
        telegram.cut_before("sendMessage", 1000)  # recorded, but it cannot go out
        person.writes("الف")
        telegram.wait(lambda: telegram.made("sendMessage"), 60)
        process.kill()
        process.wait()
        telegram.mend()
        with bot(telegram, tmp_path, None):
            person.writes("ب")
            person.hears(2, seconds=60)
            telegram.wait(telegram.confirmed)
    assert read(person) == ["پاسخ: الف", "پاسخ: ب"]


def test_a_dialogue_half_done_before_a_kill_goes_on_after_it(tmp_path: Path) -> None:
    with TelegramDouble() as telegram:
        person = telegram.person()
        process = start(telegram, tmp_path, None, "--quick")
        person.writes("الف")
        person.presses(person.hears(1, seconds=60)[0], texts.DOWN)
        person.presses(person.hears(2, seconds=60)[1], texts.WHY_OWN_BUTTON)
        person.hears(3, seconds=60)
        process.kill()
        process.wait()
        with bot(telegram, tmp_path, None):
            person.writes("تعریف دوم جا افتاده است")
            person.hears(4, seconds=60)
            telegram.wait(telegram.confirmed)
    assert read(person)[1:] == [texts.WHY, texts.WHY_OWN, texts.WHY_KEPT]
    (rated,) = SqlFeedback(open_database(f"sqlite:///{tmp_path / 'khoosheyar.db'}")).rated()
    assert (rated.question, rated.rating.reason) == ("الف", "تعریف دوم جا افتاده است")

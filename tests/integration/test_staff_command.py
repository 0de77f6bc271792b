"""python -m bot staff, as whoever runs the machine uses it."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.staff.audit import Action
from bot.staff.entry import Door, Entered, Refused
from bot.store.accounts import SqlAccounts
from bot.store.audit import SqlAudit
from bot.store.database import open_database
from bot.store.tries import SqlTries
from tests.running import clean_environment

PASSWORD = "یک گذرواژهٔ بلند"


def staff(
    data: Path, *arguments: str, typed: str = PASSWORD, **settings: str
) -> subprocess.CompletedProcess[str]:
    """`python -m bot staff …` with this on its standard input."""
    return subprocess.run(
        [sys.executable, "-m", "bot", "staff", *arguments, "--data", str(data)],
        env=clean_environment(**settings),
        input=f"{typed}\n",
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def data(engine: Engine, tmp_path: Path) -> Path:
    return tmp_path


def door(data: Path) -> tuple[Door, SqlAudit]:
    engine = open_database(f"sqlite:///{data / 'khoosheyar.db'}")
    return Door(SqlAccounts(engine), SqlTries(engine), SqlAudit(engine)), SqlAudit(engine)


def test_the_first_account_is_made_and_opens_the_door(data: Path) -> None:
    made = staff(data, "add", "مدیر یک", "--role", "manager")
    assert (made.returncode, made.stderr) == (0, "")
    assert PASSWORD not in made.stdout
    entrance, audit = door(data)
    assert isinstance(entrance.enter("مدیر یک", PASSWORD), Entered)
    assert [entry.action for entry in audit.page(9)] == [Action.LOGIN, Action.ACCOUNT_ADDED]


def test_an_expert_has_provinces_by_name_or_code(data: Path) -> None:
    staff(data, "add", "کارشناس", "--role", "expert", "--province", "اصفهان", "--province", "tehran")
    listed = staff(data, "list").stdout
    assert listed == "کارشناس | expert | isfahan, tehran | active\n"


def test_provinces_are_those_of_ones_own_frameworks(data: Path, tmp_path: Path) -> None:
    own = tmp_path / "frameworks"
    own.mkdir()
    (own / "places.toml").write_text(
        '[[province]]\nid = "alborz-east"\nname = "البرز شرقی"\ncities = ["گلپر"]\n', encoding="utf-8"
    )
    expert = ("add", "کارشناس", "--role", "expert", "--province")
    assert "no province" in staff(data, *expert, "اصفهان", FRAMEWORKS_DIR=str(own)).stderr
    assert staff(data, *expert, "البرز شرقی", FRAMEWORKS_DIR=str(own)).returncode == 0
    assert "alborz-east" in staff(data, "list").stdout


def test_closing_an_account_and_a_new_password_work(data: Path) -> None:
    staff(data, "add", "الف ب", "--role", "auditor")
    assert staff(data, "disable", "الف ب").returncode == 0
    assert door(data)[0].enter("الف ب", PASSWORD) == Refused()
    staff(data, "enable", "الف ب")
    assert staff(data, "passwd", "الف ب", typed="گذرواژهٔ دیگر").returncode == 0
    assert isinstance(door(data)[0].enter("الف ب", "گذرواژهٔ دیگر"), Entered)


@pytest.mark.parametrize(
    ("arguments", "typed", "reason"),
    [
        (("add", "الف", "--role", "expert"), PASSWORD, "at least one --province"),
        (("add", "الف", "--role", "expert", "--province", "پاریس"), PASSWORD, "no province"),
        (("add", "الف", "--role", "manager"), "کوتاه", "10 to 200 characters"),
        (("add", "۱۲", "--role", "manager"), PASSWORD, "at least one letter"),
        (("passwd", "هیچ‌کس"), PASSWORD, "no account"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    data: Path, arguments: tuple[str, ...], typed: str, reason: str
) -> None:
    failed = staff(data, *arguments, typed=typed)
    assert failed.returncode == 1
    assert reason in failed.stderr
    assert failed.stderr.count("\n") == 1

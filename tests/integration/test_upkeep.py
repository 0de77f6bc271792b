"""Keys and old data from the command line, over the database that a data folder holds."""

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine, update

from bot.__main__ import main
from bot.bootstrap import StartFailed, check_keys
from bot.intake.case import Status, staff_member
from bot.settings import Settings
from bot.store.case_tables import cases
from bot.store.cases import SqlCases
from bot.store.notifying import Notifier
from bot.store.vault import Vault
from tests.applicants import NOW, PERSONAL, SAID, Applicant, open_talk

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")


def run(folder: Path, *arguments: str) -> int:
    return main([*arguments, "--data", str(folder)])


def test_keys_are_rotated(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Applicant(open_talk(engine, vault=Vault([OLD]))).says(*SAID)
    assert run(tmp_path, "rotate-keys") == 1
    assert "DATA_KEYS is not set" in capsys.readouterr().err
    monkeypatch.setenv("DATA_KEYS", NEW)
    assert run(tmp_path, "rotate-keys") == 1
    assert "none of the DATA_KEYS opens" in capsys.readouterr().err
    monkeypatch.setenv("DATA_KEYS", f"{NEW}, {OLD}")
    assert run(tmp_path, "rotate-keys") == 0
    assert "sealed with the first key now" in capsys.readouterr().out
    case = SqlCases(engine, Vault([NEW]), Notifier()).find(1, personal=True)
    assert case is not None
    assert case.request.personal == PERSONAL


def test_a_start_without_the_key_of_the_data_is_refused(engine: Engine) -> None:
    check_keys(engine, Vault())
    Applicant(open_talk(engine, vault=Vault([OLD]))).says(*SAID)
    check_keys(engine, Vault([NEW, OLD]))
    for keys in ([], [NEW]):
        with pytest.raises(StartFailed, match="set DATA_KEYS to the keys it was written with"):
            check_keys(engine, Vault(keys))


def test_old_data_are_pruned(engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Applicant(open_talk(engine)).says(*SAID)
    store = SqlCases(engine, Vault(), Notifier())
    with store.change() as change:
        change.set_status(1, Status.DONE, staff_member("mina"))
    with engine.begin() as connection:
        connection.execute(update(cases).values(updated_at=NOW - timedelta(days=900)))
    assert run(tmp_path, "prune", "--days", "800") == 0
    assert capsys.readouterr().out.startswith("Erased the persons of 1 closed cases; deleted 0 turns")
    case = store.find(1, personal=True)
    assert case is not None
    assert (case.applicant, case.request.personal) == (None, {})


@pytest.mark.parametrize("days", ["0", "-1", "many", "99999999"])
def test_a_senseless_number_of_days_is_refused(days: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as caught:
        run(tmp_path, "prune", f"--days={days}")
    assert caught.value.code == 2


def test_a_wrong_key_is_named_and_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_KEYS", "my-secret-key")
    assert run(tmp_path, "rotate-keys") == 2
    said = capsys.readouterr().err
    assert "DATA_KEYS should be Fernet keys" in said
    assert "my-secret-key" not in said

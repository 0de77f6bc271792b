"""The file `.env` with the mistakes people make."""

from pathlib import Path

import pytest

from bot.settings import SettingsInvalid, load_settings
from ingest.__main__ import main
from knowledge.environment import EnvironmentFileBroken, check_environment_file, read_environment

BROKEN = {
    "line 2, should be NAME=VALUE": b"PORT=9000\nTELEGRAM_BOT_TOKEN 12:abc\n",
    "line 1, should be NAME=VALUE": b"LOG_LEVEL\n",
    "line 3, should be NAME=VALUE": b'\n\nHOST="127.0.0.1\n',
    "is not UTF-8 text": "HOST=127.0.0.1 # سلام".encode("cp1256"),
}


@pytest.mark.parametrize("problem", BROKEN)
def test_a_broken_file_is_one_sentence_for_bot_and_for_ingest(
    problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".env").write_bytes(BROKEN[problem])
    with pytest.raises(SettingsInvalid) as refused:
        load_settings()
    assert problem in str(refused.value)
    assert "\n" not in str(refused.value)
    assert main(["list"]) == 1
    shown = capsys.readouterr().err
    assert problem in shown
    assert shown.count("\n") == 1


def test_comments_quotes_a_byte_order_mark_and_windows_line_ends_are_fine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".env").write_bytes("\ufeffPORT=9000\r\n# نشانی\r\nHOST='0.0.0.0' # همه\r\nLLM_MODEL=\r\n".encode())
    found = read_environment()
    assert (found["PORT"], found["HOST"]) == ("9000", "0.0.0.0")
    assert "LLM_MODEL" not in found  # empty is not set
    assert (load_settings().port, load_settings().host) == (9000, "0.0.0.0")


def test_a_variable_of_the_process_goes_before_the_file_unless_it_is_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".env").write_text("DATA_DIR=here\nEMBEDDINGS=openai:m\n")
    monkeypatch.setenv("DATA_DIR", "there")
    monkeypatch.setenv("EMBEDDINGS", "")
    found, settings = read_environment(), load_settings()
    assert found["DATA_DIR"] == str(settings.data_dir) == "there"
    assert found["EMBEDDINGS"] == settings.embeddings == "openai:m"


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / ".env"
    path.write_text("PORT=9000\n")

    def forbidden(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)  # chmod does not stop root
    with pytest.raises(EnvironmentFileBroken, match=r"\.env cannot be read \(Permission denied\)"):
        read_environment(path)


def test_no_file_is_in_order(tmp_path: Path) -> None:
    check_environment_file(tmp_path / ".env")

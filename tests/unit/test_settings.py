"""Settings from the environment: what is accepted, what is refused and how that is said."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsInvalid, load_settings

README = Path("README.md")


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")


def test_without_any_setting_the_database_is_a_file_in_the_data_folder() -> None:
    assert load_settings().database == "sqlite:///data/khoosheyar.db"
    assert load_settings(Path("/srv/kb")).database == "sqlite:////srv/kb/khoosheyar.db"


def test_the_data_option_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", "from-env")
    assert load_settings().data_dir == Path("from-env")
    assert load_settings(Path("given")).data_dir == Path("given")


def test_the_env_file_is_read_and_the_environment_goes_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("PORT=8001\nHOST=0.0.0.0\nSOMETHING_ELSE=1\n")
    monkeypatch.setenv("PORT", "8002")
    settings = load_settings()
    assert (settings.port, settings.host) == (8002, "0.0.0.0")


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "")
    monkeypatch.setenv("PORT", "")
    assert load_settings().telegram_bot_token is None
    assert load_settings().port == 8000


@pytest.mark.parametrize(
    "given", ["postgres://u:p@h/db", "postgresql://u:p@h/db", "postgresql+psycopg://u:p@h/db"]
)
def test_any_postgresql_url_gets_the_driver_we_ship(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", given)
    assert load_settings().database == "postgresql+psycopg://u:p@h/db"


WRONG = [
    ("PORT", "eighty", "PORT should be a valid integer"),
    ("PORT", "0", "PORT should be greater than or equal to 1"),
    ("DATABASE_URL", "mysql://h/db", "DATABASE_URL should start with sqlite:// or postgresql://"),
    ("DATABASE_URL", "::", "DATABASE_URL should look like"),
    ("DATABASE_URL", "sqlite://data/x.db", "DATABASE_URL should be sqlite:///FILE, with three slashes"),
    ("DATABASE_URL", "sqlite:///x.db?mode=ro", "DATABASE_URL should be sqlite:///FILE, with three slashes"),
    ("DATABASE_URL", "postgresql://u:p@h:port/db", "DATABASE_URL should look like"),
    ("TELEGRAM_BOT_TOKEN", "my token", "TELEGRAM_BOT_TOKEN should look like 123456:ABC-DEF"),
    ("TELEGRAM_BOT_TOKEN", "۱۲۳:abc", "TELEGRAM_BOT_TOKEN should look like 123456:ABC-DEF"),
    ("CHROMA_URL", "nowhere", "CHROMA_URL should be a valid URL"),
    ("LOG_LEVEL", "loud", "LOG_LEVEL should be one of DEBUG, INFO, WARNING, ERROR"),
    ("LLM_DEADLINE_SECONDS", "-1", "LLM_DEADLINE_SECONDS should be greater than 0"),
    ("TELEGRAM_WEBHOOK_URL", "https://a.example/hook", "TELEGRAM_WEBHOOK_URL needs TELEGRAM_WEBHOOK_SECRET"),
]


@pytest.mark.parametrize(("name", "value", "sentence"), WRONG)
def test_a_wrong_value_is_named_in_one_sentence(
    name: str, value: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsInvalid) as caught:
        load_settings()
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_all_wrong_values_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "x")
    monkeypatch.setenv("LOG_LEVEL", "x")
    with pytest.raises(SettingsInvalid, match=r"PORT .*; LOG_LEVEL"):
        load_settings()


def test_secrets_show_neither_in_errors_nor_in_the_settings_themselves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "12:hidden")
    monkeypatch.setenv("LLM_API_KEY", "hidden")
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:hidden@h/db")
    assert "hidden" not in repr(load_settings())
    monkeypatch.setenv("DATABASE_URL", "mysql://u:hidden@h/db")
    with pytest.raises(SettingsInvalid) as caught:
        load_settings()
    assert "hidden" not in str(caught.value)


def test_urls_are_given_without_a_slash_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMA_URL", "http://localhost:8001")
    assert load_settings().address("chroma_url") == "http://localhost:8001"
    assert load_settings().address("llm_base_url") is None


def test_ingest_gets_the_settings_that_decide_about_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMBEDDINGS", "openai:m")
    monkeypatch.setenv("EMBEDDINGS_BASE_URL", "http://localhost:9/v1")
    monkeypatch.setenv("EMBEDDINGS_API_KEY", "key")
    assert load_settings().for_ingest() == {
        "EMBEDDINGS": "openai:m",
        "EMBEDDINGS_BASE_URL": "http://localhost:9/v1",
        "EMBEDDINGS_API_KEY": "key",
    }


def table_rows() -> dict[str, tuple[str, str]]:
    """Name to (default, meaning) of the README's settings table."""
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \| (.*?) \|$", README.read_text(encoding="utf-8"), re.M)
    return {name: (default.strip("`"), meaning) for name, default, meaning in rows}


def test_the_readme_lists_every_setting_with_its_default_and_meaning() -> None:
    fields = Settings.model_fields
    expected = {
        name.upper(): ("" if field.default is None else str(field.default), field.description)
        for name, field in fields.items()
    }
    assert table_rows() == expected
    assert list(table_rows()) == list(expected)

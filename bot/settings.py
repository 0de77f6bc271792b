"""Settings from the environment and `.env`; the README's table says the same, and a test compares them."""

import re
from pathlib import Path
from typing import Any, Self

from cryptography.fernet import Fernet
from pydantic import AnyHttpUrl, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from knowledge.environment import EnvironmentFileBroken, check_environment_file

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


class SettingsInvalid(ValueError):
    """A setting has a value the program cannot use; the message names it and says why."""


class Settings(BaseSettings):
    """Every setting of the assistant, in the order of the README's table."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    data_dir: Path = Field(Path("data"), description="folder of the index, the database and the model file")
    database_url: str = Field(
        "",
        repr=False,
        description="`sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/NAME`; empty: a file in `DATA_DIR`",
    )
    host: str = Field("127.0.0.1", description="address the web server listens on")
    port: int = Field(8000, ge=1, le=65535, description="port the web server listens on")
    embeddings: str = Field(
        "e5-onnx",
        description="`e5-onnx`, `sentence-transformers:MODEL` or `openai:MODEL`; a change needs a new index",
    )
    embeddings_base_url: AnyHttpUrl | None = Field(None, description="endpoint for `openai:MODEL` embeddings")
    embeddings_api_key: SecretStr | None = Field(None, description="key of that endpoint")
    embedder_threads: int = Field(
        2, ge=1, le=64, description="threads of the embedder (for documents) and of the reranker"
    )
    reranker: str | None = Field(
        None,
        description="`sentence-transformers:MODEL`: a cross-encoder that orders what is found; empty: none",
    )
    chroma_url: AnyHttpUrl | None = Field(None, description="a Chroma server; empty: embedded in `DATA_DIR`")
    telegram_bot_token: SecretStr | None = Field(None, description="token of @BotFather; empty: no Telegram")
    telegram_base_url: AnyHttpUrl | None = Field(None, description="Bot API server; empty: Telegram's own")
    telegram_webhook_url: AnyHttpUrl | None = Field(
        None, description="public https address for updates; empty: polling"
    )
    telegram_webhook_secret: SecretStr | None = Field(
        None, description="secret token of the webhook, needed with `TELEGRAM_WEBHOOK_URL`"
    )
    llm_model: str | None = Field(None, description="language model that words answers; empty: none is used")
    llm_base_url: AnyHttpUrl | None = Field(None, description="any OpenAI-compatible endpoint")
    llm_api_key: SecretStr | None = Field(None, description="key of that endpoint")
    llm_deadline_seconds: float = Field(
        20.0, gt=0, le=300, description="after this the composed answer is sent instead"
    )
    repair_ranker: str | None = Field(
        None,
        description="chooses among our readings of damaged lines at ingest: `llm` (that of `LLM_MODEL`) or "
        "`gguf:FILE`; empty: none",
    )
    repair_ranker_seconds: float = Field(
        120.0, gt=0, description="time it has for one document; a line has `LLM_DEADLINE_SECONDS` of it"
    )
    frameworks_dir: Path | None = Field(
        None,
        description="folder of your own self-assessments and `intake.toml`; empty: `knowledge/frameworks`",
    )
    max_question_length: int = Field(
        1000, ge=20, le=8000, description="longest message that is answered, in characters"
    )
    rate_limit_per_minute: int = Field(
        60, ge=0, le=10_000, description="messages of one person that are answered in a minute; 0: any number"
    )
    data_keys: SecretStr | None = Field(
        None,
        description="Fernet keys that seal names, mobiles and the intake's talk, newest first, by commas; "
        "empty: nothing is sealed",
    )
    log_level: str = Field("INFO", description="`DEBUG`, `INFO`, `WARNING` or `ERROR`")

    @field_validator("data_keys")
    @classmethod
    def _known_keys(cls, value: SecretStr | None) -> SecretStr | None:
        for key in keys_of(value):
            try:
                Fernet(key)
            except ValueError:
                raise ValueError("should be Fernet keys: 32 bytes in URL-safe base64, by commas") from None
        return value

    @field_validator("telegram_bot_token")
    @classmethod
    def _known_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("should look like 123456:ABC-DEF, as @BotFather gives it")
        return value

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value.upper() not in LOG_LEVELS:
            raise ValueError(f"should be one of {', '.join(LOG_LEVELS)}")
        return value.upper()

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if not value:
            return value
        try:
            url = make_url(value)
        except (ArgumentError, ValueError):  # ValueError: a port that is no number
            raise ValueError("should look like sqlite:///data/khoosheyar.db or postgresql://…") from None
        driver = _DRIVERS.get(url.drivername.partition("+")[0])
        if driver is None:
            raise ValueError("should start with sqlite:// or postgresql://")
        if driver == "sqlite" and (url.host or url.query):
            raise ValueError("should be sqlite:///FILE, with three slashes and without options")
        return url.set(drivername=driver).render_as_string(hide_password=False)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.telegram_webhook_url and not self.telegram_webhook_secret:
            raise ValueError("TELEGRAM_WEBHOOK_URL needs TELEGRAM_WEBHOOK_SECRET")
        return self

    def secret(self, name: str) -> str | None:
        """The value of this secret setting, None when it is not set."""
        value: SecretStr | None = getattr(self, name)
        return None if value is None else value.get_secret_value()

    @property
    def keys(self) -> list[str]:
        """The data keys, the newest first."""
        return keys_of(self.data_keys)

    def address(self, name: str) -> str | None:
        """The value of this URL setting without a slash at its end, None when it is not set."""
        value: AnyHttpUrl | None = getattr(self, name)
        return None if value is None else str(value).rstrip("/")

    def for_ingest(self) -> dict[str, str]:
        """The environment that makes `python -m ingest` use the same embedder, Chroma server and ranker."""
        given = {
            "EMBEDDINGS": self.embeddings,
            "EMBEDDINGS_BASE_URL": self.address("embeddings_base_url"),
            "EMBEDDINGS_API_KEY": self.secret("embeddings_api_key"),
            "CHROMA_URL": self.address("chroma_url"),
        }
        if self.repair_ranker is not None:
            given |= {
                "REPAIR_RANKER": self.repair_ranker,
                "REPAIR_RANKER_SECONDS": str(self.repair_ranker_seconds),
                "LLM_MODEL": self.llm_model,
                "LLM_BASE_URL": self.address("llm_base_url"),
                "LLM_API_KEY": self.secret("llm_api_key"),
                "LLM_DEADLINE_SECONDS": str(self.llm_deadline_seconds),
            }
        return {name: value for name, value in given.items() if value is not None}

    @property
    def database(self) -> str:
        """The database's URL with its driver."""
        return self.database_url or f"sqlite:///{self.own_database}"

    @property
    def own_database(self) -> Path:
        """The file that holds the database where no URL is set."""
        return self.data_dir / "khoosheyar.db"


def keys_of(value: SecretStr | None) -> list[str]:
    """The keys in a list that is parted by commas."""
    return [key.strip() for key in value.get_secret_value().split(",") if key.strip()] if value else []


def load_settings(data: Path | None = None) -> Settings:
    """Settings of this process, `data` overriding DATA_DIR; raises SettingsInvalid."""
    given: dict[str, Any] = {} if data is None else {"data_dir": data}
    try:
        check_environment_file()
        return Settings(**given)
    except EnvironmentFileBroken as error:
        raise SettingsInvalid(f"Wrong settings: {error}.") from error
    except ValidationError as error:
        # the value itself is not shown: it may be a key or a password
        problems = [
            f"{str(part['loc'][0]).upper()} {_lower(part['msg'])}" if part["loc"] else _lower(part["msg"])
            for part in error.errors()
        ]
        raise SettingsInvalid(f"Wrong settings: {'; '.join(problems)}.") from error


def _lower(message: str) -> str:
    """Pydantic's message as the end of a sentence that begins with the setting's name."""
    message = message.removeprefix("Value error, ").removeprefix("Input ")
    return message if message[:2].isupper() else message[:1].lower() + message[1:]

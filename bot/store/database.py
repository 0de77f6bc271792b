"""One engine for SQLite and PostgreSQL, and what is wrong with the database in one sentence."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

SCHEMA = "0012"  # the newest migration; a test compares it with the migrations themselves
_BUSY_SECONDS = 30  # how long a writer waits for another one on SQLite
# writes without a change; SQLite writes nothing for an update to the same value, but always this number
_TOUCH = "UPDATE alembic_version SET version_num = version_num"
_WRITE = {"sqlite": "PRAGMA user_version = 0"}
_CONNECTIONS = 50  # every running turn holds one: a little more than the web's 40 threads


class DatabaseUnavailable(RuntimeError):
    """The database cannot be reached or opened; the message says which and why."""


class DatabaseOutdated(RuntimeError):
    """The tables are missing or of another version; `python -m bot migrate` brings them up to date."""


def open_database(address: str) -> Engine:
    """An engine for this URL, not connected yet; makes SQLite's folder; raises DatabaseUnavailable."""
    url = make_url(address)
    try:
        if url.get_backend_name() != "sqlite":
            return create_engine(
                url, pool_size=5, max_overflow=_CONNECTIONS - 5, pool_pre_ping=True, hide_parameters=True
            )
        sqlite_file(url).parent.mkdir(parents=True, exist_ok=True)
    except ModuleNotFoundError as missing:
        raise DatabaseUnavailable(
            f"The database needs the package {missing.name}; install it with: pip install 'psycopg[binary]'"
        ) from missing
    except OSError as error:
        raise DatabaseUnavailable(
            f"The database folder {sqlite_file(url).parent} cannot be made: {error.strerror}"
        ) from error
    engine = create_engine(
        url,
        pool_size=5,
        max_overflow=_CONNECTIONS - 5,
        connect_args={"timeout": _BUSY_SECONDS},
        hide_parameters=True,  # an error is logged: what people wrote must not be in it
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def sqlite_file(url: URL) -> Path:
    """The file of an SQLite URL; raises DatabaseUnavailable for a database in memory."""
    if not url.database or url.database == ":memory:":
        raise DatabaseUnavailable("An SQLite database needs a file, as in sqlite:///data/khoosheyar.db")
    return Path(url.database)


def reading(engine: Engine) -> Engine:
    """The same engine for statements that only read: on SQLite they take no lock and never wait."""
    return engine.execution_options(reads_only=True)


def check_database(engine: Engine) -> None:
    """Raises DatabaseUnavailable or DatabaseOutdated when the tables are not there as they should be."""
    found = schema_version(engine)
    if found != SCHEMA:
        state = "has no tables yet" if found is None else f"has schema {found}, this program needs {SCHEMA}"
        raise DatabaseOutdated(f"The database {_shown(engine)} {state}; run: python -m bot migrate")


def check_writing(engine: Engine) -> None:
    """Raises what check_database does, and DatabaseUnavailable when turns cannot be stored: a full disk."""
    check_database(engine)
    try:
        with engine.begin() as connection:
            connection.execute(text(_WRITE.get(engine.dialect.name, _TOUCH)))
    except SQLAlchemyError as error:
        raise unavailable(engine, error) from error


def schema_version(engine: Engine) -> str | None:
    """The migration the database stands at, None when it is empty; raises DatabaseUnavailable."""
    try:
        with reading(engine).connect() as connection:
            if not engine.dialect.has_table(connection, "alembic_version"):
                return None
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except SQLAlchemyError as error:
        raise unavailable(engine, error) from error


def unavailable(engine: Engine, error: SQLAlchemyError) -> DatabaseUnavailable:
    """The error as one sentence, without the password of the URL."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    reason = " ".join(str(cause).split())
    return DatabaseUnavailable(f"The database {_shown(engine)} cannot be used: {reason}")


def _shown(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=True)


def _prepare_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # transactions begin where _begin_sqlite says, nowhere else
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Connection) -> None:
    # IMMEDIATE: a transaction that reads first and then writes would fail instead of wait
    if not connection.get_execution_options().get("reads_only"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")

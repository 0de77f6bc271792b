"""The database: reachable, with the newest tables, and readable with our keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.bootstrap.failure import StartFailed, sentence
from bot.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bot.store.vault import Vault


def build_engine(settings: Settings) -> Engine:
    """The database, reachable and with the newest tables; raises StartFailed."""
    from bot.store.database import DatabaseOutdated, DatabaseUnavailable, check_database, open_database

    data = settings.data_dir
    if not settings.database_url and not settings.own_database.exists():  # opening it would make it
        raise StartFailed(f"There is no database in {data} yet; run: python -m bot migrate --data {data}")
    try:
        engine = open_database(settings.database)
        check_database(engine)
    except DatabaseUnavailable as error:
        raise StartFailed(str(error)) from error
    except DatabaseOutdated as error:
        where = "" if settings.database_url else f" --data {data}"
        raise StartFailed(f"{error}{where}") from error
    return engine


def migrate_database(settings: Settings) -> bool:
    """Brings the tables up to date; False when they were; raises StartFailed."""
    from bot.store.database import SCHEMA, DatabaseUnavailable, open_database, schema_version

    try:
        engine = open_database(settings.database)
        if schema_version(engine) == SCHEMA:
            return False
        from bot.store.migrate import migrate

        migrate(engine)
    except DatabaseUnavailable as error:
        raise StartFailed(str(error)) from error
    engine.dispose()
    return True


def check_keys(engine: Engine, vault: Vault) -> None:
    """Raises StartFailed when something newer is sealed than our keys can open."""
    from bot.store.sealing import open_newest
    from bot.store.vault import KeyMissing

    try:
        open_newest(engine, vault)
    except KeyMissing as error:
        raise StartFailed(f"{sentence(error)}; set DATA_KEYS to the keys it was written with.") from error

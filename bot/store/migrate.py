"""Brings the tables to the newest version with Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.store.database import unavailable

_MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(engine: Engine) -> None:
    """Runs the missing migrations in one transaction; raises DatabaseUnavailable."""
    try:
        with engine.begin() as connection:
            settings = alembic_config()
            settings.attributes["connection"] = connection
            command.upgrade(settings, "head")
    except SQLAlchemyError as error:
        raise unavailable(engine, error) from error


def alembic_config() -> Config:
    """Where the migrations are; there is no alembic.ini to keep in step."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    return config

"""What a log says of an error: enough for who runs the program, nothing of what people wrote."""

import sqlite3

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from bot.dialogue.mishap import mishap


def test_the_code_of_a_database_error_is_told_and_its_message_is_not(engine: Engine) -> None:
    with pytest.raises(SQLAlchemyError) as caught, engine.begin() as connection:
        connection.execute(text("PRAGMA max_page_count = 1"))
        connection.execute(text("CREATE TABLE wish (text TEXT)"))
        for _ in range(200):
            connection.execute(text("INSERT INTO wish VALUES ('رازِ مریم' || hex(randomblob(4000)))"))
    said = mishap(caught.value)
    assert said.startswith("OperationalError (SQLITE_FULL) at ")
    assert "مریم" not in said
    assert "test_mishap" in said or "sqlalchemy" in said


def test_a_full_disk_is_told_as_such_also_behind_another_error() -> None:
    try:
        try:
            raise OSError(28, "No space left on device", "/secret/09121234567")
        except OSError as full:
            raise RuntimeError("of 09121234567") from full
    except RuntimeError as error:
        said = mishap(error)
    assert said.startswith("RuntimeError (ENOSPC) at ")
    assert "0912" not in said


def test_an_error_without_a_code_is_kind_and_place() -> None:
    try:
        raise sqlite3.InterfaceError("09121234567")
    except sqlite3.InterfaceError as error:
        said = mishap(error)
    assert said.startswith("InterfaceError at ")
    assert "0912" not in said

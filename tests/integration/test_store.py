"""Sessions and turns on real SQLite and real PostgreSQL, under threads, processes and crashes."""

import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, delete, event, func, make_url, select

from bot.dialogue.conversation import Conversation
from bot.dialogue.ports import SessionBusy
from bot.dialogue.turn import FileKind, Reply, SessionKey, Turn
from bot.store.database import (
    SCHEMA,
    DatabaseOutdated,
    DatabaseUnavailable,
    check_database,
    check_writing,
    open_database,
)
from bot.store.migrate import alembic_config, migrate
from bot.store.schema import metadata
from bot.store.sessions import SqlSessions
from bot.store.tables import sessions, turns
from tests.fakes import FakeAnswers, abstention, answer

PERSON = SessionKey("web", "a")
SENT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def turn(turn_id: str = "t1", text: str = "خوشه چیست؟", person: SessionKey = PERSON) -> Turn:
    return Turn(person, turn_id, text, SENT)


def count(engine: Engine, table: str) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(metadata.tables[table])).scalar_one()


def _own(name: str) -> bool:
    """What each database has of its own for full-text search, by migration 0009."""
    return name.startswith("case_search") or name in ("search_words", "ix_cases_search_words")


def test_migrations_make_the_tables_that_the_code_declares(database: Engine) -> None:
    with database.connect() as connection:
        options = {"compare_type": True, "include_name": lambda name, kind, parents: not _own(name or "")}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_whether_turns_can_be_stored_is_tried_without_a_trace(database: Engine) -> None:
    check_writing(database)
    check_database(database)


def test_the_schema_the_program_asks_for_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == SCHEMA


def test_a_reply_stored_before_files_had_ids_still_has_its_file(database: Engine) -> None:
    store = SqlSessions(database)
    Conversation(store, FakeAnswers()).handle(turn(text="داده‌های من"))
    with database.begin() as connection:
        stored = connection.execute(select(turns.c.reply)).scalar_one()
        older = {name: value for name, value in stored.items() if name != "attachments"}
        connection.execute(turns.update().values(reply=older | {"attachment": "my_data"}))
    (exchange,) = store.exchanges(turn().session, 5)
    assert [file.kind for file in exchange.reply.attachments] == [FileKind.MY_DATA]
    with database.begin() as connection:
        connection.execute(turns.update().values(reply=older | {"attachment": None}))
    assert store.exchanges(turn().session, 5)[0].reply.attachments == ()


def test_migrating_twice_keeps_what_is_stored(database: Engine) -> None:
    Conversation(SqlSessions(database), FakeAnswers()).handle(turn())
    migrate(database)
    check_database(database)
    assert count(database, "turns") == 1


def test_a_database_without_tables_is_called_outdated(empty_database: Engine) -> None:
    with pytest.raises(DatabaseOutdated, match="python -m bot migrate"):
        check_database(empty_database)


def test_a_failing_migration_leaves_no_table_behind(
    empty_database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch, pytest.raises(RuntimeError, match="power cut"):
        patch.setattr("alembic.runtime.migration.HeadMaintainer.update_to_step", fail)
        migrate(empty_database)
    with pytest.raises(DatabaseOutdated, match="has no tables yet"):
        check_database(empty_database)
    migrate(empty_database)
    check_database(empty_database)


def test_an_unreachable_server_is_named_without_its_password() -> None:
    engine = open_database("postgresql+psycopg://u:hidden@127.0.0.1:9/none?connect_timeout=2")
    with pytest.raises(DatabaseUnavailable, match=r"127\.0\.0\.1:9") as caught:
        check_database(engine)
    assert "hidden" not in str(caught.value)


def test_a_reply_comes_back_as_it_was_given(database: Engine) -> None:
    store = SqlSessions(database)
    for number, reply in enumerate([answer(), abstention()]):
        with store.open(PERSON) as session:
            session.record(turn(f"t{number}"), reply, 12.5)
        with store.open(PERSON) as session:
            assert session.reply_to(f"t{number}") == reply


def test_a_turn_keeps_its_time_latency_outcome_and_index_version(database: Engine) -> None:
    tehran = timezone(timedelta(hours=3, minutes=30))
    with SqlSessions(database, lambda: "v7").open(PERSON) as session:
        session.record(Turn(PERSON, "t", "متن", SENT.astimezone(tehran), "ask:1"), answer(), 12.5)
    with database.connect() as connection:
        row = connection.execute(select(turns)).one()
    assert (row.text, row.choice, row.outcome) == ("متن", "ask:1", "answer")
    assert (row.latency_ms, row.index_version, row.sent_at) == (12.5, "v7", SENT)
    assert row.sent_at.utcoffset() == timedelta(0)


def test_a_moment_without_time_zone_is_refused(database: Engine) -> None:
    with pytest.raises(Exception, match="time zone"), SqlSessions(database).open(PERSON) as session:
        session.record(Turn(PERSON, "t", "متن", datetime(2026, 1, 1)), answer(), 1.0)
    assert count(database, "turns") == 0


def test_history_gives_the_last_exchanges_oldest_first_and_only_of_this_person(database: Engine) -> None:
    store = SqlSessions(database)
    for number in range(4):
        with store.open(PERSON) as session:
            session.record(turn(f"t{number}", f"پرسش {number}"), answer(), 1.0)
    with store.open(SessionKey("telegram", "a")) as session:
        session.record(turn("other", "دیگری"), answer(), 1.0)
    with store.open(PERSON) as session:
        assert [exchange.text for exchange in session.history(2)] == ["پرسش 2", "پرسش 3"]
    assert [exchange.text for exchange in store.exchanges(PERSON, 9)] == [f"پرسش {n}" for n in range(4)]
    assert store.exchanges(PERSON, 1)[0].reply == answer()


def test_a_repeated_turn_is_answered_from_the_record(database: Engine) -> None:
    answers = FakeAnswers(lambda question: answer(f"پاسخ {len(answers.asked)}"))
    conversation = Conversation(SqlSessions(database), answers)
    first = conversation.handle(turn())
    again = Conversation(SqlSessions(database), answers).handle(turn())
    assert first == again
    assert len(answers.asked) == 1
    assert count(database, "turns") == 1


def test_the_same_turn_sent_at_once_by_many_is_answered_once(database: Engine) -> None:
    answers = FakeAnswers(lambda question: answer(f"پاسخ {len(answers.asked)}"), seconds=0.05)
    conversation = Conversation(SqlSessions(database), answers)
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda _: conversation.handle(turn()), range(8)))
    assert len(answers.asked) == 1
    assert all(reply == replies[0] for reply in replies)


def test_turns_of_one_person_never_run_at_the_same_time(database: Engine) -> None:
    running, overlaps = set[str](), list[str]()

    def reply(question: str) -> object:
        if running:
            overlaps.append(question)
        running.add(question)
        time.sleep(0.01)
        running.discard(question)
        return answer()

    conversation = Conversation(SqlSessions(database), FakeAnswers(reply))  # type: ignore[arg-type]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: conversation.handle(turn(f"t{n}", f"پرسش {n}")), range(24)))
    assert overlaps == []
    assert count(database, "turns") == 24


def test_every_turn_sees_all_earlier_turns_of_its_person(database: Engine) -> None:
    answers = FakeAnswers()
    conversation = Conversation(SqlSessions(database), answers)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: conversation.handle(turn(f"t{n}", f"پرسش {n}")), range(6)))
    assert [len(history) for _, history in answers.asked] == [0, 1, 2, 3, 4, 5]


def test_a_slow_answer_of_one_person_holds_nobody_else(database: Engine) -> None:
    store, release = SqlSessions(database), threading.Event()

    def reply(question: str) -> object:
        if question == "کند":
            assert release.wait(20)
        return answer()

    conversation = Conversation(store, FakeAnswers(reply))  # type: ignore[arg-type]
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(conversation.handle, turn("t1", "کند"))
        for number in range(10):
            conversation.handle(turn("t1", "تند", SessionKey("web", f"other-{number}")))
        assert not slow.done()
        assert store.exchanges(PERSON, 5) == []
        release.set()
        slow.result(20)
    assert count(database, "turns") == 11


def test_a_person_who_waits_too_long_is_told_that_the_session_is_busy(database: Engine) -> None:
    store = SqlSessions(database, patience=0.1)
    with (
        ThreadPoolExecutor(1) as pool,
        store.open(PERSON) as session,
    ):
        session.record(turn(), answer(), 1.0)

        def second() -> None:
            with store.open(PERSON):
                pass

        with pytest.raises(SessionBusy):
            pool.submit(second).result(20)
    assert count(database, "turns") == 1


def test_a_failing_answer_stores_nothing_and_frees_the_person(database: Engine) -> None:
    def fail(question: str) -> object:
        raise RuntimeError("no answer")

    store = SqlSessions(database, patience=2)
    with pytest.raises(RuntimeError):
        Conversation(store, FakeAnswers(fail)).handle(turn())  # type: ignore[arg-type]
    assert (count(database, "sessions"), count(database, "turns")) == (0, 0)
    Conversation(store, FakeAnswers()).handle(turn())
    assert count(database, "turns") == 1


WORKER = """
import os, sys, time
from datetime import UTC, datetime
from bot.dialogue.conversation import Conversation
from bot.dialogue.ports import SessionBusy
from bot.dialogue.turn import FileKind, Reply, SessionKey, Turn
from bot.store.database import open_database
from bot.store.schema import metadata
from bot.store.sessions import SqlSessions
from tests.fakes import FakeAnswers, answer

url, worker, log, die = sys.argv[1:5]

def reply(question):
    with open(log, "a") as lines: lines.write(f"begin {worker}\\n")
    if die == "die": print("inside", flush=True); time.sleep(60)
    time.sleep(0.005)
    with open(log, "a") as lines: lines.write(f"end {worker}\\n")
    return answer(question)

conversation = Conversation(SqlSessions(open_database(url)), FakeAnswers(reply))
for number in range(10):
    conversation.handle(Turn(SessionKey("web", "a"), f"{worker}-{number}", "پرسش", datetime.now(UTC)))
"""


def start_worker(engine: Engine, worker: str, log: object, die: str = "live") -> subprocess.Popen[str]:
    url = engine.url.render_as_string(hide_password=False)
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, url, worker, str(log), die], stdout=subprocess.PIPE, text=True
    )


def test_processes_share_one_person_without_mixing_turns(
    database: Engine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    log = tmp_path_factory.mktemp("log") / "order"
    workers = [start_worker(database, name, log) for name in ("one", "two", "three")]
    assert [worker.wait(120) for worker in workers] == [0, 0, 0]
    lines = log.read_text().splitlines()
    assert len(lines) == 60
    assert all(
        begin.split() == ["begin", end.split()[1]] and end.startswith("end")
        for begin, end in zip(lines[::2], lines[1::2], strict=True)
    )
    assert count(database, "turns") == 30


def test_a_process_killed_in_the_middle_of_a_turn_leaves_nothing_and_holds_nobody(
    database: Engine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    log = tmp_path_factory.mktemp("log") / "order"
    victim = start_worker(database, "victim", log, "die")
    assert victim.stdout is not None
    assert victim.stdout.readline() == "inside\n"
    victim.kill()
    victim.wait(20)
    Conversation(SqlSessions(database, patience=20), FakeAnswers()).handle(turn("victim-0"))
    with database.connect() as connection:
        assert connection.execute(select(turns.c.turn_id)).scalars().all() == ["victim-0"]


def test_deleting_a_session_deletes_its_turns(database: Engine) -> None:
    Conversation(SqlSessions(database), FakeAnswers()).handle(turn())
    with database.begin() as connection:
        connection.execute(sessions.delete())
    assert count(database, "turns") == 0


def test_sqlite_runs_with_a_write_ahead_log(tmp_path_factory: pytest.TempPathFactory) -> None:
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('db') / 'a.db'}")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 30_000
    engine.dispose()


def test_a_turn_never_lands_in_the_talk_of_who_got_the_row_of_an_erased_one(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'khoosheyar.db'}")
    migrate(engine)
    store = SqlSessions(engine)
    Conversation(store, FakeAnswers()).handle(turn("t1"))

    def others_come_and_go(question: str) -> Reply:
        with engine.begin() as connection:
            connection.execute(delete(sessions))  # as `prune` does, or an erasure from another topic
        Conversation(store, FakeAnswers()).handle(turn("t1", person=SessionKey("web", "b")))
        return answer(question)

    with pytest.raises(SessionBusy):
        Conversation(store, FakeAnswers(others_come_and_go)).handle(turn("t2"))
    assert [each.turn_id for each in store.exchanges(SessionKey("web", "b"), 5)] == ["t1"]
    engine.dispose()


def test_turns_of_a_process_do_not_contend_for_sqlite(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/turns.db")
    metadata.create_all(engine)

    def give_up_at_once(connection: sqlite3.Connection, record: object, proxy: object) -> None:
        connection.execute("PRAGMA busy_timeout = 0")

    event.listen(engine, "checkout", give_up_at_once)
    conversation = Conversation(SqlSessions(engine), FakeAnswers(lambda question: answer()))
    with ThreadPoolExecutor(8) as pool:
        people = [SessionKey("web", str(number)) for number in range(200)]
        list(pool.map(lambda person: conversation.handle(turn(person=person)), people))
    assert count(engine, "turns") == 200
    engine.dispose()


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_refused(address: str) -> None:
    with pytest.raises(DatabaseUnavailable, match="needs a file"):
        open_database(address)
    assert make_url(address).get_backend_name() == "sqlite"

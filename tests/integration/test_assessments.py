"""Self-assessments on a real database: restarts, old questions, and what results say together."""

import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.assessment.groups import WHOLE, GroupScore, Trait
from bot.assessment.reading import FRAMEWORKS, digest_of, load_instruments
from bot.assessment.result import from_record, to_record
from bot.assessment.scoring import assess
from bot.dialogue.turn import Outcome, Reply, SessionKey, Turn
from bot.store.assessments import SqlAssessments
from bot.store.instruments import SqlInstruments
from bot.store.sessions import SqlSessions
from tests.assessing import Talk
from tests.running import bot

FIRM, CLUSTER = load_instruments()
SENT = datetime(2026, 3, 1, tzinfo=UTC)
QUIET = Reply(Outcome.NOTICE, ())


def talk_in(database: Engine) -> Talk:
    return Talk(sessions=SqlSessions(database), archive=SqlInstruments(database))


def test_a_talk_goes_on_in_another_process_and_its_result_is_kept_with_the_turn(database: Engine) -> None:
    talk = talk_in(database)
    talk.begin()
    for _ in range(9):
        talk.say("۴")
        talk.restart()
    talk.answer_all()
    talk.finish()
    (record,) = talk.results
    assert record.answers["neighbours"] == 4
    assert from_record(record).overall == pytest.approx(sum_of(record.scores))


def sum_of(scores: dict[str, float | None]) -> float:
    weights = {dimension.key: dimension.weight for dimension in FIRM.dimensions}
    return sum((scores[key] or 0) * weight for key, weight in weights.items()) / sum(weights.values())


def test_old_questions_come_from_the_database_to_a_process_that_never_had_them(database: Engine) -> None:
    talk = talk_in(database)
    talk.begin()
    talk.say("۴")
    shorter = replace(FIRM, version="2", dimensions=FIRM.dimensions[:3])
    shorter = replace(shorter, digest=digest_of(shorter))
    other = talk_in(database)
    other.said = talk.said
    other.restart((shorter, CLUSTER))
    other.say("۴")
    other.answer_all()
    other.finish()
    assert (other.results[0].version, len(other.results[0].answers)) == ("1", 18)


def test_an_instrument_is_kept_once_and_comes_back_as_it_was(database: Engine) -> None:
    archive = SqlInstruments(database)
    archive.keep("d", {"a": ["خوشه", 1, None]})
    archive.keep("d", {"other": 1})
    assert archive.find("d") == {"a": ["خوشه", 1, None]}
    assert archive.find("none") is None


def test_forgetting_erases_results_and_a_talk_in_its_middle(database: Engine) -> None:
    talk = talk_in(database)
    talk.begin()
    talk.answer_all()
    talk.finish()
    talk.begin("خوشه")
    talk.say("فراموشم کن")
    talk.press("بله")
    assert not talk.results
    assert talk.say("ادامه").outcome is Outcome.NOTICE  # nothing is open


def test_a_broken_instrument_stops_the_start_with_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "frameworks"
    shutil.copytree(FRAMEWORKS, folder)
    file = folder / "firm.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("weight = 2", "weight = 0", 1), encoding="utf-8")
    failed = bot("chat", "--data", str(tmp_path), FRAMEWORKS_DIR=str(folder))
    assert failed.returncode == 1
    said = r"The self-assessment cannot be used: .*firm\.toml, line \d+: weight has to be a number.*\n"
    assert re.fullmatch(said, failed.stderr)


def keep(
    database: Engine, person: str, level: int, province: str | None, sector: str | None = "چرم و کفش"
) -> None:
    answers = {indicator.key: level for _, indicator in FIRM.indicators()}
    result = assess(FIRM, answers, f"{person}-{level}", SENT, province, sector)
    key = SessionKey("web", person)
    with SqlSessions(database).open(key) as session:
        session.keep_assessment(to_record(result))
        session.record(Turn(key, f"t{level}", "پایان", SENT), QUIET, 1.0)


def means(groups: Sequence[GroupScore], dimension: str = WHOLE) -> dict[tuple[str, ...], tuple[int, float]]:
    return {each.group: (each.people, each.mean) for each in groups if each.dimension == dimension}


def test_groups_of_five_are_shown_and_smaller_ones_are_not(database: Engine) -> None:
    for n in range(5):
        keep(database, f"y{n}", 3, "یزد")
    for n in range(4):
        keep(database, f"q{n}", 5, "قم")
    keep(database, "silent", 1, None, None)
    store = SqlAssessments(database)
    assert means(store.groups("firm", (Trait.PROVINCE,))) == {("یزد",): (5, 50.0)}
    assert means(store.groups("firm", (Trait.PROVINCE,)), "trust") == {("یزد",): (5, 50.0)}
    assert means(store.groups("firm", (Trait.SECTOR,))) == {("چرم و کفش",): (9, pytest.approx(650 / 9))}
    assert means(store.groups("firm", (Trait.PROVINCE, Trait.SECTOR))) == {("یزد", "چرم و کفش"): (5, 50.0)}
    assert means(store.groups("firm", ())) == {(): (10, 65.0)}
    assert store.groups("cluster", ()) == []


def test_a_person_counts_once_with_the_newest_result(database: Engine) -> None:
    for n in range(4):
        keep(database, f"y{n}", 3, "یزد")
    keep(database, "y0", 1, "یزد")
    store = SqlAssessments(database)
    assert store.groups("firm", (Trait.PROVINCE,)) == []
    keep(database, "y4", 5, "یزد")
    assert means(store.groups("firm", (Trait.PROVINCE,))) == {("یزد",): (5, 50.0)}


def test_what_has_no_score_is_in_no_mean(database: Engine) -> None:
    for n in range(5):
        key = SessionKey("web", f"y{n}")
        result = assess(FIRM, {"neighbours": 5, "same_product": 5}, f"r{n}", SENT, "یزد")
        with SqlSessions(database).open(key) as session:
            session.keep_assessment(to_record(result))
            session.record(Turn(key, "t", "پایان", SENT), QUIET, 1.0)
    found = SqlAssessments(database).groups("firm", (Trait.PROVINCE,))
    assert [(each.dimension, each.mean) for each in found] == [("location", 100.0)]

"""The assistant with its memory, and the one without."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.bootstrap.answers import build_answers, build_knowledge
from bot.bootstrap.database import build_engine, check_keys
from bot.bootstrap.failure import StartFailed
from bot.bootstrap.opening import Models, open_models
from bot.dialogue.conversation import Conversation
from bot.dialogue.ports import Search
from bot.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bot.assessment.flow import AssessmentFlow
    from bot.assessment.instrument import Instrument
    from bot.dialogue.flow import Flow
    from bot.intake.form import Form
    from bot.latest import LatestKnowledge
    from bot.staff.library import Library
    from bot.staff.reviewed import ReviewedAnswers
    from bot.store.notifying import Notifier
    from bot.store.sessions import SqlSessions
    from bot.store.vault import Vault
    from knowledge.document import Document
    from knowledge.embedder import Embedder


@dataclass(frozen=True, slots=True)
class Assistant:
    """Everything a channel needs."""

    conversation: Conversation
    sessions: SqlSessions
    search: Search
    engine: Engine
    settings: Settings
    form: Form  # of the intake
    vault: Vault  # seals personal data
    reviewed: ReviewedAnswers  # of staff; they come before what is found
    embedder: Embedder
    instruments: tuple[Instrument, ...]  # of the self-assessment
    documents: Callable[[], Sequence[Document]]  # that answers are found in now
    library: Library  # the same documents as they were read


def build_assistant(settings: Settings) -> Assistant:
    """The assistant with its memory; raises StartFailed."""
    with ThreadPoolExecutor(1) as beside:  # opening models needs little of what the rest is waiting for
        return _build_assistant(settings, beside.submit(open_models, settings))


def _build_assistant(settings: Settings, models: Future[Models]) -> Assistant:
    from bot.assessment.files import AssessmentFiles
    from bot.assessment.results import Results
    from bot.intake.claim import ClaimFlow
    from bot.intake.door import IntakeDoor
    from bot.intake.flow import IntakeFlow
    from bot.staff.library import Library
    from bot.staff.reviewed import ReviewedAnswers
    from bot.store.reviewed import SqlReviewed
    from bot.store.sessions import SqlSessions
    from bot.store.vault import Vault

    instruments, form, vault = read_instruments(settings), read_form(settings), Vault(settings.keys)
    engine = build_engine(settings)
    check_keys(engine, vault)
    embedder = models.result().embedder
    knowledge = build_knowledge(settings, models.result())
    reviewed = ReviewedAnswers(knowledge, SqlReviewed(engine), embedder, knowledge.documents)
    sessions = SqlSessions(
        engine, lambda: knowledge.state().version, vault=vault, notifier=build_notifier(settings)
    )
    claim = ClaimFlow(form, _now, lambda: f"{secrets.randbelow(10**6):06}")
    intake = IntakeFlow(form, _now)
    assessment = build_assessment(instruments, engine, knowledge, expert=intake)
    return Assistant(
        conversation=Conversation(
            sessions,
            reviewed,
            settings.max_question_length,
            per_minute=settings.rate_limit_per_minute,
            flows=(assessment, intake, claim),
            services=(Results(assessment.shown), IntakeDoor(intake)),
            attachments=dict.fromkeys(AssessmentFiles.KINDS, AssessmentFiles(sessions)),
        ),
        sessions=sessions,
        search=knowledge,
        engine=engine,
        settings=settings,
        form=form,
        vault=vault,
        reviewed=reviewed,
        embedder=embedder,
        instruments=instruments,
        documents=knowledge.documents,
        library=Library(settings.data_dir, knowledge.ingested),
    )


def _now() -> datetime:
    return datetime.now(UTC)


def build_short_memory(settings: Settings, earlier: Sequence[str]) -> Conversation:
    """A conversation that is forgotten when the program ends and begins with these earlier questions."""
    from bot.store.memory import MemorySessions

    return Conversation(MemorySessions(earlier), build_answers(settings), settings.max_question_length)


def build_assessment(
    instruments: Sequence[Instrument], engine: Engine, knowledge: LatestKnowledge, expert: Flow | None = None
) -> AssessmentFlow:
    """The talk of a self-assessment; `expert` is the flow that sends its result to a person."""
    from bot.assessment.flow import AssessmentFlow
    from bot.assessment.shelf import Shelf
    from bot.store.instruments import SqlInstruments

    shelf = Shelf(instruments, SqlInstruments(engine), knowledge.documents)
    return AssessmentFlow(shelf, _now, expert)


def build_notifier(settings: Settings) -> Notifier:
    """Tells applicants what has changed, on the channels that can send."""
    from bot.store.notifying import Notifier

    if settings.telegram_bot_token is None:
        return Notifier()
    from bot.telegram.rendering import render_text

    return Notifier({"telegram": lambda text: [message.dump() for message in render_text(text)]})


def read_form(settings: Settings) -> Form:
    """The form of the intake; raises StartFailed with file, line and reason."""
    from bot.intake.loading import FRAMEWORKS, FormInvalid, load_intake

    try:
        return load_intake(settings.frameworks_dir or FRAMEWORKS)
    except FormInvalid as error:
        raise StartFailed(f"The intake's form cannot be used: {error}") from error


def read_instruments(settings: Settings) -> tuple[Instrument, ...]:
    """The self-assessments people are offered; raises StartFailed with file, line and reason."""
    from bot.assessment.reading import FRAMEWORKS, load_instruments
    from bot.assessment.toml_tables import InstrumentInvalid

    try:
        return load_instruments(settings.frameworks_dir or FRAMEWORKS)
    except InstrumentInvalid as error:
        raise StartFailed(f"The self-assessment cannot be used: {error}") from error

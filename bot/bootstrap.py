"""The one place that builds the assistant from its settings; everybody else receives its parts.

Imports of the heavy parts stand inside the functions, so that a program pays only for what it uses.
"""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.dialogue.conversation import Conversation
from bot.dialogue.ports import Search
from bot.latest import Knowledge, LatestKnowledge
from bot.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI
    from sqlalchemy import Engine

    from bot.assessment.flow import AssessmentFlow
    from bot.assessment.instrument import Instrument
    from bot.dialogue.flows import Flow
    from bot.dialogue.writing import AnswerWriter
    from bot.intake.form import Form
    from bot.staff.reviewed import ReviewedAnswers
    from bot.store.notifying import Notifier
    from bot.store.sessions import SqlSessions
    from bot.store.vault import Vault
    from bot.telegram.application import TelegramService
    from knowledge.document import Document
    from knowledge.embedder import Embedder


class StartFailed(RuntimeError):
    """The assistant cannot start; the message is one sentence that says why and what to do."""


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


def build_answers(settings: Settings) -> LatestKnowledge:
    """Answers and search over the current index and every later one; raises StartFailed."""
    return build_knowledge(settings)[0]


def build_knowledge(settings: Settings) -> tuple[LatestKnowledge, Embedder]:
    """Answers and search, and the embedder they work with; raises StartFailed."""
    from bot.dialogue.answering import Answerer
    from bot.dialogue.catalogue import Catalogue
    from bot.dialogue.searching import PassageSearch
    from bot.dialogue.writing import WrittenAnswers
    from knowledge.embedder import EmbedderUnknown, ModelUnavailable, open_embedder
    from knowledge.hybrid import HybridRetriever
    from knowledge.index import IndexMismatch, IndexMissing, open_index, read_manifest
    from knowledge.lexicon import load_lexicon
    from knowledge.query import QueryReader
    from knowledge.reranker import RerankedRetriever, RerankerUnknown, open_reranker
    from knowledge.retriever import Retriever

    data = settings.data_dir
    writer = build_writer(settings)

    def open_knowledge() -> Knowledge:
        index = open_index(data, embedder, settings.address("chroma_url"))
        reader = QueryReader(load_lexicon(), index.own_texts)
        retriever: Retriever = HybridRetriever(index.passages, index.dense, embedder)
        if reranker is not None:
            retriever = RerankedRetriever(retriever, reranker)
        catalogue = Catalogue(index.documents)
        answerer = Answerer(catalogue, retriever, reader)
        return Knowledge(
            answerer if writer is None else WrittenAnswers(answerer, writer),
            PassageSearch(index.manifest.version, catalogue, retriever, reader),
            index.documents,
        )

    try:
        read_manifest(data)  # before the model is opened or built: a missing index may be all there is to say
        embedder = open_embedder(
            settings.embeddings,
            data,
            settings.embedder_threads,
            settings.address("embeddings_base_url"),
            settings.secret("embeddings_api_key"),
        )
        name = settings.reranker
        reranker = None if name is None else open_reranker(name, settings.embedder_threads)
        return LatestKnowledge(open_knowledge, lambda: read_manifest(data).version), embedder
    except (
        IndexMissing,
        IndexMismatch,
        EmbedderUnknown,
        RerankerUnknown,
        ModelUnavailable,
        OSError,
    ) as error:
        raise StartFailed(_sentence(error)) from error


def build_writer(settings: Settings) -> AnswerWriter | None:
    """The language model that words answers, None when none is set; raises StartFailed."""
    if settings.llm_model is None:
        return None
    from bot.dialogue.resting import RestingWriter
    from bot.dialogue.writing import AnswerWriter
    from bot.language_model import LanguageModelUnusable, load_prompts, open_writer

    seconds = settings.llm_deadline_seconds
    try:
        model = open_writer(
            settings.llm_model, settings.address("llm_base_url"), settings.secret("llm_api_key"), seconds
        )
        return AnswerWriter(RestingWriter(model), load_prompts(), seconds)
    except (LanguageModelUnusable, OSError) as error:
        raise StartFailed(_sentence(error)) from error


def build_engine(settings: Settings) -> Engine:
    """The database, reachable and with the newest tables; raises StartFailed."""
    from bot.store.database import DatabaseOutdated, DatabaseUnavailable, check_database, open_database

    try:
        engine = open_database(settings.database)
        check_database(engine)
    except (DatabaseUnavailable, DatabaseOutdated) as error:
        raise StartFailed(str(error)) from error
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


def build_assistant(settings: Settings) -> Assistant:
    """The assistant with its memory; raises StartFailed."""
    from bot.assessment.files import AssessmentFiles
    from bot.assessment.results import Results
    from bot.intake.claim import ClaimFlow
    from bot.intake.door import IntakeDoor
    from bot.intake.flow import IntakeFlow
    from bot.staff.reviewed import ReviewedAnswers
    from bot.store.reviewed import SqlReviewed
    from bot.store.sessions import SqlSessions
    from bot.store.vault import Vault

    instruments, form, vault = read_instruments(settings), read_form(settings), Vault(settings.keys)
    engine = build_engine(settings)
    check_keys(engine, vault)
    knowledge, embedder = build_knowledge(settings)
    reviewed = ReviewedAnswers(knowledge, SqlReviewed(engine), embedder, knowledge.documents)
    sessions = SqlSessions(
        engine, lambda: knowledge.state().version, vault=vault, notifier=build_notifier(settings)
    )
    claim = ClaimFlow(form, lambda: datetime.now(UTC), lambda: f"{secrets.randbelow(10**6):06}")
    intake = IntakeFlow(form, lambda: datetime.now(UTC))
    assessment = build_assessment(instruments, engine, knowledge, expert=intake)
    return Assistant(
        Conversation(
            sessions,
            reviewed,
            settings.max_question_length,
            per_minute=settings.rate_limit_per_minute,
            flows=(assessment, intake, claim),
            services=(Results(assessment.shown), IntakeDoor(intake)),
            attachments=dict.fromkeys(AssessmentFiles.KINDS, AssessmentFiles(sessions)),
        ),
        sessions,
        knowledge,
        engine,
        settings,
        form,
        vault,
        reviewed,
        embedder,
        instruments,
        knowledge.documents,
    )


def read_form(settings: Settings) -> Form:
    """The form of the intake; raises StartFailed with file, line and reason."""
    from bot.intake.loading import FRAMEWORKS, FormInvalid, load_intake

    try:
        return load_intake(settings.frameworks_dir or FRAMEWORKS)
    except FormInvalid as error:
        raise StartFailed(f"The intake's form cannot be used: {error}") from error


def check_keys(engine: Engine, vault: Vault) -> None:
    """Raises StartFailed when something newer is sealed than our keys can open."""
    from bot.store.sealing import open_newest
    from bot.store.vault import KeyMissing

    try:
        open_newest(engine, vault)
    except KeyMissing as error:
        raise StartFailed(f"{_sentence(error)}; set DATA_KEYS to the keys it was written with.") from error


def build_notifier(settings: Settings) -> Notifier:
    """Tells applicants what has changed, on the channels that can send."""
    from bot.store.notifying import Notifier

    if settings.telegram_bot_token is None:
        return Notifier()
    from bot.telegram.rendering import render_text

    return Notifier({"telegram": lambda text: [message.dump() for message in render_text(text)]})


def read_instruments(settings: Settings) -> tuple[Instrument, ...]:
    """The self-assessments people are offered; raises StartFailed with file, line and reason."""
    from bot.assessment.reading import FRAMEWORKS, load_instruments
    from bot.assessment.toml_tables import InstrumentInvalid

    try:
        return load_instruments(settings.frameworks_dir or FRAMEWORKS)
    except InstrumentInvalid as error:
        raise StartFailed(f"The self-assessment cannot be used: {error}") from error


def build_assessment(
    instruments: Sequence[Instrument], engine: Engine, knowledge: LatestKnowledge, expert: Flow | None = None
) -> AssessmentFlow:
    """The talk of a self-assessment; `expert` is the flow that sends its result to a person."""
    from bot.assessment.flow import AssessmentFlow
    from bot.assessment.shelf import Shelf
    from bot.store.instruments import SqlInstruments

    shelf = Shelf(instruments, SqlInstruments(engine), knowledge.documents)
    return AssessmentFlow(shelf, lambda: datetime.now(UTC), expert)


def build_short_memory(settings: Settings, earlier: Sequence[str]) -> Conversation:
    """A conversation that is forgotten when the program ends and begins with these earlier questions."""
    from bot.store.memory import MemorySessions

    return Conversation(MemorySessions(earlier), build_answers(settings), settings.max_question_length)


def build_web(assistant: Assistant, telegram: TelegramService | None) -> FastAPI:
    """The web application, with the route of Telegram's webhook where there is one."""
    from bot.desk import open_desk
    from bot.store.database import DatabaseOutdated, DatabaseUnavailable, check_database
    from bot.web.application import create_application
    from bot.web.staff.application import add_desk
    from bot.web.webhook import add_webhook

    def database_works() -> bool:
        try:
            check_database(assistant.engine)
        except (DatabaseUnavailable, DatabaseOutdated):
            return False
        return True

    web = create_application(
        assistant.conversation,
        assistant.sessions,
        assistant.search,
        database_works,
        assistant.settings.max_question_length,
    )
    desk = open_desk(
        assistant.engine,
        assistant.vault,
        build_notifier(assistant.settings),
        assistant.reviewed,
        assistant.search,
        assistant.embedder,
        assistant.form,
        assistant.instruments,
        assistant.documents,
    )
    add_desk(web, desk)
    address = assistant.settings.telegram_webhook_url
    if telegram is not None and address is not None:
        add_webhook(web, address.path or "/", telegram.feed)
    return web


def build_telegram(assistant: Assistant) -> TelegramService | None:
    """The Telegram channel, None without a token."""
    settings = assistant.settings
    if (token := settings.secret("telegram_bot_token")) is None:
        return None
    from bot.store.outbox import SqlOutbox
    from bot.store.reminders import SqlOverdue
    from bot.telegram.application import TelegramService

    return TelegramService(
        token,
        assistant.conversation,
        base_url=settings.address("telegram_base_url"),
        webhook_url=settings.address("telegram_webhook_url"),
        webhook_secret=settings.secret("telegram_webhook_secret"),
        outbox=SqlOutbox(assistant.engine, "telegram"),
        overdue=SqlOverdue(assistant.engine),
    )


@asynccontextmanager
async def running(telegram: TelegramService | None) -> AsyncIterator[None]:
    """Telegram works inside the `async with`; raises StartFailed when Telegram does not accept us."""
    if telegram is None:
        yield
        return
    from bot.telegram.application import TelegramRefused

    try:
        await telegram.start()
    except TelegramRefused as error:
        raise StartFailed(str(error)) from error
    try:
        yield
    finally:
        await telegram.stop()


def _sentence(error: Exception) -> str:
    message = str(error)
    return message[:1].upper() + message[1:]

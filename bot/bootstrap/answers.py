"""Answers that follow the current index, worded by a language model where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.bootstrap.failure import StartFailed, sentence
from bot.bootstrap.opening import Models, open_current, open_models, start_failures
from bot.latest import Knowledge, LatestKnowledge
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.dialogue.writing import AnswerWriter


def build_answers(settings: Settings) -> LatestKnowledge:
    """Answers and search over the current index and every later one; raises StartFailed."""
    return build_knowledge(settings, open_models(settings))


def build_knowledge(settings: Settings, models: Models) -> LatestKnowledge:
    """Answers and search, with these models; raises StartFailed."""
    from bot.dialogue.searching import PassageSearch
    from bot.dialogue.writing import WrittenAnswers
    from bot.staff.library import Ingested
    from knowledge.decisions import decisions_stamp
    from knowledge.index import read_manifest

    writer = build_writer(settings)

    def open_knowledge() -> Knowledge:
        opened = open_current(settings, models)
        answerer, read = opened.answerer, opened.read
        version, made_at = read.manifest.version, read.manifest.made_at
        return Knowledge(
            answerer if writer is None else WrittenAnswers(answerer, writer),
            PassageSearch(version, opened.catalogue, opened.retriever, opened.reader),
            opened.index.documents,
            Ingested(version, made_at, read.documents, read.reports),
        )

    def newest() -> str:
        data = settings.data_dir
        return f"{read_manifest(data).version} {decisions_stamp(data)}"

    with start_failures():
        return LatestKnowledge(open_knowledge, newest)


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
        raise StartFailed(sentence(error)) from error

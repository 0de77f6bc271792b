"""The documents, how each was read, and challenges and proposals to browse."""

import logging
from typing import Annotated

from fastapi import HTTPException, Query
from fastapi.responses import Response

from bot.dialogue.catalogue import locate
from bot.dialogue.texts import THEMES
from bot.staff.library import BROWSED, bodies, browse
from bot.staff.review import summarise
from bot.web.staff.pages import Call, In
from knowledge.decisions import Decisions, DecisionsBroken
from knowledge.document import Document, FigureStatus, Theme, Topic

log = logging.getLogger(__name__)

Code = Annotated[str, Query(max_length=120)]


def show_documents(call: In) -> Response:
    read = call.desk.library.ingested()
    return call.show(
        "knowledge.html",
        summaries=[summarise(one, read.report(one.id), decisions_of(call, one.id)) for one in read.documents],
        unread=call.desk.library.unread(),
    )


def show_document(call: In, document_id: str) -> Response:
    """Sections and items as they are quoted now."""
    document = next((one for one in call.desk.documents() if one.id == document_id), None)
    if document is None:
        raise HTTPException(404)
    read = find_document(call, document_id)
    summary = summarise(
        read, call.desk.library.ingested().report(document_id), decisions_of(call, document_id)
    )
    return call.show("document_page.html", document=document, summary=summary, themes=THEMES)


def show_report(call: In, document_id: str) -> Response:
    read, document = call.desk.library.ingested(), find_document(call, document_id)
    decisions = decisions_of(call, document_id)
    doubtful = [
        (locate(document, section, item.page), item, figure)
        for section in document.sections
        for item in section.items
        for figure in item.figures
        if figure.status is not FigureStatus.PLAIN
    ]
    return call.show(
        "report.html",
        document=document,
        report=read.report(document_id),
        read=read,
        summary=summarise(document, read.report(document_id), decisions),
        doubtful=doubtful,
        decided=len(decisions),
    )


def show_items(
    call: In, topic: Code = Topic.CHALLENGES, theme: Code = "", source: Code = "", body: Code = ""
) -> Response:
    documents = call.desk.documents()
    if topic not in set(BROWSED) or (theme and theme not in set(Theme)):
        raise HTTPException(422)
    found = browse(documents, Topic(topic), Theme(theme) if theme else None, source or None, body or None)
    return call.show(
        "items.html",
        found=[(locate(one.document, one.section, one.item.page), one) for one in found],
        typed={"topic": topic, "theme": theme, "source": source, "body": body},
        sources=[(document.source, document.title) for document in documents],
        bodies=[(name, name) for name in bodies(documents)],
        themes=THEMES,
    )


def find_document(call: Call, document_id: str) -> Document:
    """The document as it was read, 404 where there is none."""
    document = call.desk.library.ingested().document(document_id)
    if document is None:
        raise HTTPException(404)
    return document


def decisions_of(call: Call, document_id: str) -> Decisions:
    """What was decided about it; 500 where the file was broken by hand, and its line is in the log."""
    try:
        return call.desk.library.decisions(document_id)
    except DecisionsBroken as error:
        log.error("decisions cannot be read: %s", error)
        raise HTTPException(500) from error

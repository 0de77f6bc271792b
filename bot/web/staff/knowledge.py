"""The documents, what of them waits for a person, and challenges and proposals to browse."""

from typing import Annotated

from fastapi import HTTPException, Query
from fastapi.responses import Response

from bot.dialogue.catalogue import locate
from bot.dialogue.texts import THEMES
from bot.staff.library import BROWSED, bodies, browse, doubts, summarise
from bot.web.staff.pages import In
from knowledge.document import Theme, Topic

Code = Annotated[str, Query(max_length=120)]


def show_documents(call: In) -> Response:
    return call.show("knowledge.html", summaries=[summarise(one) for one in call.desk.documents()])


def show_document(call: In, document_id: str) -> Response:
    document = next((one for one in call.desk.documents() if one.id == document_id), None)
    if document is None:
        raise HTTPException(404)
    return call.show(
        "document_page.html",
        document=document,
        doubts=[(locate(document, doubt.section, doubt.item.page), doubt) for doubt in doubts(document)],
        themes=THEMES,
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

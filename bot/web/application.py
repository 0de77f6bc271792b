"""The web application: chat page, chat, search, health, and its own documentation."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.types import Scope

from bot.dialogue import texts as dialogue_texts
from bot.dialogue.conversation import Conversation
from bot.dialogue.ports import Exchange, Search, SessionBusy, Transcripts
from bot.dialogue.turn import Attachment, FileKind, Language, Outcome, SessionKey, Turn
from bot.web import texts
from bot.web.limits import BodyLimit, LastResort, SecurityHeaders
from bot.web.messages import (
    FILES,
    AboutId,
    Answer,
    Health,
    History,
    Hits,
    PastTurn,
    Problem,
    Question,
)
from bot.web.page import chat_page
from bot.web.visitors import visitor
from knowledge.persian import has_letters, strip_controls

STATIC = Path(__file__).parent / "static"
FILE_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": {}}, "description": "the file's bytes"},
    404: {"model": Problem},
}
SHOWN_TURNS = 50  # of the history, when the page is opened again

_SENTENCES = {
    404: ("not_found", texts.NOT_FOUND),
    405: ("not_allowed", texts.NOT_ALLOWED),
    413: ("too_large", texts.TOO_LARGE),
    422: ("malformed", texts.MALFORMED),
    429: ("too_fast", dialogue_texts.TOO_FAST),
    500: ("trouble", texts.TROUBLE),
    503: ("busy", texts.BUSY),
}

_THUMBS = frozenset({dialogue_texts.UP, dialogue_texts.DOWN}) | {
    page[name] for page in texts.PAGES.values() for name in ("rate_up", "rate_down")
}

Visitor = Annotated[SessionKey, Depends(visitor)]


def create_application(
    conversation: Conversation,
    transcripts: Transcripts,
    search: Search,
    database_works: Callable[[], bool],
    max_question: int,
) -> FastAPI:
    """The web channel over these parts; `max_question` is in characters and only shown to the page."""
    app = FastAPI(
        title="Khoosheyar",
        description="A Persian assistant over business-cluster policy documents: cited answers or none.",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        responses={code: {"model": Problem} for code in (413, 422, 500)},
    )
    app.add_middleware(LastResort, trouble=lambda: problem(500))
    app.add_middleware(BodyLimit, too_large=lambda: problem(413))
    app.add_middleware(SecurityHeaders)
    app.add_exception_handler(RequestValidationError, lambda request, error: problem(422))
    app.add_exception_handler(SessionBusy, lambda request, error: problem(503))
    app.add_exception_handler(HTTPException, _http_problem)
    _add_pages(app, conversation, max_question)
    _add_talk(app, conversation, transcripts)
    _add_knowledge(app, search, database_works)
    return app


# The functions of the routes are not async: FastAPI runs each in a thread, off the event loop.


def _add_pages(app: FastAPI, conversation: Conversation, max_question: int) -> None:
    """The chat page, the API's documentation and the files they load."""
    app.mount("/static", CachedFiles(directory=STATIC), name="static")
    pages = {
        language: chat_page(STATIC / "index.html", max_question, conversation.offers, language)
        for language in Language
    }

    @app.get("/", include_in_schema=False)
    def show_page(person: Visitor, response: Response) -> HTMLResponse:
        page = pages[conversation.language(person)]
        return HTMLResponse(page, headers=_cookie_of(response) | {"cache-control": "no-cache"})

    @app.get("/docs", include_in_schema=False)
    def show_docs() -> HTMLResponse:
        return HTMLResponse((STATIC / "docs.html").read_text(encoding="utf-8"))


def _add_talk(app: FastAPI, conversation: Conversation, transcripts: Transcripts) -> None:
    """The visitor's own session: messages, history and files."""

    @app.post("/api/chat", response_model=Answer, responses={code: {"model": Problem} for code in (429, 503)})
    def chat(question: Question, person: Visitor, response: Response) -> Response:
        """Answers one message in the visitor's session."""
        turn = Turn(person, question.turn_id, question.text, datetime.now(UTC), question.choice)
        reply = conversation.handle(turn)
        if reply.outcome is Outcome.LIMITED:
            raise HTTPException(429)
        # not the answer itself: FastAPI would check it anew, in one more thread
        answer = Answer.of(reply).model_dump_json()
        return Response(answer, headers=_cookie_of(response), media_type="application/json")

    @app.get("/api/history")
    def history(person: Visitor) -> History:
        """What was said in the visitor's session, with what there is to tell since."""
        with suppress(SessionBusy):  # a turn is running: it will tell
            conversation.visit(person)
        turns = transcripts.exchanges(person, SHOWN_TURNS)
        return History(turns=[PastTurn.of(exchange) for exchange in turns if not _only_rates(exchange)])

    @app.get(FILES + "/{kind}", response_class=Response, responses=FILE_RESPONSES)
    @app.get(FILES + "/{kind}/{about}", response_class=Response, responses=FILE_RESPONSES)
    def file(kind: FileKind, person: Visitor, response: Response, about: AboutId = "") -> Response:
        """A file that goes with one of the visitor's answers."""
        attachment = Attachment(kind, about)
        opened = conversation.open(person, attachment)
        if opened is None:
            raise HTTPException(404)
        shown = "inline" if attachment.is_picture else "attachment"
        headers = {"content-disposition": f'{shown}; filename="{opened.name}"'} | _cookie_of(response)
        return Response(opened.content, media_type=opened.media_type, headers=headers)

    @app.get("/api/mydata", response_class=Response, responses={200: FILE_RESPONSES[200]})
    def my_data(person: Visitor, response: Response) -> Response:
        """Everything that is held about the visitor, as a file."""
        return file(FileKind.MY_DATA, person, response)


def _add_knowledge(app: FastAPI, search: Search, database_works: Callable[[], bool]) -> None:
    """The documents without a session, and whether all is well."""

    @app.get("/api/search")
    def find(
        q: Annotated[str, Query(description="what to look for", max_length=1000)],
        limit: Annotated[int, Query(ge=1, le=50)] = 10,
    ) -> Hits:
        """Passages of the documents, without an answer composed from them."""
        words = strip_controls(q)
        return Hits(hits=list(search.search(words, limit)) if has_letters(words) else [])

    @app.get("/healthz", responses={503: {"model": Health}})
    def health(response: Response) -> Health:
        """Whether questions can be answered and the answers stored, and from which knowledge."""
        works, state = database_works(), search.state()
        response.status_code = 200 if works else 503
        return Health(
            status="ok" if works else "unavailable",
            index_version=state.version,
            documents=state.documents,
            database=works,
        )


def _only_rates(exchange: Exchange) -> bool:
    """Whether the turn only rated an answer, where the page shows it, and asked for nothing."""
    return exchange.text in _THUMBS and exchange.reply.outcome is Outcome.NOTICE


class CachedFiles(StaticFiles):
    """Static files: fonts are kept by browsers for a year, the rest is asked for again by its ETag."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        kept = "public, max-age=31536000, immutable" if path.startswith("fonts") else "no-cache"
        response.headers["cache-control"] = kept
        return response


def problem(status: int) -> JSONResponse:
    """The error of this HTTP status as a short code and a Persian sentence."""
    code, sentence = _SENTENCES.get(status, _SENTENCES[422])
    headers = {"retry-after": "5"} if status in (429, 503) else None
    return JSONResponse(Problem(code=code, error=sentence).model_dump(), status, headers)


def _http_problem(request: Request, error: Exception) -> Response:
    return problem(error.status_code if isinstance(error, HTTPException) else 500)


def _cookie_of(response: Response) -> dict[str, str]:
    """The cookie that `visitor` has set, for a response made by hand."""
    return {"set-cookie": response.headers["set-cookie"]}

"""The HTTP API and the page over fakes: what people get, also when they send something odd."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import anyio.to_thread
import pytest
from fastapi.testclient import TestClient

from bot.dialogue import texts
from bot.dialogue.conversation import Conversation
from bot.dialogue.ports import SessionBusy
from bot.dialogue.turn import FileKind, Reply
from bot.store.memory import MemorySessions
from bot.web import texts as page_texts
from bot.web.application import STATIC, create_application
from bot.web.limits import BODY_LIMIT
from bot.web.page import chat_page
from bot.web.texts import ENGLISH_PAGE, PAGE
from bot.web.visitors import COOKIE
from tests.fakes import PICTURE, QUOTE, REPORT, FakeAnswers, FakeFiles, FakeSearch, abstention, answer
from tests.forms import Form

LIMIT = 200
VISITOR = "v" * 32


class Page:
    """A web application over fakes with one visitor's client."""

    def __init__(
        self,
        reply: Callable[[str], Reply] | None = None,
        database_works: bool = True,
        per_minute: int = 0,
    ) -> None:
        self.answers = FakeAnswers(reply)
        sessions = MemorySessions()
        self.app = create_application(
            Conversation(sessions, self.answers, LIMIT, per_minute, attachments=self.files_of_visitor()),
            sessions,
            FakeSearch(),
            lambda: database_works,
            LIMIT,
        )
        self.client = TestClient(self.app, cookies={COOKIE: VISITOR})

    @staticmethod
    def files_of_visitor() -> dict[FileKind, FakeFiles]:
        return dict.fromkeys(FakeFiles.FILES, FakeFiles(VISITOR))

    def files(self, text: str, turn_id: str = "t1") -> list[dict[str, object]]:
        found = self.ask(text, turn_id)["files"]
        assert isinstance(found, list)
        return found

    def ask(self, text: str, turn_id: str = "t1", **more: object) -> dict[str, object]:
        content = json.dumps({"text": text, "turn_id": turn_id, **more})  # ASCII, so any code point passes
        response = self.client.post(
            "/api/chat", content=content, headers={"content-type": "application/json"}
        )
        assert response.status_code == 200, response.text
        body: dict[str, object] = response.json()
        return body


@pytest.fixture
def page() -> Iterator[Page]:
    yield Page()


def test_an_answer_carries_blocks_citations_choices_and_plain_text(page: Page) -> None:
    body = page.ask("خوشه چیست؟")
    assert body["outcome"] == "answer"
    assert body["text"] == answer().plain()
    blocks = body["blocks"]
    assert isinstance(blocks, list)
    assert [block["kind"] for block in blocks] == ["paragraph", "bullets", "steps"]
    said = {"text": "خوشه یعنی بنگاه‌های نزدیک به هم.", "citation": 0, "mark": True, "tone": "plain"}
    assert blocks[0]["lines"] == [said]
    citations = body["citations"]
    assert isinstance(citations, list)
    assert citations[0] == {
        "source": "deck.md",
        "title": "برنامهٔ خوشه‌ها",
        "locator": "بخش ۲: تعریف، اسلاید ۴",
        "quote": QUOTE,
    }


def test_a_message_is_handed_to_one_thread_only(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    handed: list[object] = []
    run = anyio.to_thread.run_sync

    async def noting(work: Callable[[], object]) -> object:
        handed.append(work)
        return await run(work)

    monkeypatch.setattr(anyio.to_thread, "run_sync", noting)
    page.ask("خوشه چیست؟")
    assert len(handed) == 1


def test_a_refusal_comes_with_its_choices() -> None:
    body = Page(lambda question: abstention()).ask("هوا چطور است؟")
    assert body["outcome"] == "abstention"
    assert body["choices"] == [
        {"label": "مزایای خوشه چیست؟", "data": "ask:benefits"},
        {"label": "خوشه چیست؟", "data": "ask:definition"},
    ]


def test_the_same_turn_id_is_answered_once(page: Page) -> None:
    assert page.ask("خوشه چیست؟") == page.ask("خوشه چیست؟")
    assert len(page.answers.asked) == 1


def test_a_visitor_keeps_the_session_and_another_has_a_separate_one(page: Page) -> None:
    page.ask("یک", "t1")
    page.ask("دو", "t2")
    assert page.answers.asked[1] == ("دو", ("یک",))
    other = TestClient(page.app)
    other.post("/api/chat", json={"text": "سه", "turn_id": "t1"})
    assert page.answers.asked[2] == ("سه", ())
    assert other.get("/api/history").json()["turns"][0]["text"] == "سه"


def test_history_gives_back_what_was_said_oldest_first(page: Page) -> None:
    first, second = page.ask("یک", "t1"), page.ask("دو", "t2")
    turns = page.client.get("/api/history").json()["turns"]
    assert [(turn["turn_id"], turn["text"]) for turn in turns] == [("t1", "یک"), ("t2", "دو")]
    assert [turn["answer"] for turn in turns] == [first, second]


def test_a_visitor_who_comes_back_is_asked_once_about_what_is_unfinished() -> None:
    now = [datetime(2026, 3, 1, 8, tzinfo=UTC)]
    sessions = MemorySessions()
    conversation = Conversation(sessions, FakeAnswers(), LIMIT, flows=(Form(),), clock=lambda: now[0])
    app = create_application(conversation, sessions, FakeSearch(), lambda: True, LIMIT)
    client = TestClient(app, cookies={COOKIE: VISITOR})
    client.post("/api/chat", json={"text": "فرم", "turn_id": "t1", "choice": ":start:form"})
    now[0] += timedelta(hours=2)
    for _ in range(2):
        turns = client.get("/api/history").json()["turns"]
        assert [(turn["text"], turn["answer"]["text"]) for turn in turns] == [
            ("فرم", "نام؟"),
            ("", texts.go_on(Form.title)),
        ]
    resume = turns[1]["answer"]["choices"][0]
    pressed = {"text": resume["label"], "turn_id": "t2", "choice": resume["data"]}
    assert client.post("/api/chat", json=pressed).json()["text"] == "نام؟"


def test_an_answer_is_rated_and_history_shows_how(page: Page) -> None:
    page.ask("خوشه چیست؟", "t1")
    assert page.ask("👍", "r1", choice=":rate:up:t1")["text"] == texts.RATED
    (turn,) = page.client.get("/api/history").json()["turns"]
    assert turn["verdict"] == "up"
    why = page.ask("👎", "r2", choice=":rate:down:t1")
    assert (why["outcome"], why["text"]) == ("flow", texts.WHY)
    turns = page.client.get("/api/history").json()["turns"]
    assert [(turn["text"], turn["verdict"]) for turn in turns] == [("خوشه چیست؟", "down"), ("👎", None)]


def test_my_data_is_a_file_with_what_was_said_and_another_visitor_s_is_not_in_it(page: Page) -> None:
    page.ask("راز من")
    (file,) = page.files("داده‌های من", "t2")
    assert file == {
        "kind": "my_data",
        "picture": False,
        "href": "/api/files/my_data",
        "text": texts.GET_FILE,
    }
    for address in (str(file["href"]), "/api/mydata"):
        response = page.client.get(address)
        assert response.headers["content-type"] == "application/json"
        assert response.headers["content-disposition"].startswith("attachment; filename=")
        assert "راز من" in str(response.json())
        assert "راز من" not in str(TestClient(page.app).get(address).json())


def test_a_picture_and_a_report_are_given_to_their_own_visitor_only() -> None:
    page = Page(lambda question: replace(answer(), attachments=(PICTURE, REPORT)))
    picture, report = page.files("نتیجه")
    assert (picture["picture"], picture["text"]) == (True, PICTURE.text)
    assert (report["picture"], report["text"]) == (False, REPORT.text)
    for link, kind, shown in ((picture, PICTURE.kind, "inline"), (report, REPORT.kind, "attachment")):
        response, file = page.client.get(str(link["href"])), FakeFiles.FILES[kind]
        assert (response.content, response.headers["content-type"]) == (file.content, file.media_type)
        assert response.headers["content-disposition"] == f'{shown}; filename="{file.name}"'
        stranger = TestClient(page.app).get(str(link["href"]))
        assert (stranger.status_code, stranger.json()["code"]) == (404, "not_found")
    assert page.client.get("/api/files/assessment_picture/r2").status_code == 404
    assert page.client.get("/api/files/assessment_picture").status_code == 404
    assert page.client.get("/api/files/nothing/r1").status_code == 422
    assert page.client.get("/api/files/assessment_picture/r%201").status_code == 422


def test_forgetting_leaves_nothing_of_the_visitor(page: Page) -> None:
    page.ask("راز من")
    choices = page.ask("فراموشم کن", "t2")["choices"]
    assert isinstance(choices, list)
    body = page.ask(choices[0]["label"], "t3", choice=choices[0]["data"])
    assert body["text"] == texts.FORGOTTEN
    assert page.client.get("/api/history").json() == {"turns": []}
    assert "راز من" not in str(page.client.get("/api/mydata").json())


def test_who_asks_too_fast_is_told_to_wait_and_nobody_else() -> None:
    page = Page(per_minute=2)
    for number in range(2):
        page.ask("خوشه چیست؟", f"t{number}")
    response = page.client.post("/api/chat", json={"text": "خوشه", "turn_id": "t9"})
    assert (response.status_code, response.headers["retry-after"]) == (429, "5")
    assert response.json() == {"code": "too_fast", "error": texts.TOO_FAST}
    other = TestClient(page.app).post("/api/chat", json={"text": "خوشه", "turn_id": "t9"})
    assert other.status_code == 200


@pytest.mark.parametrize("path", ["/", "/api/history"])
def test_the_session_cookie_is_random_hidden_from_scripts_and_bound_to_the_site(
    page: Page, path: str
) -> None:
    cookie = page.client.get(path).headers["set-cookie"]
    assert re.match(rf"{COOKIE}=[A-Za-z0-9_-]{{32}};", cookie)
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert TestClient(page.app).get(path).headers["set-cookie"] != cookie
    assert page.client.get(path).headers["set-cookie"] == cookie


def test_the_cookie_is_secure_over_https(page: Page) -> None:
    client = TestClient(page.app, base_url="https://testserver")
    assert "Secure" in client.get("/").headers["set-cookie"]


@pytest.mark.parametrize("forged", ["short", "x" * 33, "é" * 16, "a" * 31 + "'"])
def test_a_cookie_we_did_not_make_is_replaced(page: Page, forged: str) -> None:
    cookie = f"{COOKIE}={forged}".encode()
    response = page.client.get("/", headers={b"cookie": cookie})
    assert forged not in response.headers["set-cookie"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", texts.EMPTY),
        ("\u0000\u0007 \n", texts.EMPTY),
        ("\ud800", texts.EMPTY),
        ("🌱🌱", texts.NO_WORDS),
        ("الف" * LIMIT, texts.too_long(LIMIT)),
    ],
)
def test_odd_messages_get_a_polite_sentence(page: Page, text: str, sentence: str) -> None:
    body = page.ask(text)
    assert (body["outcome"], body["text"]) == ("notice", sentence)
    assert page.answers.asked == []


@pytest.mark.parametrize("size", [BODY_LIMIT, 3_000_000])
def test_a_body_over_the_limit_is_refused_in_persian(page: Page, size: int) -> None:
    response = page.client.post("/api/chat", content=b'{"text": "' + b"a" * size)
    assert response.status_code == 413
    assert response.json() == {"code": "too_large", "error": page_texts.TOO_LARGE}


def test_a_body_that_hides_its_length_is_refused_too(page: Page) -> None:
    response = page.client.post("/api/chat", content=(b"a" * 10_000 for _ in range(10)))
    assert response.status_code == 413


def test_a_body_just_under_the_limit_is_read(page: Page) -> None:
    frame = json.dumps({"text": "", "turn_id": "t"}).encode()
    text = b"a" * (BODY_LIMIT - len(frame))
    response = page.client.post(
        "/api/chat",
        content=frame.replace(b'""', b'"' + text + b'"'),
        headers={"content-type": "application/json"},
    )
    assert response.json()["text"] == texts.too_long(LIMIT)


MALFORMED = [
    b"",
    b"{",
    b"[]",
    b'{"text": "a"}',
    b'{"text": 5, "turn_id": "t"}',
    b'{"text": "a", "turn_id": ""}',
    b'{"text": "a", "turn_id": "t t"}',
    b'{"text": "a", "turn_id": "t", "admin": true}',
    b'{"text": "a", "turn_id": "t", "choice": "\\ud800"}',
    b'{"text": "a", "turn_id": "t", "choice": "\\u0000"}',
    '{"text": "a", "turn_id": "t", "choice": "%s"}'.replace("%s", "ش" * 33).encode(),
    b"\xff\xfe",
]


@pytest.mark.parametrize("body", MALFORMED)
def test_a_malformed_body_gets_a_sentence_and_no_details(page: Page, body: bytes) -> None:
    response = page.client.post("/api/chat", content=body, headers={"content-type": "application/json"})
    assert response.status_code in (400, 422)
    assert response.json() == {"code": "malformed", "error": page_texts.MALFORMED}


def test_a_body_that_is_not_declared_as_json_is_refused(page: Page) -> None:
    response = page.client.post(
        "/api/chat", content=b'{"text": "a", "turn_id": "t"}', headers={"content-type": "text/plain"}
    )
    assert response.json()["code"] == "malformed"
    assert page.answers.asked == []


def test_an_unexpected_error_is_a_sentence_without_the_cause() -> None:
    def fail(question: str) -> Reply:
        raise RuntimeError("secret detail")

    response = Page(fail).client.post("/api/chat", json={"text": "خوشه", "turn_id": "t"})
    assert response.status_code == 500
    assert response.json() == {"code": "trouble", "error": page_texts.TROUBLE}
    assert response.headers["x-content-type-options"] == "nosniff"


def test_the_log_of_an_unexpected_error_says_where_and_nothing_that_was_written(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(question: str) -> Reply:
        raise RuntimeError(f"cannot store {question}")

    client = TestClient(Page(fail).app, cookies={COOKIE: VISITOR}, raise_server_exceptions=False)
    client.post("/api/chat", json={"text": "راز سارا", "turn_id": "t"})
    assert "A request failed: RuntimeError at" in caplog.text
    assert "راز سارا" not in caplog.text


def test_a_busy_session_is_told_to_come_back() -> None:
    def busy(question: str) -> Reply:
        raise SessionBusy

    response = Page(busy).client.post("/api/chat", json={"text": "خوشه", "turn_id": "t"})
    assert (response.status_code, response.json()["code"]) == (503, "busy")
    assert response.headers["retry-after"] == "5"


def test_unknown_paths_and_methods_get_a_sentence(page: Page) -> None:
    assert page.client.get("/nothing").json() == {"code": "not_found", "error": page_texts.NOT_FOUND}
    assert page.client.get("/api/chat").json() == {"code": "not_allowed", "error": page_texts.NOT_ALLOWED}
    assert page.client.get("/static/../application.py").status_code == 404


def test_search_gives_passages_best_first(page: Page) -> None:
    hits = page.client.get("/api/search", params={"q": "خوشه"}).json()["hits"]
    assert [hit["id"] for hit in hits] == ["deck/2/1", "deck/3/1"]
    assert set(hits[0]) == {"id", "text", "source", "title", "locator", "score"}
    limited = page.client.get("/api/search", params={"q": "خوشه", "limit": 1}).json()["hits"]
    assert [hit["id"] for hit in limited] == ["deck/2/1"]


@pytest.mark.parametrize("query", ["", "  ", "\u0000", "🌱", "؟!"])
def test_a_search_without_words_finds_nothing(page: Page, query: str) -> None:
    assert page.client.get("/api/search", params={"q": query}).json() == {"hits": []}


@pytest.mark.parametrize("query", [{}, {"q": "a" * 1001}, {"q": "a", "limit": 0}, {"q": "a", "limit": "x"}])
def test_a_wrong_search_is_malformed(page: Page, query: dict[str, object]) -> None:
    response = page.client.get("/api/search", params=query)  # type: ignore[arg-type]
    assert (response.status_code, response.json()["code"]) == (422, "malformed")


def test_health_names_the_knowledge_that_answers(page: Page) -> None:
    response = page.client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "index_version": "v-test",
        "documents": 2,
        "database": True,
    }


def test_health_is_unavailable_without_the_database() -> None:
    response = Page(database_works=False).client.get("/healthz")
    assert (response.status_code, response.json()["status"]) == (503, "unavailable")


@pytest.mark.parametrize("path", ["/", "/docs", "/static/chat.js", "/healthz", "/nothing", "/openapi.json"])
def test_every_response_carries_the_security_headers(page: Page, path: str) -> None:
    headers = page.client.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "cache-control" in headers


def test_the_page_asks_for_nothing_outside_and_has_no_inline_code(page: Page) -> None:
    for name in ["/", "/docs", *(f"/static/{file.name}" for file in STATIC.glob("*.*"))]:
        text = page.client.get(name).text.replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|//cdn|@import", text), name
    html = page.client.get("/").text
    assert not re.search(r"\son\w+=|\sstyle=|<style", html)
    scripts = re.findall(r"<script([^>]*)>", html)
    assert all("src=" in script or 'type="application/json"' in script for script in scripts)


def test_every_file_the_page_names_is_served(page: Page) -> None:
    named = set(re.findall(r"/static/[\w./-]+", page.client.get("/").text))
    named |= set(re.findall(r"/static/[\w./-]+", page.client.get("/static/base.css").text))
    assert "/static/fonts/vazirmatn.woff2" in named
    assert {page.client.get(path).status_code for path in named} == {200}
    assert "SIL OPEN FONT LICENSE" in page.client.get("/static/fonts/OFL.txt").text


def test_the_page_holds_its_texts_and_no_open_placeholder(page: Page) -> None:
    html = page.client.get("/").text
    assert '<html lang="fa" dir="rtl">' in html
    assert PAGE["welcome"] in html
    assert not re.search(r"\$[a-z_]+", html)
    data = json.loads(re.findall(r'<script id="data" type="application/json">(.*?)</script>', html)[0])
    assert data["maxQuestion"] == LIMIT
    assert tuple(data["examples"]) == texts.EXAMPLES


def test_the_page_speaks_the_language_that_the_visitor_has_chosen(page: Page) -> None:
    said = page.ask("English", "t1", choice=":lang:en")
    assert said["language"] == "en"
    html = page.client.get("/").text
    assert '<html lang="en" dir="ltr">' in html
    assert ENGLISH_PAGE["my_data"] in html
    data = json.loads(re.findall(r'<script id="data" type="application/json">(.*?)</script>', html)[0])
    shown = [*data["texts"].values(), *data["examples"], data["tooLong"]]
    assert not [text for text in shown if re.search("[آ-ی]", text)]
    other = TestClient(page.app).get("/").text
    assert '<html lang="fa" dir="rtl">' in other


def test_the_script_uses_only_texts_that_exist(page: Page) -> None:
    script = page.client.get("/static/chat.js").text
    assert set(re.findall(r"texts\.(\w+)", script)) <= set(PAGE)


def test_the_docs_describe_every_operation(page: Page) -> None:
    assert "docs.js" in page.client.get("/docs").text
    assert set(page.client.get("/openapi.json").json()["paths"]) == {
        "/api/chat",
        "/api/files/{kind}",
        "/api/files/{kind}/{about}",
        "/api/history",
        "/api/mydata",
        "/api/search",
        "/healthz",
    }


def test_answering_does_not_hold_other_requests() -> None:
    release = threading.Event()

    def slow(question: str) -> Reply:
        assert release.wait(20)
        return answer()

    page = Page(slow)
    with page.client as client:  # one event loop for both requests
        thread = threading.Thread(
            target=lambda: client.post("/api/chat", json={"text": "خوشه", "turn_id": "t"})
        )
        thread.start()
        try:
            assert client.get("/healthz").status_code == 200
            assert thread.is_alive()
        finally:
            release.set()
            thread.join(20)


def test_no_text_can_end_the_script_element_it_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PAGE, "title", "</script><b>$data")
    html = chat_page(STATIC / "index.html", LIMIT)
    data = re.findall(r'<script id="data" type="application/json">(.*?)</script>', html)[0]
    assert json.loads(data)["texts"]["title"] == "</script><b>$data"
    assert "<b>" not in html

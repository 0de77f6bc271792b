"""Other systems: functions, endpoints on the loopback, and our own answerer's trail."""

import json
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from bot.settings import Settings
from evals.matching import canonical
from evals.systems import Surroundings, SystemUnknown, open_system, sounds_refused

AROUND = Surroundings(Settings(data_dir=Path("nowhere")), ())


class Chat(BaseHTTPRequestHandler):
    """Answers every chat request with `said`, and keeps what it was asked."""

    said: ClassVar[str] = ""
    asked: ClassVar[list[dict[str, Any]]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append(body | {"path": self.path, "key": self.headers.get("Authorization")})
        answer = json.dumps({"choices": [{"message": {"content": self.said}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def chat() -> Iterator[str]:
    """The base URL of a chat endpoint on the loopback."""
    Chat.asked.clear()
    server = HTTPServer(("127.0.0.1", 0), Chat)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def plain_answer(question: str, history: Sequence[str]) -> str:
    return f"{len(history)} {question}"


def mapped_answer(question: str, history: Sequence[str]) -> dict[str, object]:
    cited = {"source": "a.md", "title": "t", "locator": "l", "quote": "q"}
    return {"answer": "سطر یک\nسطر دو", "refused": False, "citations": [cited]}


def test_a_function_may_give_plain_text() -> None:
    heard = open_system(f"call:{__name__}:plain_answer", AROUND).ask("چرا؟", ["پیش"])
    assert (heard.answer, heard.refused, heard.trail) == ("1 چرا؟", False, None)


def test_a_function_may_give_citations() -> None:
    heard = open_system(f"call:{__name__}:mapped_answer", AROUND).ask("چرا؟", [])
    assert [line.text for line in heard.lines] == ["سطر یک", "سطر دو"]
    assert heard.citations[0].source == "a.md"


@pytest.mark.parametrize(
    "spec", ["oracle", "call:nowhere:f", "call:json:nothing", "openai:model", "reference"]
)
def test_a_system_that_is_not_there_is_named(spec: str) -> None:
    with pytest.raises(SystemUnknown):
        open_system(spec, AROUND)


def test_an_endpoint_is_asked_with_the_earlier_questions(chat: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    Chat.said = "متأسفانه چیزی نمی‌دانم."
    heard = open_system(f"openai:tiny@{chat}", AROUND).ask("و بعدش؟", ["اول چه بود؟"])
    asked = Chat.asked[0]
    assert heard.refused and heard.answer == Chat.said
    assert (asked["model"], asked["path"], asked["key"]) == ("tiny", "/v1/chat/completions", "Bearer k")
    assert [message["content"] for message in asked["messages"]] == ["اول چه بود؟", "و بعدش؟"]


def test_a_plain_answer_sounds_like_a_refusal_only_at_its_beginning() -> None:
    assert sounds_refused(canonical("I don't know."))
    assert not sounds_refused(canonical("خوشه‌ها ۵۰۵ تا هستند و بیش از این نمی‌دانم"))

"""Other systems: functions, endpoints on the loopback, and our own answerer's trail."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.settings import Settings
from evals.matching import canonical
from evals.systems import Surroundings, SystemUnknown, open_system, sounds_refused
from tests.unit.evals.loopback import ChatServer

AROUND = Surroundings(Settings(data_dir=Path("nowhere")), ())


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


def test_an_endpoint_is_asked_with_the_earlier_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    with ChatServer(lambda body: "متأسفانه چیزی نمی‌دانم.") as chat:
        heard = open_system(f"openai:tiny@{chat.base_url}", AROUND).ask("و بعدش؟", ["اول چه بود؟"])
    asked = chat.requests[0]
    assert heard.refused and heard.answer == "متأسفانه چیزی نمی‌دانم."
    assert (asked["model"], asked["path"], asked["key"]) == ("tiny", "/v1/chat/completions", "Bearer k")
    assert [message["content"] for message in asked["messages"]] == ["اول چه بود؟", "و بعدش؟"]


def test_a_plain_answer_sounds_like_a_refusal_only_at_its_beginning() -> None:
    assert sounds_refused(canonical("I don't know."))
    assert not sounds_refused(canonical("خوشه‌ها ۵۰۵ تا هستند و بیش از این نمی‌دانم"))

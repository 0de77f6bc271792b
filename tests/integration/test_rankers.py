"""Language models that rank readings of damaged lines: whatever they do, no line is harmed."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import JSONResponse, Response

from ingest.documents import Parsed, parse_document
from ingest.pipeline import build
from ingest.rankers import open_ranking
from ingest.repair.ranking import RankerUnusable, letters_and_digits
from ingest.report import BuildReport, Outcome
from knowledge.index import read_documents
from tests import damage
from tests.chat_endpoint import Behave, Endpoint, completion, raw, said, slow
from tests.unit.knowledge.shelf import StemEmbedder
from tests.unit.repair.texts import SLIDES

DECK = "\n\n".join(damage.with_arabic_letters(damage.with_reversed_runs(line)) for line in SLIDES)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    with Endpoint() as endpoint:
        yield endpoint


def environment(base_url: str) -> dict[str, str]:
    return {
        "REPAIR_RANKER": "llm",
        "LLM_MODEL": "small",
        "LLM_BASE_URL": base_url,
        "LLM_DEADLINE_SECONDS": "1",
    }


def read(base_url: str | None = None) -> Parsed:
    """The deck, ranked by the endpoint there where one is given."""
    ranking = open_ranking(environment(base_url)) if base_url else None
    return parse_document("deck.txt", DECK.encode(), ranking=ranking)


def texts(parsed: Parsed) -> list[str]:
    return [item.text for section in parsed.document.sections for item in section.items]


def shown(request: dict[str, Any]) -> list[str]:
    """The readings of a request."""
    return re.findall(r"^\d+\) (.*)$", request["messages"][1]["content"], re.MULTILINE)


def last(request: dict[str, Any]) -> Response:
    """Always prefers the reading that we think least of."""
    return JSONResponse(completion(str(len(shown(request)))))


def writes(request: dict[str, Any]) -> Response:
    """Answers with a better sentence of its own."""
    return JSONResponse(completion(f"1) {shown(request)[0]} و صادرات"))


HARMLESS: dict[str, Behave] = {
    "slow": slow,
    "no json": raw("<html>busy</html>"),
    "error": raw('{"error": {"message": "no"}}', 500),
    "silent": said(""),
    "writes": writes,
    "explains": said("خوانش 2 بهتر است"),
    "out of range": said("99"),
    "zero": said("0"),
    "negative": said("-1"),
}


@pytest.mark.parametrize("behave", HARMLESS.values(), ids=HARMLESS)
def test_an_endpoint_that_does_not_choose_changes_nothing(behave: Behave, endpoint: Endpoint) -> None:
    endpoint.behave = behave
    endpoint.requests.clear()
    assert texts(read(endpoint.base_url)) == texts(read())
    assert endpoint.requests


def test_a_dead_endpoint_changes_nothing() -> None:
    assert texts(read("http://127.0.0.1:9/v1")) == texts(read())


def test_the_endpoint_sees_readings_of_one_line_only_with_the_same_letters(endpoint: Endpoint) -> None:
    endpoint.behave = said("1")
    endpoint.requests.clear()
    assert texts(read(endpoint.base_url)) == texts(read())
    for request in endpoint.requests:
        contents = [letters_and_digits(reading) for reading in shown(request)]
        assert len(contents) > 1 and all(each == contents[0] for each in contents)


def test_a_choice_is_followed_and_told(endpoint: Endpoint) -> None:
    endpoint.behave = last
    parsed = read(endpoint.base_url)
    chosen = [change for change in parsed.changes if change.kind == "chosen"]
    assert chosen and texts(parsed) != texts(read())
    assert all(letters_and_digits(one.before) == letters_and_digits(one.after) for one in chosen)
    assert parsed.report.rules != read().report.rules


def test_what_was_read_while_the_endpoint_was_down_is_read_again(endpoint: Endpoint, tmp_path: Path) -> None:
    endpoint.behave = last
    (tmp_path / "deck.txt").write_text(DECK, encoding="utf-8")

    def built(base_url: str) -> tuple[BuildReport, bool]:
        ranking = open_ranking(environment(base_url))
        embedder = StemEmbedder()
        report = build([tmp_path / "deck.txt"], tmp_path / "data", embedder, ranking=ranking)
        (document,) = read_documents(tmp_path / "data")
        return report, document == read(endpoint.base_url).document

    down, ranked = built("http://127.0.0.1:9/v1")
    assert down.files[0].unanswered and not ranked
    still, _ = built("http://127.0.0.1:9/v1")
    assert still.files[0].outcome is Outcome.READ and still.index is None  # the same document once more
    up, ranked = built(endpoint.base_url)
    assert not up.files[0].unanswered and ranked and up.index is not None
    assert built(endpoint.base_url)[0].files[0].outcome is Outcome.UNCHANGED


def test_check_shows_the_choices(endpoint: Endpoint, tmp_path: Path) -> None:
    endpoint.behave = last
    file = tmp_path / "deck.txt"
    file.write_text(DECK, encoding="utf-8")
    command = [sys.executable, "-m", "ingest", "check", "--data", str(tmp_path / "data"), str(file)]
    done = subprocess.run(
        command, env={"PATH": "/usr/bin"} | environment(endpoint.base_url), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"^  0\.70 chosen: «.+» -> «.+»$", done.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"REPAIR_RANKER": "best"}, "should be llm or gguf:FILE"),
        ({"REPAIR_RANKER": "llm"}, "LLM_MODEL names no model"),
        ({"REPAIR_RANKER": "llm", "LLM_MODEL": "m", "REPAIR_RANKER_SECONDS": "long"}, "are seconds"),
        ({"REPAIR_RANKER": "gguf:/nowhere/small.gguf"}, "gguf:/nowhere/small.gguf"),
    ],
)
def test_a_ranker_that_cannot_be_is_refused_with_the_reason(given: dict[str, str], why: str) -> None:
    with pytest.raises(RankerUnusable, match=re.escape(why)):
        open_ranking(given)


def test_without_the_setting_nothing_ranks() -> None:
    assert open_ranking({"LLM_MODEL": "small"}) is None

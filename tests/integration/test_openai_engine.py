"""The engine for OpenAI-compatible endpoints against a small server on the loopback."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from knowledge.embedder import Embedder, ModelUnavailable, open_embedder


class Endpoint(ThreadingHTTPServer):
    """Answers with (characters, 1, 0) for each text, in reverse order with its index, as servers may."""

    asked: list[dict[str, Any]]
    status: int
    lost: int  # vectors left out of an answer


class _Handler(BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(request | {"path": self.path, "key": self.headers["Authorization"]})
        rows = [
            {"object": "embedding", "index": number, "embedding": [float(len(text)), 1.0, 0.0]}
            for number, text in enumerate(request["input"])
        ][::-1]
        answer = {"object": "list", "model": request["model"], "data": rows[self.server.lost :]}
        content = json.dumps(answer if self.server.status == 200 else {"error": {"message": "no"}}).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    server = Endpoint(("127.0.0.1", 0), _Handler)
    server.asked, server.status, server.lost = [], 200, 0
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def opened(endpoint: Endpoint, data: Path, key: str | None = "secret") -> Embedder:
    base_url = f"http://127.0.0.1:{endpoint.server_port}/v1"
    return open_embedder("openai:small", data, base_url=base_url, api_key=key)


def test_vectors_come_back_in_the_order_of_the_texts(endpoint: Endpoint, tmp_path: Path) -> None:
    embedder = opened(endpoint, tmp_path)
    assert (embedder.identity, embedder.dimension) == ("openai/small/3", 3)
    vectors = embedder.passage_vectors(["الف" * 9, "ب"])
    np.testing.assert_allclose(vectors[0], np.array([27, 1, 0]) / np.sqrt(730), atol=1e-6)
    np.testing.assert_allclose(vectors[1], np.array([1, 1, 0]) / np.sqrt(2), atol=1e-6)


def test_sends_folded_text_the_model_and_the_key(endpoint: Endpoint, tmp_path: Path) -> None:
    opened(endpoint, tmp_path).query_vector("كيك\x00")
    request = endpoint.asked[-1]
    assert request["path"] == "/v1/embeddings"
    assert (request["model"], request["input"], request["key"]) == ("small", ["کیک"], "Bearer secret")


def test_an_own_endpoint_needs_no_key(
    endpoint: Endpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    assert opened(endpoint, tmp_path, key=None).query_vector("خوشه").shape == (3,)


def test_a_refusal_and_a_short_answer_make_the_model_unavailable(endpoint: Endpoint, tmp_path: Path) -> None:
    embedder = opened(endpoint, tmp_path)
    endpoint.lost = 1
    with pytest.raises(ModelUnavailable, match="another number"):
        embedder.query_vector("خوشه")
    endpoint.status = 401
    with pytest.raises(ModelUnavailable, match="failed"):
        embedder.query_vector("خوشه")


def test_an_endpoint_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable):
        open_embedder("openai:small", tmp_path, base_url="http://127.0.0.1:9/v1", api_key="x")


def test_a_missing_key_is_told_by_the_name_of_our_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ModelUnavailable, match=r"need EMBEDDINGS_API_KEY.*EMBEDDINGS_BASE_URL"):
        open_embedder("openai:small", tmp_path)

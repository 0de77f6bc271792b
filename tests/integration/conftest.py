"""One data folder as the first `make run` leaves it, for all tests of the running program."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import Serving


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with tables, an index of the starter corpus and one turn, made by `serve --prepare`."""
    data = tmp_path_factory.mktemp("data")
    with Serving(data, "--prepare") as serving:
        assert serving.output[-1].startswith(f"Khoosheyar is ready: {serving.address} ")
        answer = serving.ask("خوشه کسب‌وکار چیست؟", "first")
        assert answer["outcome"] == "answer"
        assert answer["citations"]
        assert serving.stop() == 0
    yield data

"""The shipped lexicon, and one reader of questions over the shelf; read once for all tests."""

import pytest

from knowledge.lexicon import Lexicon, load_lexicon
from knowledge.query import QueryReader
from tests.unit.knowledge.shelf import TEXTS


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def reader(lexicon: Lexicon) -> QueryReader:
    return QueryReader(lexicon, TEXTS)

"""Files of records: written whole or not at all, and opened before the work whose result they keep."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from evals.jsonlines import write_records

NUMBERS = TypeAdapter(int)


def test_a_wrong_path_is_known_before_the_first_record_is_made(tmp_path: Path) -> None:
    made: list[int] = []

    def records() -> Iterator[int]:
        made.append(1)
        yield 1

    with pytest.raises(FileNotFoundError):
        write_records(tmp_path / "nowhere" / "numbers.jsonl", NUMBERS, records())
    assert made == []


def test_what_breaks_in_the_middle_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    def broken() -> Iterator[int]:
        yield 3
        raise RuntimeError

    path = tmp_path / "numbers.jsonl"
    write_records(path, NUMBERS, [1, 2])
    with pytest.raises(RuntimeError):
        write_records(path, NUMBERS, broken())
    assert path.read_text() == "1\n2\n"

"""JSON lines of typed records: read with the line number of what is wrong, written one record a line."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import TypeAdapter, ValidationError


class BadRecord(ValueError):
    """A line of a file is not what it should be; the message names file, line and fault."""


def read_records[T](path: Path, adapter: TypeAdapter[T]) -> Iterator[tuple[int, T]]:
    """(line number from 1, record) of each line that is not blank; raises BadRecord or OSError."""
    with path.open(encoding="utf-8") as lines:
        try:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, adapter.validate_json(line)
        except ValidationError as error:
            raise BadRecord(f"{path}:{number}: {_faults(error)}") from error
        except UnicodeDecodeError as error:
            raise BadRecord(f"{path} is no text in UTF-8") from error


def read_all[T](path: Path, adapter: TypeAdapter[T]) -> list[T]:
    """Every record of a file that has one at least; raises BadRecord or OSError."""
    found = [record for _, record in read_records(path, adapter)]
    if not found:
        raise BadRecord(f"{path}: there is no line in it")
    return found


def read_record[T](path: Path, adapter: TypeAdapter[T]) -> T:
    """A file that is one record as a whole; raises BadRecord or OSError."""
    try:
        return adapter.validate_json(path.read_bytes())
    except ValidationError as error:
        raise BadRecord(f"{path}: {_faults(error)}") from error


def write_records[T](path: Path, adapter: TypeAdapter[T], records: Iterable[T]) -> None:
    """Replace the file by these records; a reader never sees half of it.

    The file is opened before the first record is asked for: a wrong path costs nobody's work.
    """
    unfinished = path.with_name(path.name + ".new")
    with unfinished.open("wb") as out:
        for record in records:
            out.write(adapter.dump_json(record) + b"\n")
    unfinished.replace(path)


def append_record[T](path: Path, adapter: TypeAdapter[T], record: T) -> None:
    """Add one record at the end of the file, flushed."""
    with path.open("ab") as out:
        out.write(adapter.dump_json(record) + b"\n")


def _faults(error: ValidationError) -> str:
    return "; ".join(
        ".".join(map(str, fault["loc"])) + " " + fault["msg"] if fault["loc"] else fault["msg"]
        for fault in error.errors(include_url=False)
    )

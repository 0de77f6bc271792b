"""Which files a list of paths means, and the name each is cited by."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.readers import READERS


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that is to be read, and the name it is cited by."""

    source: str  # the file name; with its folder where two files have one name
    path: Path


def find_files(paths: Sequence[Path]) -> tuple[list[SourceFile], list[Path]]:
    """Files in name order with their sources, and files of folders whose format nobody reads.

    A folder means all files under it but hidden ones; a file that is named itself is always taken.
    """
    files: dict[Path, Path] = {}  # resolved to the path as given
    passed: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.setdefault(path.resolve(), path)
            continue
        for found in _walk(path):
            if found.suffix.lower() in READERS:
                files.setdefault(found.resolve(), found)
            else:
                passed.append(found)
    names = Counter(path.name for path in files.values())
    named = [
        SourceFile(path.name if names[path.name] == 1 else f"{path.resolve().parent.name}/{path.name}", path)
        for path in files.values()
    ]
    return sorted(named, key=lambda file: file.source), passed


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path)
        elif path.is_file():
            yield path

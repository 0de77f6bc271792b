"""The folders of index versions: one writer at a time, on the disk for good before they are switched to."""

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

MANIFEST = "manifest.json"  # written last: a folder without one is what an ended writer left
_GROWING = "chroma.sqlite3"  # Chroma writes to it when it is only opened, too


class IndexLocked(Exception):
    """Another process is writing an index in this data folder."""


def root(data: Path) -> Path:
    """Where the versions are."""
    return data / "index"


def current_folder(data: Path) -> Path:
    """The version in use; raises OSError when there is none and ValueError when its name is no text."""
    return root(data) / (root(data) / "CURRENT").read_text(encoding="ascii").strip()


def current_name(data: Path) -> str | None:
    """The name of the version in use, None when there is none that can be read."""
    try:
        return current_folder(data).name
    except (OSError, ValueError):
        return None


@contextmanager
def write_lock(data: Path) -> Iterator[None]:
    """Nobody else writes versions meanwhile; raises IndexLocked."""
    root(data).mkdir(parents=True, exist_ok=True)
    with (root(data) / "LOCK").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IndexLocked(f"another process is building the index in {data}") from error
        yield


def unfinished(data: Path) -> list[Path]:
    """The versions that were never finished; only true under the lock."""
    return [path for path in root(data).iterdir() if path.is_dir() and not (path / MANIFEST).exists()]


def sizes(folder: Path) -> dict[str, int]:
    """Bytes of the files of a version by their path in it, without those that grow in use."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and _GROWING not in path.name)
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}


def cut_short(folder: Path, written: Mapping[str, int]) -> str | None:
    """A file of the version that is gone or shorter than it was written, if any.

    Chroma must not be given such files: it reads beyond their end, and the process dies.
    """
    for name, size in written.items():
        try:
            if (folder / name).stat().st_size < size:
                return name
        except FileNotFoundError:
            return name
    return None


def settle(folder: Path) -> None:
    """Returns when everything in the folder is on the disk, also should the power fail now."""
    for path in (*folder.rglob("*"), folder, folder.parent):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def switch(data: Path, version: str) -> None:
    """Points CURRENT to the version; a rename is atomic, so a reader sees the old name or the new one."""
    new = root(data) / "CURRENT.new"
    with new.open("w", encoding="ascii") as handle:
        handle.write(version)
        handle.flush()
        os.fsync(handle.fileno())
    new.replace(root(data) / "CURRENT")


def remove(folder: Path) -> None:
    """Removes a version's folder as far as that is possible."""
    shutil.rmtree(folder, ignore_errors=True)

"""What people have decided about lines and figures that were read with doubt: one file a document.

DATA/corrections/<document id>.jsonl is only added to, a JSON object a line; of two about the same thing the
later one holds. `{"original": "a line as it was extracted", "text": "what it says"}` is all a correction
needs, so a person can write one by hand; the staff desk writes the rest. The serving process heeds what is
decided about items and figures at once, ingest heeds everything whenever it reads the document again.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config

FOLDER = "corrections"  # below the data folder


class DecisionsBroken(ValueError):
    """A file of decisions cannot be understood; the message names it and the line."""


class Verdict(StrEnum):
    ACCEPTED = "accepted"
    CORRECTED = "corrected"  # it says `text`
    REJECTED = "rejected"  # a repair: what was extracted; a figure: not to be quoted
    OPEN = "open"  # an earlier decision was taken back


class About(StrEnum):
    LINE = "line"  # of the file, before its structure is found
    ITEM = "item"  # of the document: a table row, or what a scan says


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class Decision:
    """One decision; `original` is the extracted line, or what `key_of` gives for an item."""

    original: str
    verdict: Verdict = Verdict.CORRECTED
    text: str = ""  # of a correction; what a rejected item says again, where that is not its figures only
    about: About = About.LINE
    figure: int | None = None  # number from 0 among the item's figures; None: the whole
    read: str = ""  # the figure as it was read; another one there is not meant
    by: str = ""
    at: str = ""  # ISO 8601

    @property
    def target(self) -> tuple[About, str, int | None]:
        """What it is about; of two decisions with the same target the later one holds."""
        return self.about, squeezed(self.original), self.figure


class Decisions:
    """The decisions about one document that hold; immutable."""

    def __init__(self, made: Iterable[Decision] = ()) -> None:
        """`made` in the order they were made."""
        held: dict[tuple[About, str, int | None], Decision] = {}
        for decision in made:
            held.pop(decision.target, None)  # so that the newest comes last
            if decision.verdict is not Verdict.OPEN:
                held[decision.target] = decision
        self._held = held

    def __iter__(self) -> Iterator[Decision]:
        """All that hold, the newest last."""
        return iter(self._held.values())

    def __len__(self) -> int:
        return len(self._held)

    def line(self, original: str) -> Decision | None:
        """What was decided about these extracted lines, whatever their blanks."""
        return self._held.get((About.LINE, squeezed(original), None)) if self._held else None

    def item(self, key: str) -> Decision | None:
        return self._held.get((About.ITEM, squeezed(key), None)) if self._held else None

    def figure(self, key: str, number: int, read: str) -> Decision | None:
        """What was decided about this figure of the item, None where another one stands there now."""
        decision = self._held.get((About.ITEM, squeezed(key), number)) if self._held else None
        return decision if decision is not None and decision.read == read else None

    @property
    def digest(self) -> str:
        """sha256 of what they say, hexadecimal; "" where there are none."""
        said = sorted(f"{d.target} {d.verdict} {d.text} {d.read}" for d in self)
        return hashlib.sha256("\n".join(said).encode()).hexdigest() if said else ""


NONE = Decisions()
_DECISION = TypeAdapter(Decision)


def squeezed(text: str) -> str:
    """The text with single blanks, by which lines are told apart."""
    return " ".join(text.split())


def read_decisions(data: Path, document_id: str) -> Decisions:
    """What was decided about this document; raises DecisionsBroken."""
    path = _path(data, document_id)
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return NONE
    made = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                made.append(_DECISION.validate_json(line))
            except ValidationError as error:
                raise DecisionsBroken(f"{path}:{number}: {error.errors()[0]['msg']}") from error
    return Decisions(made)


def add_decisions(data: Path, document_id: str, decisions: Sequence[Decision]) -> None:
    """Adds them behind the earlier ones, all or, when the process is killed before, none."""
    path = _path(data, document_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone(path.parent):
        written = b"".join(_DECISION.dump_json(d, exclude_defaults=True) + b"\n" for d in decisions)
        with path.open("ab") as file:
            if file.tell() and not _ends_line(path):
                written = b"\n" + written  # a person's editor left the last line open
            file.write(written)
            file.flush()
            os.fsync(file.fileno())


def decisions_stamp(data: Path) -> str:
    """Another word whenever anything was decided."""
    found = sorted((data / FOLDER).glob("*.jsonl"))
    return " ".join(f"{path.stem}:{(stat := path.stat()).st_size}:{stat.st_mtime_ns}" for path in found)


def _path(data: Path, document_id: str) -> Path:
    return data / FOLDER / f"{document_id}.jsonl"


def _ends_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / "LOCK").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield

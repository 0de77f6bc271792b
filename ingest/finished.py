"""Finished documents kept by content, so that an interrupted build goes on where it stopped."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ingest.documents import Parsed
from knowledge.document import Document

_PARSED = TypeAdapter(Parsed)


class Finished:
    """One JSON file a document in DATA/documents, named by source, content, decisions and rules."""

    def __init__(self, data: Path, pipeline: str) -> None:
        self._folder = data / "documents"
        self._pipeline = pipeline

    def find(self, source: str, digest: str, decisions: str) -> Parsed | None:
        """What this content became under the present rules, if it was finished before."""
        try:
            return _PARSED.validate_json(self._path(source, digest, decisions).read_bytes())
        except (FileNotFoundError, ValidationError):
            return None

    def add(self, parsed: Parsed) -> None:
        """Keeps it; a kill in between leaves the old file or none."""
        document = parsed.document
        path = self._path(document.source, document.digest, document.decisions)
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(f".{os.getpid()}.new")
        new.write_bytes(_PARSED.dump_json(parsed))
        new.replace(path)

    def keep_only(self, documents: Iterable[Document]) -> None:
        """Forgets all others."""
        kept = {self._path(one.source, one.digest, one.decisions) for one in documents}
        if self._folder.is_dir():
            for path in self._folder.iterdir():
                if path not in kept:
                    path.unlink(missing_ok=True)

    def _path(self, source: str, digest: str, decisions: str) -> Path:
        name = hashlib.sha256(f"{source}\n{digest}{decisions}\n{self._pipeline}".encode()).hexdigest()
        return self._folder / f"{name[:32]}.json"

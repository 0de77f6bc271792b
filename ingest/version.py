"""The version of the ingest rules: another one means that every file is read again."""

import hashlib
from functools import lru_cache
from pathlib import Path

import knowledge

_INGEST = Path(__file__).parent
_KNOWLEDGE = Path(knowledge.__file__).parent
# what a document is, how its text is normalised, and what it is indexed by besides
_SHARED = ("document.py", "deciding.py", "themes.py", "persian.py", "glossary.py", "glossary.yaml")
_PLAYS_NO_PART = {"__main__.py", "report.py", "console.py"}  # they show documents and change none


@lru_cache(maxsize=1)
def pipeline_version() -> str:
    """Twelve hexadecimal digits of the hash of all code and data that decide what a document becomes."""
    files = [
        path
        for path in sorted(_INGEST.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts and path.name not in _PLAYS_NO_PART
    ]
    digest = hashlib.sha256()
    for path in [*files, *(_KNOWLEDGE / name for name in _SHARED)]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]

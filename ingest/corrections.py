"""What people have corrected in an extracted file: a sidecar beside it that survives every new reading.

`plan.pdf.corrections.yaml` is a list of `original` (lines as `python -m ingest check` shows them) and
`text` (what they say). A corrected line counts as read by a person: confidence 1, its figures confirmed.
"""

from collections.abc import Mapping
from pathlib import Path

import yaml

from ingest.errors import UnreadableDocument

SUFFIX = ".corrections.yaml"


class CorrectionsBroken(UnreadableDocument):
    reason = "فایل تصحیح‌ها (‎.corrections.yaml) خوانده نشد."


def read_corrections(path: Path) -> bytes:
    """The bytes of a file's sidecar; b"" where there is none."""
    try:
        return path.with_name(path.name + SUFFIX).read_bytes()
    except OSError:
        return b""


def parse_corrections(data: bytes) -> Mapping[str, str]:
    """Corrected text by original line; raises CorrectionsBroken."""
    if not data:
        return {}
    try:
        entries = yaml.load(data.decode("utf-8"), Loader=yaml.BaseLoader) or []
        return {_key(str(entry["original"])): str(entry["text"]).strip() for entry in entries}
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise CorrectionsBroken(str(error).split("\n")[0]) from error


def find_correction(corrections: Mapping[str, str], original: str) -> str | None:
    """The corrected text of these extracted lines, whatever their blanks."""
    return corrections.get(_key(original)) if corrections else None


def _key(original: str) -> str:
    return " ".join(original.split())

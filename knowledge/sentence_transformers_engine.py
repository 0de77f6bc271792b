"""Models of the sentence-transformers library; an extra, for it brings torch."""

import hashlib
import os
import threading
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.engine import ModelUnavailable, Vectors

INSTALL = "sentence-transformers is not installed; run: make .venv/.extra-sentence-transformers"

# Names under which models keep the prompt of a passage; the first one that is not empty is used.
_PASSAGE_PROMPTS = ("document", "passage", "corpus")
_WEIGHTS = ("*.safetensors", "pytorch_model*.bin")


def open_model(kind: str, path_or_id: str, threads: int, **options: Any) -> Any:
    """A model of the library's class of this name, on a GPU if torch sees one; raises ModelUnavailable."""
    try:
        library = import_module("sentence_transformers")
    except ImportError as error:
        raise ModelUnavailable(INSTALL) from error
    import_module("torch").set_num_threads(threads)  # comes with it, is no dependency of ours
    try:
        return getattr(library, kind)(path_or_id, **options)
    except (OSError, ValueError, RuntimeError) as error:
        why = str(error).strip().partition("\n")[0]
        raise ModelUnavailable(
            f"cannot open the model {path_or_id}: it is neither a folder of a {kind} nor one that can be "
            f"fetched by this name ({why})"
        ) from error


class SentenceTransformersEngine:
    """The model's own query and passage prompts; safe to call from several threads."""

    def __init__(self, path_or_id: str, threads: int = 1) -> None:
        """Load the model; raises ModelUnavailable."""
        self._model = open_model("SentenceTransformer", path_or_id, threads)
        self._turn = threading.Lock()  # its tokenizer refuses a second caller
        self._prompt = next((name for name in _PASSAGE_PROMPTS if self._model.prompts.get(name)), None)
        self.dimension = int(self.queries(["خوشه"]).shape[1])
        name = Path(os.path.normpath(path_or_id)).name
        self.identity = f"sentence-transformers/{name}/{_weights_digest(path_or_id)}/{self.dimension}"

    def queries(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) float32."""
        with self._turn:
            vectors = self._model.encode_query(list(texts), show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) float32."""
        with self._turn:
            vectors = self._model.encode_document(
                list(texts), prompt_name=self._prompt, show_progress_bar=False
            )
        return np.asarray(vectors, dtype=np.float32)


def _weights_digest(path_or_id: str) -> str:
    """Sixteen hexadecimal digits of the sha256 of the weight files, in the folder or the hub's local copy."""
    folder = Path(path_or_id)
    if not folder.is_dir():
        from huggingface_hub import snapshot_download

        folder = Path(snapshot_download(path_or_id, local_files_only=True))
    digest = hashlib.sha256()
    for path in sorted(path for pattern in _WEIGHTS for path in folder.rglob(pattern)):
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]

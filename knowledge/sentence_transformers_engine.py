"""Embeddings from any sentence-transformers model; an extra, for it brings torch."""

import hashlib
import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import numpy as np

from knowledge.engine import ModelUnavailable, Vectors

INSTALL = "sentence-transformers is not installed; run: make setup EXTRAS=dev,sentence-transformers"


class SentenceTransformersEngine:
    """The model's own query and passage prompts; on a GPU if torch sees one."""

    def __init__(self, path_or_id: str, threads: int = 1) -> None:
        """Load the model; raises ModelUnavailable."""
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise ModelUnavailable(INSTALL) from error
        self._torch = import_module("torch")  # comes with sentence-transformers, is no dependency of ours
        self._torch.set_num_threads(threads)
        try:
            self._model = SentenceTransformer(path_or_id)
        except (OSError, ValueError, RuntimeError) as error:
            raise ModelUnavailable(f"cannot open the model {path_or_id}: {error}") from error
        self.dimension = int(self._model.encode_query(["خوشه"], show_progress_bar=False).shape[1])
        name = Path(os.path.normpath(path_or_id)).name
        self.identity = f"sentence-transformers/{name}/{self._weights_digest()}/{self.dimension}"

    def queries(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) float32."""
        return np.asarray(self._model.encode_query(list(texts), show_progress_bar=False), dtype=np.float32)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) float32."""
        return np.asarray(self._model.encode_document(list(texts), show_progress_bar=False), dtype=np.float32)

    def _weights_digest(self) -> str:
        """Sixteen hexadecimal digits of the weights' sha256, wherever they were loaded from."""
        digest = hashlib.sha256()
        for name, tensor in sorted(self._model.state_dict().items()):
            digest.update(name.encode())
            plain = tensor.detach().cpu().contiguous().reshape(-1)
            digest.update(plain.view(self._torch.uint8).numpy().tobytes())
        return digest.hexdigest()[:16]

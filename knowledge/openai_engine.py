"""Embeddings from any OpenAI-compatible endpoint."""

from collections.abc import Sequence

import numpy as np

from knowledge.engine import ModelUnavailable, Vectors

_PROBE = "خوشه"  # embedded once at opening, to learn the dimension and that the endpoint answers
_SECONDS = 60.0


class OpenAIEngine:
    """The endpoint's vectors as they come; query and passage are embedded alike."""

    def __init__(self, model: str, base_url: str | None, api_key: str | None) -> None:
        """Ask the endpoint for one vector; raises ModelUnavailable."""
        import openai

        # An endpoint of one's own often wants no key, but the client insists on one.
        key = api_key or ("none" if base_url else None)
        self._model = model
        try:
            self._client = openai.OpenAI(base_url=base_url, api_key=key, timeout=_SECONDS, max_retries=2)
        except openai.OpenAIError as error:
            raise ModelUnavailable(
                "OpenAI's embeddings need EMBEDDINGS_API_KEY, another endpoint EMBEDDINGS_BASE_URL"
            ) from error
        self.dimension = int(self._vectors([_PROBE]).shape[1])
        self.identity = f"openai/{model}/{self.dimension}"

    def queries(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) float32; raises ModelUnavailable."""
        return self._vectors(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) float32; raises ModelUnavailable."""
        return self._vectors(texts)

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        import openai

        try:
            # Plain numbers: some compatible servers do not know the client's default, base64.
            answer = self._client.embeddings.create(
                model=self._model, input=list(texts), encoding_format="float"
            )
        except openai.OpenAIError as error:
            raise ModelUnavailable(f"the embeddings endpoint failed: {error}") from error
        rows = sorted(answer.data, key=lambda row: row.index)
        if len(rows) != len(texts):
            raise ModelUnavailable("the embeddings endpoint returned another number of vectors than texts")
        return np.array([row.embedding for row in rows], dtype=np.float32)

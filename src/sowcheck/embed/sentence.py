"""Any model of sentence-transformers, for whoever has outgrown MiniLM."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from sentence_transformers import SentenceTransformer

from sowcheck.embed.dense import DenseIndex

if TYPE_CHECKING:
    from sowcheck.embed.dense import Vectors


class SentenceEncoder:
    """The vectors of one model."""

    def __init__(self, model: str) -> None:
        """Loads a model.

        Args:
            model: Its name, or the folder that holds it.
        """
        self.name = f"sentence-transformers:{model}"
        self._model = SentenceTransformer(model)

    def encode(self, phrases: Sequence[str]) -> "Vectors":
        """One vector of length 1 a phrase."""
        rows = self._model.encode(list(phrases), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(rows, dtype=np.float32)

    def index(self, phrases: Sequence[str]) -> DenseIndex:
        """An index of phrases."""
        return DenseIndex(self.encode, self.encode(phrases))

"""MiniLM (all-MiniLM-L6-v2) as int8 ONNX under onnxruntime: 23 MB, no torch, some hundred phrases a second on a core."""

import contextlib
import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

from sowcheck.embed.dense import DenseIndex
from sowcheck.embed.model_files import MODEL_FILE, TOKENIZER_FILE, model_folder
from sowcheck.errors import UsageError

if TYPE_CHECKING:
    from sowcheck.embed.dense import Vectors

_MANY = 200
"""So many phrases take long enough to keep their vectors."""
_BATCH = 32
_LONGEST = 128
"""Pieces of words; what the model was trained with."""


class MiniLm:
    """The vectors of MiniLM."""

    name = "minilm"

    def __init__(self, folder: Path | None = None) -> None:
        """Opens the model.

        Args:
            folder: Where `make minilm` put it; by default the one of `model_folder`.

        Raises:
            UsageError: the model is not there.
        """
        folder = folder or model_folder()
        if not (folder / MODEL_FILE).is_file() or not (folder / TOKENIZER_FILE).is_file():
            raise UsageError(
                f"the model of the encoder minilm is not in {folder}",
                hint="Make it once with: python -m sowcheck.embed.convert (needs the extra semantic; in a checkout: make minilm)",
            )
        options = SessionOptions()
        options.intra_op_num_threads = max(1, (os.cpu_count() or 1) // 2)
        options.log_severity_level = 3
        self._folder = folder
        self._session = InferenceSession(str(folder / MODEL_FILE), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        self._tokenizer.enable_truncation(_LONGEST)
        self._tokenizer.enable_padding()

    def encode(self, phrases: Sequence[str]) -> "Vectors":
        """One vector of length 1 a phrase."""
        # Phrases of like length share a batch, so that little is padded.
        order = sorted(range(len(phrases)), key=lambda place: len(phrases[place]))
        rows = np.zeros((len(phrases), 384), dtype=np.float32)
        for places in _batches(order):
            encodings = self._tokenizer.encode_batch([phrases[place] for place in places])
            inputs = {
                "input_ids": np.array([one.ids for one in encodings], dtype=np.int64),
                "attention_mask": np.array([one.attention_mask for one in encodings], dtype=np.int64),
            }
            rows[places] = self._session.run(["vectors"], inputs)[0]
        return rows

    def index(self, phrases: Sequence[str]) -> DenseIndex:
        """An index of phrases; the vectors of many are kept beside the model."""
        return DenseIndex(self.encode, self._kept(phrases) if len(phrases) >= _MANY else self.encode(phrases))

    def _kept(self, phrases: Sequence[str]) -> "Vectors":
        key = hashlib.sha256("\n".join(phrases).encode()).hexdigest()
        path = self._folder / f"vectors-{key[:32]}.npy"
        if path.is_file():
            kept: Vectors = np.load(path)
            return kept
        rows = self.encode(phrases)
        # Written beside and renamed: another process never reads half a file; a folder that cannot be written is no fault.
        with contextlib.suppress(OSError):
            beside = path.with_suffix(f".{os.getpid()}.npy")
            np.save(beside, rows)
            beside.replace(path)
        return rows


def _batches(places: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(places), _BATCH):
        yield list(places[start : start + _BATCH])

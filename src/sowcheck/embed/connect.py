"""The one door to encoders. Each vendor is imported in one module, when it is asked for."""

from importlib import import_module
from importlib.util import find_spec

from sowcheck.embed.encoder import Encoder
from sowcheck.embed.hashed import HashedEncoder
from sowcheck.errors import UsageError

HASHED = "hashed"
"""Always there: pieces of words, and fuzzy matching."""
MINILM = "minilm"
"""MiniLM as int8 ONNX: the extra `semantic`, and `make minilm` once."""
SENTENCE = "sentence-transformers:"
"""Followed by a model's name or folder: the extra `sentence-transformers`."""


def connect(name: str = HASHED) -> Encoder:
    """The encoder of a name: "hashed", "minilm", or "sentence-transformers:" and a model.

    Raises:
        UsageError: there is no such encoder, or what it needs is not installed.
    """
    if name == HASHED:
        return HashedEncoder()
    if name == MINILM:
        _need(name, "semantic", "onnxruntime", "tokenizers", "numpy")
        found: Encoder = import_module("sowcheck.embed.minilm").MiniLm()
        return found
    if name.startswith(SENTENCE) and len(name) > len(SENTENCE):
        _need(name, "sentence-transformers", "sentence_transformers")
        found = import_module("sowcheck.embed.sentence").SentenceEncoder(name.removeprefix(SENTENCE))
        return found
    raise UsageError(f"there is no encoder called {name}", hint=f"Encoders are {HASHED}, {MINILM} and {SENTENCE}MODEL.")


def _need(name: str, extra: str, *modules: str) -> None:
    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        raise UsageError(
            f"the encoder {name} needs {', '.join(missing)}", hint=f"Install it with: pip install 'sowcheck[{extra}]'"
        )

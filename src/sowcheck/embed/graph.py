"""MiniLM's network as an ONNX graph, built from its weights: BERT with six layers, mean of the words, length 1."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    Weights = Mapping[str, NDArray[float32]]

_LAYERS, _HEADS, _SIZE = 6, 12, 384
_EPSILON = 1e-12
_OPSET = 17


class _Graph:
    """Nodes and constants while they are put together."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: "NDArray[np.generic]") -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], name: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name


def build(weights: "Weights") -> onnx.ModelProto:
    """The network: `input_ids` and `attention_mask` in, `vectors` of length 1 out."""
    graph = _Graph()
    integers = {name: graph.constant(name, np.array(value, dtype=np.int64)) for name, value in _INTEGERS.items()}
    hidden = _embeddings(graph, weights, integers)
    mask = _mask(graph, integers)
    for layer in range(_LAYERS):
        hidden = _layer(graph, weights, f"encoder.layer.{layer}", hidden, mask, integers)
    _pool(graph, hidden, integers)
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "words"])
        for name in ("input_ids", "attention_mask")
    ]
    outputs = [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", _SIZE])]
    model = helper.make_model(
        helper.make_graph(graph.nodes, "minilm", inputs, outputs, graph.constants),
        opset_imports=[helper.make_opsetid("", _OPSET)],
        ir_version=9,
    )
    onnx.checker.check_model(model)
    return model


_INTEGERS: dict[str, list[int]] = {
    "first": [0],
    "second": [1],
    "third": [2],
    "heads": [0, 0, _HEADS, _SIZE // _HEADS],
    "whole": [0, 0, _SIZE],
    "beside_heads": [1, 2],
}


def _embeddings(graph: _Graph, weights: "Weights", integers: dict[str, str]) -> str:
    """Word, place and the one kind of text that MiniLM was trained with."""
    words = graph.constant("words", weights["embeddings.word_embeddings.weight"])
    kind = weights["embeddings.token_type_embeddings.weight"][0]
    places = graph.constant("places", weights["embeddings.position_embeddings.weight"] + kind)
    word = graph.node("Gather", [words, "input_ids"], "word_vectors")
    shape = graph.node("Shape", ["input_ids"], "shape")
    count = graph.node("Gather", [shape, integers["second"]], "count")
    place = graph.node("Slice", [places, integers["first"], count, integers["first"]], "place_vectors")
    summed = graph.node("Add", [word, place], "embedded")
    return _norm(graph, weights, "embeddings.LayerNorm", summed)


def _mask(graph: _Graph, integers: dict[str, str]) -> str:
    """0 for words, a very small number for padding, for every head and row."""
    numbers = graph.node("Cast", ["attention_mask"], "mask_numbers", to=TensorProto.FLOAT)
    wide = graph.node("Unsqueeze", [numbers, integers["beside_heads"]], "mask_wide")
    missing = graph.node("Sub", [graph.constant("ones", np.array(1.0, dtype=np.float32)), wide], "mask_missing")
    return graph.node("Mul", [missing, graph.constant("never", np.array(-1e9, dtype=np.float32))], "mask")


def _layer(graph: _Graph, weights: "Weights", name: str, hidden: str, mask: str, integers: dict[str, str]) -> str:
    """Attention, then the two dense layers, each added to what came in."""
    query, key, value = (
        _split(graph, _dense(graph, weights, f"{name}.attention.self.{part}", hidden), order, integers)
        for part, order in (("query", [0, 2, 1, 3]), ("key", [0, 2, 3, 1]), ("value", [0, 2, 1, 3]))
    )
    scale = graph.constant(f"{name}.scale", np.array(1 / np.sqrt(_SIZE / _HEADS), dtype=np.float32))
    scores = graph.node("MatMul", [query, key], f"{name}.products")
    scores = graph.node("Mul", [scores, scale], f"{name}.scaled")
    scores = graph.node("Add", [scores, mask], f"{name}.masked")
    shares = graph.node("Softmax", [scores], f"{name}.shares", axis=-1)
    mixed = graph.node("MatMul", [shares, value], f"{name}.mixed")
    mixed = graph.node("Transpose", [mixed], f"{name}.back", perm=[0, 2, 1, 3])
    mixed = graph.node("Reshape", [mixed, integers["whole"]], f"{name}.joined")
    attended = _dense(graph, weights, f"{name}.attention.output.dense", mixed)
    attended = graph.node("Add", [attended, hidden], f"{name}.attended")
    attended = _norm(graph, weights, f"{name}.attention.output.LayerNorm", attended)
    inner = _gelu(graph, f"{name}.gelu", _dense(graph, weights, f"{name}.intermediate.dense", attended))
    outer = _dense(graph, weights, f"{name}.output.dense", inner)
    outer = graph.node("Add", [outer, attended], f"{name}.added")
    return _norm(graph, weights, f"{name}.output.LayerNorm", outer)


def _split(graph: _Graph, hidden: str, order: list[int], integers: dict[str, str]) -> str:
    apart = graph.node("Reshape", [hidden, integers["heads"]], f"{hidden}.apart")
    return graph.node("Transpose", [apart], f"{hidden}.heads", perm=order)


def _dense(graph: _Graph, weights: "Weights", name: str, hidden: str) -> str:
    weight = graph.constant(f"{name}.weight", weights[f"{name}.weight"].T)
    product = graph.node("MatMul", [hidden, weight], f"{name}.product")
    return graph.node("Add", [product, graph.constant(f"{name}.bias", weights[f"{name}.bias"])], f"{name}.out")


def _norm(graph: _Graph, weights: "Weights", name: str, hidden: str) -> str:
    inputs = [hidden, *(graph.constant(f"{name}.{part}", weights[f"{name}.{part}"]) for part in ("weight", "bias"))]
    return graph.node("LayerNormalization", inputs, f"{name}.out", axis=-1, epsilon=_EPSILON)


def _gelu(graph: _Graph, name: str, hidden: str) -> str:
    root = graph.constant(f"{name}.root", np.array(np.sqrt(2.0), dtype=np.float32))
    half = graph.constant(f"{name}.half", np.array(0.5, dtype=np.float32))
    error = graph.node("Erf", [graph.node("Div", [hidden, root], f"{name}.divided")], f"{name}.error")
    shifted = graph.node("Add", [error, "ones"], f"{name}.shifted")
    return graph.node("Mul", [graph.node("Mul", [hidden, shifted], f"{name}.product"), half], f"{name}.out")


def _pool(graph: _Graph, hidden: str, integers: dict[str, str]) -> None:
    """The mean over the words that are no padding, brought to length 1."""
    mask = graph.node("Unsqueeze", ["mask_numbers", integers["third"]], "pool_mask")
    summed = graph.node("ReduceSum", [graph.node("Mul", [hidden, mask], "kept"), integers["second"]], "sum", keepdims=0)
    count = graph.node("ReduceSum", [mask, integers["second"]], "words_kept", keepdims=0)
    mean = graph.node("Div", [summed, count], "mean")
    graph.node("LpNormalization", [mean], "vectors", axis=-1, p=2)

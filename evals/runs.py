"""A run on disk: run.json (what was run), gold.jsonl, records.jsonl (grows), results.jsonl, scores.json."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from evals.faults import Fault
from evals.gold import QUESTIONS, Question, load_gold
from evals.grading import Grade
from evals.jsonlines import read_records, write_records
from evals.records import RECORD, Record
from evals.scores import Scores


class RunUnusable(ValueError):
    """The folder is not a finished run, or a run of something else; the message says which."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a run was made of; two runs of equal `identity` would give the same records."""

    gold: str  # file name
    gold_digest: str  # sha256 of the file
    held_out: bool
    system: str  # "ours", "reference", "openai:MODEL", "call:MODULE:NAME"
    settings: dict[str, str]  # what --config and --set changed
    index: str  # version of the index, "" for a system without one
    documents: tuple[str, ...]  # file names in the index
    embedder: str
    program: str  # git revision, "+" and a digest when files were changed
    started_at: str  # ISO 8601, UTC
    machine: str

    @property
    def identity(self) -> tuple[object, ...]:
        return (self.gold_digest, self.system, sorted(self.settings.items()), self.index, self.program)


@dataclass(frozen=True, slots=True)
class Result:
    """One question graded, with the causes of a miss."""

    grade: Grade
    faults: tuple[Fault, ...]
    relevant: tuple[str, ...]  # ids of the items that answer it


@dataclass(frozen=True, slots=True)
class Totals:
    """The scores of a run and what it cost."""

    scores: Scores
    peak_memory_mb: float
    seconds: float  # spent on answering


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run, read back."""

    folder: Path
    manifest: Manifest
    questions: tuple[Question, ...]
    records: dict[str, Record]
    results: dict[str, Result]
    totals: Totals

    @property
    def grades(self) -> list[Grade]:
        return [result.grade for result in self.results.values()]


_MANIFEST: TypeAdapter[Manifest] = TypeAdapter(Manifest)
_RESULT: TypeAdapter[Result] = TypeAdapter(Result)
_TOTALS: TypeAdapter[Totals] = TypeAdapter(Totals)


def digest_of(path: Path) -> str:
    """sha256 of the file, hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def start_run(folder: Path, manifest: Manifest, questions: Sequence[Question]) -> dict[str, Record]:
    """Make the folder, or take up the unfinished run in it: the records that are there already.

    Raises RunUnusable when another run lives in the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "run.json"
    if path.exists():
        known = _MANIFEST.validate_json(path.read_bytes())
        if known.identity != manifest.identity:
            raise RunUnusable(f"{folder} holds a run of other questions, settings, index or program version")
    else:
        path.write_bytes(_MANIFEST.dump_json(manifest, indent=1))
        write_records(folder / "gold.jsonl", QUESTIONS, questions)
    return {record.id: record for record in _whole_records(folder / "records.jsonl")}


def finish_run(folder: Path, results: Sequence[Result], totals: Totals) -> None:
    """Write the results; the scores come last and make the run a finished one."""
    write_records(folder / "results.jsonl", _RESULT, results)
    (folder / "scores.json").write_bytes(_TOTALS.dump_json(totals, indent=1))


def open_run(folder: Path) -> Run:
    """A finished run; raises RunUnusable."""
    try:
        manifest = _MANIFEST.validate_json((folder / "run.json").read_bytes())
        totals = _TOTALS.validate_json((folder / "scores.json").read_bytes())
        results = [result for _, result in read_records(folder / "results.jsonl", _RESULT)]
        records = [record for _, record in read_records(folder / "records.jsonl", RECORD)]
        questions = load_gold(folder / "gold.jsonl")
    except (OSError, ValidationError) as error:
        raise RunUnusable(f"{folder} is not a finished run of this program") from error
    return Run(
        folder,
        manifest,
        questions,
        {record.id: record for record in records},
        {result.grade.id: result for result in results},
        totals,
    )


def _whole_records(path: Path) -> list[Record]:
    """The records of an unfinished run; a last line that was cut off is dropped from the file."""
    if not path.exists():
        return []
    content = path.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if whole != content:
        path.write_bytes(whole)
    return [record for _, record in read_records(path, RECORD)]

"""A language model's opinion on top of the deterministic result, and how far the two agree."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from evals.gold import Question
from evals.records import Record
from evals.statistics import kappa
from evals.systems.endpoint import ChatEndpoint

PROMPT = Path("prompts/judge.md")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judge's opinion of one answer."""

    id: str
    right: bool | None  # None when the judge gave no readable verdict
    why: str


VERDICT: TypeAdapter[Verdict] = TypeAdapter(Verdict)


@dataclass(frozen=True, slots=True)
class _Opinion:
    right: bool
    why: str = ""


_OPINION = TypeAdapter(_Opinion)
_OBJECT = re.compile(r"\{.*\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Judge against the deterministic result over the answers that have both."""

    both: int
    agreed: float  # share
    kappa: float  # agreement beyond chance (Cohen 1960)
    stricter: tuple[str, ...]  # ids that pass here and are wrong for the judge
    milder: tuple[str, ...]  # ids that fail here and are right for the judge
    unread: int  # verdicts that could not be read


def judge_answer(endpoint: ChatEndpoint, prompt: str, question: Question, record: Record) -> Verdict:
    """The judge's verdict; raises httpx.HTTPError when the endpoint fails."""
    facts = [" / ".join(wordings) for wordings in question.must]
    shown = {
        "question": question.question,
        "earlier questions": list(question.history),
        "required facts": facts or "none: the documents do not hold an answer",
        "forbidden": list(question.must_not),
        "answer": record.answered.answer,
    }
    told = json.dumps(shown, ensure_ascii=False, indent=1)
    said = endpoint.complete([{"role": "system", "content": prompt}, {"role": "user", "content": told}])
    found = _OBJECT.search(said)
    try:
        opinion = _OPINION.validate_json(found[0] if found else "")
    except ValidationError:
        return Verdict(question.id, None, said[:200])
    return Verdict(question.id, opinion.right, opinion.why)


def measure_agreement(passed: dict[str, bool], verdicts: Sequence[Verdict]) -> Agreement:
    """How far the judge agrees; raises ValueError when no verdict could be read."""
    read = [(v.id, passed[v.id], v.right) for v in verdicts if v.right is not None and v.id in passed]
    ours, theirs = [o for _, o, _ in read], [t for _, _, t in read]
    beyond_chance = kappa(ours, theirs)
    return Agreement(
        both=len(read),
        agreed=sum(o == t for o, t in zip(ours, theirs, strict=True)) / len(read),
        kappa=beyond_chance,
        stricter=tuple(id for id, o, t in read if o and not t),
        milder=tuple(id for id, o, t in read if t and not o),
        unread=len(verdicts) - len(read),
    )


def prompt_digest(prompt: str) -> str:
    """The prompt's version, kept with its verdicts."""
    return hashlib.sha256(prompt.encode()).hexdigest()[:12]

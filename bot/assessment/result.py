"""What an assessment came to; a Result is read, drawn and printed without its instrument."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import TypeAdapter

from bot.dialogue.ports import AssessmentRecord, Json
from knowledge.document import Citation


class Unscored(StrEnum):
    """Answers without a level; none of them counts against the score."""

    UNKNOWN = "unknown"  # «نمی‌دانم»
    IRRELEVANT = "irrelevant"  # «مربوط نیست»
    SKIPPED = "skipped"  # «ردکردن», or never reached
    NOT_ASKED = "not_asked"  # its condition did not hold


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with the answer as it was given."""

    indicator: str  # key
    dimension: str  # key
    question: str
    level: int | None  # 1 to 5
    words: str  # the anchor of the level; «نمی‌دانم» and the like where there is none


@dataclass(frozen=True, slots=True)
class DimensionScore:
    key: str
    title: str
    score: float | None  # 0 to 100; None: too little was answered
    coverage: float  # share of the weight that was answered, 0 to 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """The band of the overall score."""

    title: str
    narrative: str


@dataclass(frozen=True, slots=True)
class Warned:
    """A gate that was not passed: the documents' own sentence."""

    text: str
    indicator: str  # key
    citation: Citation


@dataclass(frozen=True, slots=True)
class Action:
    """One line of the plan, in the documents' words."""

    text: str
    stage: str  # title of the stage of the method
    dimension: str  # title of the dimension it is to lift
    indicator: str  # key
    citation: Citation


@dataclass(frozen=True, slots=True)
class Result:
    id: str  # short, ASCII: it stands in button data and addresses
    instrument: str  # key
    title: str  # of the instrument
    version: str  # of the instrument
    taken_at: datetime  # aware, UTC
    answers: tuple[Answered, ...]  # all indicators, in the order of asking
    overall: float | None  # 0 to 100; None: too little was answered
    coverage: float  # share of the weight that was answered, 0 to 1
    least_coverage: float  # what the instrument asks for, 0 to 1
    verdict: Verdict | None  # None exactly where overall is
    dimensions: tuple[DimensionScore, ...]
    warnings: tuple[Warned, ...]
    actions: tuple[Action, ...]  # the most urgent first
    province: str | None = None
    sector: str | None = None


_RESULT = TypeAdapter(Result)


def to_record(result: Result) -> AssessmentRecord:
    """The result as the store keeps it."""
    answers: dict[str, Json] = {answer.indicator: answer.level for answer in result.answers}
    whole = _RESULT.dump_python(result, mode="json")
    return AssessmentRecord(
        id=result.id,
        instrument=result.instrument,
        version=result.version,
        taken_at=result.taken_at,
        answers=answers,
        result=whole,
        scores={dimension.key: dimension.score for dimension in result.dimensions},
        province=result.province,
        sector=result.sector,
    )


def from_record(record: AssessmentRecord) -> Result:
    """The result as it was told; raises ValidationError for one that another program has written."""
    return _RESULT.validate_python(record.result)

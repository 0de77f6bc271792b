"""How far a person has come in an assessment, and where they go next."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from pydantic import TypeAdapter

from bot.assessment.instrument import Dimension, Indicator, Instrument
from bot.assessment.result import Unscored
from bot.assessment.scoring import Answer, Answers, is_asked
from bot.dialogue.ports import Json


class Phase(StrEnum):
    CHOOSE = "choose"  # which instrument
    ASK = "ask"
    REVIEW = "review"  # all answers, before the end
    PART = "part"  # of the answers of one dimension: which one to change
    PROVINCE = "province"
    SECTOR = "sector"


@dataclass(frozen=True, slots=True)
class Progress:
    phase: Phase
    instrument: str = ""  # digest
    answers: dict[str, Answer] = field(default_factory=dict)
    at: str = ""  # key of the indicator that is asked, or of the dimension in PART
    reviewed: bool = False  # once all was answered: «بازگشت» leads to the review
    province: str | None = None


_PROGRESS = TypeAdapter(Progress)


def dump(progress: Progress) -> Json:
    """As the session keeps it."""
    kept: Json = _PROGRESS.dump_python(progress, mode="json")
    return kept


def load(state: Json) -> Progress:
    return _PROGRESS.validate_python(state)


def possible(instrument: Instrument, answers: Answers) -> Sequence[tuple[Dimension, Indicator]]:
    """What is asked, or will be unless an open condition fails; in the order of asking."""
    found: list[tuple[Dimension, Indicator]] = []
    coming: set[str] = set()  # of these, the ones without an answer yet
    for dimension, indicator in instrument.indicators():
        condition = indicator.condition
        hopeful = condition is not None and condition.indicator in coming
        if hopeful or is_asked(instrument, indicator, answers):
            found.append((dimension, indicator))
            if indicator.key not in answers:
                coming.add(indicator.key)
    return found


def go_on(instrument: Instrument, progress: Progress) -> Progress:
    """To the first question without an answer; to the review when there is none."""
    for _, indicator in possible(instrument, progress.answers):
        if indicator.key not in progress.answers:
            return replace(progress, phase=Phase.ASK, at=indicator.key)
    return replace(progress, phase=Phase.REVIEW, at="", reviewed=True)


def answer(instrument: Instrument, progress: Progress, given: Answer) -> Progress:
    """With the answer to the question that waits."""
    return go_on(instrument, replace(progress, answers={**progress.answers, progress.at: given}))


def skip(instrument: Instrument, progress: Progress) -> Progress:
    """Past the question; an answer that was given before stays."""
    return answer(instrument, progress, progress.answers.get(progress.at, Unscored.SKIPPED))


def go_back(instrument: Instrument, progress: Progress) -> Progress:
    """To the question before, to the review where one comes from there; the first one stays."""
    if progress.phase in (Phase.PART, Phase.PROVINCE) or (progress.phase is Phase.ASK and progress.reviewed):
        return replace(progress, phase=Phase.REVIEW, at="")
    if progress.phase is Phase.SECTOR:
        return replace(progress, phase=Phase.PROVINCE)
    keys = [indicator.key for _, indicator in possible(instrument, progress.answers)]
    if progress.phase is Phase.REVIEW:
        return replace(progress, phase=Phase.ASK, at=keys[-1])
    before = keys.index(progress.at) - 1 if progress.at in keys else 0
    return replace(progress, at=keys[max(before, 0)])

"""The parts that the desk's pages work with; bootstrap puts them together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.assessment.groups import GroupScore, Trait
from bot.assessment.instrument import Instrument
from bot.assessment.result import Result
from bot.dialogue.ports import Search
from bot.staff.accounts import Accounts, Role
from bot.staff.audit import Audit
from bot.staff.casework import Casework
from bot.staff.entry import Door
from bot.staff.lacks import Lacks
from bot.staff.library import Library
from bot.staff.overview import Counts
from bot.staff.questions import Questions
from bot.staff.reviewed import ReviewedAnswers
from bot.staff.tokens import TokenDesk
from knowledge.document import Document

Labels = Mapping[str, Mapping[str, str]]  # field of the intake form to code to what people read


@dataclass(frozen=True, slots=True)
class Desk:
    door: Door
    accounts: Accounts
    tokens: TokenDesk
    audit: Audit
    cases: Casework
    assessment: Callable[[str | None], Result | None]  # by the id that a case holds
    questions: Questions
    lacks: Lacks
    reviewed: ReviewedAnswers
    search: Search
    documents: Callable[[], Sequence[Document]]  # that answers are found in now
    library: Library  # the same documents as they were read, and what was decided about them
    counts: Counts
    instruments: Sequence[Instrument]  # the self-assessments
    group_scores: Callable[[str, Sequence[Trait]], Sequence[GroupScore]]
    labels: Labels
    may_open: Callable[[Role, str], bool] = field(default=lambda role, path: False)

    @property
    def provinces(self) -> Mapping[str, str]:
        return self.labels["province"]

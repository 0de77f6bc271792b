"""Talks about a self-assessment: the parts that a conversation needs, over any sessions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.assessment.files import AssessmentFiles
from bot.assessment.flow import AssessmentFlow
from bot.assessment.instrument import Instrument
from bot.assessment.reading import load_instruments
from bot.assessment.results import Results
from bot.assessment.shelf import InstrumentArchive, Shelf
from bot.dialogue.conversation import Conversation
from bot.dialogue.ports import AssessmentRecord, Json
from bot.dialogue.turn import Reply, SessionKey, Turn
from bot.store.memory import MemorySessions
from bot.store.sessions import SqlSessions
from tests.fakes import FakeAnswers

SARA = SessionKey("web", "sara")


class KeptInstruments:
    """An archive that lives as long as the test."""

    def __init__(self) -> None:
        self.kept: dict[str, Json] = {}

    def keep(self, digest: str, content: Json) -> None:
        self.kept.setdefault(digest, content)

    def find(self, digest: str) -> Json | None:
        return self.kept.get(digest)


def assessing(
    sessions: SqlSessions | MemorySessions,
    clock: Callable[[], datetime],
    instruments: Sequence[Instrument] | None = None,
    archive: InstrumentArchive | None = None,
) -> Conversation:
    """A conversation with the self-assessment in it, as bootstrap builds it."""
    shelf = Shelf(instruments or load_instruments(), archive or KeptInstruments())
    flow = AssessmentFlow(shelf, clock)
    return Conversation(
        sessions,
        FakeAnswers(),
        flows=(flow,),
        clock=clock,
        attachments=dict.fromkeys(AssessmentFiles.KINDS, AssessmentFiles(sessions)),
        services=(Results(flow.shown),),
    )


@dataclass
class Talk:
    """One person's self-assessment with a clock of its own."""

    sessions: SqlSessions | MemorySessions = field(default_factory=MemorySessions)
    archive: InstrumentArchive = field(default_factory=KeptInstruments)
    instruments: Sequence[Instrument] = field(default_factory=load_instruments)
    now: datetime = datetime(2026, 3, 1, tzinfo=UTC)
    said: int = 0

    def __post_init__(self) -> None:
        self.restart()

    def restart(self, instruments: Sequence[Instrument] | None = None) -> None:
        """What a new process does: the sessions and the archive are left, the files may be others."""
        self.instruments = instruments or self.instruments
        self.conversation = assessing(self.sessions, lambda: self.now, self.instruments, self.archive)

    def say(self, text: str, choice: str | None = None) -> Reply:
        self.said += 1
        self.reply = self.conversation.handle(Turn(SARA, f"t{self.said}", text, self.now, choice))
        return self.reply

    def press(self, label: str, reply: Reply | None = None) -> Reply:
        """The button of the last reply (or of this one) that begins with the label."""
        choices = (reply or self.reply).choices
        found = next(choice for choice in choices if choice.label.startswith(label))
        return self.say(found.label, found.data)

    def begin(self, subject: str = "بنگاه") -> Reply:
        self.say("خودارزیابی")
        return self.say(subject)

    def answer_all(self, *answers: str) -> Reply:
        """These answers and then «۳», until the review."""
        rest = list(answers)
        while not any(choice.label == "پایان و دیدن نتیجه" for choice in self.reply.choices):
            self.say(rest.pop(0) if rest else "۳")
        return self.reply

    def finish(self) -> Reply:
        """To the result, without place and trade."""
        self.say("پایان")
        while any(choice.label == "ردکردن" for choice in self.reply.choices):
            self.say("رد کن")
        return self.reply

    @property
    def results(self) -> Sequence[AssessmentRecord]:
        with self.sessions.open(SARA) as session:
            return session.assessments(99)

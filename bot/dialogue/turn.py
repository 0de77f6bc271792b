"""What comes into the dialogue (Turn) and what goes out of it (Reply); no channel knows more."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from knowledge.document import Citation


@dataclass(frozen=True, slots=True)
class SessionKey:
    channel: str  # "telegram", "web", "terminal", "eval"
    person: str  # the channel's own stable id of the person or chat

    @property
    def shared(self) -> bool:
        """Whether others read along: a person's session in a group is named «group:person»."""
        return ":" in self.person


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a person."""

    session: SessionKey
    turn_id: str  # the channel's id of this message; the same id again is the same turn
    text: str
    sent_at: datetime  # aware, UTC
    choice: str | None = None  # the data of a pressed button


class Outcome(StrEnum):
    ANSWER = "answer"
    ABSTENTION = "abstention"  # a refusal: nothing in the documents, off-topic, or an instruction
    SMALL_TALK = "small_talk"  # greeting, thanks, who are you, help
    NOTICE = "notice"  # empty or unreadable message, too long, something was noted
    FLOW = "flow"  # a question of a running flow
    RESULT = "result"  # what a flow has come to
    LIMITED = "limited"  # too many turns in a short time: not run, not recorded


class Language(StrEnum):
    """In which our own sentences are; what comes from the documents is in theirs."""

    PERSIAN = "fa"
    ENGLISH = "en"


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    BULLETS = "bullets"
    STEPS = "steps"  # ordered; a channel numbers them


class Tone(StrEnum):
    """How much a line matters beside the ones around it."""

    PLAIN = "plain"
    STRONG = "strong"  # what a form asks, what a result is, whose words follow: to be seen first
    SOFT = "soft"  # an example, where one stands: may be passed over


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    citation: int | None = None  # index into Reply.citations
    mark: bool = True  # False where a line above already shows the mark of this citation
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Block:
    kind: BlockKind
    lines: tuple[Line, ...]
    start: int = 1  # number of the first step, where steps go on after sub-points
    beside: bool = False  # may belong to the answer too, and stands below it as such
    asks: bool = False  # belongs to the question of a form that still waits, below an answer


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    data: str  # at most 64 bytes in UTF-8


class FileKind(StrEnum):
    MY_DATA = "my_data"  # everything that is held about the person
    ASSESSMENT_PICTURE = "assessment_picture"
    ASSESSMENT_REPORT = "assessment_report"
    ANSWER_TABLE = "answer_table"
    ASSESSMENT_TREND = "assessment_trend"  # a picture of all results up to this one


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a reply; a channel opens it when it shows the reply (Conversation.open)."""

    kind: FileKind
    about: str = ""  # id of what it shows: ASCII letters, digits, «-» and «_»
    text: str = ""  # what a picture says, in words; what the link to another file says

    @property
    def is_picture(self) -> bool:
        """Whether it is to be looked at, and not only kept."""
        return self.kind in (FileKind.ASSESSMENT_PICTURE, FileKind.ASSESSMENT_TREND)


@dataclass(frozen=True, slots=True)
class Reply:
    outcome: Outcome
    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...] = ()
    choices: tuple[Choice, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    language: Language = Language.PERSIAN
    asks_contact: bool = False  # a channel that can offer to share the person's phone number does so

    @property
    def refused(self) -> bool:
        return self.outcome is Outcome.ABSTENTION

    def plain(self) -> str:
        """The reply as plain text without citation marks, a line each, «•» before bullets and steps."""
        return "\n".join(
            line.text if block.kind is BlockKind.PARAGRAPH else f"• {line.text}"
            for block in self.blocks
            for line in block.lines
        )


def paragraph(text: str, citation: int | None = None, mark: bool = True, tone: Tone = Tone.PLAIN) -> Block:
    """A paragraph of one line."""
    return Block(BlockKind.PARAGRAPH, (Line(text, citation, mark, tone),))


def ask(text: str, *choices: Choice) -> Reply:
    """A question of a flow."""
    block = Block(BlockKind.PARAGRAPH, tuple(map(Line, text.splitlines())))
    return Reply(Outcome.FLOW, (block,), choices=choices)


def notice(text: str) -> Reply:
    """A short sentence that is neither an answer nor a refusal nor a question."""
    return Reply(Outcome.NOTICE, (paragraph(text),))

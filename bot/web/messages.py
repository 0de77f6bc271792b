"""The shapes of the HTTP API; the domain's own dataclasses stand inside them as they are."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from bot.dialogue import texts
from bot.dialogue.ports import Exchange, Found, Verdict
from bot.dialogue.turn import Attachment, Block, Choice, FileKind, Language, Outcome, Reply
from knowledge.document import Citation


def _choice_data(value: str) -> str:
    """Text that any database keeps: no controls, no lone surrogates, at most 64 bytes."""
    if not value.isprintable() or len(value.encode(errors="replace")) > 64:
        raise ValueError("not the data of a choice")
    return value


ChoiceData = Annotated[str, AfterValidator(_choice_data)]
FILES = "/api/files"
AboutId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
TurnId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:-]{1,64}$")]


class Question(BaseModel):
    """One message of a person."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(
        description="the message, or the label of the pressed choice", examples=list(texts.EXAMPLES[:1])
    )
    turn_id: TurnId = Field(
        description="made by the client; the same id again gets the recorded answer", examples=["try-1"]
    )
    choice: ChoiceData | None = Field(
        None,
        description="the data of the pressed choice; `:rate:up:TURN` or `:rate:down:TURN` rates an answer",
    )


class FileLink(BaseModel):
    """A file that goes with an answer."""

    kind: FileKind
    picture: bool = Field(description="to be shown, else to be kept")
    href: str = Field(description="where the visitor gets it; nobody else does")
    text: str = Field(description="what a picture says, in words; what the link to another file says")

    @classmethod
    def of(cls, attachment: Attachment) -> "FileLink":
        href = "/".join(filter(None, (FILES, attachment.kind, attachment.about)))
        return cls(
            kind=attachment.kind,
            picture=attachment.is_picture,
            href=href,
            text=attachment.text or texts.GET_FILE,
        )


class Answer(BaseModel):
    """What the assistant says, in blocks and as plain text."""

    outcome: Outcome
    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...] = Field(description="a line's `citation` counts into these, from 0")
    choices: tuple[Choice, ...]
    files: tuple[FileLink, ...]
    text: str = Field(description="the blocks as plain text")
    language: Language = Field(description="of the assistant's own sentences and of its page")

    @classmethod
    def of(cls, reply: Reply) -> "Answer":
        return cls(
            outcome=reply.outcome,
            blocks=reply.blocks,
            citations=reply.citations,
            choices=reply.choices,
            files=tuple(FileLink.of(attachment) for attachment in reply.attachments),
            text=reply.plain(),
            language=reply.language,
        )


class PastTurn(BaseModel):
    turn_id: str
    text: str
    sent_at: datetime
    answer: Answer
    verdict: Verdict | None = Field(description="what the person thinks of the answer")

    @classmethod
    def of(cls, exchange: Exchange) -> "PastTurn":
        return cls(
            turn_id=exchange.turn_id,
            text=exchange.text,
            sent_at=exchange.sent_at,
            answer=Answer.of(exchange.reply),
            verdict=exchange.verdict,
        )


class History(BaseModel):
    turns: list[PastTurn] = Field(description="oldest first")


class Hits(BaseModel):
    hits: list[Found] = Field(description="best first")


class Health(BaseModel):
    status: str = Field(description="`ok`, or `unavailable` with HTTP status 503")
    index_version: str
    documents: int
    database: bool


class Problem(BaseModel):
    """Every error has this shape."""

    code: str = Field(description="short and stable, for programs")
    error: str = Field(description="one Persian sentence, for people")

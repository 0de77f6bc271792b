"""One message as it waits in the outbox: what to send, with its buttons and where it belongs."""

from dataclasses import dataclass

from pydantic import Base64UrlBytes, TypeAdapter

from bot.dialogue.turn import Choice


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it waits: whole, so that what is sent later is what was promised."""

    name: str
    content: Base64UrlBytes
    picture: bool  # shown as a photo, else kept as a document


@dataclass(frozen=True, slots=True)
class Message:
    html: str  # for parse_mode HTML, at most 4,096 UTF-16 units when shown
    buttons: tuple[Choice, ...] = ()
    reply_to: int | None = None  # id of the message that is answered
    thread: int | None = None  # of a forum topic
    after: int = 0  # id of a message in the chat that is older than this one
    contact: str = ""  # label of a key that shares the person's number; no other buttons then
    file: Upload | None = None  # picture or document; `html` is its caption then, at most 1,024 units

    def dump(self) -> str:
        """As JSON text, for the outbox."""
        return _MESSAGE.dump_json(self).decode()

    @classmethod
    def load(cls, body: str) -> "Message":
        """The message that `dump` wrote; raises ValueError when it is something else."""
        return _MESSAGE.validate_json(body)


_MESSAGE: TypeAdapter[Message] = TypeAdapter(Message)

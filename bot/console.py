"""The terminal as a channel: replies as plain text with numbered sources, choices by number."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from uuid import uuid4

from pydantic import TypeAdapter

from bot.dialogue import texts
from bot.dialogue.conversation import Conversation
from bot.dialogue.languages import say
from bot.dialogue.ports import File
from bot.dialogue.turn import Block, BlockKind, Choice, Line, Reply, SessionKey, Turn
from knowledge.persian import fold, persian_digits

_REPLY = TypeAdapter(Reply)
_BEFORE: dict[BlockKind, Callable[[int], str]] = {
    BlockKind.PARAGRAPH: lambda number: "",
    BlockKind.BULLETS: lambda number: "• ",
    BlockKind.STEPS: lambda number: f"{persian_digits(number)}. ",
}


def ask_once(conversation: Conversation, question: str, person: str) -> Reply:
    """The reply to one new message of this person."""
    return conversation.handle(Turn(SessionKey("terminal", person), uuid4().hex, question, datetime.now(UTC)))


def chat(
    conversation: Conversation, person: str, lines: Iterable[str], show: Callable[[str], None], folder: Path
) -> None:
    """Answers line after line until they end; a number alone presses that choice of the last reply.

    Files that go with a reply are written into the folder.
    """
    key = SessionKey("terminal", person)
    choices: tuple[Choice, ...] = ()
    if (news := conversation.visit(key)) is not None:
        choices = news.choices
        show(as_text(news))
    for line in lines:
        pressed = _choice(line, choices)
        reply = conversation.handle(
            Turn(
                key,
                uuid4().hex,
                line if pressed is None else pressed.label,
                datetime.now(UTC),
                None if pressed is None else pressed.data,
            )
        )
        choices = reply.choices
        show(as_text(reply))
        for attachment in reply.attachments:
            file = conversation.open(key, attachment)
            if file is None:
                show(say(texts.NO_FILE, reply.language))
                continue
            if attachment.is_picture:
                show(attachment.text)
            show(f"{say(texts.SAVED_AT, reply.language)} \u2066{_write(file, folder)}\u2069")


def _write(file: File, folder: Path) -> Path:
    """Where the file is now; one of the same name that was there before is left alone."""
    wanted = folder / file.name
    for number in count(1):
        path = wanted if number == 1 else wanted.with_stem(f"{wanted.stem}-{number}")
        try:
            with path.open("xb") as opened:
                opened.write(file.content)
            return path
        except FileExistsError:
            continue
    raise AssertionError("there is always a next number")


def as_text(reply: Reply) -> str:
    """The reply for a terminal: blocks with marks like [۱], then the sources, then numbered choices."""
    parts = ["\n".join(_block(block)) for block in reply.blocks]
    if reply.citations:
        parts.append("\n".join([f"{say(texts.SOURCES_BUTTON, reply.language)}:", *_sources(reply)]))
    if reply.choices:
        numbered = [
            f"({persian_digits(number)}) {choice.label}" for number, choice in enumerate(reply.choices, 1)
        ]
        parts.append("\n".join(numbered))
    return "\n\n".join(parts) + "\n"


def as_json(reply: Reply) -> str:
    """The reply as one JSON object, in the shape of the HTTP API."""
    shape = _REPLY.dump_python(reply, mode="json") | {"text": reply.plain(), "refused": reply.refused}
    return json.dumps(shape, ensure_ascii=False, indent=2)


def _block(block: Block) -> list[str]:
    before = _BEFORE[block.kind]
    return [f"{before(number)}{_line(line)}" for number, line in enumerate(block.lines, block.start)]


def _line(line: Line) -> str:
    if line.citation is None or not line.mark:
        return line.text
    return f"{line.text} [{persian_digits(line.citation + 1)}]"


def _sources(reply: Reply) -> list[str]:
    return [
        f"[{persian_digits(number)}] {citation.title}، {citation.locator}\n    «{citation.quote}»"
        for number, citation in enumerate(reply.citations, 1)
    ]


def _choice(line: str, choices: tuple[Choice, ...]) -> Choice | None:
    number = fold(line).strip(" ().")
    if number.isdecimal() and 1 <= int(number) <= len(choices):
        return choices[int(number) - 1]
    return None

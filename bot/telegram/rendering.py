"""Reply -> Telegram messages: bullets, numbered steps, citation marks, sources, split where it reads well."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.dialogue import texts
from bot.dialogue.languages import say
from bot.dialogue.turn import Block, BlockKind, Choice, Reply, Tone
from bot.telegram.message import Message, Upload
from bot.telegram.typography import RLM, cut, direction, shown_length, to_html, utf16_length
from knowledge.document import Citation
from knowledge.persian import persian_digits

LIMIT = 4096  # UTF-16 units of one message after its entities are parsed
CAPTION = 1024  # the same of a caption
_FOLDED_FROM = 350  # a quote longer than this is shown folded
_DATA_BYTES = 64  # of a button
_TONES = {Tone.PLAIN: "{}", Tone.STRONG: "<b>{}</b>", Tone.SOFT: "<i>{}</i>"}


@dataclass(frozen=True, slots=True)
class Piece:
    """What is never torn apart: one line of a message as HTML."""

    html: str
    gap: str = "\n"  # what stands between it and the piece before


def render_reply(
    reply: Reply, sources_data: str | None = None, limit: int = LIMIT, more: Sequence[Choice] = ()
) -> tuple[Message, ...]:
    """The messages of a reply, in order; the last one carries the buttons, but for one that shares a number.

    `sources_data` is the data of the «منابع» button, which stands first when there are citations; the
    channel's other buttons, `more`, follow it.
    """
    pieces = _pieces(reply, limit)
    buttons = [choice for choice in (*more, *reply.choices) if 0 < len(choice.data.encode()) <= _DATA_BYTES]
    if reply.citations and sources_data:
        label = say(texts.sources(len(reply.citations)), reply.language)
        buttons.insert(0, Choice(label, sources_data))
    messages = _with_buttons(_pack(pieces, limit), buttons)
    if reply.asks_contact and messages:
        hint, label = say(texts.SHARE_HINT, reply.language), say(texts.SHARE_CONTACT, reply.language)
        messages = (*messages, *(replace(message, contact=label) for message in render_text(hint)))
    return messages


def render_sources(citations: Sequence[Citation], limit: int = LIMIT) -> tuple[Message, ...]:
    """The quotes with document and place, numbered as the marks in the answer are."""
    pieces: list[Piece] = []
    for number, citation in enumerate(citations, start=1):
        head = f"{RLM}<b>{_mark(number)} {to_html(citation.title)}</b>، {to_html(citation.locator)}"
        pieces.append(Piece(head, "\n\n"))
        for part in cut(citation.quote, limit - 200):
            folded = " expandable" if utf16_length(part) > _FOLDED_FROM else ""
            pieces.append(Piece(f"<blockquote{folded}>{RLM}{to_html(part)}</blockquote>"))
    return _with_buttons(_pack(pieces, limit), [])


def render_text(text: str, buttons: Iterable[Choice] = (), limit: int = LIMIT) -> tuple[Message, ...]:
    """A text of the channel's own, its lines kept."""
    pieces = [
        Piece(f"{direction(part)}{to_html(part)}" if part else "")
        for line in text.split("\n")
        for part in (cut(line, limit - 1) or [""])
    ]
    return _with_buttons(_pack(pieces, limit), list(buttons))


def enclose(messages: Sequence[Message], files: Sequence[tuple[Upload, str]]) -> tuple[Message, ...]:
    """The messages of a reply with its files, each with its text alternative ("" for none).

    A reply that fits is the caption of its last file; otherwise the files stand before it, so that the
    buttons end up at the bottom.
    """
    if not files:
        return tuple(messages)
    *before, (last, words) = files
    fits = len(messages) == 1 and shown_length(messages[0].html) <= CAPTION
    if not fits:
        return (*(_file_alone(*file) for file in files), *messages)
    spoken = f"{messages[0].html}\n\n{_caption(words)}"
    html = spoken if words and shown_length(spoken) <= CAPTION else messages[0].html
    return (*(_file_alone(*file) for file in before), replace(messages[0], html=html, file=last))


def _file_alone(file: Upload, words: str) -> Message:
    return Message(_caption(words), file=file)


def _caption(words: str) -> str:
    """As much of the words as a caption holds."""
    lines = words.split("\n") if words else []
    pieces = [Piece(f"{direction(part)}{to_html(part)}") for line in lines for part in cut(line, CAPTION - 1)]
    return next(iter(_pack(pieces, CAPTION)), "")


def _pieces(reply: Reply, limit: int) -> list[Piece]:
    """The lines of all blocks; steps stand close to the bullets inside them."""
    pieces: list[Piece] = []
    within = False  # a list of steps that this block may belong to
    for block in reply.blocks:
        goes_on = block.kind is BlockKind.BULLETS or block.start > 1
        pieces += _block(block, "\n" if within and goes_on else "\n\n", len(reply.citations), limit)
        within = block.kind is BlockKind.STEPS or (within and block.kind is BlockKind.BULLETS)
    return pieces


def _block(block: Block, gap: str, citations: int, limit: int) -> list[Piece]:
    pieces: list[Piece] = []
    for number, line in enumerate(block.lines, start=block.start):
        lead = {BlockKind.BULLETS: "• ", BlockKind.STEPS: f"{persian_digits(number)}. "}.get(block.kind, "")
        shown = line.mark and line.citation is not None and 0 <= line.citation < citations
        mark = f" {_mark(line.citation + 1)}" if line.citation is not None and shown else ""
        room = limit - utf16_length(RLM + lead + mark)
        parts = cut(line.text, room)
        for at, part in enumerate(parts):
            begin, end = lead if at == 0 else "", mark if at == len(parts) - 1 else ""
            html = f"{direction(line.text)}{begin}{_TONES[line.tone].format(to_html(part))}{end}"
            pieces.append(Piece(html, "\n" if pieces else gap))
    return pieces


def _mark(number: int) -> str:
    return f"[{persian_digits(number)}]"


def _pack(pieces: Sequence[Piece], limit: int) -> list[str]:
    """Fills messages piece by piece."""
    messages: list[str] = []
    for piece in pieces:
        joined = f"{messages[-1]}{piece.gap}{piece.html}" if messages else ""
        if messages and shown_length(joined) <= limit:
            messages[-1] = joined
        else:
            messages.append(piece.html)
    return messages


def _with_buttons(htmls: Sequence[str], buttons: Sequence[Choice]) -> tuple[Message, ...]:
    last = len(htmls) - 1
    return tuple(Message(html, tuple(buttons) if at == last else ()) for at, html in enumerate(htmls))

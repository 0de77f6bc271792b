"""Persian lines as Telegram shows them: escaped, read from the right, Latin terms and numbers kept whole."""

import re
from collections.abc import Iterator
from html import escape, unescape

RLM = "\u200f"  # right-to-left mark: a line that begins with a Latin word is still a Persian line
_ISOLATE, _POP = "\u2066", "\u2069"
_LINK = r"(?:https?://|www\.)\S+"
_LATIN = r"[A-Za-z](?:[A-Za-z0-9@/&+._'-]|\ (?=[A-Za-z0-9]))*"
_PHONE = r"(?<![\w])\+?[0-9۰-۹](?:[0-9۰-۹]|[ \u2010-\u2014-](?=[0-9۰-۹])){6,}"
_FOREIGN = re.compile(f"(?P<link>{_LINK})|(?P<kept>{_LATIN}|{_PHONE})")
_TAG = re.compile(r"</?[a-z][^<>]*>")
_SENTENCE_END = re.compile(r"(?<=[.!?؟؛…])\s+")


_APART = re.compile("\u2067[^\u2069]*\u2069")  # a Persian title inside an English sentence
_PERSIAN = re.compile("[\u0600-\u06ff]")


def reads_from_left(text: str) -> bool:
    """Whether the line is English: it has letters, and Persian ones only in an isolate of their own."""
    rest = _APART.sub("", text)
    return _PERSIAN.search(rest) is None and re.search(r"[A-Za-z]", rest) is not None


def direction(text: str) -> str:
    """What stands before a line so that it is read from the right side: nothing before an English one."""
    return "" if reads_from_left(text) else RLM


def utf16_length(text: str) -> int:
    """The length as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def isolate(text: str) -> str:
    """The text with its Latin terms and phone numbers inside isolates; links stay as they are."""
    if reads_from_left(text):
        return text
    return _FOREIGN.sub(lambda found: found[0] if found["link"] else f"{_ISOLATE}{found[0]}{_POP}", text)


def to_html(text: str) -> str:
    """One line of a reply for parse_mode HTML: isolated and escaped."""
    return escape(isolate(text), quote=False)


def to_plain(html: str) -> str:
    """What is left when the tags are gone: for a message whose markup was refused."""
    return unescape(_TAG.sub("", html))


def shown_length(html: str) -> int:
    """The length Telegram limits: after its entities are parsed, in UTF-16 code units."""
    return utf16_length(to_plain(html))


def cut(text: str, limit: int) -> list[str]:
    """The text in pieces that take at most `limit` UTF-16 units, cut after sentences, else words."""
    pieces = [""]
    for gap, part in _parts(text, limit):
        joined = f"{pieces[-1]}{gap}{part}" if pieces[-1] else part
        if utf16_length(isolate(joined)) <= limit:
            pieces[-1] = joined
        else:
            pieces.append(part)
    return [piece for piece in pieces if piece]


def _parts(text: str, limit: int) -> Iterator[tuple[str, str]]:
    """Sentences; the words of a sentence that is too long; slices of a word that is too long.

    Each with what stands between it and the part before.
    """
    for sentence in _SENTENCE_END.split(text.strip()):
        if utf16_length(isolate(sentence)) <= limit:
            yield " ", sentence
            continue
        for word in sentence.split():
            width = limit // 2 - 1  # with its isolates a character takes two units and a little
            slices = [word[at : at + width] for at in range(0, len(word), width)]
            whole = utf16_length(isolate(word)) <= limit
            yield " ", word if whole else slices[0]
            yield from () if whole else (("", rest) for rest in slices[1:])

"""Telegram's HTML as the Bot API reads it: text with entities, or the error it answers with."""

import re
from typing import Any

_SIMPLE = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "tg-spoiler": "spoiler", "blockquote": "blockquote", "a": "text_link",
}  # fmt: skip
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z-]*)?([^<>]*)(>?)", re.S)
_ATTRIBUTE = re.compile(r"\s*([a-z-]+)(?:=(?:\"([^\"]*)\"|'([^']*)'|(\S+)))?")


class MarkupError(ValueError):
    """What stands after «can't parse entities: »."""


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """The shown text and its entities (offsets in UTF-16 units); raises MarkupError."""
    text, entities, open_tags = "", [], []
    at = 0
    while at < len(source):
        char = source[at]
        offset = len(source[:at].encode())
        if char == "&":
            found = re.compile(r"&(#x[0-9a-fA-F]+|#[0-9]+|[a-z]+);").match(source, at)
            value = _decode(found[1]) if found else None
            text, at = (text + value, found.end()) if found and value else (text + "&", at + 1)
            continue
        if char != "<":
            text, at = text + char, at + 1
            continue
        tag = _TAG.match(source, at)
        assert tag is not None
        closing, name, rest, end = tag.groups()
        name = (name or "").lower()
        if closing:
            if not open_tags:
                raise MarkupError(f"Unexpected end tag at byte offset {offset}")
            expected, start, extra = open_tags.pop()
            if name and name != expected:
                raise MarkupError(
                    f'Unmatched end tag at byte offset {offset}, expected "</{expected}>", found "</{name}>"'
                )
            if utf16(text) > start:
                entities.append({"offset": start, "length": utf16(text) - start, **extra})
        else:
            if name not in _SIMPLE:
                raise MarkupError(f'Unsupported start tag "{name}" at byte offset {offset}')
            if not end:
                raise MarkupError(f"Unclosed start tag at byte offset {offset}")
            open_tags.append((name, utf16(text), _extra(name, rest)))
        at = tag.end()
    if open_tags:
        raise MarkupError(f'Can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    return text, sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _extra(name: str, rest: str) -> dict[str, Any]:
    attributes = {found[1]: found[2] or found[3] or found[4] or "" for found in _ATTRIBUTE.finditer(rest)}
    kind = _SIMPLE[name]
    if kind == "blockquote" and "expandable" in attributes:
        kind = "expandable_blockquote"
    return {"type": kind} | ({"url": attributes.get("href", "")} if kind == "text_link" else {})


def _decode(entity: str) -> str | None:
    if entity.startswith("#x"):
        return chr(int(entity[2:], 16))
    if entity.startswith("#"):
        return chr(int(entity[1:]))
    return _NAMED.get(entity)


def typed_entities(text: str) -> list[dict[str, Any]]:
    """The entities Telegram finds in what a person types: commands and mentions."""
    kinds = {
        "bot_command": r"(?<!\S)/[A-Za-z0-9_]+(?:@[A-Za-z0-9_]+)?",
        "mention": r"(?<!\w)@[A-Za-z0-9_]{4,}",
    }
    return [
        {"type": kind, "offset": utf16(text[: found.start()]), "length": utf16(found[0])}
        for kind, pattern in kinds.items()
        for found in re.finditer(pattern, text)
        if not (kind == "mention" and text[: found.start()].rpartition(" ")[2].startswith("/"))
    ]

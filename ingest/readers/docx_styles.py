"""The styles of a Word file, each looked up once: python-docx goes through all of them for a paragraph."""

from typing import Any
from weakref import WeakKeyDictionary

_FOUND: WeakKeyDictionary[Any, dict[str | None, Any]] = WeakKeyDictionary()  # by part of a file, by id


def style_of(paragraph: Any) -> Any:
    """The paragraph's style, that of the file's plain paragraphs where it names none; None: there is none."""
    found = _FOUND.setdefault(paragraph.part, {})
    name = paragraph._p.style
    if name not in found:
        found[name] = paragraph.style
    return found[name]

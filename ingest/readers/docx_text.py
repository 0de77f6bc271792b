"""What the reader of a Word file's final version sees: the text of a paragraph, and the marks of its notes.

Insertions that nobody has accepted yet count, deletions and hidden text do not (ECMA-376 part 1, 17.13.5).
"""

from collections.abc import Iterator
from typing import Any

from ingest.readers.notes import Mark

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SHOWN = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "-"}
_WRITTEN = frozenset({f"{WORD}t", f"{_MATHS}t"})
_NOTED = {f"{WORD}footnoteReference": "footnotes", f"{WORD}endnoteReference": "endnotes"}
_UNSEEN = frozenset(
    {
        *(f"{WORD}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "txbxContent")),
        FALLBACK,
    }
)


def text_of(paragraph: Any) -> str:
    """The text of a paragraph's element, white space collapsed."""
    return " ".join("".join(piece for piece in _pieces(paragraph) if isinstance(piece, str)).split())


def marks_of(paragraph: Any) -> list[Mark]:
    """The marks of notes in a paragraph's element, in order; `at` counts collapsed text."""
    marks: list[Mark] = []
    before = ""
    for piece in _pieces(paragraph):
        if isinstance(piece, str):
            before += piece
        else:
            marks.append(Mark(*piece, at=len(" ".join(before.split()))))
    return marks


def _pieces(element: Any) -> Iterator[str | tuple[str, str]]:
    for child in element:
        tag = child.tag
        if tag in _WRITTEN:
            yield child.text or ""
        elif tag in _SHOWN:
            yield _SHOWN[tag]
        elif tag in _NOTED:
            yield _NOTED[tag], str(child.get(f"{WORD}id"))
        elif tag not in _UNSEEN and isinstance(tag, str) and not _hidden(child):
            yield from _pieces(child)


def _hidden(element: Any) -> bool:
    vanish = element.find(f"{WORD}rPr/{WORD}vanish")
    return vanish is not None and vanish.get(f"{WORD}val", "1") not in ("0", "false", "off")

"""Headings of a Word file without heading styles: short bold paragraphs, ranked by their type size."""

from collections.abc import Sequence
from typing import Any

from ingest.readers.docx_styles import style_of
from ingest.readers.docx_text import WORD

LONGEST = 100  # characters
MOST_BOLD = 0.5  # of the text; where more is bold, bold says nothing
DEEPEST = 4
_NO_HEADING = (".", "؛", "،", ":", "!", "…")


def heading_looks(paragraphs: Sequence[Any]) -> dict[int, int]:
    """Heading levels from 1 by the paragraph's identity, of those that look like headings.

    Right-to-left text has properties of its own («bCs», «szCs»), which count as well.
    """
    bold = {id(paragraph) for paragraph in paragraphs if _bold(paragraph)}
    letters = sum(len(paragraph.text) for paragraph in paragraphs)
    if sum(len(paragraph.text) for paragraph in paragraphs if id(paragraph) in bold) > MOST_BOLD * letters:
        return {}
    headings = [
        paragraph
        for paragraph in paragraphs
        if id(paragraph) in bold
        and len(paragraph.text) <= LONGEST
        and not paragraph.text.rstrip().endswith(_NO_HEADING)
    ]
    sizes = sorted({_size(paragraph) for paragraph in headings}, reverse=True)
    return {id(paragraph): min(sizes.index(_size(paragraph)) + 1, DEEPEST) for paragraph in headings}


def _bold(paragraph: Any) -> bool:
    """Whether all of its text is bold, by its runs or by its style."""
    found = style_of(paragraph)
    style = found is not None and bool(found.font.bold)
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(
        _on(run, "b") or _on(run, "bCs") or (style and run.bold is None) for run in runs
    )


def _on(run: Any, name: str) -> bool:
    found = run._r.find(f"{WORD}rPr/{WORD}{name}")
    return found is not None and found.get(f"{WORD}val", "1") not in ("0", "false", "off")


def _size(paragraph: Any) -> int:
    """Type size of its first run in half points, 0 where only the style has it."""
    for run in paragraph.runs:
        for name in ("szCs", "sz"):
            found = run._r.find(f"{WORD}rPr/{WORD}{name}")
            if found is not None and str(found.get(f"{WORD}val", "")).isdigit():
                return int(found.get(f"{WORD}val"))
    return 0

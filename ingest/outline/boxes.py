"""Boxes of a diagram that say the same: numbered labels in order, repeated labels in one entry."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.outline.lines import Entry

_DIGIT = r"[0-9۰-۹٠-٩]+|[A-Z]"
_WORDS = r"[^\W\d_A-Za-z]+(?:[ \u200c][^\W\d_A-Za-z]+)?"
_LABEL = re.compile(rf"(?P<before>{_DIGIT})\s*(?P<name>{_WORDS})|(?P<name2>{_WORDS})\s*(?P<after>{_DIGIT})")
_DOTS = re.compile(r"\.{3,}|…")


def read_boxes(entries: Sequence[Entry]) -> list[Entry]:
    """The entries with «2صنعت 3صنعت» read as «صنعت 2، صنعت 3», and runs of one repeated word as one entry."""
    result: list[Entry] = []
    for entry in entries:
        labels = _numbered(entry.text)
        if labels is not None:
            entry = _with_text(entry, labels)
        elif (word := _repeated(entry.text)) is not None:
            if result and _repeated(result[-1].text.replace("،", " ")) == word:
                result[-1] = _with_text(
                    Entry([*result[-1].rows, *entry.rows]), f"{result[-1].text}، {_listed(entry.text)}"
                )
                continue
            entry = _with_text(entry, _listed(entry.text))
        result.append(entry)
    return result


def _numbered(text: str) -> str | None:
    """«label n، label m» in order, where the text is two or more such labels and nothing else."""
    matches = list(_LABEL.finditer(_DOTS.sub(" ", text)))
    names = {(match["name"] or match["name2"]).strip() for match in matches}
    rest = _LABEL.sub("", _DOTS.sub(" ", text)).strip(" ،,")
    if len(matches) < 2 or len(names) != 1 or rest:
        return None
    name = names.pop()
    found = (match["before"] or match["after"] for match in matches)
    numbers = sorted(found, key=lambda number: (number.isalpha(), len(number), number))
    labels = [f"{name} {number}" for number in numbers]
    if _DOTS.search(text):
        labels.insert(len(labels) - 1, "…")
    return "، ".join(labels)


def _repeated(text: str) -> str | None:
    words = set(text.split())
    return words.pop() if len(words) == 1 else None


def _listed(text: str) -> str:
    return "، ".join(text.split())


def _with_text(entry: Entry, text: str) -> Entry:
    """An entry of the same rows that reads as this text."""
    first = entry.rows[0]
    original = "\n".join(row.line.original for row in entry.rows)
    return Entry([replace(first, text=text, line=replace(first.line, original=original))])

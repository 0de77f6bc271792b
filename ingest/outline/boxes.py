"""Boxes of a diagram that say the same: numbered labels in order, repeated labels in one entry."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.outline.lines import Entry, goes_on

_NUMBER = r"[0-9۰-۹٠-٩]+|[A-Z]"
_NAME = r"[^\W\d_A-Za-z]+(?:[ \u200c][^\W\d_A-Za-z]+)?|[A-Z]{2,}"
_LABEL = re.compile(
    rf"(?P<before>{_NUMBER})(?![A-Z])\s*(?P<name>{_NAME})|(?P<name2>{_NAME})[\s.]*(?P<after>{_NUMBER})(?![A-Za-z])"
)
_DOTS = re.compile(r"\.{2,}|…")


@dataclass(slots=True)
class _Labels:
    """Numbered boxes of one name: «صنعت ۱، صنعت ۲ … صنعت N»."""

    name: str
    numbers: list[str]
    more: bool  # dots say that some are left out

    def text(self) -> str:
        ordered = sorted(self.numbers, key=lambda number: (number.isalpha(), len(number), number))
        labels = [f"{self.name} {number}" for number in ordered]
        if self.more:
            labels.insert(len(labels) - 1, "…")
        return "، ".join(labels)


def read_boxes(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, numbered labels of one name gathered in order, runs of one repeated word as one."""
    entries = list(_detach_labels(entries))
    labels = [_labels(entry.text) for entry in entries]
    totals = Counter({found.name: 0 for found in labels if found is not None})
    for found in labels:
        if found is not None:
            totals[found.name] += len(found.numbers)
    result: list[Entry] = []
    gathered: dict[str, tuple[int, _Labels]] = {}  # name: its place in the result
    for entry, found in zip(entries, labels, strict=True):
        if found is not None and totals[found.name] >= 2:
            if found.name in gathered:
                place, known = gathered[found.name]
                known.numbers += found.numbers
                known.more = known.more or found.more
                result[place] = _with_text(Entry([*result[place].rows, *entry.rows]), known.text())
            else:
                gathered[found.name] = (len(result), found)
                result.append(_with_text(entry, found.text()))
        elif (word := _repeated(entry.text)) is None:
            result.append(entry)
        elif result and _repeated(result[-1].text.replace("،", " ")) == word:
            text = f"{result[-1].text}، {_listed(entry.text)}"
            result[-1] = _with_text(Entry([*result[-1].rows, *entry.rows]), text)
        else:
            result.append(_with_text(entry, _listed(entry.text)) if " " in entry.text else entry)
    return result


def _detach_labels(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The entries with the label of a series parted from a box's words that extraction put on its line."""
    series: dict[str, set[str]] = {}
    for entry in entries:
        found = _labels(entry.text)
        if found is not None:
            series.setdefault(found.name, set()).update(found.numbers)
    for entry in entries:
        match = _LABEL.match(entry.text)
        name = (match["name"] or match["name2"]).strip() if match is not None else ""
        rest = entry.text[match.end() :].strip() if match is not None else ""
        missing = match is not None and (match["before"] or match["after"]) not in series.get(name, set())
        if match is not None and missing and len(series.get(name, ())) > 1 and goes_on(rest):
            yield _with_text(entry, match[0])
            yield _with_text(entry, rest)
        else:
            yield entry


def is_label(text: str) -> bool:
    """Whether the text is one numbered label or several of one name, and nothing else."""
    return _labels(text) is not None


def _labels(text: str) -> _Labels | None:
    """The labels of a text that is nothing else; None where it is something else."""
    plain = _DOTS.sub(" ", text)
    matches = list(_LABEL.finditer(plain))
    names = {(match["name"] or match["name2"]).strip() for match in matches}
    if len(names) != 1 or _LABEL.sub("", plain).strip(" ،,."):
        return None
    numbers = [match["before"] or match["after"] for match in matches]
    return _Labels(names.pop(), numbers, more=bool(_DOTS.search(text)))


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

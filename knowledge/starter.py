"""The starter corpus as it stands in the repository: its items by section, without an index.

It is what the readiness instruments cite, whatever documents a data folder holds. The files keep to one
form (tests/unit/test_corpus.py): numbered headings, paragraphs, bullets with at most one level below,
steps and tables.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from knowledge.document import Document, Item, ItemKind, Section, Topic
from knowledge.persian import ASCII_DIGITS, has_letters

CORPUS = Path(__file__).parent / "corpus"
STARTER_CORPUS = Path("knowledge/corpus")  # the same, as programs that start in the checkout name it

_HEADING = re.compile(r"^(#{2,}) ([۰-۹.]+)\. (\S.*)$", re.M)
_POINT = re.compile(r"^( *)(-|[0-9۰-۹]+\.) (\S.*)$")
_SENTENCE_END = re.compile(r"(?<=[.؟!]) ")


@lru_cache(maxsize=1)
def starter_documents() -> tuple[Document, ...]:
    """All of them, in the order of their file names."""
    return tuple(_read(file) for file in sorted(CORPUS.glob("*.md")))


def _read(file: Path) -> Document:
    raw = file.read_bytes()
    _, front, body = raw.decode().split("---\n", 2)
    about = dict(line.split(": ", 1) for line in front.splitlines())
    headings = [*_HEADING.finditer(body)]
    ends = [*(heading.start() for heading in headings[1:]), len(body)]
    sections = []
    for heading, end in zip(headings, ends, strict=True):
        number = heading[2].translate(ASCII_DIGITS)
        identity = f"{file.stem}/{number}"
        items = tuple(_items(identity, body[heading.end() : end].splitlines()))
        level = number.count(".") + 1
        sections.append(Section(identity, number, heading[3], (heading[3],), level, Topic.OTHER, items))
    return Document(
        id=file.stem,
        source=file.name,
        title=about["title"],
        kind=about["kind"],
        sections=tuple(sections),
        digest=hashlib.sha256(raw).hexdigest(),
        author=about.get("author"),
    )


def _items(section: str, lines: list[str]) -> Iterator[Item]:
    """Every sentence, point and table row, under the line it hangs under."""
    number = 0
    lead: str | None = None
    parent: str | None = None
    for line, following in pairwise([*(line for line in lines if line.strip()), ""]):
        point = _POINT.match(line)
        found: list[tuple[ItemKind, str, str | None]] = []
        if point is not None:
            kind = ItemKind.BULLET if point[2] == "-" else ItemKind.STEP
            if point[1]:
                found = [(kind, point[3], parent)]
            elif point[3].endswith(":") and following.startswith(" "):
                parent = point[3]
            else:
                found = [(kind, point[3], lead)]
        elif line.startswith("|"):
            found = [(ItemKind.ROW, line.strip("| "), lead)] if has_letters(line) else []
        else:
            *sentences, last = _SENTENCE_END.split(line)
            found = [(ItemKind.SENTENCE, sentence, None) for sentence in sentences]
            if last.endswith(":"):
                lead = last
            else:
                found.append((ItemKind.SENTENCE, last, None))
        for kind, text, above in found:
            number += 1
            yield Item(f"{section}/{number}", kind, text, above)

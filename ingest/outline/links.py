"""File names that leaked from the links of a slide: a list of their own under the folder they share."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.blocks import Block, BlockKind
from ingest.outline.lines import Row

_FILE = re.compile(
    r"^(?:(?P<folder>.*)[/\\])?(?P<name>[^/\\]+)\.(?:pptx?|docx?|xlsx?|pdf|txt|jpe?g|png)$", re.IGNORECASE
)
TITLE = "پیوندها"


def find_links(rows: Sequence[Row]) -> tuple[list[Block], list[Row]]:
    """The blocks of the linked files (heading, lead, bullets), and the other rows."""
    files = {at: match for at, row in enumerate(rows) if (match := _FILE.match(row.text))}
    if not files:
        return [], list(rows)
    blocks = [Block(BlockKind.HEADING, TITLE, level=2)]
    folders = Counter(match["folder"].strip() for match in files.values() if match["folder"])
    folder = folders.most_common(1)[0][0] if folders else None
    if folder is not None:
        blocks.append(Block(BlockKind.PARAGRAPH, f"{folder}:"))
    others: list[Row] = []
    for at, row in enumerate(rows):
        match = files.get(at)
        if match is None:
            others.append(row)
            continue
        blocks.append(Block(BlockKind.BULLET, match["name"].strip(), original=row.line.original))
        before = (match["folder"] or "").strip()
        if folder is not None and before != folder and before.endswith(folder):
            others.append(replace(row, text=before.removesuffix(folder).strip()))  # a line glued to the first
    return blocks, others

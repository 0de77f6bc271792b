"""File names that leaked from the links of a slide: a list of their own under the folder they share."""

import re
from collections.abc import Sequence

from ingest.blocks import Block, BlockKind
from ingest.outline.lines import Row

_FILE = re.compile(
    r"^(?:(?P<folder>.*)[/\\])?(?P<name>[^/\\]+)\.(?:pptx?|docx?|xlsx?|pdf|txt|jpe?g|png)$", re.IGNORECASE
)
TITLE = "پیوندها"


def find_links(rows: Sequence[Row]) -> tuple[list[Block], list[Row]]:
    """The blocks of the linked files (heading, lead, bullets), and the other rows."""
    files = [(row, match) for row in rows if (match := _FILE.match(row.text))]
    if not files:
        return [], list(rows)
    folders = list(dict.fromkeys(match["folder"] for _, match in files if match["folder"]))
    blocks = [Block(BlockKind.HEADING, TITLE, level=2)]
    if len(folders) == 1:
        blocks.append(Block(BlockKind.PARAGRAPH, f"{folders[0]}:"))
    blocks += [Block(BlockKind.BULLET, match["name"], original=row.line.original) for row, match in files]
    taken = {id(row) for row, _ in files}
    return blocks, [row for row in rows if id(row) not in taken]

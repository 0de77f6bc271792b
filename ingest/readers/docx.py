"""Word documents: headings by style, lists by numbering, tables, in the order of the body."""

import io
from collections.abc import Iterator
from typing import Any

from ingest.blocks import Block, BlockKind, Meta, Page, Reading
from ingest.errors import FileTruncated
from ingest.readers.archives import check_archive
from ingest.readers.docx_looks import heading_looks

_BODY_STYLES_OF_TITLE = ("Title", "عنوان")
LARGEST_HEADING = 9
# Word writes a box twice, the second time for older programs
_TEXT_BOXES = ".//w:txbxContent[not(ancestor::*[local-name()='Fallback'])]"
_CONTENTS = "./w:sdtPr/w:docPartObj/w:docPartGallery[@w:val='Table of Contents']"
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read_docx(data: bytes) -> Reading:
    """One unnumbered page of marked blocks, as Word files hold no page borders; raises UnreadableDocument."""
    check_archive(data, "word/")
    import docx  # 0.1 s and lxml: only Word files pay for it
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = docx.Document(io.BytesIO(data))
        blocks = tuple(_blocks(document))
        meta = _meta(document.core_properties, blocks)
    except (KeyError, ValueError, AttributeError, PackageNotFoundError) as error:
        raise FileTruncated(str(error)) from error
    except SyntaxError as error:  # lxml's XMLSyntaxError
        raise FileTruncated(str(error)) from error
    return Reading(pages=(Page(blocks=blocks),), meta=meta)


def _blocks(document: Any) -> Iterator[Block]:
    from docx.table import Table

    numbering = _numbering(document)
    parts = list(_parts(document.element.body, document))
    paragraphs = [part for part in parts if not isinstance(part, Table) and part.text.strip()]
    styled = any(_outline_level(part) is not None for part in paragraphs)
    looks = {} if styled else heading_looks(paragraphs)
    for part in parts:
        if isinstance(part, Table):
            yield from _table(part)
        elif text := " ".join(part.text.split()):
            block = _paragraph(part, text, numbering)
            if block.kind is BlockKind.PARAGRAPH and (level := looks.get(id(part))):
                block = Block(BlockKind.HEADING, text, level=level)
            yield block


def _parts(element: Any, parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, with those of content controls and text boxes, without the contents."""
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    for child in element:
        if child.tag == f"{{{_NAMESPACE}}}p":
            yield Paragraph(child, parent)
            for box in _find(child, _TEXT_BOXES):
                yield from _parts(box, parent)
        elif child.tag == f"{{{_NAMESPACE}}}tbl":
            yield Table(child, parent)
        elif child.tag == f"{{{_NAMESPACE}}}sdt" and not _find(child, _CONTENTS):
            for content in _find(child, "./w:sdtContent"):
                yield from _parts(content, parent)


def _paragraph(paragraph: Any, text: str, numbering: dict[tuple[int, int], str]) -> Block:
    style = paragraph.style.name if paragraph.style is not None else ""
    level = _outline_level(paragraph)
    if style.startswith(_BODY_STYLES_OF_TITLE):
        return Block(BlockKind.HEADING, text, level=1)
    if level is not None:
        return Block(BlockKind.HEADING, text, level=level + 1)  # under the title
    listed = _list_place(paragraph)
    if listed is not None:
        number, depth = listed
        format_ = numbering.get((number, depth), "bullet")
        kind = BlockKind.BULLET if format_ in ("bullet", "none") else BlockKind.STEP
        return Block(kind, text, level=depth + 1)
    if style.startswith("List"):
        kind = BlockKind.STEP if "Number" in style else BlockKind.BULLET
        depth = int(style[-1]) if style[-1:].isdigit() else 1
        return Block(kind, text, level=depth)
    return Block(BlockKind.PARAGRAPH, text)


def _find(element: Any, path: str) -> Any:
    """What an XPath finds; python-docx binds the prefix only for some classes of elements."""
    from lxml import etree  # type: ignore[import-untyped]

    return etree.XPath(path, namespaces={"w": _NAMESPACE})(element)


def _outline_level(paragraph: Any) -> int | None:
    """1 to 9 of a heading style or its outline level, also through the styles it is based on; else None."""
    style = paragraph.style
    while style is not None:
        name = style.name or ""
        if name.startswith("Heading ") and name[8:].isdigit():
            return min(int(name[8:]), LARGEST_HEADING)
        found = _find(style.element, "./w:pPr/w:outlineLvl/@w:val")
        if found and found[0].isdigit() and int(found[0]) < LARGEST_HEADING:
            return int(found[0]) + 1
        style = style.base_style
    direct = _find(paragraph._p, "./w:pPr/w:outlineLvl/@w:val")
    return int(direct[0]) + 1 if direct and direct[0].isdigit() and int(direct[0]) < LARGEST_HEADING else None


def _list_place(paragraph: Any) -> tuple[int, int] | None:
    """(numbering id, depth from 0) of a list paragraph, by itself or by its style."""
    for element in (paragraph._p, paragraph.style.element if paragraph.style is not None else None):
        if element is None:
            continue
        number = _find(element, "./w:pPr/w:numPr/w:numId/@w:val")
        if number and number[0] != "0":
            depth = _find(element, "./w:pPr/w:numPr/w:ilvl/@w:val")
            return int(number[0]), int(depth[0]) if depth else 0
    return None


def _numbering(document: Any) -> dict[tuple[int, int], str]:
    """Number format ("bullet", "decimal" …) by numbering id and depth."""
    try:
        element = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    formats: dict[tuple[int, int], str] = {}
    for number in _find(element, "./w:num"):
        (abstract,) = _find(number, "./w:abstractNumId/@w:val")[:1] or ("",)
        for level in _find(element, f"./w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl"):
            kind = _find(level, "./w:numFmt/@w:val")
            depth = _find(level, "./@w:ilvl")
            identity = _find(number, "./@w:numId")
            if kind and depth and identity:
                formats[int(identity[0]), int(depth[0])] = kind[0]
    return formats


def _table(table: Any) -> Iterator[Block]:
    rows = []
    for row in table.rows:
        cells: list[Any] = []
        for cell in row.cells:
            if not cells or cell._tc is not cells[-1]._tc:  # merged cells are given once for each column
                cells.append(cell)
        rows.append(tuple(" ".join(cell.text.split()) for cell in cells))
    filled = tuple(row for row in rows if any(row))
    if filled:
        yield Block(BlockKind.TABLE, rows=filled)


def _meta(properties: Any, blocks: tuple[Block, ...]) -> Meta:
    titled = next(
        (block.text for block in blocks if block.kind is BlockKind.HEADING and block.level == 1), None
    )
    return Meta(title=titled or properties.title or None, author=_person(properties.author))


def _person(name: str | None) -> str | None:
    """The author, unless it is the program that wrote the file."""
    return None if not name or name == "python-docx" else name

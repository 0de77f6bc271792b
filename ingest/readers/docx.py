"""Word documents: headings by style, lists by numbering, tables, in the order of the body."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ingest.blocks import Block, BlockKind, Meta, Page, Reading
from ingest.errors import FileTruncated
from ingest.readers.archives import check_archive
from ingest.readers.docx_around import drawn_in, name_unread, read_notes
from ingest.readers.docx_looks import heading_looks
from ingest.readers.docx_styles import style_of
from ingest.readers.docx_text import WORD, marks_of, text_of
from ingest.readers.notes import Notes, place_notes
from ingest.readers.spans import Cell, Laid, lay_out

_BODY_STYLES_OF_TITLE = ("Title", "عنوان")
LARGEST_HEADING = 9
# Word writes a box twice, the second time for older programs
_TEXT_BOXES = ".//w:txbxContent[not(ancestor::*[local-name()='Fallback'])]"
_CONTENTS = "./w:sdtPr/w:docPartObj/w:docPartGallery[@w:val='Table of Contents']"


def read_docx(data: bytes) -> Reading:
    """One unnumbered page of marked blocks, as Word files hold no page borders; raises UnreadableDocument."""
    check_archive(data, "word/")
    import docx  # 0.1 s and lxml: only Word files pay for it
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = docx.Document(io.BytesIO(data))
        blocks = tuple(_blocks(document))
        left_out = tuple(name_unread(document))
        meta = _meta(document.core_properties, blocks)
    except (KeyError, ValueError, AttributeError, PackageNotFoundError) as error:
        raise FileTruncated(str(error)) from error
    except SyntaxError as error:  # lxml's XMLSyntaxError
        raise FileTruncated(str(error)) from error
    return Reading(pages=(Page(blocks=blocks),), meta=meta, left_out=left_out)


def _blocks(document: Any) -> Iterator[Block]:
    parts = [
        part for part in _parts(document.element.body, document) if _is_table(part) or not _in_contents(part)
    ]
    paragraphs = [part for part in parts if not _is_table(part) and text_of(part._p)]
    styled = any(_outline_level(part) is not None for part in paragraphs)
    numbering, notes = _numbering(document), read_notes(document)
    looks = {} if styled else heading_looks(paragraphs)
    titles = [text_of(part._p) for part in paragraphs if _is_title(part)]

    def placed() -> Iterator[tuple[Block, list[Block]]]:
        for part in parts:
            if _is_table(part):
                laid, noted = _laid(part, notes)
                yield from ((Block(BlockKind.PARAGRAPH, caption), []) for caption in laid.captions)
                if laid.rows:
                    yield Block(BlockKind.TABLE, rows=laid.rows), noted
                continue
            if text := text_of(part._p):
                block = _paragraph(part, text, numbering)
                if block.kind is BlockKind.PARAGRAPH and (level := looks.get(id(part))):
                    block = Block(BlockKind.HEADING, text, level=level)
                yield block, notes.blocks(text, marks_of(part._p))
            for block in drawn_in(part._p, document):
                yield block, []

    return _numbered(list(place_notes(placed())), titles)


def _parts(element: Any, parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, with those of content controls, text boxes and tables that only set
    the page, without the contents; a table that stands in a cell comes after its own.
    """
    from docx.text.paragraph import Paragraph

    for child in element:
        if child.tag == f"{WORD}p":
            yield Paragraph(child, parent)
            for box in _find(child, _TEXT_BOXES):
                yield from _parts(box, parent)
        elif child.tag == f"{WORD}tbl":
            yield from _tables(child, parent)
        elif child.tag in (f"{WORD}customXml", f"{WORD}ins", f"{WORD}moveTo"):
            yield from _parts(child, parent)
        elif child.tag == f"{WORD}sdt" and not _find(child, _CONTENTS):
            for content in _find(child, "./w:sdtContent"):
                yield from _parts(content, parent)


def _tables(element: Any, parent: Any) -> Iterator[Any]:
    """The table and those in its cells; of one that only draws a frame, what stands in it."""
    from docx.table import Table

    table = Table(element, parent)
    if len(table.columns) == 1:
        for cell in _find(element, "./w:tr/w:tc"):
            yield from _parts(cell, parent)
        return
    yield table
    for nested in _find(element, "./w:tr/w:tc/w:tbl"):
        yield Table(nested, parent)


def _is_title(paragraph: Any) -> bool:
    style = style_of(paragraph)
    return style is not None and (style.name or "").startswith(_BODY_STYLES_OF_TITLE)


def _numbered(blocks: Sequence[Block], titles: Sequence[str]) -> Iterator[Block]:
    """The blocks; those of a file with several titles belong to as many articles."""
    number = 0
    for block in blocks:
        opens = block.kind is BlockKind.HEADING and block.level == 1 and block.text in titles
        number += opens and len(titles) > 1
        yield replace(block, article=number) if number else block


def _in_contents(paragraph: Any) -> bool:
    """Whether it is an entry of a table of contents that stands free."""
    style = style_of(paragraph)
    return style is not None and bool(re.match(r"toc \d", style.name or "", re.IGNORECASE))


def _paragraph(paragraph: Any, text: str, numbering: dict[tuple[int, int], str]) -> Block:
    found = style_of(paragraph)
    style = found.name if found is not None else ""
    level = _outline_level(paragraph)
    if _is_title(paragraph):
        return Block(BlockKind.HEADING, text, level=1)
    if level is not None:
        return Block(BlockKind.HEADING, text, level=level + 1)  # under the title
    listed = _list_place(paragraph)
    if listed is not None:
        number, depth = listed
        depth = max(depth, _styled_depth(style))
        format_ = numbering.get((number, depth), "bullet")
        kind = BlockKind.BULLET if format_ in ("bullet", "none") else BlockKind.STEP
        return Block(kind, text, level=depth + 1)
    if style.startswith("List"):
        kind = BlockKind.STEP if "Number" in style else BlockKind.BULLET
        return Block(kind, text, level=_styled_depth(style) + 1)
    return Block(BlockKind.PARAGRAPH, text)


def _styled_depth(style: str) -> int:
    """The depth from 0 that a list style tells in its name: 1 of «List Bullet 2»."""
    return int(style[-1]) - 1 if re.fullmatch(r"List [A-Z]\w+ [2-5]", style) else 0


def _find(element: Any, path: str) -> Any:
    """What an XPath finds; python-docx binds the prefix only for some classes of elements."""
    from lxml import etree  # type: ignore[import-untyped]

    return etree.XPath(path, namespaces={"w": WORD.strip("{}")})(element)


def _outline_level(paragraph: Any) -> int | None:
    """1 to 9 of a heading style or its outline level, also through the styles it is based on; else None."""
    style = style_of(paragraph)
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
    style = style_of(paragraph)
    for element in (paragraph._p, style.element if style is not None else None):
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


def _is_table(part: Any) -> bool:
    return bool(part._element.tag == f"{WORD}tbl")


def _laid(table: Any, notes: Notes) -> tuple[Laid, list[Block]]:
    """A table laid out, and its notes."""
    grid = [row.cells for row in table.rows]  # a merged cell is given for each of its places
    cells: dict[int, Cell] = {}
    noted: list[Block] = []
    for at, row in enumerate(grid):
        for column, cell in enumerate(row):
            known = cells.get(id(cell._tc))
            if known is not None:
                height, width = at - known.row + 1, max(known.width, column - known.column + 1)
                cells[id(cell._tc)] = replace(known, height=height, width=width)
                continue
            paragraphs = _find(cell._tc, "./w:p | ./w:sdt/w:sdtContent/w:p")
            text = " ".join(filter(None, map(text_of, paragraphs)))
            cells[id(cell._tc)] = Cell(text, at, column)
            noted += [note for each in paragraphs for note in notes.blocks(text_of(each), marks_of(each))]
    return lay_out(cells.values(), len(_find(table._tbl, "./w:tr[w:trPr/w:tblHeader]"))), noted


def _meta(properties: Any, blocks: tuple[Block, ...]) -> Meta:
    titled = next(
        (block.text for block in blocks if block.kind is BlockKind.HEADING and block.level == 1), None
    )
    return Meta(title=titled or properties.title or None, author=_person(properties.author))


def _person(name: str | None) -> str | None:
    """The author, unless it is the program that wrote the file."""
    return None if not name or name == "python-docx" else name

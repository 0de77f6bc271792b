"""PowerPoint slides in order: title, then shapes from top to bottom and right to left, tables, notes."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from ingest.blocks import Block, BlockKind, Meta, Page, Reading
from ingest.errors import FileTruncated
from ingest.headings import continued_title
from ingest.readers.archives import check_archive
from ingest.readers.columns import side_by_side
from ingest.readers.drawn import SMALLEST_PICTURE, read_chart, read_diagram
from ingest.readers.spans import Cell, lay_out
from knowledge.reports import PICTURE, LeftOut

NOTES = "یادداشت اسلاید"
HIDDEN = "(اسلاید پنهان)"
DEEPEST = 8  # nested groups of shapes
_READABLE = ("has_text_frame", "has_table", "has_chart")
_CENTRED = 3  # PP_PLACEHOLDER.CENTER_TITLE
_SAME_ROW = 0.04  # of the slide's height
_HEADED_LINES = 3  # a box of fewer is no list with its heading
_ENDS = (".", "؛", "،", ":", "؟", "!")


def read_pptx(data: bytes) -> Reading:
    """Pages of marked blocks, numbered by slide; raises an UnreadableDocument."""
    check_archive(data, "ppt/")
    import pptx  # 0.2 s: only slides pay for it

    try:
        deck = pptx.Presentation(io.BytesIO(data))
        height = int(deck.slide_height or 1)
        slides = list(enumerate(deck.slides, start=1))
        pages = tuple(
            Page(number=number, blocks=tuple(_slide(slide, number, height))) for number, slide in slides
        )
        left_out = tuple(part for number, slide in slides for part in _unread(slide.shapes, number))
        properties = deck.core_properties
        title = _title(properties.title) or _cover(deck)
        meta = Meta(title=title, author=properties.author or None, kind="deck")
    except (KeyError, ValueError, AttributeError, SyntaxError) as error:
        raise FileTruncated(str(error)) from error
    return Reading(pages=pages, meta=meta, paged="slide", left_out=left_out)


def _title(title: str | None) -> str | None:
    return None if not title or title.strip() == "PowerPoint Presentation" else title.strip()


def _cover(deck: Any) -> str | None:
    """The title of a first slide that is laid out as a cover."""
    if not len(deck.slides):
        return None
    shape = deck.slides[0].shapes.title
    covers = shape is not None and shape.is_placeholder and shape.placeholder_format.type == _CENTRED
    return " ".join(shape.text_frame.text.split()) or None if covers else None


def _unread(shapes: Any, number: int) -> Iterator[LeftOut]:
    """Pictures big enough to hold something to read: nobody reads them, so the report names them."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _unread(shape.shapes, number)
        elif (
            shape._element.tag.endswith("}pic")
            and min(shape.width or 0, shape.height or 0) >= SMALLEST_PICTURE
        ):
            described = shape._element.xpath(".//p:cNvPr/@descr")
            yield LeftOut((described[0] if described else "") or shape.name, PICTURE, number)


def _slide(slide: Any, number: int, height: int) -> Iterator[Block]:
    title = slide.shapes.title
    heading = " ".join(title.text_frame.text.split()) if title is not None and title.has_text_frame else ""
    shapes = [
        shape for shape in _ordered(slide.shapes, height) if title is None or shape.shape_id != title.shape_id
    ]
    if not heading:
        first = next(
            (shape for shape in shapes if shape.has_text_frame and shape.text_frame.text.strip()), None
        )
        if first is not None and len(first.text_frame.text) < 100 and first.text_frame.text.count("\n") == 0:
            heading = " ".join(first.text_frame.text.split())
            shapes.remove(first)
    heading = heading or f"اسلاید {number}"
    if slide._element.get("show") in ("0", "false"):
        heading = f"{continued_title(heading) or heading} {HIDDEN}"  # it goes on with no slide that is shown
    yield Block(BlockKind.HEADING, heading, level=1)
    labels = side_by_side(shapes)
    heads = {label.shape_id for label in labels.values()}
    for shape in shapes:
        if shape.shape_id in labels:
            text = " ".join(labels[shape.shape_id].text_frame.text.split())
            yield Block(BlockKind.PARAGRAPH, text if text.endswith(":") else f"{text}:")
        if shape.shape_id not in heads:
            yield from _shape(shape)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        notes = " ".join(slide.notes_slide.notes_text_frame.text.split())
        if notes:
            yield Block(BlockKind.HEADING, NOTES, level=2)
            yield Block(BlockKind.PARAGRAPH, notes)


def _ordered(shapes: Any, height: int, depth: int = 0) -> list[Any]:
    """Shapes and those of groups, by rows from the top, in a row from right to left."""
    flat: list[Any] = []
    for shape in shapes:
        if hasattr(shape, "shapes") and depth < DEEPEST:
            flat += _ordered(shape.shapes, height, depth + 1)
        elif any(getattr(shape, name, False) for name in _READABLE) or _diagram(shape) is not None:
            flat.append(shape)

    def place(shape: Any) -> tuple[int, int]:
        row = round((shape.top or 0) / max(_SAME_ROW * height, 1))
        return row, -((shape.left or 0) + (shape.width or 0))

    return sorted(flat, key=place)


def _shape(shape: Any) -> Iterator[Block]:
    if getattr(shape, "has_table", False):
        laid = lay_out(
            Cell(" ".join(cell.text_frame.text.split()), at, column, cell.span_height, cell.span_width)
            for at, row in enumerate(shape.table.rows)
            for column, cell in enumerate(row.cells)
            if not cell.is_spanned
        )
        yield from (Block(BlockKind.PARAGRAPH, caption) for caption in laid.captions)
        if laid.rows:
            yield Block(BlockKind.TABLE, rows=laid.rows)
        return
    if getattr(shape, "has_chart", False):
        yield from read_chart(shape.chart._chartSpace)
        return
    if not shape.has_text_frame:
        if (diagram := _diagram(shape)) is not None:
            yield from read_diagram(diagram)
        return
    paragraphs = [
        (" ".join(paragraph.text.split()), paragraph.level, paragraph)
        for paragraph in shape.text_frame.paragraphs
        if paragraph.text.strip()
    ]
    if _is_headed([paragraph for _, _, paragraph in paragraphs]):
        yield Block(BlockKind.PARAGRAPH, f"{paragraphs.pop(0)[0]}:")
    for text, level, paragraph in paragraphs:
        prose = text.endswith(":") or (len(paragraphs) == 1 and text.endswith((".", "؟", "!")))
        if prose and level == 0:
            yield Block(BlockKind.PARAGRAPH, text)
        elif paragraph._p.xpath("./a:pPr/a:buAutoNum"):
            yield Block(BlockKind.STEP, text, level=level + 1)
        else:
            yield Block(BlockKind.BULLET, text, level=level + 1)


def _is_headed(paragraphs: Sequence[Any]) -> bool:
    """Whether the first of several lines alone is set bold: it says what the others are."""
    if len(paragraphs) < _HEADED_LINES or paragraphs[0].text.strip().endswith(_ENDS):
        return False
    return _bold(paragraphs[0]) and not any(_bold(paragraph) for paragraph in paragraphs[1:])


def _bold(paragraph: Any) -> bool:
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(run.font.bold for run in runs)


def _diagram(shape: Any) -> bytes | None:
    """The data of a SmartArt; None for other shapes."""
    if not shape._element.tag.endswith("graphicFrame"):
        return None
    found = shape._element.xpath(".//a:graphicData/*/@r:dm")
    return bytes(shape.part.related_part(found[0]).blob) if found else None

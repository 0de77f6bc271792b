"""What a Word file holds beside its body: notes and drawings are read, the report names the rest."""

from collections.abc import Iterator
from typing import Any

from ingest.blocks import Block
from ingest.readers.docx_text import FALLBACK, WORD, text_of
from ingest.readers.drawn import SMALLEST_PICTURE, read_chart, read_diagram
from ingest.readers.notes import Notes
from knowledge.reports import PICTURE, LeftOut

_REMARK = "یادداشت حاشیهٔ بازبین است و از متن سند نیست"
_HEAD = "سرصفحه یا پاصفحه"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def read_notes(document: Any) -> Notes:
    """The notes of a document, separators aside."""
    texts = {}
    for name in ("footnotes", "endnotes"):
        for note in _children(document, name):
            if note.get(f"{WORD}type") in (None, "normal"):
                text = " ".join(filter(None, map(text_of, note.iter(f"{WORD}p"))))
                texts[name, str(note.get(f"{WORD}id"))] = text
    return Notes(texts)


def name_unread(document: Any) -> Iterator[LeftOut]:
    """Remarks, running heads and pictures: nobody reads them, so the report names them."""
    for remark in _children(document, "comments"):
        if text := " ".join(filter(None, map(text_of, remark.iter(f"{WORD}p")))):
            yield LeftOut(text, _REMARK)
    yield from (LeftOut(head, _HEAD) for head in dict.fromkeys(_running_heads(document)))
    for drawing in document.element.body.iter(f"{WORD}drawing", f"{WORD}pict"):
        if next(drawing.iter(*_PICTURES), None) is not None and not _again(drawing) and not _small(drawing):
            names = next(drawing.iter(f"{_DRAWN}docPr"), None)
            stated = [names.get(key) for key in ("descr", "title", "name")] if names is not None else []
            yield LeftOut(next(filter(None, stated), ""), PICTURE)


def drawn_in(paragraph: Any, document: Any) -> Iterator[Block]:
    """The charts and diagrams that hang on a paragraph's element."""
    from docx.oxml import parse_xml

    parts = document.part.related_parts
    for found in paragraph.iter(_CHART, _DIAGRAM):
        part = parts.get(found.get(f"{_RELATED}id") or found.get(f"{_RELATED}dm"))
        if part is not None and not _again(found):
            yield from read_chart(parse_xml(part.blob)) if found.tag == _CHART else read_diagram(part.blob)


def _running_heads(document: Any) -> Iterator[str]:
    for section in document.sections:
        for part in (section.header, section.footer):
            if not part.is_linked_to_previous:
                for paragraph in part.paragraphs:
                    text = text_of(paragraph._p)
                    if any(char.isalpha() for char in text):
                        yield text


def _again(element: Any) -> bool:
    """Whether it only repeats a drawing for older programs."""
    return next(element.iterancestors(FALLBACK), None) is not None


def _small(drawing: Any) -> bool:
    size = next(drawing.iter(f"{_DRAWN}extent"), None)
    return size is not None and min(int(size.get("cx", 0)), int(size.get("cy", 0))) < SMALLEST_PICTURE


def _children(document: Any, name: str) -> Iterator[Any]:
    """The elements of a part that belongs to the document; none where it has no such part."""
    from docx.oxml import parse_xml

    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{name}") and not relation.is_external:
            yield from parse_xml(relation.target_part.blob)

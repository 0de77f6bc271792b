"""Charts and SmartArt as Word and PowerPoint keep them, in XML of their own (DrawingML, ECMA-376 part 1)."""

from collections.abc import Iterator
from typing import Any

from ingest.blocks import Block, BlockKind
from ingest.readers.numerals import shown

SMALLEST_PICTURE = 1_080_000  # EMU, 3 cm; smaller ones are marks and ornaments
_NAMES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}


def read_chart(chart: Any) -> Iterator[Block]:
    """The table of what a chart's XML draws: a row a category, a column a series, of all of its plots."""
    categories: dict[str, str] = {}  # by index
    series: list[tuple[str, dict[str, str]]] = []
    for one in _find(chart, "//c:ser"):
        categories |= {
            at: text for at, text in _points(one, "c:cat|c:xVal", as_number=False) if at not in categories
        }
        name = " ".join("".join(_find(one, "./c:tx//c:v/text()")).split())
        series.append((name, dict(_points(one, "c:val|c:yVal", as_number=True))))
    title = " ".join("".join(_find(chart, "/c:chartSpace/c:chart/c:title//a:t/text()")).split())
    rows = [
        (text, *(values.get(at, "") for _, values in series))
        for at, text in sorted(categories.items(), key=lambda each: int(each[0]))
    ]
    if rows:
        yield Block(BlockKind.TABLE, rows=((title, *(name for name, _ in series)), *rows))


def read_diagram(data: bytes) -> Iterator[Block]:
    """A bullet for each text of a SmartArt's data, in its own order."""
    from lxml import etree  # type: ignore[import-untyped]

    tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    for point in _find(tree, "//dgm:pt[not(@type) or @type='node']"):
        if text := " ".join("".join(_find(point, ".//a:t/text()")).split()):
            yield Block(BlockKind.BULLET, text)


def _points(series: Any, paths: str, as_number: bool) -> Iterator[tuple[str, str]]:
    """Index and text of each point that the file keeps of a series."""
    for path in paths.split("|"):
        usual = "".join(_find(series, f"./{path}//c:formatCode/text()")[:1]) or "General"
        for point in _find(series, f"./{path}//c:pt"):
            text = "".join(_find(point, "./c:v/text()")).strip()
            yield str(point.get("idx")), _number(text, point.get("formatCode", usual)) if as_number else text


def _number(text: str, number_format: str) -> str:
    try:
        return shown(float(text), number_format)
    except ValueError:
        return text


def _find(element: Any, path: str) -> Any:
    from lxml import etree

    return etree.XPath(path, namespaces=_NAMES)(element)

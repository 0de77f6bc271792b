"""HTML pages: headings, paragraphs, lists and tables of the main content, without navigation and scripts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from ingest.blocks import Block, BlockKind, Meta, Page, Reading
from ingest.errors import FileMislabelled
from ingest.readers.spans import Cell, lay_out
from ingest.readers.text import decode
from knowledge.reports import PICTURE, LeftOut

_SILENT = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "iframe",
    "form",
    "nav",
    "footer",
    "aside",
    "button",
)
_AROUND = frozenset({"nav", "footer", "aside", "form"})  # what people see around the text
_FURNITURE = "پیرامون متن: فهرست پیوندها، پانوشت صفحه یا فرم"
_HIDDEN = "در صفحه پنهان است و دیده نمی‌شود"
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_MOST_NAMED = 20  # pictures
_OPENING = 12  # words
_BLOCKS = frozenset(
    "address article blockquote body center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 "
    "h4 h5 h6 header hr li main nav ol p pre section table ul".split()
)
_AUTHOR = ("author", "article:author", "dc.creator")
_DATE = ("date", "article:published_time", "dc.date")
_PUBLISHER = ("publisher", "og:site_name", "dc.publisher")
MOST_SPANNED = 1_000  # columns or rows
DEEPEST = 150  # nested tags; a page of people stays under 60


def read_html(data: bytes) -> Reading:
    """One unnumbered page of marked blocks; raises FileMislabelled for text without any tag."""
    text = decode(data)
    if "<" not in text or ">" not in text:
        raise FileMislabelled("no HTML tag")
    soup = BeautifulSoup(text, "lxml")
    meta = _meta(soup)
    left_out: list[LeftOut] = []
    for name in _SILENT:
        for tag in soup.find_all(name):
            if name in _AROUND and (words := tag.get_text(" ", strip=True).split()):
                left_out.append(LeftOut(" ".join(words[:_OPENING]), _FURNITURE))
            tag.decompose()
    left_out += _take_unseen(soup)
    found = [tag for tag in soup.find_all("article") if tag.find_parent("article") is None]
    root = soup.find("main") or (found[0] if len(found) == 1 else soup.body or soup)
    articles = {id(tag): number for number, tag in enumerate(found, start=1)} if len(found) > 1 else {}
    blocks = tuple(_blocks(root, 0, articles))
    return Reading(pages=(Page(blocks=blocks),), meta=meta, left_out=tuple(left_out))


def _take_unseen(soup: BeautifulSoup) -> list[LeftOut]:
    """Takes out what nobody sees, and the marks of notes; what of it and of the pictures is to be named."""
    left_out: list[LeftOut] = []
    for tag in soup.find_all(_unseen):
        if not tag.decomposed and (words := tag.get_text(" ", strip=True).split()):
            left_out.append(LeftOut(" ".join(words[:_OPENING]), _HIDDEN))
        tag.decompose()
    for tag in soup.find_all("sup"):
        if tag.find("a", href=re.compile("^#")) and not any(char.isalpha() for char in tag.get_text()):
            tag.decompose()
    pictures = (" ".join(str(tag.get("alt") or "").split()) for tag in soup.find_all("img"))
    named = [text for text in dict.fromkeys(pictures) if text.count(" ") >= 2]  # shorter ones name a mark
    return left_out + [LeftOut(text, PICTURE) for text in named[:_MOST_NAMED]]


def _unseen(tag: Tag) -> bool:
    if tag.name in ("html", "body", "main"):  # shown by a script once the page is loaded
        return False
    return tag.has_attr("hidden") or bool(_NOT_SHOWN.search(str(tag.get("style") or "")))


def _meta(soup: BeautifulSoup) -> Meta:
    def named(*names: str) -> str | None:
        for name in names:
            tag = soup.find("meta", attrs={"name": name}) or soup.find("meta", attrs={"property": name})
            if isinstance(tag, Tag) and (content := str(tag.get("content") or "").strip()):
                return content
        return None

    title = soup.title.get_text(" ", strip=True) if soup.title is not None else None
    return Meta(
        title=title or None,
        author=named(*_AUTHOR),
        publisher=named(*_PUBLISHER),
        date=named(*_DATE),
        kind="page",
    )


def _blocks(tag: Tag, depth: int, articles: Mapping[int, int]) -> Iterator[Block]:
    """Blocks under a tag; loose text between its block children is a paragraph.

    `articles` are the numbers of article tags, by identity, where there are several.
    """
    if depth > DEEPEST:
        return
    loose: list[str] = []
    for child in tag.children:
        if isinstance(child, Tag) and child.name in _BLOCKS:
            yield from _paragraph(loose)
            loose = []
            number = articles.get(id(child))
            blocks = _block(child, depth + 1, articles)
            yield from blocks if number is None else (replace(block, article=number) for block in blocks)
        elif isinstance(child, Tag) and child.name == "br":
            yield from _paragraph(loose)
            loose = []
        elif isinstance(child, Tag) and _has_blocks(child):
            yield from _paragraph(loose)
            loose = []
            yield from _blocks(child, depth + 1, articles)
        else:
            loose.append(_text(child))
    yield from _paragraph(loose)


def _block(tag: Tag, depth: int, articles: Mapping[int, int]) -> Iterator[Block]:
    name = tag.name
    if name in ("h1", "h2", "h3", "h4", "h5", "h6"):
        if text := _words(_text(tag)):
            yield Block(BlockKind.HEADING, text, level=int(name[1]))
    elif name in ("ul", "ol"):
        yield from _list(tag, 1, depth)
    elif name == "dl":
        yield from _terms(tag)
    elif name == "table":
        yield from _table(tag)
    else:
        yield from _blocks(tag, depth, articles)


def _list(tag: Tag, level: int, depth: int) -> Iterator[Block]:
    if depth > DEEPEST:
        return
    kind = BlockKind.STEP if tag.name == "ol" else BlockKind.BULLET
    for entry in tag.find_all("li", recursive=False):
        nested = [child for child in entry.find_all(("ul", "ol")) if child.find_parent("li") is entry]
        for child in nested:
            child.extract()
        if text := _words(_text(entry)):
            yield Block(kind, text, level=level)
        for child in nested:
            yield from _list(child, level + 1, depth + 1)


def _terms(tag: Tag) -> Iterator[Block]:
    """A paragraph for each term with what is said of it."""
    terms: list[str] = []
    for part in tag.find_all(("dt", "dd")):
        if not (text := _words(_text(part))):
            continue
        if part.name == "dt":
            terms.append(text)
        else:
            yield Block(BlockKind.PARAGRAPH, f"{' / '.join(terms)}: {text}" if terms else text)
            terms = []


def _table(tag: Tag) -> Iterator[Block]:
    rows = [row for row in tag.find_all("tr") if row.find_parent("table") is tag]
    cells = list(_cells(rows))
    if max((cell.column + cell.width for cell in cells), default=0) == 1:  # a table that only sets the page
        yield from (Block(BlockKind.PARAGRAPH, cell.text) for cell in cells if cell.text)
        return
    named = [not row.find("td", recursive=False) and bool(row.find("th", recursive=False)) for row in rows]
    laid = lay_out(cells, next((at for at, header in enumerate(named) if not header), 1))
    if (caption := tag.find("caption")) is not None and (text := _words(_text(caption))):
        yield Block(BlockKind.PARAGRAPH, text)
    yield from (Block(BlockKind.PARAGRAPH, caption) for caption in laid.captions)
    if laid.rows:
        yield Block(BlockKind.TABLE, rows=laid.rows)


def _cells(rows: Sequence[Tag]) -> Iterator[Cell]:
    """The cells of a table in the places that those with spans leave them."""
    taken: dict[int, int] = {}  # column: the row from which it is free
    for at, row in enumerate(rows):
        column = 0
        for tag in row.find_all(("th", "td"), recursive=False):
            while taken.get(column, 0) > at:
                column += 1
            width = _span(tag, "colspan")
            height = min(_span(tag, "rowspan"), len(rows) - at)
            yield Cell(_words(_text(tag)), at, column, height, width)
            taken |= dict.fromkeys(range(column, column + width), at + height)
            column += width


def _span(tag: Tag, name: str) -> int:
    given = str(tag.get(name) or "")
    return min(max(int(given), 1), MOST_SPANNED) if given.isascii() and given.isdigit() else 1


def _paragraph(pieces: list[str]) -> Iterator[Block]:
    if text := _words("".join(pieces)):
        yield Block(BlockKind.PARAGRAPH, text)


def _has_blocks(tag: Tag) -> bool:
    return any(isinstance(child, Tag) and child.name in _BLOCKS for child in tag.descendants)


def _text(element: PageElement) -> str:
    if isinstance(element, Tag):
        return element.get_text(" " if element.find(_BLOCKS) else "")
    # comments and declarations are strings of their own classes
    return str(element) if type(element) is NavigableString else ""


def _words(text: str) -> str:
    return " ".join(text.split())

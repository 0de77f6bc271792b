"""Markdown with YAML front matter: headings, paragraphs, nested lists, steps and pipe tables."""

import re
from collections.abc import Iterator

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.blocks import Block, BlockKind, Meta, Page, Reading
from ingest.readers.lists import nest_lists
from ingest.readers.text import decode

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELDS = ("title", "kind", "author", "publisher", "date")


def read_markdown(data: bytes) -> Reading:
    """One unnumbered page of marked blocks; the text of a block is exactly the source's."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    meta, body = split_front_matter(text)
    return Reading(pages=(Page(blocks=tuple(_blocks(body))),), meta=meta)


def split_front_matter(text: str) -> tuple[Meta, str]:
    """The metadata and the rest; without readable front matter the whole text is the rest."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return Meta(), text
    try:
        loaded = yaml.load(match[1], Loader=yaml.BaseLoader)  # every value stays text: ۱۴۰۴, 1404-08-28
    except yaml.YAMLError:
        loaded = _lenient(match[1])
    if not isinstance(loaded, dict):
        return Meta(), text
    values = {str(k): v.strip() for k, v in loaded.items() if isinstance(v, str) and v.strip()}
    known = {name: values.pop(name, None) for name in _FIELDS}
    return Meta(**known, extra=tuple(values.items())), text[match.end() :]


def _lenient(text: str) -> dict[str, str]:
    """`name: value` lines, for front matter that YAML refuses (a value with a colon)."""
    pairs = (line.partition(":") for line in text.splitlines() if ":" in line)
    return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs}


def _blocks(body: str) -> Iterator[Block]:
    tokens = MarkdownIt("commonmark").enable("table").parse(nest_lists(body))
    lists: list[BlockKind] = []
    rows: list[list[str]] = []
    entry_open = False  # the next inline opens a list entry; later ones in it are paragraphs of that entry
    for token, previous in zip(tokens, [None, *tokens], strict=False):
        match token.type:
            case "bullet_list_open":
                lists.append(BlockKind.BULLET)
            case "ordered_list_open":
                lists.append(BlockKind.STEP)
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                entry_open = True
            case "table_open":
                rows = []
            case "tr_open":
                rows.append([])
            case "table_close":
                yield Block(BlockKind.TABLE, rows=tuple(tuple(row) for row in rows))
            case "inline" if previous is not None and previous.type in ("th_open", "td_open"):
                rows[-1].append(_plain(token))
            case "inline" if previous is not None and previous.type == "heading_open":
                yield Block(BlockKind.HEADING, _plain(token), level=int(previous.tag[1]))
            case "inline":
                if entry_open and lists:
                    yield Block(lists[-1], _plain(token), level=len(lists))
                else:
                    yield Block(BlockKind.PARAGRAPH, _plain(token))
                entry_open = False
            case "fence" | "code_block":
                yield Block(BlockKind.PARAGRAPH, " ".join(token.content.split()))
            case _:
                pass  # rules, quotes and raw HTML carry no text of their own


def _plain(token: Token) -> str:
    """The words of an inline token without emphasis marks, link targets and raw HTML."""
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "image":
            parts.append(child.content)
    return "".join(parts).strip()

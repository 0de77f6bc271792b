"""Markdown with YAML front matter: headings, paragraphs, nested lists, steps and pipe tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.blocks import Block, BlockKind, Meta, Page, Reading
from ingest.readers.lists import nest_lists
from ingest.readers.notes import Mark, Notes, place_notes
from ingest.readers.text import decode
from knowledge.reports import PICTURE, LeftOut

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_NOTE = re.compile(r"^\[\^([^\]\s]+)\]:[ \t]*(.+(?:\n(?:[ \t]{2,}\S.*))*)\n?", re.MULTILINE)
_MARK = re.compile(r"\s?\[\^([^\]\s]+)\]")
_TASK = re.compile(r"^\[[ xX]\]\s+")
_ENTRIES = {"bullet_list_open": BlockKind.BULLET, "ordered_list_open": BlockKind.STEP}
_FIELDS = ("title", "kind", "author", "publisher", "date")


def read_markdown(data: bytes) -> Reading:
    """One unnumbered page of marked blocks; the text of a block is exactly the source's, marks aside."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    meta, body = split_front_matter(text)
    notes = Notes({("", match[1]): " ".join(match[2].split()) for match in _NOTE.finditer(body)})
    body = _NOTE.sub("", body)
    left_out: list[LeftOut] = []
    blocks = tuple(place_notes(_noted(block, notes) for block in _blocks(body, left_out)))
    return Reading(pages=(Page(blocks=blocks),), meta=meta, left_out=tuple(left_out))


def _noted(block: Block, notes: Notes) -> tuple[Block, list[Block]]:
    """The block without the marks of notes, and what they refer to; other brackets stay."""
    text, marks = "", []
    end = 0
    for match in _MARK.finditer(block.text):
        if ("", match[1]) in notes.texts:
            text += block.text[end : match.start()]
            marks.append(Mark("", match[1], len(text)))
            end = match.end()
    text += block.text[end:]
    return replace(block, text=text), notes.blocks(text, marks)


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


def _blocks(body: str, left_out: list[LeftOut]) -> Iterator[Block]:
    """The marked blocks; pictures that stand between them go to `left_out`."""
    tokens = MarkdownIt("commonmark").enable("table").parse(nest_lists(body))
    lists: list[BlockKind] = []
    rows: list[list[str]] = []
    entry_open = False  # the next inline opens a list entry; later ones in it are paragraphs of that entry
    for token, previous in zip(tokens, [None, *tokens], strict=False):
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                lists.append(_ENTRIES[token.type])
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
                left_out += _pictures(token)
                if text := _plain(token):
                    yield _entry(text, lists) if entry_open and lists else Block(BlockKind.PARAGRAPH, text)
                    entry_open = False
            case "fence" | "code_block":
                yield Block(BlockKind.PARAGRAPH, " ".join(token.content.split()))
            case _:
                pass  # rules, quotes and raw HTML carry no text of their own


def _entry(text: str, lists: Sequence[BlockKind]) -> Block:
    """An entry of the innermost of these lists."""
    return Block(lists[-1], _TASK.sub("", text), level=len(lists))


def _pictures(token: Token) -> list[LeftOut]:
    return [LeftOut(child.content, PICTURE) for child in token.children or () if child.type == "image"]


def _plain(token: Token) -> str:
    """The words of an inline token without emphasis marks, link targets and raw HTML."""
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return "".join(parts).strip()

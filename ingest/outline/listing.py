"""What the entries of a slide are: entries of a list with their levels, leads, remarks, paragraphs."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto

from ingest.blocks import Block, BlockKind
from ingest.headings import continued_title
from ingest.outline.lines import Entry, goes_on
from knowledge.persian import fold

_SUBHEADS = re.compile(
    r"^(نمونه|مثال|تعریف|تاریخچه|هدف|اهداف|اصول|مزایا|معایب|چالش|پیشنهاد|ویژگی|شرایط|ابزار|مراحل|مولفه|دلایل|عوامل)"
)
_STARRED = re.compile(r"\s*\*{2,3}[^*]+\*{2,3}\s*")  # a remark, set off by stars at both its ends
_SEPARATORS = ("؛", "،")  # close an entry where others follow
_LONG = 60  # characters; a sentence so long is no entry


class _Role(Enum):
    ENTRY = auto()
    SUB_ENTRY = auto()
    LEAD = auto()
    PART = auto()  # the heading of a slide's second part
    REMARK = auto()  # outside the list
    SENTENCE = auto()


_BLOCKS: dict[_Role, tuple[BlockKind, int]] = {
    _Role.ENTRY: (BlockKind.BULLET, 1),
    _Role.SUB_ENTRY: (BlockKind.BULLET, 2),
    _Role.LEAD: (BlockKind.PARAGRAPH, 1),
    _Role.PART: (BlockKind.HEADING, 2),
    _Role.REMARK: (BlockKind.PARAGRAPH, 1),
    _Role.SENTENCE: (BlockKind.PARAGRAPH, 1),
}
_OPENS_LIST = {_Role.LEAD: True, _Role.PART: False, _Role.REMARK: False}  # the others change nothing


def list_blocks(title: str, entries: Sequence[Entry]) -> Iterator[Block]:
    """The entries of the slide of this title, in order."""
    roles = _Roles(title, entries)
    for at, entry in enumerate(entries):
        text = _strip(entry.text)
        if not _trim(text):
            continue
        role = roles.read(at, text)
        kind, level = _BLOCKS[role]
        said = text.rstrip(" :") + ":" if role is _Role.LEAD else text
        yield entry.block(kind, _trim(said), level)


class _Roles:
    """Reads entry after entry; what one is depends on those before it."""

    def __init__(self, title: str, entries: Sequence[Entry]) -> None:
        self._title, self._entries = title, entries
        self._marks = [entry.mark for entry in entries]
        self._deeper = "–" if "–" in self._marks and "•" in self._marks else None
        self._nested = _nested_by_semicolon(entries)
        self._under_entry = False  # a numbered one that ends in «:», whose own entries have no number
        self._in_list = False  # under a lead, until an entry ends the sentence that the lead began
        self._closed = False  # … after which a sentence is none of its entries

    def read(self, at: int, text: str) -> _Role:
        """What the entry at this place is; `text` is its bare text."""
        role = self._role(at, text)
        ends = self._in_list and text.endswith(".") and self._separated(at - 1)
        self._in_list = _OPENS_LIST.get(role, self._in_list) and not ends
        self._closed = ends or (self._closed and _BLOCKS[role][0] is BlockKind.PARAGRAPH)
        return role

    def _role(self, at: int, text: str) -> _Role:
        entry, followed = self._entries[at], len(self._entries) - at > 2
        if entry.mark == "*" and _STARRED.fullmatch(entry.rows[0].text):
            return _Role.REMARK
        if entry.mark is not None:
            self._under_entry = text.endswith(":") and self._deeper is None
            return _Role.SUB_ENTRY if entry.mark == self._deeper else _Role.ENTRY
        if self._under_entry:
            return _Role.SUB_ENTRY
        if at in self._nested:
            return self._nested[at]
        subhead = followed and _is_subhead(self._title, text)
        if subhead and at and not text.endswith(":"):
            return _Role.PART
        if text.endswith(":") or subhead or (followed and _leads_marked(self._entries, at)):
            return _Role.LEAD
        if any(mark is not None for mark in self._marks[:at]):
            return _Role.REMARK  # what stands free under a marked list
        return _Role.SENTENCE if self._is_sentence(text) else _Role.ENTRY

    def _is_sentence(self, text: str) -> bool:
        if continued_title(self._title) is not None:
            return False  # the slide goes on with a list
        alone = len(self._entries) == 1
        return alone or (not self._in_list and text.endswith(".") and (self._closed or len(text) > _LONG))

    def _separated(self, at: int) -> bool:
        return _strip(self._entries[at].text).endswith(_SEPARATORS)


def _leads_marked(entries: Sequence[Entry], at: int) -> bool:
    """An unmarked line that breaks off before marked ones: «… دارای» over three bullets."""
    following = entries[at + 1].mark if at + 1 < len(entries) else None
    return entries[at].mark is None and following is not None and goes_on(entries[at].text)


def _nested_by_semicolon(entries: Sequence[Entry]) -> dict[int, _Role]:
    """«…:», its entries that end in «؛» and the entries after them, where the list goes on."""
    texts = [_strip(entry.text) for entry in entries]
    for at, text in enumerate(texts):
        if not text.endswith(":") or entries[at].mark is not None:
            continue
        end = at + 1
        while end < len(texts) and texts[end].endswith("؛"):
            end += 1
        after = texts[end:]
        if end - at > 2 and len(after) >= 2 and not any(text.endswith(":") for text in after):
            inner = dict.fromkeys(range(at + 1, end), _Role.SUB_ENTRY)
            return {at: _Role.ENTRY} | inner | dict.fromkeys(range(end, len(texts)), _Role.ENTRY)
    return {}


def _is_subhead(title: str, text: str) -> bool:
    folded = " ".join(fold(text).split())
    if folded.endswith((".", *_SEPARATORS)) or len(text) > 70:
        return False
    words = set(folded.rstrip(" :").split())
    known = set(fold(title).split())
    return bool(_SUBHEADS.match(folded)) and (len(words & known) >= 2 or len(words) >= 4)


def _strip(text: str) -> str:
    return text.strip().strip("*").strip()


def _trim(text: str) -> str:
    """Without closing «؛» and «،», which belong to the list and not to its entry."""
    return _strip(text).rstrip("؛،").strip()

"""Documents as people have decided: accepted figures are plain ones, rejected ones are no longer there."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from knowledge.decisions import Decision, Decisions, Verdict
from knowledge.document import Document, Figure, FigureStatus, Item, Passage
from knowledge.persian import fold
from knowledge.themes import find_bodies, find_themes

UNREADABLE = "(رقم ناخوانا)"  # stands in an item where a figure cannot be read
UNCONFIRMED = "(رقم تأییدنشده)"  # stands where a scan has a figure that nobody has accepted
_DOUBTED = frozenset({FigureStatus.RECOVERED, FigureStatus.UNCONFIRMED})
_SIGN = re.compile(r"\s*[%٪]")


def key_of(item: Item) -> str:
    """What decisions about an item know it by: its extracted text, else the text itself."""
    return item.original or item.text


def with_decisions(document: Document, decisions: Decisions) -> Document:
    """The document with what was decided about its items and figures; done twice it stays the same."""
    if not len(decisions):
        return document
    before: Counter[str] = Counter()  # figures of earlier items with this key

    def decide(item: Item) -> Item:
        key = key_of(item)
        first = before[key]
        before[key] += len(item.figures)
        return _decided(item, decisions, key, first)

    return _map_items(document, decide)


def without_unconfirmed(document: Document) -> Document:
    """The document as it may be quoted: no figure of a scan that no person has accepted."""

    def hide(item: Item) -> Item:
        hidden = [
            replace(figure, text=UNCONFIRMED) if figure.status is FigureStatus.UNCONFIRMED else figure
            for figure in item.figures
        ]
        return _with_figures(item, hidden)

    return _map_items(document, hide)


def passages_of(
    passages: Iterable[Passage], read: Sequence[Document], served: Sequence[Document]
) -> tuple[Passage, ...]:
    """The passages with the words of the served documents in place of those that were read."""
    changed: dict[str, list[tuple[str, str]]] = {}
    for old, new in zip(read, served, strict=True):
        for before, after in zip(old.sections, new.sections, strict=True):
            texts = [
                (one.text, other.text)
                for one, other in zip(before.items, after.items, strict=True)
                if one.text != other.text
            ]
            if texts:
                changed[before.id] = texts
    return tuple(_reworded(passage, changed.get(passage.section_id, ())) for passage in passages)


def _reworded(passage: Passage, texts: Sequence[tuple[str, str]]) -> Passage:
    text = passage.text
    for old, new in texts:
        text = text.replace(old, new)
    return passage if text == passage.text else replace(passage, text=text)


def _map_items(document: Document, change: Callable[[Item], Item]) -> Document:
    sections = tuple(
        replace(section, items=tuple(map(change, section.items))) for section in document.sections
    )
    return document if sections == document.sections else replace(document, sections=sections)


def _decided(item: Item, decisions: Decisions, key: str, first: int) -> Item:
    whole = decisions.item(key)
    if whole is not None and whole.text:
        return _corrected(item, whole.text)
    figures = []
    for number, figure in enumerate(item.figures, start=first):
        own = decisions.figure(key, number, figure.text)
        if own is not None:
            figure = _decided_figure(figure, own)
        elif whole is not None and figure.status in _DOUBTED:
            figure = _decided_figure(figure, whole)
        figures.append(figure)
    return _with_figures(item if whole is None else replace(item, confidence=1.0), figures)


def _corrected(item: Item, text: str) -> Item:
    kept = tuple(
        replace(figure, status=FigureStatus.PLAIN, proof=None)
        for figure in item.figures
        if figure.value and figure.text in text
    )
    return _said(replace(item, figures=kept, confidence=1.0), text)


def _decided_figure(figure: Figure, decision: Decision) -> Figure:
    match decision.verdict:
        case Verdict.ACCEPTED:
            return replace(figure, status=FigureStatus.PLAIN, proof=None)
        case Verdict.CORRECTED:
            text = decision.text
            return replace(figure, text=text, value=fold(text), status=FigureStatus.PLAIN, proof=None)
        case _:
            return replace(figure, text=UNREADABLE, value="", status=FigureStatus.UNREADABLE, proof=None)


def _with_figures(item: Item, figures: Sequence[Figure]) -> Item:
    """The item with these figures in place of its own, one for one, in its text too."""
    text = item.text
    ends = {False: len(text), True: len(text)}  # of what is still to be looked through for numerals, for gaps
    # from the end: a row's label and headers, which may hold numerals too, stand before its figures
    for old, new in reversed(list(zip(item.figures, figures, strict=True))):
        gap = not old.value  # the figures of a sentence name the unreadable one first, wherever it stands
        at = _last(text, old.text, ends[gap])
        if at < 0:
            continue
        ends[gap] = at
        if old.text != new.text:
            after = text[at + len(old.text) :]
            if new.text in (UNREADABLE, UNCONFIRMED) or _SIGN.search(new.text):
                after = _SIGN.sub("", after, count=1) if _SIGN.match(after) else after
            longer = at + len(new.text) + len(after) - len(text)
            text = text[:at] + new.text + after
            ends[not gap] += longer if ends[not gap] > at else 0
    return _said(replace(item, figures=tuple(figures)), text)


def _last(text: str, figure: str, end: int) -> int:
    """Where the figure stands for the last time before `end`, as a whole numeral; -1 where it does not."""
    at = text.rfind(figure, 0, end)
    while at >= 0:
        around = text[at - 1 : at] + text[at + len(figure) : at + len(figure) + 1]
        if not any(char.isdigit() for char in around):
            return at
        at = text.rfind(figure, 0, at + len(figure) - 1)
    return -1


def _said(item: Item, text: str) -> Item:
    """The item with another text; what it said before becomes its original, so that it stays known by it."""
    if text == item.text:
        return item
    return replace(
        item,
        text=text,
        original=key_of(item),
        themes=find_themes(f"{item.lead or ''} {text}"),
        bodies=find_bodies(text),
    )

"""How much of a document's structure ingest finds, against hand-made sections and items.

    python -m evals structure GOLD.jsonl FILE

Gold lines: {"id", "title", "topic", "items": [...]}; a title in brackets stands in no document, topics
"off_topic" and "headline" are no sections. Letters are unified, punctuation and spaces are not counted.
A gold row whose cells run together («…: %214511138») is found where those digits are split in its row.
"""

import argparse
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter
from rapidfuzz import fuzz

from evals.console import complain
from evals.jsonlines import BadRecord, read_all
from ingest.console import full_items
from ingest.documents import Parsed, parse_document
from ingest.errors import UnreadableDocument
from knowledge.document import Section
from knowledge.persian import fold, tokens

WHOLE = 95.0  # of 100: similarity from which an item counts as found
_RUN = re.compile(r"[%٪]?\d{6,}[%٪]?")
NO_SECTION = ("off_topic", "headline")


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold row: a section by hand."""

    id: str
    title: str
    topic: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of what gold names, 0 to 1; `leaked` is the share of off-topic items that were kept."""

    titles: float
    topics: float
    items: float
    leaked: float
    missed: tuple[str, ...]


_GOLD: TypeAdapter[Gold] = TypeAdapter(Gold)


def score_structure(parsed: Parsed, gold: Sequence[Gold]) -> Score:
    """Titles, topics and items of the gold that the document has."""
    sections = parsed.document.sections
    texts = [
        _key(text)
        for section in sections
        for text in (section.title, *full_items(section), *(item.text for item in section.items))
    ]
    leads = [_key(item.lead) for section in sections for item in section.items if item.lead]
    headings = [_key(section.title) for section in sections]
    wanted = [(row.id, item) for row in gold if row.topic != "off_topic" for item in row.items]
    missed = tuple(
        f"{id}: {item}"
        for id, item in wanted
        if _best(item, texts + leads) < WHOLE and not _split(item, texts)
    )
    rows = [row for row in gold if row.topic not in NO_SECTION]
    return Score(
        titles=_share(
            _best(row.title.replace("(ادامه)", ""), headings) >= WHOLE
            for row in rows
            if not row.title.startswith("[")
        ),
        topics=_share(_home(row, sections).topic.value == row.topic for row in rows),
        items=(len(wanted) - len(missed)) / max(len(wanted), 1),
        leaked=_share(
            _best(item, texts) >= WHOLE for row in gold if row.topic == "off_topic" for item in row.items
        ),
        missed=missed,
    )


def _share(held: Iterable[bool]) -> float:
    """0.0 of nothing."""
    answers = list(held)
    return sum(answers) / len(answers) if answers else 0.0


def _home(row: Gold, sections: Sequence[Section]) -> Section:
    """The section that holds most of the gold row's items, by similarity; of several the one so named."""

    def closeness(section: Section) -> tuple[float, float]:
        texts = [_key(text) for text in (section.title, *full_items(section))]
        return sum(_best(item, texts) for item in (row.title, *row.items)), _best(row.title, texts[:1])

    return max(sections, key=closeness)


def _split(item: str, texts: Sequence[str]) -> bool:
    """Whether a row of the item's label has the digits of its run, in order and parted."""
    run = _RUN.search(item)
    if run is None:
        return False
    digits, label = re.sub(r"\D", "", run[0]), _key(item.replace(run[0], ""))
    return any(
        fuzz.ratio(label, text[: len(label)]) >= WHOLE
        and re.sub(r"\D", "", text) == digits
        and digits not in text
        for text in texts
    )


def _key(text: str) -> str:
    return "".join(tokens(fold(text)))


def _best(text: str, others: Sequence[str]) -> float:
    key = _key(text)
    return max((fuzz.ratio(key, other) for other in others), default=0.0)


def main(arguments: list[str]) -> int:
    """Print the shares; 1 when a file cannot be used."""
    options = _parser().parse_args(arguments)
    try:
        gold = read_all(options.gold, _GOLD)
        parsed = parse_document(options.file.name, options.file.read_bytes())
    except (BadRecord, OSError) as error:
        return complain(error)
    except UnreadableDocument as error:
        kind = type(error).__name__
        return complain(BadRecord(f"{options.file} cannot be read as a document ({kind}); gold comes first"))
    score = score_structure(parsed, gold)
    print(
        f"{options.file.name}: titles {score.titles:.0%}, topics {score.topics:.0%}, "
        f"items whole {score.items:.0%}, off-topic items kept {score.leaked:.0%}"
    )
    if options.missed:
        print(*score.missed, sep="\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evals structure", description="Score the structure that ingest finds."
    )
    parser.add_argument("gold", type=Path, help="JSON lines with id, title, topic and items")
    parser.add_argument("file", type=Path, help="the document")
    parser.add_argument("--missed", action="store_true", help="print the gold items that were not found")
    return parser

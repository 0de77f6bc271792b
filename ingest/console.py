"""What the command line shows: progress on stderr, tables, and the JSON of `check`."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from ingest.documents import Parsed
from ingest.extracted import Change
from ingest.outline.lines import ends_sentence
from ingest.passages import lines_of
from ingest.pipeline import Progress as Report
from ingest.readers import READERS
from ingest.readers.kinds import what_to_do
from ingest.report import BuildReport
from knowledge.document import Document, Figure, Item, ItemKind, Section

_STAGES = {"read": "reading files", "embed": "embedding passages"}
_AGAIN = "the next build reads the file again"
errors = Console(
    stderr=True, markup=False, highlight=False, soft_wrap=True
)  # names of files may hold [these]


def _out() -> Console:
    """Standard output; a pipe or file gets lines that no table is squeezed into."""
    plain = Console(markup=False)
    return plain if plain.is_terminal else Console(width=160, markup=False)


@contextmanager
def progress_bars() -> Iterator[Report]:
    """A callback that keeps one bar a stage on stderr."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors) as bars:
        tasks: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(_STAGES[stage], total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield show


def show_build(report: BuildReport) -> None:
    """The summary table on stdout; failures and dropped parts with their reasons under it."""
    table = Table(title="Knowledge base")
    for name in ("file", "state"):
        table.add_column(name)
    for name in ("pages", "sections", "items", "repairs", "recovered", "unreadable", "dropped"):
        table.add_column(name, justify="right")
    for file in report.files:
        numbers = (
            file.pages,
            file.sections,
            file.items,
            sum(count for _, count in file.repaired),
            file.recovered,
            file.unreadable,
            len(file.dropped),
        )
        shown = [str(number) if file.sections else "" for number in numbers]
        table.add_row(file.source, file.outcome.value, *shown)
    out = _out()
    out.print(table)
    embedded = report.index.embedded if report.index is not None else 0
    out.print(f"{report.passages} passages, {embedded} embedded, {report.seconds:.2f} s")
    if report.repaired:
        out.print("repairs: " + ", ".join(f"{kind} {count}" for kind, count in report.repaired.most_common()))
    for file in report.files:
        for part in file.dropped:
            out.print(f"dropped from {file.source}: «{part.text}» ({part.reason})", highlight=False)
        if file.unanswered:
            errors.print(f"no answer from the ranker: {file.source}: {file.unanswered} lines; {_AGAIN}")
    for path in report.passed_over:
        advice = what_to_do(path.suffix.lower(), " ".join(READERS))
        errors.print(f"passed over: {path} ({advice})")
    for file in report.failed:
        errors.print(f"not read: {file.source}: {file.reason}")


def show_documents(documents: Sequence[Document]) -> None:
    """The documents of the current index."""
    table = Table()
    for name in ("source", "id", "title", "kind", "sections", "items"):
        table.add_column(name)
    for document in documents:
        items = sum(len(section.items) for section in document.sections)
        table.add_row(
            document.source,
            document.id,
            document.title,
            document.kind,
            str(len(document.sections)),
            str(items),
        )
    _out().print(table)


def show_part(part: Document | Section | Item) -> None:
    """A document, a section or an item, readable."""
    match part:
        case Document():
            print(f"{part.title} ({part.source}, {part.kind})")
            for section in part.sections:
                show_part(section)
        case Section():
            print(f"\n[{part.id}] {' › '.join(part.path)} ({part.topic.value})")
            lead = said = None
            for item in part.items:
                if item.lead is not None and item.lead not in (lead, said):
                    print(f"  {item.lead}")
                lead, said = item.lead, item.text
                print(f"  {item.id.rpartition('/')[2]}. {item.text}")
        case Item():
            print(f"[{part.id}] {part.kind.value}, page {part.page}, confidence {part.confidence:.2f}")
            print(f"{part.lead} — {part.text}" if part.lead else part.text)
            for figure in part.figures:
                print(f"  {figure}")
            if part.original is not None:
                print(f"original: {part.original}")


def check_objects(file: str, parsed: Parsed) -> Iterator[dict[str, object]]:
    """One object a section in reading order, as `check --json` prints it."""
    for section in parsed.document.sections:
        yield {
            "file": file,
            "section": section.number,
            "title": section.title,
            "path": list(section.path),
            "topic": section.topic.value,
            "page": section.page,
            "items": full_items(section),
            "text": section_text(section),
            "repairs": [
                {
                    "kind": change.kind,
                    "before": change.before,
                    "after": change.after,
                    "confidence": round(change.confidence, 3),
                    "original": change.original,
                }
                for change in changes_of(section, parsed)
            ],
            "figures": [figure_object(figure) for item in section.items for figure in item.figures],
        }


def changes_of(section: Section, parsed: Parsed) -> list[Change]:
    """The repairs made in the lines of a section, in reading order."""
    originals = {item.original for item in section.items if item.original is not None}
    return [
        change
        for change in parsed.changes
        if section.title in change.text or any(change.original in original for original in originals)
    ]


def full_items(section: Section) -> list[str]:
    """Each item as it stands on its own: with its lead where the bullets of the section hang under several.

    A single lead introduces the whole list and adds nothing to an entry; several are parent entries. A lead
    that is a sentence («… نیازمند حمایت‌اند:») says something itself and stands before its list.
    """
    leads = {item.lead for item in section.items if item.kind is ItemKind.BULLET}
    items: list[str] = []
    said: str | None = None
    for item in section.items:
        lead = item.lead.rstrip().rstrip(":") if item.lead else None
        new = lead not in (said, section.title, *items[-1:])
        if lead and new and ends_sentence(lead):
            items.append(lead)
        said = lead
        items.append(f"{lead}: {item.text}" if lead and len(leads) > 1 else item.text)
    return items


def section_text(section: Section) -> str:
    """Title, leads and items as lines in reading order."""
    return "\n".join([section.title, *lines_of(section)])


def figure_object(figure: Figure) -> dict[str, str]:
    """A figure's known fields."""
    fields = {
        "text": figure.text,
        "value": figure.value,
        "unit": figure.unit,
        "year": figure.year,
        "counts": figure.counts,
        "comparator": figure.comparator,
        "status": figure.status.value,
        "proof": figure.proof,
    }
    return {name: value for name, value in fields.items() if value is not None}


def show_check(file: str, parsed: Parsed, as_json: bool) -> None:
    """What a file would become: objects a line, or its sections and its repairs, worst first."""
    if as_json:
        for section in check_objects(file, parsed):
            print(json.dumps(section, ensure_ascii=False))
        return
    show_part(parsed.document)
    for part in parsed.report.left_out:
        print(f"\ndropped: «{part.text}» ({part.reason})")
    if parsed.changes:
        print(f"\n{len(parsed.changes)} repairs, the least sure first:")
    for change in sorted(parsed.changes, key=lambda change: change.confidence):
        print(f"  {change.confidence:.2f} {change.kind}: «{change.before}» -> «{change.after}»")

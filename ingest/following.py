"""Repaired lines as people have decided about them, and the record of both for the report."""

from dataclasses import replace

from ingest.readable import make_readable
from ingest.repair import RepairedLine
from knowledge.decisions import Decisions, Verdict
from knowledge.reports import ReadLine


def follow(
    line: RepairedLine, decisions: Decisions, page: int | None = None
) -> tuple[RepairedLine, ReadLine | None]:
    """The line as it goes into the document; its record where it was repaired or decided about."""
    # hazm's spelling for damaged lines; clean ones stay as they are
    proposed = replace(line, text=make_readable(line.text)) if line.repairs else line
    decision = decisions.line(line.original)
    verdict = decision.verdict if decision is not None else None
    said = proposed
    if decision is not None:
        match decision.verdict:
            case Verdict.CORRECTED:
                said = RepairedLine(decision.text, line.original)
            case Verdict.REJECTED:
                said = RepairedLine(" ".join(line.original.split("\n")).strip(), line.original)
            case _:
                sure = tuple(replace(repair, confidence=1.0) for repair in proposed.repairs)
                said = replace(proposed, repairs=sure)
    if verdict is None and not line.repairs:
        return said, None
    weakest: dict[str, float] = {}
    for fix in line.repairs:
        weakest[str(fix.kind)] = min(fix.confidence, weakest.get(str(fix.kind), 1.0))
    record = ReadLine(
        original=line.original,
        repaired=proposed.text,
        text=said.text,
        repairs=tuple(weakest.items()),
        page=page,
        verdict=verdict,
    )
    return said, record

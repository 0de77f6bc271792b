"""Damaged Persian text in, readable lines out; see model.py for the kinds of damage.

evidence = Evidence.for_document("\\n\\n".join(pages))
repaired = repair_page(pages[0], evidence)
"""

from ingest.repair.evidence import Evidence
from ingest.repair.model import Damage, Repair, RepairedLine, RepairedPage
from ingest.repair.pages import repair_page
from ingest.repair.ranking import Adviser, Ranker, Ranking

__all__ = [
    "Adviser",
    "Damage",
    "Evidence",
    "Ranker",
    "Ranking",
    "Repair",
    "RepairedLine",
    "RepairedPage",
    "repair_page",
]

"""A process that extraction flattened: its boxes as ordered steps with the branches of its decision.

The order is that of the cluster development cycle as the method's handbooks have it (identification,
selection, feasibility, project with its stages, exit, support after it); a diagram whose boxes do not
name that cycle keeps the order of extraction.
"""

import re
from collections.abc import Sequence

from ingest.blocks import Block, BlockKind
from ingest.outline.lines import Entry
from knowledge.persian import fold

# (stage, stems in folded spelling); the first match from the top gives an entry its place.
_STAGES: tuple[tuple[int, str], ...] = (
    (12, r"تداوم|حمایت (ها )?پس از|پایدارسازی"),
    (11, r"خروج|خاتمه|واگذاری"),
    (4, r"^ایا |؟$|توجیه پذیر است"),
    (10, r"نظارت|ارزیابی|پایش"),
    (9, r"پیاده سازی|پیادهسازی|اجرای برنامه ها?ی? ?عمل"),
    (8, r"تدوین|برنامه ها?ی? ?عمل|برنامه ریزی"),
    (7, r"اعتماد"),
    (6, r"مطالعه شناختی|مطالعات شناختی|شناخت خوشه"),
    (3, r"امکان ?سنجی"),
    (2, r"^انتخاب"),
    (1, r"شناسایی|اولویت بندی"),
    (5, r"اجرا"),
)
_COMPILED = tuple((stage, re.compile(pattern)) for stage, pattern in _STAGES)
_ANSWER = re.compile(r"^(بله|بلی|اری|خیر|نه)\s*[:،-]?\s*(.*)$|^(.*?)\s*[:،-]?\s*(بله|بلی|اری|خیر)$")
_NAMES_PROCESS = re.compile(r"فرایند|مراحل|چرخه|نمودار|گامها|گام های|روند")
CYCLE = "فرایند توسعه خوشه‌ای"  # the title of a diagram of it that has none
FEWEST = 5  # distinct stages that make a diagram a process


def order_process(title: str, entries: Sequence[Entry]) -> list[Block]:
    """Steps in the cycle's order and the branches under the decision; [] where this is no such process.

    A heading comes before them where the title is a step itself.
    """
    texts = [entry.text.strip() for entry in entries]
    folded = [" ".join(fold(text).split()) for text in texts]
    stages = [_stage(text) for text in folded]
    if len({stage for stage in stages if stage is not None}) < FEWEST:
        return []
    steps: list[tuple[int, int, Entry, str]] = []
    branches: list[tuple[str, str, Entry]] = []
    for at, (entry, text) in enumerate(zip(entries, texts, strict=True)):
        if match := _ANSWER.match(text):
            answer, outcome = (match[1], match[2]) if match[1] else (match[4], match[3])
            branches.append((answer, outcome.strip(), entry))
        else:
            place = stages[at] if stages[at] is not None else max((s for s in stages[:at] if s), default=0)
            steps.append((place or 0, at, entry, text))
    steps.sort(key=lambda step: step[:2])
    blocks: list[Block] = []
    if _is_step(title, stages):
        blocks += [Block(BlockKind.HEADING, CYCLE), Block(BlockKind.STEP, title)]
    after = {place: text for place, _, _, text in steps}
    for place, _, entry, text in steps:
        blocks.append(entry.block(BlockKind.STEP, text))
        if place == 4:
            for answer, outcome, branch in branches:
                leads_to = outcome or (after.get(5, "") if answer in ("بله", "بلی", "اری") else "")
                blocks.append(branch.block(BlockKind.BULLET, f"{answer}: {leads_to}".rstrip(": "), level=2))
    return blocks


def _is_step(title: str, stages: Sequence[int | None]) -> bool:
    """Whether the line that stands where a title should is a step of the process itself."""
    folded = " ".join(fold(title).split())
    own = _stage(folded)
    return own is not None and own not in stages and not _NAMES_PROCESS.search(folded)


def _stage(folded: str) -> int | None:
    return next((stage for stage, pattern in _COMPILED if pattern.search(folded)), None)

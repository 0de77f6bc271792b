"""Repair of one page: the detector's verdict decides which repairs run."""

import math
import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.repair.boxes import mend_box_ends
from ingest.repair.cells import column_heads, numbered_cells, split_columns
from ingest.repair.detector import Verdict
from ingest.repair.displaced import headline_first
from ingest.repair.evidence import Evidence
from ingest.repair.language import START
from ingest.repair.letters import ZWNJ, persian_letters
from ingest.repair.lexicon import persian_lexicon
from ingest.repair.marks import BULLETS, Ends, put_back, strip_ends
from ingest.repair.model import Damage, Repair, RepairedLine, RepairedPage
from ingest.repair.spelling import tidy, write_tokens
from ingest.repair.surface import surface_repairs
from ingest.repair.tokens import Ordering, last_key
from ingest.repair.typos import mend_typos
from ingest.repair.wrapping import Draft, join_wrapped

_GAIN_HALF = 4.0  # ln: a reordering that gains so much is believed by half of the remaining doubt
_SURE, _LIKELY, _GUESSED = 0.99, 0.9, 0.7
_CELLS = re.compile(r"\s*([%٪]\d{5,})$")


def repair_page(text: str, evidence: Evidence) -> RepairedPage:
    """Readable lines of a page, slide or block, in order; a page of a sound document comes back as it is."""
    if not evidence.verdict.damaged:
        return RepairedPage(tuple(_letters_only(line, evidence.verdict) for line in text.split("\n")))
    drafts = list(_drafts(text, evidence))
    if evidence.verdict.reversed_runs:
        drafts = mend_box_ends(drafts, evidence.language)
        return RepairedPage(tuple(join_wrapped(drafts, visual=True)))
    return RepairedPage(tuple(headline_first(join_wrapped(drafts))))


def _letters_only(raw: str, verdict: Verdict) -> RepairedLine:
    """A line of a document that is sound but may be written with Arabic letters."""
    text = persian_letters(raw) if verdict.arabic_letters else raw
    if text == raw:
        return RepairedLine(raw, raw)
    return RepairedLine(text, raw, (Repair(Damage.LETTERS, raw.strip(), text.strip(), _SURE),))


def _drafts(text: str, evidence: Evidence) -> Iterator[Draft]:
    gap = False
    after = START
    lines = text.split("\n")
    reversed_runs = evidence.verdict.reversed_runs
    heads = column_heads(lines) if reversed_runs else {}
    for number, line in enumerate(lines):
        if not line.strip():
            gap, after = True, START
            continue
        listed = numbered_cells(evidence.prepare(line)) if reversed_runs else None
        if listed:
            repair = Repair(Damage.CELLS, line.strip(), listed, _LIKELY)
            yield Draft(listed, line, (repair,), open_end=False, bulleted=True, gap=gap)
            gap, after = False, START
            continue
        cells = [line] if reversed_runs and number not in heads else split_columns(line, heads.get(number))
        for raw in cells:
            draft, ordering = _repair_line(raw, evidence, after, gap)
            if len(cells) > 1:
                cut = Repair(Damage.CELLS, line.strip(), draft.text, _LIKELY)
                draft = replace(draft, repairs=(*draft.repairs, cut), open_end=False, bulleted=True)
            after = last_key(ordering.tokens)
            yield draft
            gap = False


def _repair_line(raw: str, evidence: Evidence, after: str, gap: bool) -> tuple[Draft, Ordering]:
    verdict = evidence.verdict
    line = evidence.prepare(raw)
    repairs = surface_repairs(raw, line)
    ends = strip_ends(line)
    ordering = evidence.order(line, ends.core, START if ends.bullet else after, ends.moved)
    tokens = mend_typos(ordering.tokens, evidence.readings)
    core = write_tokens(tokens, persian_lexicon(), verdict.lost_half_spaces and not verdict.reversed_runs)
    if ordering.cuts:
        repairs.append((Damage.RUN_ORDER, _confidence(ordering.gain)))
    if any(token.strokes for token in ordering.tokens):
        repairs.append((Damage.KASHIDA, _LIKELY))
    if tokens != ordering.tokens:
        repairs.append((Damage.TYPO, _GUESSED))
    if core.count(ZWNJ) > line.count(ZWNJ):
        repairs.append((Damage.ZWNJ, _LIKELY))
    cells = _CELLS.sub(r" | \1", core)
    if cells != core:
        repairs.append((Damage.CELLS, _LIKELY))
    result = tidy(put_back(ends, cells))
    if ends.moved:
        repairs.append((Damage.BULLETS if ends.bullet else Damage.PUNCTUATION, _LIKELY))
    draft = Draft(
        text=result,
        original=raw,
        repairs=tuple(Repair(kind, raw.strip(), result, confidence) for kind, confidence in repairs),
        open_end=_open_end(ordering, ends, line, verdict),
        bulleted=bool(ends.bullet) or raw.startswith(" ") or result[:1] in BULLETS,
        gap=gap,
    )
    return draft, ordering


def _open_end(ordering: Ordering, ends: Ends, line: str, verdict: Verdict) -> bool:
    """A space behind the last word says that the extractor saw the line go on."""
    if not ends.closing:
        return ordering.open_end
    return ends.closing in "،؛" and not verdict.reversed_runs and line.endswith(" ")


def _confidence(gain: float) -> float:
    return round(1 - 0.5 * math.exp2(-max(0.0, gain) / _GAIN_HALF), 3)

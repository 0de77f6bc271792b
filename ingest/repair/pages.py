"""Repair of one page: the detector's verdict decides which repairs run."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.repair.backwards import turn_words
from ingest.repair.boxes import mend_box_ends
from ingest.repair.cells import column_heads, numbered_cells, split_columns
from ingest.repair.counting import START
from ingest.repair.detector import ARABIC_LETTERS, Verdict
from ingest.repair.displaced import headline_first
from ingest.repair.evidence import Evidence
from ingest.repair.letters import ZWNJ, persian_letters
from ingest.repair.lexicon import persian_lexicon
from ingest.repair.marks import BULLETS, Ends, put_back, strip_ends
from ingest.repair.model import Damage, Repair, RepairedLine, RepairedPage
from ingest.repair.ragged import lines_apart
from ingest.repair.ranking import Adviser
from ingest.repair.series import gather_series
from ingest.repair.spelling import tidy, write_tokens
from ingest.repair.surface import surface_repairs
from ingest.repair.tokens import Ordering, Token, last_key
from ingest.repair.typos import mend_typos
from ingest.repair.wrapping import Draft, join_wrapped

_GAIN_HALF = 4.0  # ln: a reordering that gains so much is believed by half of the remaining doubt
_SURE, _LIKELY, _GUESSED = 0.99, 0.9, 0.7
_DOUBT = 12.0  # ln: orders that are so much less likely than the best one are no rivals
_ARABIC_TONGUE = re.compile(r"[\u064b-\u0652]|ة\b|\bال\w{3,} (?:.* )?ال\w{3}")  # a quotation
_SPACE = re.compile(r"(?<=[^\W\d_]) +(?=[^\W\d_])")
_CELLS = re.compile(r"\s*([%٪]\d{5,})$")


def repair_page(text: str, evidence: Evidence, adviser: Adviser | None = None) -> RepairedPage:
    """Readable lines of a page, slide or block, in order; a page of a sound document comes back as it is.

    `adviser` may choose among the readings of lines whose order is in doubt.
    """
    if not evidence.verdict.damaged:
        return RepairedPage(tuple(_letters_only(line, evidence.verdict) for line in text.split("\n")))
    drafts = list(_drafts(text, evidence, adviser))
    if evidence.verdict.reversed_runs:
        drafts = mend_box_ends(drafts, evidence.language)
        apart = lines_apart(drafts, evidence.language)
        return RepairedPage(tuple(gather_series(join_wrapped(drafts, visual=True, apart=apart))))
    return RepairedPage(tuple(headline_first(join_wrapped(drafts))))


def _letters_only(raw: str, verdict: Verdict) -> RepairedLine:
    """A line of a document that is sound but may be written with Arabic letters, all of it or a part."""
    foreign = verdict.arabic_letters or (ARABIC_LETTERS.search(raw) and not _ARABIC_TONGUE.search(raw))
    text = persian_letters(raw) if foreign else raw
    if text == raw:
        return RepairedLine(raw, raw)
    return RepairedLine(text, raw, (Repair(Damage.LETTERS, raw.strip(), text.strip(), _SURE),))


def _drafts(text: str, evidence: Evidence, adviser: Adviser | None) -> Iterator[Draft]:
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
            draft, ordering = _repair_line(raw, evidence, after, gap, adviser)
            if len(cells) > 1:
                cut = Repair(Damage.CELLS, line.strip(), draft.text, _LIKELY)
                draft = replace(draft, repairs=(*draft.repairs, cut), open_end=False, bulleted=True)
            after = last_key(ordering.tokens)
            yield draft
            gap = False


def _repair_line(
    raw: str, evidence: Evidence, after: str, gap: bool, adviser: Adviser | None
) -> tuple[Draft, Ordering]:
    verdict = evidence.verdict
    line = evidence.prepare(raw)
    repairs = surface_repairs(raw, line)
    ends = strip_ends(line)
    orders = evidence.orders(line, ends.core, START if ends.bullet else after, ends.moved)
    ordering = orders[0]
    preferred = None
    if adviser is not None and verdict.reversed_runs:
        ordering, preferred = _advised(orders, ends, evidence, adviser)
    tokens, core, result = _write(ordering, ends, evidence)
    if ordering.cuts:
        repairs.append((Damage.RUN_ORDER, _confidence(ordering.gain)))
    elif verdict.backwards and turn_words(raw, evidence.plain) != raw:
        repairs.append((Damage.RUN_ORDER, _GUESSED))  # some words are words both ways
    if any(token.strokes for token in ordering.tokens):
        repairs.append((Damage.KASHIDA, _LIKELY))
    if tokens != ordering.tokens:
        repairs.append((Damage.TYPO, _GUESSED))
    if not ordering.cuts and len(_SPACE.findall(core)) > len(_SPACE.findall(ends.core.strip())):
        repairs.append((Damage.SPACING, _LIKELY))
    if core.count(ZWNJ) > line.count(ZWNJ):
        repairs.append((Damage.ZWNJ, _LIKELY))
    if _CELLS.search(core):
        repairs.append((Damage.CELLS, _LIKELY))
    if ends.moved:
        repairs.append((Damage.BULLETS if ends.bullet else Damage.PUNCTUATION, _LIKELY))
    made = [Repair(kind, raw.strip(), result, confidence) for kind, confidence in repairs]
    if preferred is not None:
        made.append(preferred)
    draft = Draft(
        text=result,
        original=raw,
        repairs=tuple(made),
        open_end=_open_end(ordering, ends, line, verdict),
        bulleted=bool(ends.bullet) or raw.startswith(" ") or result[:1] in BULLETS,
        gap=gap,
    )
    return draft, ordering


def _write(ordering: Ordering, ends: Ends, evidence: Evidence) -> tuple[tuple[Token, ...], str, str]:
    """The tokens of an order without slips of the pen, its text, and the text of the whole line."""
    lost = evidence.verdict.lost_half_spaces and not evidence.verdict.reversed_runs
    tokens = mend_typos(ordering.tokens, evidence.readings)
    core = write_tokens(tokens, persian_lexicon(), lost)
    return tokens, core, tidy(put_back(ends, _CELLS.sub(r" | \1", core)))


def _advised(
    orders: Sequence[Ordering], ends: Ends, evidence: Evidence, adviser: Adviser
) -> tuple[Ordering, Repair | None]:
    """The order that the adviser prefers, with the record of it where that is not our own best."""
    least = orders[0].score - _DOUBT
    rivals = {_write(each, ends, evidence)[2]: each for each in reversed(orders) if each.score > least}
    ours = _write(orders[0], ends, evidence)[2]
    texts = [ours, *(text for text in reversed(rivals) if text != ours)]
    chosen = texts[adviser.choose(texts)]
    if chosen == ours:
        return orders[0], None
    return rivals[chosen], Repair(Damage.CHOSEN, ours, chosen, _GUESSED)


def _open_end(ordering: Ordering, ends: Ends, line: str, verdict: Verdict) -> bool:
    """A space behind the last word says that the extractor saw the line go on."""
    if not ends.closing:
        return ordering.open_end
    return ends.closing in "،؛" and not verdict.reversed_runs and line.endswith(" ")


def _confidence(gain: float) -> float:
    return round(1 - 0.5 * math.exp2(-max(0.0, gain) / _GAIN_HALF), 3)

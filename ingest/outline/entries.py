"""Which lines of a slide make one proposition."""

from collections.abc import Sequence
from statistics import median

from ingest.outline.boxes import is_label
from ingest.outline.lines import Entry, Row, bracket_open, continues, ends_in_figure, ends_sentence, goes_on

_FULL = 0.85  # of the widest line: a line that long may have been broken by the margin
_WIDE = 45  # characters; entries that stand apart and are all shorter were not broken by the margin
_OF_WIDEST = 0.75  # of the widest line of the deck, the same
_NARROW = 22  # characters; the lines of diagram boxes


def join_entries(rows: Sequence[Row], widest: int = 0) -> list[Entry]:
    """Rows gathered into entries, in order; `widest`: characters of the widest line of the deck."""
    entries: list[Entry] = []
    width = max((len(row.text) for row in rows), default=0)
    margin = _OF_WIDEST * widest
    wraps_closely = any(row.gap == 0 and row.mark is None for row in rows[1:])
    narrow = median(len(row.text) for row in rows) <= _NARROW if rows else False
    joined = any(row.wrapped for row in rows)  # repair knows the wraps of this slide already
    for row in rows:
        if is_label(row.text):
            together = False
        elif entries and _completes(entries[-1], row):
            together = True
        elif joined:
            together = bool(entries) and _closes_box(entries[-1], row)
        else:
            together = bool(entries) and _belongs(entries[-1], row, width, margin, wraps_closely, narrow)
        if together:
            entries[-1].rows.append(row)
        else:
            entries.append(Entry([row]))
    return entries


def _completes(entry: Entry, row: Row) -> bool:
    """Whether the entry is visibly unfinished without this row: a bracket, a label's letter, a stray mark."""
    if row.mark is not None:
        return False
    if row.gap == 0 and (row.text.startswith(("(", ")")) or len(row.text) <= 2):
        return True  # a bracket that explains, or the letter of a labelled box
    return bracket_open(entry.text) or row.text.startswith((".", "،", ":"))


def _closes_box(entry: Entry, row: Row) -> bool:
    """The last line of a box, which extraction sets apart from the lines above it."""
    last = entry.rows[-1]
    return (
        row.mark is None
        and last.open_ended
        and last.gap == 0
        and row.gap == 1
        and not ends_sentence(last.text)
    )


def _belongs(entry: Entry, row: Row, width: int, margin: float, wraps_closely: bool, narrow: bool) -> bool:
    """`margin`: characters of a raw line from which it may have been broken."""
    last = entry.rows[-1]
    if row.mark is not None or _parallel(last, row):
        return False
    if goes_on(last.text) and not (last.text.endswith("،") and row.gap):
        return True
    if row.indented and row.gap:
        return False
    if row.gap == 0:
        return last.open_ended or last.moved or (not ends_sentence(last.text) and not narrow)
    if row.gap > 1 or ends_sentence(last.text):
        return False
    if narrow:
        # extraction sets the last line of a box apart, so a line set apart closes its box
        closed = wraps_closely and last.gap > 0
        return (last.open_ended and not closed) or (continues(row.text) and len(entry.rows) >= 2)
    if last.open_ended or (continues(row.text) and len(last.text) > _FULL * width):
        return True
    return (
        not wraps_closely
        and width >= _WIDE
        and last.width >= margin
        and len(last.text) > _FULL * width
        and not (last.indented or ends_in_figure(last.text))
    )


def _parallel(first: Row, second: Row) -> bool:
    """Both start with the same word: entries of one list."""
    a, b = first.text.split(), second.text.split()
    return bool(a and b) and a[0] == b[0] and len(a) > 1


def split_columns(entries: Sequence[Entry]) -> list[Entry]:
    """Entries of two columns that extraction put on one line: each line repeats the word it starts with."""
    words = [entry.text.split() for entry in entries]
    result: list[Entry] = []
    for at, entry in enumerate(entries):
        tokens = words[at]
        alike = [
            other
            for other in words
            if other and tokens and other[0] == tokens[0] and other[0] in other[2:] and len(other) >= 6
        ]
        if len(alike) < 2 or tokens not in alike:
            result.append(entry)
            continue
        cut = tokens.index(tokens[0], 2)
        for part in (tokens[:cut], tokens[cut:]):
            row = entry.rows[0]
            result.append(Entry([Row(" ".join(part), row.gap, row.line, row.size)]))
    return result

"""A result as a picture for a phone: the whole at the top, a bar for each dimension below it.

Bars grow from the right, as Persian is read. Nothing rests on colour alone: the strongest and the weakest
dimension carry their tag in words, and the weakest bar is hatched.
"""

from bot.assessment import captions
from bot.assessment.drawing import (
    BAR,
    BEST,
    FULL,
    INK,
    LEFT,
    PAPER,
    RIGHT,
    SOFT,
    TRACK,
    WIDTH,
    paint,
    rect,
    text,
)
from bot.assessment.lettering import width, wrap
from bot.assessment.result import DimensionScore, Result
from bot.dialogue.calendar import written
from knowledge.persian import persian_digits

_PANEL, _PANEL_SOFT, _PANEL_TRACK = "#0b4a44", "#bfe0d9", "#2d6a63"
_WORST, _WORST_LINE = "#f6cf9b", "#a8501d"
_ALERT, _ALERT_INK = "#fdeee9", "#8f2f1c"

_HATCH = (
    f'<pattern id="hatch" width="16" height="16" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="16" height="16" fill="{_WORST}"/><rect width="6" height="16" fill="{_WORST_LINE}"/>'
    "</pattern>"
)


def draw(result: Result, previous: Result | None = None) -> bytes:
    """The picture as PNG, at most 1,280 pixels high; `previous` stands in it as a thin mark on each bar."""
    parts: list[str] = []
    y = _panel(parts, result, previous)
    if result.warnings:
        y = _warning(parts, y)
    y = _bars(parts, result, previous, y + 78)
    height = _foot(parts, result, previous, y)
    return paint(parts, height, _HATCH)


def _panel(parts: list[str], result: Result, previous: Result | None) -> int:
    """The whole: title, date, band, score and its bar; gives back where it ends."""
    at = len(parts)
    y = 96
    for line in wrap(result.title, 44, FULL, bold=True):
        parts.append(text(line, RIGHT, y, 44, PAPER, bold=True))
        y += 60
    parts.append(text(written(result.taken_at), RIGHT, y - 4, 34, _PANEL_SOFT))
    y += 112
    if result.verdict is None or result.overall is None:
        parts.append(text(captions.NO_VERDICT, RIGHT, y, 46, PAPER, bold=True))
        y += 40
    else:
        number = captions.points(result.overall)
        parts.append(text(number, LEFT, y + 14, 150, PAPER, bold=True, anchor="start"))
        beside = LEFT + width(number, 150, bold=True) + 20
        parts.append(text(captions.OUT_OF, beside, y + 14, 36, _PANEL_SOFT, anchor="start"))
        parts.append(text(result.verdict.title, RIGHT, y - 6, 62, PAPER, bold=True))
        if previous is not None:
            moved = captions.since(result.overall, previous.overall, previous.taken_at)
            parts.append(text(moved, RIGHT, y + 52, 34, _PANEL_SOFT))
        y += 88
        parts.append(_bar(y, 26, result.overall, PAPER, _PANEL_TRACK))
        if previous is not None and previous.overall is not None:
            parts.append(_mark(y, 26, previous.overall, PAPER))
        y += 26
    parts.insert(at, rect(0, 0, WIDTH, y + 56, _PANEL, 0))
    return y + 56


def _warning(parts: list[str], y: int) -> int:
    lines = wrap(captions.GATE_CLOSED, 36, FULL - 90, bold=True)
    height = 44 + 54 * len(lines)
    parts.append(rect(0, y, WIDTH, height, _ALERT, 0))
    top = y + 32
    parts.append(
        f'<path d="M{RIGHT - 24} {top}l26 46h-52z" fill="none" stroke="{_ALERT_INK}" stroke-width="5" '
        f'stroke-linejoin="round"/><path d="M{RIGHT - 24} {top + 16}v14m0 6v4" stroke="{_ALERT_INK}" '
        'stroke-width="5"/>'
    )
    for at, line in enumerate(lines):
        parts.append(text(line, RIGHT - 76, y + 68 + 54 * at, 36, _ALERT_INK, bold=True))
    return y + height


def _bars(parts: list[str], result: Result, previous: Result | None, y: int) -> int:
    before = {} if previous is None else {d.key: d.score for d in previous.dimensions}
    tags = captions.extremes(result.dimensions)
    for dimension in result.dimensions:
        y = _dimension(parts, dimension, tags.get(dimension.key), before.get(dimension.key), y)
    return y


def _dimension(
    parts: list[str], dimension: DimensionScore, tag: str | None, before: float | None, y: int
) -> int:
    """One dimension: name, tag and score above its bar; gives back where the next one begins."""
    said = captions.NO_SCORE if dimension.score is None else captions.points(dimension.score)
    size = 34 if dimension.score is None else 48
    parts.append(text(said, LEFT, y, size, INK, bold=dimension.score is not None, anchor="start"))
    taken = width(said, size, bold=True)
    if moved := captions.change(dimension.score, before):
        parts.append(text(moved, LEFT + taken + 22, y - 2, 34, SOFT, anchor="start"))
        taken += width(moved, 34) + 22
    tag_room = width(tag, 30, bold=True) + 62 if tag else 0
    lines = wrap(dimension.title, 40, FULL - taken - tag_room - 30)
    for at, line in enumerate(lines):
        parts.append(text(line, RIGHT, y + 54 * at, 40, INK))
    y += 54 * (len(lines) - 1)
    if tag:
        parts.append(_tag(tag, RIGHT - width(lines[-1], 40) - 22, y))
    y += 24
    fill = {captions.STRONGEST: BEST, captions.WEAKEST: "url(#hatch)"}.get(tag or "", BAR)
    parts.append(_bar(y, 32, dimension.score, fill, TRACK))
    if before is not None:
        parts.append(_mark(y, 32, before, INK))
    return y + 32 + 74


def _foot(parts: list[str], result: Result, previous: Result | None, y: int) -> int:
    """The scale, what the mark means, how much was answered; gives back the picture's height."""
    y -= 36
    for score in (0, 25, 50, 75, 100):
        x = RIGHT - FULL * score / 100
        anchor = {0: "end", 100: "start"}.get(score, "middle")
        parts.append(text(persian_digits(score), x, y, 28, SOFT, anchor=anchor))
    y += 34
    parts.append(rect(LEFT, y, FULL, 2, TRACK, 0))
    y += 58
    if previous is not None:
        parts.append(_mark(y - 26, 30, 0, INK, x=RIGHT - 4))
        parts.append(text(captions.earlier(previous.taken_at), RIGHT - 30, y, 32, SOFT))
        y += 54
    parts.append(text(captions.answered(result.coverage), RIGHT, y, 32, SOFT))
    parts.append(text(captions.BRAND, LEFT, y, 32, BEST, bold=True, anchor="start"))
    return y + 52


def _bar(y: float, thick: float, score: float | None, fill: str, track: str) -> str:
    """A bar from the right on its track; an empty, dashed track where there is no score."""
    if score is None:
        return (
            f'<rect x="{LEFT + 1}" y="{y + 1}" width="{FULL - 2}" height="{thick - 2}" '
            f'rx="{thick / 2 - 1}" fill="none" stroke="{SOFT}" stroke-width="2" stroke-dasharray="10 8"/>'
        )
    filled = FULL * score / 100
    shape = rect(LEFT, y, FULL, thick, track, thick / 2)
    if filled <= 0:
        return shape
    # longer than it shows where the score is small: what is beyond the track is clipped away
    bar = rect(RIGHT - filled, y, max(filled, thick), thick, fill, thick / 2)
    clip = f'<clipPath id="track{y:.0f}">{shape}</clipPath>'
    return f'{clip}{shape}<g clip-path="url(#track{y:.0f})">{bar}</g>'


def _mark(y: float, thick: float, score: float, colour: str, x: float | None = None) -> str:
    """A thin upright line through the bar where an earlier score was, with a light edge on any fill."""
    at = min(max(RIGHT - FULL * score / 100, LEFT + 3), RIGHT - 3) if x is None else x
    edge = _PANEL if colour == PAPER else PAPER
    return rect(at - 6, y - 9, 12, thick + 18, edge, 6) + rect(at - 3, y - 12, 6, thick + 24, colour, 3)


def _tag(words: str, x: float, y: float) -> str:
    """A small label that ends at x."""
    wide = width(words, 30, bold=True) + 40
    dark = words == captions.STRONGEST
    colour, paper = (PAPER, BEST) if dark else (_WORST_LINE, "#fdf1e2")
    return rect(x - wide, y - 38, wide, 50, paper, 25) + text(
        words, x - wide / 2, y - 4, 30, colour, bold=True, anchor="middle"
    )

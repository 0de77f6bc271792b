"""How the overall score of one instrument has moved over a person's results, as a small picture.

Time runs from the right, as Persian is read; every point carries its score in figures.
"""

from collections.abc import Sequence

from bot.assessment import captions
from bot.assessment.drawing import BAR, FULL, INK, PAPER, RIGHT, SOFT, TRACK, WIDTH, paint, rect, text
from bot.assessment.result import Result
from bot.dialogue.calendar import numeric
from knowledge.persian import persian_digits

_TOP, _DEEP, _HEIGHT = 150, 300, 560
_SIDE = 110  # room at both ends for the scale and for half a date


def draw_trend(results: Sequence[Result]) -> bytes:
    """The picture of results.points_of as PNG; there is at least one."""
    parts = [text(captions.trend(results[-1].title), RIGHT, 84, 42, INK, bold=True)]
    for score in (0, 50, 100):
        y = _height_of(score)
        parts.append(rect(WIDTH - RIGHT, y - 1, FULL, 2, TRACK, 0))
        parts.append(text(persian_digits(score), RIGHT, y - 10, 26, SOFT))
    places = _places(len(results))
    heights = [_height_of(each.overall or 0) for each in results]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(places, heights, strict=True))
    parts.append(
        f'<polyline points="{line}" fill="none" stroke="{BAR}" stroke-width="7" '
        'stroke-linejoin="round" stroke-linecap="round"/>'
    )
    for x, y, each in zip(places, heights, results, strict=True):
        last = each is results[-1]
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{17 if last else 13}" fill="{BAR if last else PAPER}" '
            f'stroke="{BAR}" stroke-width="7"/>'
        )
        above = y - 36 if y > _TOP + 20 else y + 64
        size = 44 if last else 36
        parts.append(text(captions.points(each.overall), x, above, size, INK, bold=last, anchor="middle"))
        parts.append(text(numeric(each.taken_at), x, _HEIGHT - 48, 26, SOFT, anchor="middle"))
    return paint(parts, _HEIGHT)


def _height_of(score: float) -> float:
    return _TOP + _DEEP * (1 - score / 100)


def _places(count: int) -> list[float]:
    """Where the points stand, the oldest at the right; one alone in the middle."""
    first, last = RIGHT - _SIDE, WIDTH - RIGHT + _SIDE
    if count == 1:
        return [(first + last) / 2]
    return [first + (last - first) * at / (count - 1) for at in range(count)]

"""Lists side by side on a slide, each under a box of its own that says what it lists."""

from collections.abc import Sequence
from typing import Any

_WIDEST_LABEL = 60  # characters
_LEAST_LINES = 2
_OVERLAP = 0.8  # of the narrower one's width
_SAME_ROW = 0.5  # of a label's height
_FEWEST = 2  # columns
_ENDS = (".", "؟", "!", "؛", "،")


def side_by_side(shapes: Sequence[Any]) -> dict[int, Any]:
    """The box above each list, by the list's shape id; empty where no two such boxes stand side by side."""
    labels = [shape for shape in shapes if _is_label(shape)]
    pairs: dict[int, Any] = {}
    for shape in shapes:
        if len(_lines(shape)) >= _LEAST_LINES:
            above = [label for label in labels if label.top < shape.top and _in_one_column(label, shape)]
            if above:
                pairs[shape.shape_id] = max(above, key=lambda label: int(label.top))
    beside = {
        number: label
        for number, label in pairs.items()
        if sum(_in_one_row(label, other) for other in pairs.values()) >= _FEWEST
    }
    taken = [label.shape_id for label in beside.values()]
    return beside if len(taken) == len(set(taken)) >= _FEWEST else {}


def _lines(shape: Any) -> list[str]:
    if not shape.has_text_frame:
        return []
    return [paragraph.text for paragraph in shape.text_frame.paragraphs if paragraph.text.strip()]


def _is_label(shape: Any) -> bool:
    lines = _lines(shape)
    return len(lines) == 1 and len(lines[0]) <= _WIDEST_LABEL and not lines[0].rstrip().endswith(_ENDS)


def _in_one_column(one: Any, other: Any) -> bool:
    shared = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    return bool(shared >= _OVERLAP * min(one.width, other.width))


def _in_one_row(one: Any, other: Any) -> bool:
    return bool(abs(one.top - other.top) <= _SAME_ROW * one.height)

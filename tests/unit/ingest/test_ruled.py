"""Text in drawn boxes: a table where they hang together, a box of its own where they do not."""

from ingest.readers.glyphs import GlyphLine
from ingest.readers.ruled import MOST_RULES, join_ruled
from ingest.readers.rules import Level, Rules, Upright


def line(text: str, left: float, baseline: float) -> GlyphLine:
    return GlyphLine(text, 10.0, baseline, left, left + 30.0)


def boxes(*places: tuple[float, float, float, float]) -> Rules:
    """The edges of boxes: left, bottom, right, top."""
    upright = [Upright(x, bottom, top) for left, bottom, right, top in places for x in (left, right)]
    level = [Level(y, left, right) for left, bottom, right, top in places for y in (bottom, top)]
    return Rules(tuple(upright), tuple(level))


TABLE = boxes((100, 80, 200, 100), (0, 80, 100, 100), (100, 60, 200, 80), (0, 60, 100, 80))
CELLS = [
    line("استان", 130, 87),
    line("شمار", 30, 87),
    line("یزد", 130, 72),
    line("و میبد", 130, 63),
    line("۵", 30, 67),
]


def test_cells_with_several_lines_make_one_row() -> None:
    (table,) = join_ruled(CELLS, TABLE)
    assert table.table == (("استان", "شمار"), ("یزد و میبد", "۵"))
    assert (table.left, table.right) == (0, 200)


def test_what_stands_outside_the_borders_stays_a_line() -> None:
    note = line("یادداشت", 130, 20)
    joined = join_ruled([*CELLS, note], TABLE)
    assert note in joined and len(joined) == 2


def test_boxes_apart_are_no_table_and_tell_their_texts_apart() -> None:
    rules = boxes((0, 80, 50, 100), (100, 80, 150, 100))
    first, second = join_ruled([line("اجرا", 110, 87), line("ارزیابی", 10, 87)], rules)
    assert not first.table and not second.table
    assert first.box != second.box


def test_a_drawing_is_left_alone() -> None:
    rules = boxes(*((at, 80, at + 1, 100) for at in range(MOST_RULES)))
    assert join_ruled(CELLS, rules) == CELLS

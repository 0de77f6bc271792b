"""Structure of extracted text that has no marks: slides, headings, lists, tables and diagrams of bare lines.

parts = split_parts(lines)           # slides, or the frames of a page
...                                  # each part is repaired
blocks = outline_slides(parts) or outline_prose(parts)
"""

from ingest.outline.lines import Row, rows_of
from ingest.outline.parts import Layout, Part, guess_layout, split_parts
from ingest.outline.prose import outline_prose, rank_sizes
from ingest.outline.slides import Slide, arrange_slides, outline_slides

__all__ = [
    "Layout",
    "Part",
    "Row",
    "Slide",
    "arrange_slides",
    "guess_layout",
    "outline_prose",
    "outline_slides",
    "rank_sizes",
    "rows_of",
    "split_parts",
]

"""The chat page: one HTML file with its Persian texts filled in."""

import json
from html import escape
from pathlib import Path
from string import Template

from bot.dialogue import texts


def chat_page(file: Path, max_question: int) -> str:
    """The HTML of the page; `max_question` is the longest message in characters."""
    for_scripts = {
        "texts": texts.PAGE,
        "maxQuestion": max_question,
        "tooLong": texts.too_long(max_question),
        "examples": texts.EXAMPLES,
    }
    # "<" is written as an escape, so that no text can end the script element it stands in
    data = json.dumps(for_scripts, ensure_ascii=False).replace("<", "\\u003c")
    filled = {name: escape(text) for name, text in texts.PAGE.items()} | {"data": data}
    return Template(file.read_text(encoding="utf-8")).substitute(filled)

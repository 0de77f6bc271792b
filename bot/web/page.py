"""The chat page: one HTML file with its Persian texts filled in."""

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template

from bot.dialogue import texts as dialogue_texts
from bot.dialogue.turn import Choice
from bot.web import texts


def chat_page(file: Path, max_question: int, offers: Sequence[Choice] = ()) -> str:
    """The HTML of the page; `max_question` is the longest message in characters.

    `offers` are the buttons beside the example questions.
    """
    for_scripts = {
        "texts": texts.PAGE,
        "maxQuestion": max_question,
        "tooLong": dialogue_texts.too_long(max_question),
        "examples": dialogue_texts.EXAMPLES,
        "offers": [{"label": offer.label, "data": offer.data} for offer in offers],
    }
    # "<" is written as an escape, so that no text can end the script element it stands in
    data = json.dumps(for_scripts, ensure_ascii=False).replace("<", "\\u003c")
    filled = {name: escape(text) for name, text in texts.PAGE.items()} | {"data": data}
    return Template(file.read_text(encoding="utf-8")).substitute(filled)

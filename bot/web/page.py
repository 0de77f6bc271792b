"""The chat page: one HTML file with the texts of a language filled in."""

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template

from bot.dialogue import texts as dialogue_texts
from bot.dialogue.languages import say
from bot.dialogue.turn import Choice, Language
from bot.web import texts


def chat_page(
    file: Path, max_question: int, offers: Sequence[Choice] = (), language: Language = Language.PERSIAN
) -> str:
    """The HTML of the page; `max_question` is the longest message in characters.

    `offers` are the buttons beside the example questions.
    """
    page = texts.PAGES[language]
    for_scripts = {
        "texts": page,
        "maxQuestion": max_question,
        "tooLong": say(dialogue_texts.too_long(max_question), language),
        "examples": [say(example, language) for example in dialogue_texts.EXAMPLES],
        "offers": [{"label": say(offer.label, language), "data": offer.data} for offer in offers],
    }
    # "<" is written as an escape, so that no text can end the script element it stands in
    data = json.dumps(for_scripts, ensure_ascii=False).replace("<", "\\u003c")
    filled = {name: escape(text) for name, text in page.items()} | {"data": data}
    filled |= {"lang": language.value, "dir": texts.DIRECTION[language]}
    return Template(file.read_text(encoding="utf-8")).substitute(filled)

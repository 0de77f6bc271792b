"""Buttons in rows: as many side by side as a phone shows, each kind in rows of its own."""

from collections.abc import Iterable, Mapping

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.dialogue.feedback import RATE
from bot.dialogue.turn import Choice

ROW = 24  # characters of button labels that fit side by side on a phone
_ABOUT_ANSWER, _CHOICES, _WAYS = range(3)
# By how the data begins: what is about the answer itself, and what leads through a form
_KINDS: Mapping[str, int] = {":sources:": _ABOUT_ANSWER, RATE: _ABOUT_ANSWER, ":flow:": _WAYS}


def keyboard(buttons: Iterable[Choice]) -> InlineKeyboardMarkup | None:
    """The markup under a message; None without buttons."""
    rows: list[list[InlineKeyboardButton]] = []
    width, last = 0, -1
    for choice in buttons:
        width += len(choice.label)
        kind = next((kind for start, kind in _KINDS.items() if choice.data.startswith(start)), _CHOICES)
        if width > ROW or kind != last:
            rows.append([])
            width = len(choice.label)
        last = kind
        rows[-1].append(InlineKeyboardButton(choice.label, callback_data=choice.data))
    return InlineKeyboardMarkup(rows) if rows else None

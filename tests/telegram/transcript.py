"""A session with the real program over Telegram's double, as Markdown: python -m tests.telegram.transcript.

Over a fresh data folder with the starter documents; takes about a minute.
"""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.persian import persian_digits
from tests.running import Serving
from tests.telegram.cloud import TOKEN
from tests.telegram.double import Person, TelegramDouble

# What the person does: writes, or taps the button that begins so under the bot's last message
SESSION = (
    "khooshe chie?",
    "[منابع",
    "همهٔ چالش‌های توسعهٔ خوشه‌ها رو بگو",
    "بیشتر",
    "برای صادرات چی؟",
    "[👎",
    "[ناقص بود",
    "هوای تهران فردا چطوره",
)
_UNSEEN = dict.fromkeys([0x200E, 0x200F, *range(0x2066, 0x206A)])
_LINES, _WIDTH = 3, 110  # lines of a message that are shown, and characters of a line


def main() -> None:
    """Print the transcript."""
    with tempfile.TemporaryDirectory() as folder, TelegramDouble() as telegram:
        settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_BASE_URL": telegram.url}
        with Serving(Path(folder), "--prepare", **settings):
            print("\n>\n".join(talk(telegram.person("سارا"))))


def talk(person: Person) -> Iterator[str]:
    """Each turn of the session with what came back, as quoted Markdown."""
    answered: dict[str, Any] = {}
    for act in SESSION:
        heard = len(person.inbox)
        if act.startswith("["):
            buttons = labels(answered)
            label = next(label for label in buttons if label.startswith(act[1:]))
            person.presses(answered, label)
            yield f"> **سارا** می‌زند: `{label}`"
        else:
            person.writes(act)
            yield f"> **سارا:** {act}"
        messages = person.hears(heard + 1, 60.0)[heard:]
        for message in messages:
            yield show(message)
        answered = next((m for m in reversed(person.inbox) if labels(m)), answered)


def show(message: dict[str, Any]) -> str:
    """The message with its buttons; of a long one the beginning and how many more lines there are."""
    lines = [line for line in message["text"].translate(_UNSEEN).split("\n") if line]
    lines = [line if len(line) <= _WIDTH else f"{line[:_WIDTH].rsplit(' ', 1)[0]} …" for line in lines]
    rest = len(lines) - _LINES
    if rest > 1:
        lines = [*lines[:_LINES], f"… ({persian_digits(rest)} سطر دیگر)"]
    shown = "  \n".join(f"> {escape(line)}" for line in lines)
    buttons = " ".join(f"`{label}`" for label in labels(message))
    return shown.replace("> ", "> **خوشه‌یار:** ", 1) + (f"  \n> {buttons}" if buttons else "")


def escape(line: str) -> str:
    """The line as Markdown shows it as it is."""
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", line)


def labels(message: dict[str, Any]) -> list[str]:
    """What stands on the message's buttons."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


if __name__ == "__main__":
    main()

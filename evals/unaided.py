"""The answerer without known questions: as it is for documents that nobody has written questions on."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.bootstrap.opening import Opened


def open_unaided(data: Path) -> "Opened":
    """What serves this folder, but for the known questions; raises SettingsInvalid or StartFailed."""
    from bot.bootstrap.opening import open_current, open_models  # seconds of imports
    from bot.settings import load_settings

    settings = load_settings(data)
    return open_current(settings, open_models(settings), with_known_questions=False)

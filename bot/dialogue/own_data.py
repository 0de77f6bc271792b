"""Everything that is held about a person, as a file for them."""

import json

from bot.dialogue import texts
from bot.dialogue.ports import File, Sessions
from bot.dialogue.turn import Attachment, SessionKey


class OwnData:
    """Opens attachments of the kind MY_DATA."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def open(self, key: SessionKey, attachment: Attachment) -> File:
        """JSON as it stands at this moment."""
        held = json.dumps(self._sessions.export(key), ensure_ascii=False, indent=2)
        return File(texts.MY_DATA_FILE, "application/json", held.encode())

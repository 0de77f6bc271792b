"""Personal data at rest: sealed with Fernet when keys are set, readable as they are when not.

A sealed value begins with «fernet:». Keys rotate: the first one seals, every one opens.
"""

import hashlib
import hmac
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

_SEALED, _PLAIN = "fernet:", "plain:"


class KeyMissing(RuntimeError):
    """Something was sealed with a key that this program has not been given."""


class KeyInvalid(ValueError):
    """A data key is not 32 bytes in URL-safe base64."""


class Vault:
    """Seals and opens texts; without keys it leaves them as they are."""

    def __init__(self, keys: Sequence[str] = ()) -> None:
        """`keys`: the newest first; raises KeyInvalid."""
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys]) if keys else None
        except (ValueError, TypeError) as error:
            raise KeyInvalid("should be 32 bytes in URL-safe base64") from error
        self._mark_key = hashlib.sha256(f"mark:{keys[0]}".encode()).digest() if keys else b"khoosheyar"

    @property
    def seals(self) -> bool:
        return self._fernet is not None

    def seal(self, text: str) -> str:
        if self._fernet is not None:
            return _SEALED + self._fernet.encrypt(text.encode()).decode()
        return _PLAIN + text if text.startswith((_SEALED, _PLAIN)) else text

    def open(self, stored: str) -> str:
        """The text; raises KeyMissing."""
        if not stored.startswith(_SEALED):
            return stored.removeprefix(_PLAIN)
        try:
            if self._fernet is None:
                raise KeyMissing("sealed data are in the database, and no DATA_KEYS are set")
            return self._fernet.decrypt(stored.removeprefix(_SEALED)).decode()
        except InvalidToken as error:
            raise KeyMissing("none of the DATA_KEYS opens what is in the database") from error

    def mark(self, text: str) -> str:
        """A digest that finds an equal text and tells nothing without the newest key."""
        return hmac.new(self._mark_key, text.encode(), hashlib.sha256).hexdigest()[:32]

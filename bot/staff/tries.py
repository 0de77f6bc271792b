"""How often somebody may try to log in: counted for a name and for an address, alike for names nobody has."""

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.staff.accounts import login_key

WINDOW = timedelta(minutes=15)  # in which tries are counted; what is closed opens with its end
PER_NAME = 5  # wrong passwords, the last of which closes the name
PER_ADDRESS = 40  # tries from one place, whatever the names
RECORDED = 20  # entries of the audit in a window for names that nobody has
STRANGERS = "strangers"  # the key under which these entries are counted

_HEX = 12  # digits kept of a hash: what is typed into the wrong field may be a password


@dataclass(frozen=True, slots=True)
class Counted:
    number: int  # of tries in this window
    until: datetime  # the end of the window


class Tries(Protocol):
    """Where tries are counted, for all processes; a window that is over leaves nothing behind."""

    def count(self, key: str, now: datetime) -> Counted:
        """One more; the first one opens a window."""

    def give_back(self, key: str) -> None:
        """One less: it was no failure."""

    def forget(self, key: str) -> None:
        """None at all: the window is closed."""


def name_key(name: str) -> str:
    """The key of a name in any spelling."""
    return f"name:{_hashed(login_key(name))}"


def address_key(address: str) -> str:
    """The key of an address; of IPv6 the network of one household or office."""
    try:
        known = ipaddress.ip_address(address)
        if known.version == 6:
            address = str(ipaddress.ip_network((known, 64), strict=False))
    except ValueError:
        pass  # a test, or a socket without addresses
    return f"address:{_hashed(address)}"


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:_HEX]

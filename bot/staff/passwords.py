"""Passwords and secrets: argon2id for what people choose, SHA-256 for what we draw at random."""

import hashlib
import hmac
import secrets
import threading
from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

SHORTEST, LONGEST = 10, 200  # characters of a password

# OWASP's second choice for argon2id (19 MB, 2 passes): the machine is small and hashes beside the model
_HASHER = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19 * 1024, parallelism=1),))
_AT_ONCE = threading.BoundedSemaphore(2)  # a flood of logins must not take all memory and both cores


class PasswordWeak(ValueError):
    """The password is too short, too long, or the account's own name."""


def hash_password(password: str, name: str) -> str:
    """The argon2id hash of a new password; raises PasswordWeak."""
    if not SHORTEST <= len(password) <= LONGEST or password.strip().lower() == name.lower():
        raise PasswordWeak(f"a password has {SHORTEST} to {LONGEST} characters and is not the name")
    with _AT_ONCE:
        return _HASHER.hash(password)


def verify_password(password: str, password_hash: str | None) -> bool:
    """Whether it is this password; without a hash (nobody of that name) it takes as long and is False."""
    with _AT_ONCE:
        right = _HASHER.verify(password[:LONGEST], password_hash or _nobody())
    return right and password_hash is not None


@cache
def _nobody() -> str:
    """The hash of a password that nobody has."""
    return _HASHER.hash(secrets.token_urlsafe(16))


def new_secret() -> str:
    """256 random bits for a cookie or a token."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is stored of a random secret."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def form_token(secret: str) -> str:
    """The token that forms of this session carry; who cannot read the cookie cannot make it."""
    return hmac.new(secret.encode(errors="replace"), b"form", hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Equality in constant time."""
    return hmac.compare_digest(one.encode(errors="replace"), other.encode(errors="replace"))

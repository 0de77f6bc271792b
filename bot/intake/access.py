"""One-time codes that open a request from elsewhere: drawn, kept as digests, good for a while."""

import hashlib
import secrets
from datetime import timedelta

READ_OUT_VALID = timedelta(minutes=30)  # of a code that staff read out on the telephone
READ_OUT_TRIES = 5  # wrong ones, then it opens nothing any more
_READ_OUT_DIGITS = 8


def draw_read_out() -> str:
    """A code for the telephone."""
    return f"{secrets.randbelow(10**_READ_OUT_DIGITS):0{_READ_OUT_DIGITS}}"


def code_digest(tracking: str, secret: str) -> str:
    """What is kept of a code for this request."""
    return hashlib.sha256(f"{tracking}/{secret}".encode()).hexdigest()

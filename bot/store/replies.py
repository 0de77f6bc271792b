"""Replies as they are stored: the JSON form of the dataclass, and how older forms of it are read."""

from typing import Any

from pydantic import TypeAdapter

from bot.dialogue.turn import Reply

_REPLY = TypeAdapter(Reply)


def dump_reply(reply: Reply) -> dict[str, Any]:
    """The reply as JSON values."""
    stored: dict[str, Any] = _REPLY.dump_python(reply, mode="json")
    return stored


def load_reply(stored: dict[str, Any]) -> Reply:
    """The reply that `dump_reply` of this or an earlier program wrote."""
    if (kind := stored.get("attachment")) is not None:  # before 0005: at most one file, by its kind alone
        stored = {**stored, "attachments": [{"kind": kind}]}
    return _REPLY.validate_python(stored)

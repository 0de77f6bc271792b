"""Who is asking: a random number in a cookie that scripts cannot read."""

import re
import secrets

from fastapi import Request, Response

from bot.dialogue.turn import SessionKey

COOKIE = "khoosheyar"
_DAYS = 180
_MADE_BY_US = re.compile(r"[A-Za-z0-9_-]{32}")


async def visitor(request: Request, response: Response) -> SessionKey:
    """The visitor's session; a new visitor gets a cookie, and a known one has it prolonged.

    Async though it waits for nothing: anything else FastAPI hands to a thread, which takes longer than this.
    """
    person = request.cookies.get(COOKIE, "")
    if not _MADE_BY_US.fullmatch(person):
        person = secrets.token_urlsafe(24)
    response.set_cookie(
        COOKIE,
        person,
        max_age=_DAYS * 24 * 3600,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return SessionKey("web", person)

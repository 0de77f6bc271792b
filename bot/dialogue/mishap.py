"""An error as it may stand in a log."""

import errno


def mishap(error: BaseException) -> str:
    """Kind, code and places of an error; its message may hold what a person wrote, so it is left out."""
    places, at = [], error.__traceback__
    while at is not None:
        places.append(f"{at.tb_frame.f_globals.get('__name__', '?')}:{at.tb_lineno}")
        at = at.tb_next
    code = _code(error)
    kind = type(error).__name__ if code is None else f"{type(error).__name__} ({code})"
    return f"{kind} at {' < '.join(reversed(places[-6:]))}"


def _code(error: BaseException) -> str | None:
    """What SQLite (SQLITE_FULL), PostgreSQL (53100) or the system (ENOSPC) calls it or its cause."""
    at: BaseException | None = error
    while at is not None:
        for name in ("sqlite_errorname", "sqlstate"):
            if isinstance(code := getattr(at, name, None), str):
                return code
        if isinstance(at, OSError) and at.errno is not None:
            return errno.errorcode.get(at.errno)
        at = at.__cause__
    return None

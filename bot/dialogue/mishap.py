"""An error as it may stand in a log."""


def mishap(error: BaseException) -> str:
    """Kind and places of an error; its message may hold what a person wrote, so it is left out."""
    places, at = [], error.__traceback__
    while at is not None:
        places.append(f"{at.tb_frame.f_globals.get('__name__', '?')}:{at.tb_lineno}")
        at = at.tb_next
    return f"{type(error).__name__} at {' < '.join(reversed(places[-6:]))}"

"""Why the assistant cannot start, in words for whoever starts it."""


class StartFailed(RuntimeError):
    """The assistant cannot start; the message is one sentence that says why and what to do."""


def sentence(error: Exception) -> str:
    """What the error says, with a capital letter."""
    message = str(error)
    return message[:1].upper() + message[1:]

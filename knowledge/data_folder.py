"""The data folder: made where it is missing, and known to be writable before work begins."""

import tempfile
from pathlib import Path


class DataUnwritable(OSError):
    """Nothing can be written in the data folder; the message names it and says why."""


def make_writable(data: Path) -> None:
    """Makes the folder where it is missing; raises DataUnwritable."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data):
            pass
    except OSError as error:
        raise DataUnwritable(
            f"The data folder {data} cannot be written ({error.strerror}); choose another one with DATA_DIR"
        ) from error

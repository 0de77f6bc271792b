"""The settings of this process from its variables and the file `.env`, for all programs alike."""

import os
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import parse_stream

ENVIRONMENT_FILE = Path(".env")


class EnvironmentFileBroken(ValueError):
    """The file cannot be read as settings; the message says where and why."""


def check_environment_file(path: Path = ENVIRONMENT_FILE) -> None:
    """Raises EnvironmentFileBroken; a file that is not there is in order."""
    if not path.is_file():
        return
    try:
        with path.open(encoding="utf-8") as lines:
            bindings = list(parse_stream(lines))
    except UnicodeDecodeError as error:
        raise EnvironmentFileBroken(f"{path} is not UTF-8 text") from error
    except OSError as error:
        raise EnvironmentFileBroken(f"{path} cannot be read ({error.strerror})") from error
    for one in bindings:
        if one.error or (one.key is not None and one.value is None):
            text = one.original.string
            before = text[: len(text) - len(text.lstrip())].count("\n")  # empty lines belong to the next one
            raise EnvironmentFileBroken(f"{path}, line {one.original.line + before}, should be NAME=VALUE")


def read_environment(path: Path = ENVIRONMENT_FILE) -> dict[str, str]:
    """Variables that are not empty, the process's before those of the file; raises EnvironmentFileBroken."""
    check_environment_file(path)
    both = (*dotenv_values(path).items(), *os.environ.items())
    return {name: value for name, value in both if value}

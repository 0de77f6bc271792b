"""Settings changed for one run: program settings by name, constants by their dotted name."""

import ast
import inspect
import os
import sys
import tomllib
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.settings import Settings

_OURS = ("knowledge.", "bot.", "ingest.")


class OverrideInvalid(ValueError):
    """A setting that does not exist or cannot have this value; the message names it."""


def read_overrides(config: Path | None, assignments: Sequence[str]) -> dict[str, str]:
    """The settings of a TOML file (tables joined by dots), then KEY=VALUE one by one over them.

    Raises OverrideInvalid or OSError.
    """
    found: dict[str, str] = {}
    if config is not None:
        try:
            found |= _flat(tomllib.loads(config.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise OverrideInvalid(f"{config} is not TOML: {error}") from error
    for assignment in assignments:
        key, equals, value = assignment.partition("=")
        if not equals:
            raise OverrideInvalid(f"--set wants KEY=VALUE, not {assignment}")
        found[key.strip()] = value.strip()
    return found


def apply_overrides(overrides: Mapping[str, str]) -> None:
    """Set them in this process: a setting in its environment, a constant in every module that uses it.

    Raises OverrideInvalid. Meant for a process that does nothing but one run.
    """
    for key, value in overrides.items():
        if key in Settings.model_fields:
            os.environ[key.upper()] = value
        elif key.startswith(_OURS):
            _set_constant(key, value)
        else:
            raise OverrideInvalid(f"there is no setting {key}")


def _set_constant(key: str, value: str) -> None:
    module_name, _, name = key.rpartition(".")
    try:
        module = import_module(module_name)
        old = getattr(module, name)
    except (ImportError, AttributeError) as error:
        raise OverrideInvalid(f"there is no constant {key}") from error
    if type(old) not in (int, float, str):
        raise OverrideInvalid(f"{key} is no number and no text")
    try:
        new = type(old)(value)
    except ValueError as error:
        raise OverrideInvalid(f"{key} wants {type(old).__name__}, not {value}") from error
    setattr(module, name, new)
    for other_name, other in list(sys.modules.items()):
        if other_name.startswith(_OURS) and getattr(other, name, None) is old and _imports(other, key):
            setattr(other, name, new)


def _imports(other: ModuleType, key: str) -> bool:
    """Whether the module has the constant by `from … import`: then it holds a copy."""
    module_name, _, name = key.rpartition(".")
    imports = (
        node for node in ast.walk(ast.parse(inspect.getsource(other))) if isinstance(node, ast.ImportFrom)
    )
    return any(node.module == module_name and name in {n.name for n in node.names} for node in imports)


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        found |= (
            _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": str(value)}
        )
    return found

"""TOML read strictly: a missing, misspelled or impossible value is named with its file and line."""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from knowledge.persian import has_letters

_HEADER = re.compile(r"^\s*\[(\[)?\s*([\w.-]+)\s*\]")
_ENTRY = re.compile(r"^\s*([\w-]+)\s*=")
_SYNTAX = re.compile(r"^(.*) \(at (?:line (\d+), column \d+|end of document)\)$", re.S)
_ARABIC = re.compile("[يكىة]")


class InstrumentInvalid(ValueError):
    """A framework file cannot be used; the message is one sentence with file, line and reason."""


@dataclass(slots=True)
class _Place:
    """Where one table of the file begins, and where its entries stand."""

    line: int
    entries: dict[str, int] = field(default_factory=dict)
    inside: dict[str, list["_Place"]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """One table with the means to say where it stands."""

    file: Path
    values: Mapping[str, object]
    place: _Place
    lines: tuple[str, ...]

    def fail(self, reason: str, key: str | None = None, element: int | None = None) -> NoReturn:
        """Raises InstrumentInvalid; `element` is the n-th of the entry's list, from 0."""
        line = self.place.entries.get(key or "", self.place.line)
        if element is not None and self.lines[line - 1].rstrip().endswith("["):
            line += 1 + element  # written one below another
        raise InstrumentInvalid(f"{self.file}, line {line}: {reason}")

    def names(self) -> list[str]:
        return list(self.values)

    def has(self, key: str) -> bool:
        return key in self.values

    def only(self, *keys: str) -> None:
        """Fails on an entry with another name."""
        for key in self.values:
            if key not in keys:
                self.fail(f"nothing is called {key} here; there may be {', '.join(keys)}", key)

    def text(self, key: str) -> str:
        value = self.values.get(key)
        if not isinstance(value, str) or not has_letters(value):
            self.fail(f"{key} has to be a text", key)
        return value

    def texts(self, key: str) -> list[str]:
        """One or more texts."""
        values = self.values.get(key)
        if not isinstance(values, list) or not values:
            self.fail(f"{key} has to be a list with at least one text", key)
        for n, value in enumerate(values):
            if not isinstance(value, str) or not value:
                self.fail(f"{key} has to hold texts only", key, n)
        return values

    def persian(self, key: str) -> str:
        """A text for people."""
        value = self.text(key)
        self._check_letters(value, key)
        return value

    def five(self, key: str) -> tuple[str, str, str, str, str]:
        """Five different texts, the weakest first."""
        values = self.values.get(key)
        if not isinstance(values, list) or len(values) != 5:
            self.fail(f"{key} has to be a list of five texts, the weakest first", key)
        for n, value in enumerate(values):
            if not isinstance(value, str) or not has_letters(value):
                self.fail(f"level {n + 1} of {key} has to be a text", key, n)
            if value in values[:n]:
                self.fail(f"two levels of {key} read the same", key, n)
            self._check_letters(value, key, n)
        one, two, three, four, five = values
        return one, two, three, four, five

    def matching(self, key: str, pattern: str) -> str:
        value = self.values.get(key)
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            self.fail(f"{key} has to be a text like {pattern}", key)
        return value

    def number(self, key: str, low: float, high: float) -> float:
        value = self.values.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            self.fail(f"{key} has to be a number from {low:g} to {high:g}", key)
        return float(value)

    def whole(self, key: str, low: int, high: int) -> int:
        value = self.values.get(key)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.fail(f"{key} has to be a whole number from {low} to {high}", key)
        return value

    def one_of(self, key: str, names: Collection[str]) -> str:
        value = self.values.get(key)
        if not isinstance(value, str) or value not in names:
            self.fail(f"{key} names {value!r}, which is not known up to here", key)
        return value

    def some_of(self, key: str, names: Collection[str]) -> list[str]:
        """One or more different ones of these names."""
        values = self.values.get(key)
        if not isinstance(values, list) or not values:
            self.fail(f"{key} has to be a list with at least one name", key)
        for n, value in enumerate(values):
            if value not in names or value in values[:n]:
                self.fail(f"{key} names {value!r}, which is not known or stands there twice", key, n)
        return values

    def table(self, key: str) -> "Table":
        value = self.values.get(key)
        if not isinstance(value, dict):
            self.fail(f"{key} has to be a table", key)
        return Table(self.file, value, self._inner(key, 0), self.lines)

    def tables(self, key: str) -> list["Table"]:
        """One or more tables, written as [[…]] or in a list."""
        values = self.values.get(key)
        if not isinstance(values, list) or not values:
            self.fail(f"there has to be at least one {key}", key)
        inner = []
        for n, value in enumerate(values):
            if not isinstance(value, dict):
                self.fail(f"{key} has to hold tables only", key, n)
            inner.append(Table(self.file, value, self._inner(key, n), self.lines))
        return inner

    def _inner(self, key: str, n: int) -> _Place:
        if n < len(known := self.place.inside.get(key, [])):
            return known[n]
        line = self.place.entries.get(key, self.place.line)
        return _Place(line + 1 + n if self.lines[line - 1].rstrip().endswith("[") else line)

    def _check_letters(self, value: str, key: str, element: int | None = None) -> None:
        if found := _ARABIC.search(value):
            self.fail(f"{key} holds the Arabic letter {found[0]}; write ی, ک and ه", key, element)


def read_table(file: Path) -> Table:
    """The whole file as one table; raises InstrumentInvalid, and OSError when it cannot be read."""
    try:
        text = file.read_text(encoding="utf-8")
        values = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        raise InstrumentInvalid(f"{file}, line {line}: the text is not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        reason = _SYNTAX.match(str(error))
        at = reason[2] if reason and reason[2] else str(text.count("\n") + 1)
        said = reason[1] if reason else str(error)
        raise InstrumentInvalid(f"{file}, line {at}: {said[:1].lower()}{said[1:]}") from error
    lines = tuple(text.splitlines()) or ("",)
    return Table(file, values, _places(lines), lines)


def _places(lines: Iterable[str]) -> _Place:
    """Where every table and entry begins: [[a.b]] goes into the newest a."""
    root = current = _Place(1)
    for number, line in enumerate(lines, start=1):
        if header := _HEADER.match(line):
            place = root
            *outer, name = header[2].split(".")
            for step in outer:
                place = place.inside.setdefault(step, [_Place(number)])[-1]
            current = _Place(number)
            place.inside.setdefault(name, []).append(current)
        elif entry := _ENTRY.match(line):
            current.entries.setdefault(entry[1], number)
    return root

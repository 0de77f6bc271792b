"""Reads the form and the places from their files; what is wrong there is said with file, line and reason."""

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from bot.intake.form import Field, Form, Kind, Option, Relevance
from bot.intake.places import Places, Province
from knowledge.persian import fold

FRAMEWORKS = Path(__file__).parents[2] / "knowledge" / "frameworks"
_ID = re.compile(r"[a-z0-9][a-z0-9+-]{0,23}")  # it stands in button data, which is short
_FORM_KEYS = {"id", "version", "title", "done", "consent", "field"}
_OPTION_KEYS = {"id", "label", "words", "group", "from", "to"}
_FIELD_KEYS = {
    *("id", "type", "label", "question", "help", "message", "required", "personal", "relevant"),
    *("options", "groups", "min", "max", "pattern"),
}
_WITH_OPTIONS = frozenset({Kind.ONE, Kind.MANY, Kind.TREE, Kind.BAND})


class FormInvalid(ValueError):
    """The file cannot be used; the message says file, line and reason."""


@lru_cache(maxsize=4)
def load_intake(folder: Path = FRAMEWORKS) -> Form:
    """The form in this folder, read once, or the program's own for a missing file; raises FormInvalid."""
    form, places = (
        folder / name if (folder / name).exists() else FRAMEWORKS / name
        for name in ("intake.toml", "places.toml")
    )
    return load_form(form, load_places(places))


def load_form(path: Path, places: Places) -> Form:
    """Raises FormInvalid."""
    file = _File(path)
    raw = file.content
    file.check_keys("", raw, _FORM_KEYS)
    consent = file.need("consent", raw, "consent", dict)
    fields: list[Field] = []
    for number, entry in enumerate(file.need("field", raw, "field", list)):
        fields.append(_read_field(file, entry, number, fields))
    if len({field.id for field in fields}) < len(fields):
        twice = next(f.id for at, f in enumerate(fields) if f.id in {e.id for e in fields[:at]})
        file.fail(f'id = "{twice}"', f"the field {twice} is there twice")
    return Form(
        file.need("id", raw, "id", str),
        file.need("version", raw, "version", int),
        file.need("title", raw, "title", str),
        file.need("done", raw, "done", str),
        file.need("[consent]", consent, "version", str),
        file.need("[consent]", consent, "text", str),
        tuple(fields),
        places,
    )


@lru_cache(maxsize=4)
def load_places(path: Path) -> Places:
    """Raises FormInvalid."""
    file = _File(path)
    provinces: list[Province] = []
    for entry in file.need("province", file.content, "province", list):
        id_ = file.need("[[province]]", entry, "id", str)
        here = f'id = "{id_}"'
        name = file.need(here, entry, "name", str)
        cities = tuple(file.need(here, entry, "cities", list))
        if not cities or len(set(cities)) < len(cities):
            file.fail(here, f"the cities of {id_} are missing or one is there twice")
        names = {_spaced(spelling) for spelling in (name, *entry.get("also", ()))}
        names |= {spelling.replace(" ", "") for spelling in names}
        provinces.append(Province(id_, name, tuple(sorted(names)), cities))
    if len({province.id for province in provinces}) < len(provinces):
        file.fail("[[province]]", "an id is there twice")
    return Places(tuple(provinces))


def _read_field(file: "_File", entry: dict[str, Any], number: int, earlier: Sequence[Field]) -> Field:
    id_ = file.need(f"[[field]]#{number}", entry, "id", str)
    here = f'id = "{id_}"'
    file.check_keys(here, entry, _FIELD_KEYS)
    if not _ID.fullmatch(id_):
        file.fail(here, f"{id_} is no short id of small letters, digits and dashes")
    type_ = file.need(here, entry, "type", str)
    if type_ not in set(Kind):
        file.fail(here, f"the type {type_} of {id_} is none of {', '.join(Kind)}")
    kind = Kind(type_)
    groups = tuple(_read_option(file, raw, here) for raw in entry.get("groups", ()))
    options = tuple(_read_option(file, raw, here) for raw in entry.get("options", ()))
    _check_options(file, here, kind, options, groups)
    field = Field(
        id_,
        kind,
        file.need(here, entry, "label", str),
        file.need(here, entry, "question", str),
        str(entry.get("help", "")),
        file.need(here, entry, "message", str),
        bool(entry.get("required", True)),
        bool(entry.get("personal", False)),
        _read_relevance(file, here, entry.get("relevant"), earlier),
        options,
        groups,
        int(entry.get("min", 1)),
        int(entry.get("max", 1000)),
        _read_pattern(file, here, entry.get("pattern")),
    )
    if field.shortest > field.longest:
        file.fail(here, f"min of {id_} is above max")
    if field.personal and kind not in (Kind.TEXT, Kind.PERSON, Kind.MOBILE):
        file.fail(here, f"{id_} is counted, so it cannot be personal")
    return field


def _check_options(
    file: "_File", here: str, kind: Kind, options: Sequence[Option], groups: Sequence[Option]
) -> None:
    if (kind in _WITH_OPTIONS) != bool(options):
        file.fail(here, f"a field of type {kind} {'needs' if not options else 'has no'} options")
    if (kind is Kind.TREE) != bool(groups):
        file.fail(here, f"a field of type {kind} {'needs' if not groups else 'has no'} groups")
    ids = [option.id for option in options]
    if (twice := next((i for i in ids if ids.count(i) > 1), None)) is not None:
        file.fail(here, f"the option {twice} is there twice")
    known = {group.id for group in groups}
    for option in options:
        if option.group is not None and option.group not in known:
            file.fail(f'id = "{option.id}"', f"the group {option.group} of {option.id} is not there")
    if kind is Kind.BAND:
        ends = [(option.at_least, option.at_most) for option in options]
        broken = any(low > high for low, high in ends)
        if broken or any(a[1] + 1 != b[0] for a, b in pairwise(ends)):
            file.fail(here, "the bands have gaps, overlap or do not rise")


def _read_option(file: "_File", raw: dict[str, Any], here: str) -> Option:
    id_ = file.need(here, raw, "id", str)
    at = f'id = "{id_}"'
    file.check_keys(at, raw, _OPTION_KEYS)
    if not _ID.fullmatch(id_):
        file.fail(at, f"{id_} is no short id of small letters, digits and dashes")
    label = file.need(at, raw, "label", str)
    spelled = (_spaced(word) for word in (label, *raw.get("words", ())))
    words = tuple(dict.fromkeys(word for word in spelled if word))
    return Option(id_, label, words, raw.get("group"), int(raw.get("from", 0)), int(raw.get("to", 0)))


def _read_relevance(file: "_File", here: str, raw: Any, earlier: Sequence[Field]) -> Relevance | None:
    if raw is None:
        return None
    name, among = file.need(here, raw, "field", str), file.need(here, raw, "is", list)
    about = next((field for field in earlier if field.id == name), None)
    if about is None:
        file.fail(here, f"relevant names {name}, which is no earlier field")
    for option in among:
        if about.option(str(option)) is None:
            file.fail(here, f"relevant names {option}, which is no option of {name}")
    return Relevance(name, tuple(str(option) for option in among))


def _read_pattern(file: "_File", here: str, raw: Any) -> re.Pattern[str] | None:
    try:
        return None if raw is None else re.compile(str(raw))
    except re.error as error:
        file.fail(here, f"the pattern does not compile: {error}")


def _spaced(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", fold(text)).split())


class _File:
    """A TOML file that knows in which line something stands."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._text = path.read_text(encoding="utf-8")
            self.content = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:  # its message names the line
            raise FormInvalid(f"{path.name}: {error}") from error
        except (OSError, UnicodeDecodeError) as error:
            raise FormInvalid(f"{path.name} cannot be read: {error}") from error

    def need[T](self, here: str, table: Any, key: str, kind: type[T]) -> T:
        value = table.get(key) if isinstance(table, dict) else None
        if not isinstance(value, kind) or (isinstance(value, str) and not value.strip()):
            self.fail(here, f"{key} is missing or is no {kind.__name__}")
        return value

    def check_keys(self, here: str, table: dict[str, Any], known: set[str]) -> None:
        if unknown := set(table) - known:
            self.fail(here, f"{', '.join(sorted(unknown))} is not known here")

    def fail(self, here: str, reason: str) -> NoReturn:
        raise FormInvalid(f"{self._path.name}:{self._line(here)}: {reason}")

    def _line(self, here: str) -> int:
        """The first line with these words; «words#n» means its n-th place, counted from 0."""
        words, _, nth = here.partition("#")
        places = [number for number, line in enumerate(self._text.split("\n"), 1) if words in line]
        at = int(nth or 0)
        return places[at] if at < len(places) else 1

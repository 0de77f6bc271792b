"""The staff desk's words: none stands twice, none is left over."""

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from bot.web.staff import texts

DESK = Path(texts.__file__).parents[1]
THEMES = [import_module(f"{texts.__name__}.{found.name}") for found in iter_modules(texts.__path__)]


def own_names(theme: object) -> set[str]:
    return {name for name in vars(theme) if name.isupper()}


def test_every_theme_is_found_under_one_roof() -> None:
    for theme in THEMES:
        assert all(getattr(texts, name) is getattr(theme, name) for name in own_names(theme))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.__name__.rpartition(".")[2])
def test_every_word_is_shown_somewhere(theme: object) -> None:
    pages = [path.read_text("utf-8") for ending in ("*.html", "*.py") for path in DESK.rglob(ending)]
    used = [word for page in pages for word in re.findall(r"\b[A-Z][A-Z_]+\b", page)]
    assert {name for name in own_names(theme) if used.count(name) < 2} == set()

"""What would be lost in rules.yaml unseen: the first of two tables of one name, letters no message has."""

from collections.abc import Iterator
from dataclasses import fields
from importlib import resources

import yaml

from bot.dialogue.rules import Rules, load_rules
from knowledge.persian import fold


def names(node: yaml.Node, path: str = "") -> Iterator[str]:
    """Every key of the file with the keys above it."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (here := f"{path}/{key.value}")
            yield from names(value, here)


def test_no_table_of_rules_has_the_name_of_another() -> None:
    text = resources.files("bot.dialogue").joinpath("rules.yaml").read_text(encoding="utf-8")
    root = yaml.compose(text, yaml.CSafeLoader)
    assert root is not None
    found = list(names(root))
    assert sorted(set(found)) == sorted(found)


def test_every_pattern_is_written_in_the_letters_of_folded_text() -> None:
    tables = [getattr(load_rules(), field.name) for field in fields(Rules)]
    patterns = [(name, p.pattern) for table in tables if isinstance(table, dict) for name, p in table.items()]
    assert len(patterns) > 100
    for name, pattern in patterns:
        if name != "author":  # it is looked for in the message as it was written
            assert {c for c in pattern if c.isalpha() and c.lower() == c != fold(c)} == set(), name

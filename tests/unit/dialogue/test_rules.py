"""The tables of rules.yaml say nothing twice: of two tables of one name the first would be lost unseen."""

from collections.abc import Iterator
from importlib import resources

import yaml


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

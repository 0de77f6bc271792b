"""Repairs of a raw line that need no choice: letters, tatweel, torn words, mirrored brackets."""

import re
from collections.abc import Callable

from ingest.repair.detector import bracket_directions
from ingest.repair.letters import TATWEEL, persian_letters
from ingest.repair.model import Damage
from ingest.repair.tatweel import order_torn_runs, without_tatweel

MIRROR = str.maketrans("()[]{}«»", ")(][}{»«")
_SURE, _LIKELY = 0.99, 0.9
_TEH_MARBUTA = re.compile(r"(?<=\w)ة(?![\w\u200c]|\s*ال)")  # as Arabic writes it
_TURNED_NUMBER = re.compile(r"(?<![\d-])([1-9]\d{0,2})-(\d{5,8})-(0\d{2,3})(?![\d-])")  # area code last


def prepare_line(raw: str, likely: Callable[[str], float], mirrored: bool) -> str:
    """The line that word order and half-spaces are sought in.

    `likely` is ln P of a word; `mirrored`: the document's brackets are.
    """
    line = without_tatweel(order_torn_runs(persian_letters(raw), likely))
    line = _TEH_MARBUTA.sub("ه", line)
    if mirrored:
        line = _TURNED_NUMBER.sub(r"\3-\2-\1", line)
    return line.translate(MIRROR) if mirrored and _closes_first(line) else line


def surface_repairs(raw: str, prepared: str) -> list[tuple[Damage, float]]:
    """What `prepare_line` has done, with its confidence."""
    found: list[tuple[Damage, float]] = []
    letters = persian_letters(raw)
    if letters != raw:
        found.append((Damage.LETTERS, _SURE))
    straight = without_tatweel(letters)
    if TATWEEL in letters and straight != letters:
        same = prepared.translate(MIRROR) == straight or prepared == straight
        found.append((Damage.TATWEEL, _SURE if same else _LIKELY))
    if [char for char in prepared if char in "()«»"] != [char for char in straight if char in "()«»"]:
        found.append((Damage.BRACKETS, _LIKELY))
    return found


def _closes_first(line: str) -> bool:
    proper, mirrored = bracket_directions(line)
    return mirrored > proper or (mirrored == proper == 0 and bool(re.search(r"[)(»«]", line)))

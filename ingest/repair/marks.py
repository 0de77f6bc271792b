"""Marks at the ends of a line: bullets and closing punctuation that were moved to the other end."""

import re
from dataclasses import dataclass

BULLETS = "•●▪■◆➢❖✓–"
_FRONT = re.compile(rf"^\s*(?P<bullet>[{BULLETS}])?\s*(?P<closing>[.:؛؟!]+(?!\d))?\s*")
_BACK = re.compile(rf"\s*(?P<closing>[.:؛؟!،]+)?\s*(?P<bullet>[{BULLETS}])?\s*$")
_NUMBERED = re.compile(r"(?<=\D)(\d{1,2})[.)]\s*$")
_NUMBERED_FRONT = re.compile(r"^\s*(\d{1,2}[.)])\s+(?=[^\W\d])")
_STARS = re.compile(r"^\s*(\*+)(.*?)\1\s*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Ends:
    """A line without the marks at its ends; `ellipsis` stood outside but belongs before the last bracket."""

    bullet: str  # or a list number with its mark
    core: str
    closing: str
    ellipsis: bool
    stars: str
    moved: bool  # some mark stood at the wrong end


def strip_ends(line: str) -> Ends:
    """Takes bullets and closing marks off a line in visual or logical order."""
    stars = _STARS.match(line)
    if stars:
        return Ends("", stars[2], "", False, stars[1], False)
    number = _NUMBERED.search(line)
    label = ""
    if number:
        label, line = f"{number[1]}.", line[: number.start()]
    elif standing := _NUMBERED_FRONT.match(line):
        label, line = standing[1], line[standing.end() :]
    front = _FRONT.match(line)
    assert front is not None  # every part of the pattern is optional
    rest = line[front.end() :]
    back = _BACK.search(rest)
    assert back is not None
    # a run's own space is kept, also before a bullet that was moved behind it
    spaced = rest[back.start() :].startswith(" ") and not back["closing"]
    core = rest[: back.start()] + (" " if spaced else "")
    first, last = front["closing"] or "", back["closing"] or ""
    closing = first + last
    bullet = front["bullet"] or back["bullet"] or label
    ellipsis = False
    if len(closing) >= 2 and set(closing) == {"."}:
        aside = re.match(r"^\(\s*و\s+(?!\s)", core)
        if first and core.startswith("("):
            ellipsis, closing = True, ""
        elif last and aside and ")" in core:
            core = "(" + core[aside.end() :].replace(")", " و)", 1)
            ellipsis, closing = True, ""
        else:
            closing = "..."
    return Ends(bullet, core, closing, ellipsis, "", bool(first or back["bullet"] or number or ellipsis))


def put_back(ends: Ends, core: str) -> str:
    """The ordered core with its marks where a reader expects them."""
    if ends.ellipsis:
        position = core.rfind(")")
        if re.search(r"(\.{3}|…)\s*\)", core):  # it has its own: this one belongs before the bracket
            position = core.rfind("(")
        core = core[:position].rstrip() + " ..." + core[position:] if position >= 0 else core + " ..."
    closing = " ..." if ends.closing == "..." and core.endswith(" و") else ends.closing
    text = core.strip() + closing
    if ends.stars:
        return ends.stars + text + ends.stars
    return f"{ends.bullet} {text}" if ends.bullet else text

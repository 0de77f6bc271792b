"""Markdown list markers as people write them, turned into those that CommonMark nests."""

import re

_MARKER = re.compile(
    r"^(?P<indent>[ \t]*)(?:(?P<bullet>[-*+•–])|(?P<number>[0-9۰-۹٠-٩]{1,4})[.)])[ \t]+(?=\S)"
)
_FENCE = re.compile(r"^\s{0,3}(```|~~~)")


def nest_lists(text: str) -> str:
    """Each list line indented by four columns a level, with an ASCII marker; other lines unchanged.

    CommonMark nests `- x` under `4. y` only from three columns on, and numbers with ASCII digits only;
    writers of Persian keep to neither.
    """
    lines: list[str] = []
    open_indents: list[int] = []
    fenced = False
    for line in text.split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
        match = None if fenced else _MARKER.match(line)
        if match is None:
            if line.strip() and not line[:1].isspace():
                open_indents = []
            elif line.strip() and open_indents and not fenced:
                line = " " * (4 * len(open_indents)) + line.lstrip()
            lines.append(line)
            continue
        indent = len(match["indent"].expandtabs(4))
        while open_indents and indent < open_indents[-1]:
            open_indents.pop()
        if not open_indents or indent > open_indents[-1]:
            open_indents.append(indent)
        marker = "-" if match["bullet"] else f"{int(match['number'])}."
        lines.append(" " * (4 * (len(open_indents) - 1)) + f"{marker} " + line[match.end() :])
    return "\n".join(lines)

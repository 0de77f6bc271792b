"""The pages' colours can be read in both themes (WCAG 2.2, contrast of 4.5 for text)."""

import re

import pytest

from bot.web.application import STATIC

TEXT_ON = [
    ("ink", "page"),
    ("ink", "card"),
    ("ink", "mine"),
    ("ink", "calm"),
    ("ink", "tint"),
    ("soft", "page"),
    ("soft", "card"),
    ("soft", "raised"),
    ("soft", "calm"),
    ("accent", "card"),
    ("accent", "page"),
    ("accent", "tint"),
    ("accent-ink", "accent"),
    ("calm-ink", "card"),
    ("calm-ink", "calm"),
    ("alert", "page"),
    ("alert", "card"),
    ("alert", "alert-tint"),
    ("blue-ink", "blue"),
]
NAMED = dict(
    (name, (light, dark))
    for name, light, dark in re.findall(
        r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", (STATIC / "base.css").read_text(encoding="utf-8")
    )
)


def luminance(colour: str) -> float:
    """Relative luminance in 0 to 1 of an sRGB colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_stands_out_from_its_ground(text: str, ground: str, theme: int) -> None:
    high, low = sorted((luminance(NAMED[name][theme]) for name in (text, ground)), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.5

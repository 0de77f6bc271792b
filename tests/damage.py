"""Makes from clean Persian text what extractors make of it, one function a mechanism.

The runs of a justified slide line break at half-spaces, digits, brackets and stretched joints; the extractor
hands them out in visual order, the last first, and the half-spaces are gone. The newspaper loses half-spaces,
stretches words with tatweel, tears one at the line's end and mirrors its brackets.
"""

import random
import re
import unicodedata

ZWNJ = "\u200c"
_MIRROR = str.maketrans("()«»", ")(»«")
_RUN = re.compile(r"\d+(?:[./,]\d+)*|[()]|[^\d()" + ZWNJ + "]+|" + ZWNJ)
_JOINING = frozenset("بپتثجچحخسشصضطظعغفقکگلمنهی")
_LETTER = re.compile(r"[\u0621-\u06cc]")
_ISOLATED = {
    unicodedata.normalize("NFKC", chr(code)): chr(code)
    for code in range(0xFE80, 0xFEF5)
    if "<isolated>" in unicodedata.decomposition(chr(code))
}


def with_arabic_letters(text: str) -> str:
    return text.replace("ی", "ي").replace("ک", "ك")


def with_presentation_forms(text: str) -> str:
    """Letters as isolated glyph forms."""
    return "".join(_ISOLATED.get(char, char) for char in with_arabic_letters(text))


def without_half_spaces(text: str) -> str:
    return text.replace(ZWNJ, "")


def with_reversed_runs(line: str) -> str:
    """The line in visual order of its runs; a line without a break comes back as it is."""
    runs = [run for run in _RUN.findall(line) if run != ZWNJ]
    return "".join(run.translate(_MIRROR) for run in reversed(runs))


def with_reversed_marked_runs(line: str) -> str:
    """The same of a line that breaks at its bars too, where the weight of the type changes."""
    return "".join(with_reversed_runs(run) for run in reversed(line.split("|")))


def with_torn_last_word(line: str, letters: int = 1) -> str:
    """The end of the last word at the line's start, a space behind it: its stretched joint broke it."""
    return f"{line[-letters:]} {line[:-letters]}"


def with_strokes(line: str, chance: float, seed: int = 0) -> str:
    """A «و» where a joint inside a word was stretched."""
    draw = random.Random(seed)
    out = []
    for char, following in zip(line, [*line[1:], ""], strict=True):
        out.append(char)
        if char in _JOINING and _LETTER.match(following) and draw.random() < chance:
            out.append("و")
    return "".join(out)


def with_tatweel(text: str, chance: float, seed: int = 0) -> str:
    """Words stretched with tatweel."""
    draw = random.Random(seed)
    out = []
    for char, following in zip(text, [*text[1:], ""], strict=True):
        out.append(char)
        if char in _JOINING and _LETTER.match(following) and draw.random() < chance:
            out.append("ـ" * draw.randint(1, 3))
    return "".join(out)


def with_torn_word(line: str, word: str, keep: int) -> str:
    """The run that begins inside `word` first, the one that ends in it last, two spaces between them."""
    cut = line.index(word) + keep
    return f"ــ{line[cut:].strip()}  {line[:cut]}"


def with_mirrored_brackets(text: str) -> str:
    return text.translate(_MIRROR)


def with_letters_from_the_left(text: str) -> str:
    """Words painted as one piece, those without «ا», «ر» or «و», with their letters the last first."""
    return re.sub(
        r"[\u0621-\u06cc]+", lambda word: word[0] if re.search("[ارو]", word[0]) else word[0][::-1], text
    )


def with_moved_bullet(line: str) -> str:
    """The bullet of a list item at its end."""
    return f"{line.removeprefix('• ')}•"


def with_moved_stop(line: str) -> str:
    """The closing mark of a line at its start."""
    return f"{line[-1]}{line[:-1]}"


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters, a space behind each that goes on."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            lines.append(line + " ")
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]

"""A language model's text taken apart into sentences with the lines they cite."""

import re
from dataclasses import dataclass

from bot.dialogue.turn import BlockKind
from knowledge.persian import fold, has_letters, strip_controls

LONGEST = 20_000  # characters that are read at all

_CITED = re.compile(r"\[\s*[\d۰-۹٠-٩]+(?:\s*[,،و]\s*[\d۰-۹٠-٩]+)*\s*\]")
_BULLET = re.compile(r"^[-•*–]\s+")
_STEP = re.compile(r"^[\d۰-۹]{1,2}[.)\-]\s+")
_MARKUP = re.compile(r"\*\*|__|^#+\s*|`")
_END = re.compile(r"(?<=[.؟!])\s+")
_NUMBER = re.compile(r"\d+")
_KINDS = ((BlockKind.BULLETS, _BULLET), (BlockKind.STEPS, _STEP))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or list item, without its citation marks."""

    text: str
    cited: tuple[int, ...]  # numbers of lines, in the order given; () when it names none
    kind: BlockKind
    line: int  # of the draft: sentences of one line belong together

    @property
    def heads_list(self) -> bool:
        """«چالش‌ها چنین‌اند:», which stands for nothing by itself."""
        return self.text.endswith(":") and not self.cited


def read_draft(text: str) -> tuple[Sentence, ...]:
    """Its sentences in order; one without a citation takes that of the next sentence of its line."""
    sentences: list[Sentence] = []
    for number, raw in enumerate(text[:LONGEST].splitlines()):
        line = _MARKUP.sub("", raw).strip()
        if not line:
            continue
        kind = next((k for k, p in _KINDS if p.match(line)), BlockKind.PARAGRAPH)
        for pattern in (_BULLET, _STEP):
            line = pattern.sub("", line)
        sentences.extend(_sentences(line, kind, number))
    return tuple(sentences)


def _sentences(line: str, kind: BlockKind, number: int) -> list[Sentence]:
    found: list[Sentence] = []
    start = 0
    matches = list(_CITED.finditer(line))
    position = 0
    while position < len(matches):
        match = matches[position]
        said = line[start : match.start()]
        cited = _numbers(match[0])
        end = match.end()
        while position + 1 < len(matches) and not line[end : matches[position + 1].start()].strip(" ،,و"):
            position += 1
            cited += _numbers(matches[position][0])
            end = matches[position].end()
        if line[end : end + 1] in ".؛،" and line[end : end + 1]:  # the full stop stands behind the mark
            said, end = said.rstrip() + line[end].replace("،", "").replace("؛", ""), end + 1
        found += [Sentence(text, cited, kind, number) for text in _split(said)]
        start = end
        position += 1
    found += [Sentence(text, (), kind, number) for text in _split(line[start:])]
    return found


def _split(said: str) -> list[str]:
    return [part for part in map(strip_controls, _END.split(said)) if has_letters(part)]


def _numbers(mark: str) -> tuple[int, ...]:
    return tuple(int(number) for number in _NUMBER.findall(fold(mark).replace("،", " ").replace(",", " ")))

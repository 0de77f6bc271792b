"""Counts words and word pairs of Persian text into the small file that repair ships with.

    python -m ingest.repair.counting SQUAD_STYLE.json PAGE.html … TEXTS.toml … ENTRIES.md … TAUGHT.jsonl …

Only counts are kept, no sentence can be read back. Sources of the shipped file: the validation split of
PQuAD (AUT-NLP, CC BY-SA 4.0), the Persian pages of the Debian Administrator's Handbook (Debian's package
debian-handbook, CC BY-SA 3.0 or later) and texts of our own; the file therefore is CC BY-SA 4.0 too.
"""

import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from ingest.repair.letters import MARKS, ZWNJ, bare, persian_letters

COUNTS_FILE = Path(__file__).parent / "data" / "pairs.npz"

BREAK = "\n"  # stands for a sentence end, a comma, a bracket
START = "^"  # stands before the first word of a heading or an entry, of a line that continues no other
_WORD_OR_BREAK = re.compile(f"[^\\W_]+(?:{ZWNJ}[^\\W_]+)*|[^\\w\\s{ZWNJ}]|{ZWNJ}")
_WITH_AND = re.compile(f"{ZWNJ}و(?=کار|گو|ساز|شو|آمد|جو)")  # «کسب‌وکار» counts as «کسب و کار»
_PROSE = '//div[@class="para"][not(.//div[@class="para"])] | //p | //h1 | //h2 | //h3 | //dt'
_PERSIAN, _LATIN = re.compile("[\u0600-\u06ff]"), re.compile("[A-Za-z]")
_LEAST_LETTERS = 20
_MARKS_OF_ENTRY = re.compile(r"^[#\-*|\s\d.:]+")


def words_and_joints(text: str) -> Iterator[tuple[str, bool]]:
    """(word, half-space before it?) in order; digits are "0", punctuation is BREAK."""
    yield BREAK, False
    for match in _WORD_OR_BREAK.finditer(_WITH_AND.sub(" و ", MARKS.sub("", persian_letters(text)))):
        token = match[0]
        if not token[0].isalnum():
            yield BREAK, False
            continue
        for position, part in enumerate(token.split(ZWNJ)):
            word = bare(part)
            if word:
                yield ("0" if word[0].isdigit() else word), position > 0
    yield BREAK, False


def squad_texts(path: Path) -> Iterator[str]:
    """Paragraphs and questions of a file in SQuAD's format."""
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            yield paragraph["context"]
            for question in paragraph["qas"]:
                yield question["question"]


def page_texts(path: Path) -> Iterator[str]:
    """Paragraphs and headings of an HTML page that are mostly Persian; each once."""
    from lxml import html  # type: ignore[import-untyped]  # only who counts pays for it

    seen: set[str] = set()
    page = html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    for element in page.xpath(_PROSE):
        text = " ".join(element.text_content().split())
        persian = len(_PERSIAN.findall(text))
        if _LEAST_LETTERS < persian > len(_LATIN.findall(text)) and text not in seen:
            seen.add(text)
            yield text


def table_texts(path: Path) -> Iterator[str]:
    """The Persian texts of a TOML file."""

    def texts(value: object) -> Iterator[str]:
        match value:
            case str():
                yield value
            case dict():
                for part in value.values():
                    yield from texts(part)
            case list():
                for part in value:
                    yield from texts(part)

    found = texts(tomllib.loads(path.read_text(encoding="utf-8")))
    return (text for text in found if _PERSIAN.search(text))


def entry_texts(path: Path) -> Iterator[str]:
    """Headings and entries of a text with one a line, without the marks before them."""
    return _entries(path.read_text(encoding="utf-8").split("\n"))


def taught_entries(path: Path) -> Iterator[str]:
    """Titles and lines of documents that a file of questions names, each once."""
    rows = _rows(path)
    return _entries(
        dict.fromkeys(line for row in rows for line in [*row.get("lines", ()), row.get("title", "")])
    )


def taught_texts(path: Path) -> Iterator[str]:
    """The passages of a file of questions and its questions in formal Persian, each once."""
    rows = _rows(path)
    passages = (row.get("passage", "") for row in rows)
    questions = (row["question"] for row in rows if row["style"] == "formal")
    return iter(dict.fromkeys([*passages, *questions]))


def _entries(lines: Iterable[str]) -> Iterator[str]:
    return (_MARKS_OF_ENTRY.sub("", line) for line in lines if _PERSIAN.search(line))


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write_counts(texts: Iterable[str], target: Path, entries: Iterable[str] = ()) -> None:
    """Words and pairs with counts; pairs are rows (left, right, count), (n, 3) uint32, by word number.

    Before the first word of a text stands BREAK, of an entry START.
    """
    words: Counter[str] = Counter()
    spaced: Counter[tuple[str, str]] = Counter()
    joined: Counter[tuple[str, str]] = Counter()
    for text, previous in chain(((text, BREAK) for text in texts), ((entry, START) for entry in entries)):
        if previous == START:
            words[START] += 1
        for number, (word, half) in enumerate(words_and_joints(text)):
            if number == 0 and previous == START:
                continue
            words[word] += 1
            (joined if half else spaced)[previous, word] += 1
            previous = word
    order = [word for word, _ in words.most_common()]
    index = {word: number for number, word in enumerate(order)}

    def table(pairs: Counter[tuple[str, str]]) -> np.ndarray:
        rows = sorted((index[left], index[right], count) for (left, right), count in pairs.items())
        return np.array(rows, dtype=np.uint32).reshape(-1, 3)

    np.savez_compressed(
        target,
        words=np.frombuffer("\t".join(order).encode(), dtype=np.uint8),
        counts=np.array([words[word] for word in order], dtype=np.uint32),
        spaced=table(spaced),
        joined=table(joined),
    )


def _read(paths: Sequence[Path], readers: Mapping[str, Callable[[Path], Iterator[str]]]) -> Iterator[str]:
    return (text for path in paths if path.suffix in readers for text in readers[path.suffix](path))


def main(paths: Sequence[Path]) -> int:
    texts = {".json": squad_texts, ".html": page_texts, ".toml": table_texts, ".jsonl": taught_texts}
    entries = {".md": entry_texts, ".txt": entry_texts, ".jsonl": taught_entries}
    write_counts(_read(paths, texts), COUNTS_FILE, _read(paths, entries))
    print(f"{COUNTS_FILE.name}: {COUNTS_FILE.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main([Path(argument) for argument in sys.argv[1:]]))

"""Counts words and word pairs of Persian text into the small file that repair ships with.

    python -m ingest.repair.counting SQUAD_STYLE.json PAGE.html … TEXTS.toml …

Only counts are kept, no sentence can be read back. Sources of the shipped file: the validation split of
PQuAD (AUT-NLP, CC BY-SA 4.0), the Persian pages of the Debian Administrator's Handbook (Debian's package
debian-handbook, CC BY-SA 3.0 or later) and our own questions to clusters and firms (knowledge/frameworks);
the file therefore is CC BY-SA 4.0 too.
"""

import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from ingest.repair.letters import MARKS, ZWNJ, bare, persian_letters

COUNTS_FILE = Path(__file__).parent / "data" / "pairs.npz"

BREAK = "\n"  # stands for a sentence end, a comma, a bracket
_WORD_OR_BREAK = re.compile(f"[^\\W_]+(?:{ZWNJ}[^\\W_]+)*|[^\\w\\s{ZWNJ}]|{ZWNJ}")
_PROSE = '//div[@class="para"][not(.//div[@class="para"])] | //p | //h1 | //h2 | //h3 | //dt'
_PERSIAN, _LATIN = re.compile("[\u0600-\u06ff]"), re.compile("[A-Za-z]")
_LEAST_LETTERS = 20


def words_and_joints(text: str) -> Iterator[tuple[str, bool]]:
    """(word, half-space before it?) in order; digits are "0", punctuation is BREAK."""
    yield BREAK, False
    for match in _WORD_OR_BREAK.finditer(MARKS.sub("", persian_letters(text))):
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


def write_counts(texts: Iterable[str], target: Path) -> None:
    """Words and pairs with counts; pairs are rows (left, right, count), (n, 3) uint32, by word number."""
    words: Counter[str] = Counter()
    spaced: Counter[tuple[str, str]] = Counter()
    joined: Counter[tuple[str, str]] = Counter()
    for text in texts:
        previous = BREAK
        for word, half in words_and_joints(text):
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


def main(paths: Sequence[Path]) -> int:
    read = {".json": squad_texts, ".html": page_texts, ".toml": table_texts}
    write_counts((text for path in paths for text in read[path.suffix](path)), COUNTS_FILE)
    print(f"{COUNTS_FILE.name}: {COUNTS_FILE.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main([Path(argument) for argument in sys.argv[1:]]))

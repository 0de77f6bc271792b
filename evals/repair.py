"""How readable repair makes damaged pages, on gold pages: raw, hazm's normaliser alone, and ours.

    python -m evals repair GOLD.jsonl …

A gold row is one page or block: `raw` (as extracted), `gold` (the wanted lines), `items` (the wanted
propositions), `kind`. Rows of one file are taken as one document. CER is the edit distance over the gold
length, summed over all rows, after unifying ي/ك and runs of white space; with "½=_" half-spaces count as
spaces; "by line" compares each gold line with the line that is likest to it, so that the order of blocks and
cells does not count. Word F1 is over the words of each row, order ignored. An item is found whole when some
line is it (punctuation, spaces and bullets aside).
"""

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hazm import Normalizer
from pydantic import TypeAdapter
from rapidfuzz.distance import Levenshtein

from evals.console import complain
from evals.jsonlines import BadRecord, read_all
from ingest.repair import Evidence, repair_page

_LETTERS = str.maketrans("يىك", "ییک")
_BARE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Page:
    """One gold row."""

    kind: str
    raw: str
    gold: str
    items: tuple[str, ...]


_PAGE: TypeAdapter[Page] = TypeAdapter(Page)


@dataclass(slots=True)
class Tally:
    """Sums over pages; the rates are derived."""

    edits: int = 0
    edits_spaced: int = 0
    edits_by_line: int = 0
    length: int = 0
    shared: int = 0
    words: int = 0
    found: int = 0
    items: int = 0

    def add(self, text: str, page: Page) -> None:
        ours, gold = _unified(text), _unified(page.gold)
        self.edits += Levenshtein.distance(ours, gold)
        self.edits_spaced += Levenshtein.distance(_spaced(ours), _spaced(gold))
        ours_by_line = [_unified(line) for line in text.split("\n")]
        for line in map(_unified, page.gold.split("\n")):
            nearest = min(Levenshtein.distance(line, each) for each in ours_by_line)
            self.edits_by_line += min(len(line), nearest)
        self.length += len(gold)
        left, right = Counter(ours.split()), Counter(gold.split())
        self.shared += 2 * (left & right).total()
        self.words += left.total() + right.total()
        lines = {_BARE.sub("", line) for line in text.translate(_LETTERS).split("\n")}
        self.found += sum(_BARE.sub("", item) in lines for item in page.items)
        self.items += len(page.items)

    def row(self) -> str:
        if not self.length:
            return "-"
        rate = 100 / self.length
        return (
            f"CER {rate * self.edits:5.1f} %   ½=_ {rate * self.edits_spaced:5.1f} %   "
            f"by line {rate * self.edits_by_line:5.1f} %   "
            f"word F1 {100 * self.shared / max(1, self.words):5.1f}   items {self.found}/{self.items}"
        )


def _unified(text: str) -> str:
    return " ".join(text.translate(_LETTERS).split())


def _spaced(text: str) -> str:
    return text.replace("\u200c", " ")


def repaired(pages: Sequence[Page], evidence: Evidence) -> Iterator[str]:
    """Each page as repair makes it, without empty lines."""
    for page in pages:
        yield "\n".join(line.text for line in repair_page(page.raw, evidence).lines if line.text)


def main(arguments: list[str]) -> int:
    """Print the tables; 1 when a file cannot be used."""
    options = _parser().parse_args(arguments)
    try:
        files = {path: read_all(path, _PAGE) for path in options.pages}
    except (BadRecord, OSError) as error:
        return complain(error)
    for path, pages in files.items():
        show(path.name, pages)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evals repair", description="How readable repair makes damaged pages."
    )
    parser.add_argument("pages", type=Path, nargs="+", help="JSON lines with kind, raw, gold and items")
    return parser


def show(name: str, pages: Sequence[Page]) -> None:
    """Prints the table of one file, of our repair also by kind."""
    started = time.perf_counter()
    evidence = Evidence.for_document("\n\n".join(page.raw for page in pages))
    learned = time.perf_counter()
    ours = list(repaired(pages, evidence))
    finished = time.perf_counter()
    raw_lines = sum(bool(line.strip()) for page in pages for line in page.raw.split("\n"))
    print(f"{name}: {len(pages)} pages, {raw_lines} lines")
    print(f"  as extracted   {tally([page.raw for page in pages], pages).row()}")
    print(f"  hazm alone     {tally(_by_hazm(pages), pages).row()}")
    print(f"  repaired       {tally(ours, pages).row()}")
    for kind in sorted({page.kind for page in pages}):
        own = [(text, page) for text, page in zip(ours, pages, strict=True) if page.kind == kind]
        print(f"    {kind:12} {tally([text for text, _ in own], [page for _, page in own]).row()}")
    each = 1000 * (finished - started) / max(1, raw_lines)
    print(f"  {each:.1f} ms a line in all; {learned - started:.2f} s of it to learn from the document\n")


def tally(texts: Sequence[str], pages: Sequence[Page]) -> Tally:
    """The sums over these texts, one for each page."""
    total = Tally()
    for text, page in zip(texts, pages, strict=True):
        total.add(text, page)
    return total


def _by_hazm(pages: Sequence[Page]) -> list[str]:
    normalizer = Normalizer()
    return ["\n".join(map(normalizer.normalize, page.raw.split("\n"))) for page in pages]

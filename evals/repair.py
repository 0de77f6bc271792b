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
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
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
        return show({path: read_all(path, _PAGE) for path in options.pages})
    except (BadRecord, OSError) as error:
        return complain(error)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evals repair", description="How readable repair makes damaged pages."
    )
    parser.add_argument("pages", type=Path, nargs="+", help="JSON lines with kind, raw, gold and items")
    return parser


def show(files: Mapping[Path, Sequence[Page]]) -> int:
    """Prints a table a file."""
    normalizer = Normalizer()

    def by_hazm(text: str) -> str:
        return "\n".join(normalizer.normalize(line) for line in text.split("\n"))

    for path, pages in files.items():
        started = time.perf_counter()
        evidence = Evidence.for_document("\n\n".join(page.raw for page in pages))
        learned = time.perf_counter()
        ours = list(repaired(pages, evidence))
        finished = time.perf_counter()
        raw_lines = sum(bool(line.strip()) for page in pages for line in page.raw.split("\n"))
        ways: dict[str, Callable[[int], str]] = {
            "as extracted": lambda number, pages=pages: pages[number].raw,  # type: ignore[misc]
            "hazm alone": lambda number, pages=pages: by_hazm(pages[number].raw),  # type: ignore[misc]
            "repaired": lambda number, ours=ours: ours[number],  # type: ignore[misc]
        }
        print(f"{path.name}: {len(pages)} pages, {raw_lines} lines")
        for name, text in ways.items():
            total = Tally()
            kinds: dict[str, Tally] = defaultdict(Tally)
            for number, page in enumerate(pages):
                total.add(text(number), page)
                kinds[page.kind].add(text(number), page)
            print(f"  {name:14} {total.row()}")
            if name == "repaired":
                for kind in sorted(kinds):
                    print(f"    {kind:12} {kinds[kind].row()}")
        each = 1000 * (finished - learned) / max(1, raw_lines)
        print(f"  evidence {learned - started:.2f} s, {each:.1f} ms a line\n")
    return 0

"""How many sentences of sound texts repair changes, and how.

    python -m evals untouched SET.json

The sentences are drawn from a SQuAD-like set, some forty make a document. A change is one of spelling where
the letters look the same: the same letters composed otherwise (Unicode's NFC), Arabic letters for Persian
ones, an invisible mark. Anything else is wrong and is shown.
"""

import argparse
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.console import complain
from evals.jsonlines import BadRecord
from evals.squad import read_paragraphs
from ingest.repair import Evidence, repair_page

_SENTENCE_END = re.compile(r"(?<=[.؟!])\s+")
_LEAST = 30  # characters of a sentence
_TOGETHER = 40  # sentences of a document
_PERSIAN = str.maketrans("يىك", "ییک")
_UNSEEN = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
_PARTING, _ANYWHERE = re.compile(rf"(?<=\w){_UNSEEN}(?=\w)"), re.compile(_UNSEEN)
UNCHANGED, COMPOSED, LETTERS, MARKS, WRONG = (
    "unchanged",
    "same letters, composed",
    "Arabic letters",
    "invisible marks",
    "wrong",
)


def main(arguments: list[str]) -> int:
    """Print how many sentences were changed in which way, and each wrong change; 1 when there is any."""
    options = _parser().parse_args(arguments)
    try:
        sentences = sample(options.set, options.count, options.seed)
    except (BadRecord, OSError) as error:
        return complain(error)
    if not sentences:
        return complain(BadRecord(f"{options.set}: no sentences in it"))
    ways: Counter[str] = Counter()
    for before, after in repaired(sentences):
        way = way_of_change(before, after)
        ways[way] += 1
        if way == WRONG:
            print(f"- {before}\n+ {after}\n")
    for way in (UNCHANGED, COMPOSED, LETTERS, MARKS, WRONG):
        print(f"{way:24}{ways[way]:6}  {100 * ways[way] / len(sentences):6.2f} %")
    return int(ways[WRONG] > 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evals untouched", description="How many sound sentences repair changes, and how."
    )
    parser.add_argument("set", type=Path, help="a question set in SQuAD's form, as of ../shared/corpora")
    parser.add_argument("--count", type=int, default=2000, help="sentences (default: 2000)")
    parser.add_argument("--seed", type=int, default=5)
    return parser


def sample(path: Path, count: int, seed: int) -> list[str]:
    """So many sentences of its paragraphs, in chance order; raises BadRecord or OSError."""
    sentences = [
        sentence.strip()
        for paragraph in read_paragraphs(path)
        for sentence in _SENTENCE_END.split(paragraph.context)
        if len(sentence) > _LEAST
    ]
    random.Random(seed).shuffle(sentences)
    return sentences[:count]


def repaired(sentences: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each sentence with what repair makes of it among its neighbours."""
    for start in range(0, len(sentences), _TOGETHER):
        together = [" ".join(sentence.split("\n")) for sentence in sentences[start : start + _TOGETHER]]
        text = "\n\n".join(together)
        lines = repair_page(text, Evidence.for_document(text)).text.split("\n\n")
        if len(lines) != len(together):  # joined or divided: none of them is as it was
            lines = [""] * len(together)
        yield from zip(together, lines, strict=True)


def way_of_change(before: str, after: str) -> str:
    """The slightest kind of change that explains the difference; see above."""
    if before == after:
        return UNCHANGED
    composed = unicodedata.normalize("NFC", before)
    if composed == after:
        return COMPOSED
    lettered = composed.translate(_PERSIAN)
    if lettered == after:
        return LETTERS
    return MARKS if _seen(lettered) == _seen(after) else WRONG


def _seen(text: str) -> list[str]:
    """Its words and their parts, however these are held apart."""
    return _ANYWHERE.sub("", _PARTING.sub("|", text)).split()

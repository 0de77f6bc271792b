"""python -m evals falsify: how many false sentences the verifier catches, how many true ones it stops."""

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from random import Random

from bot.dialogue.support import find_unsupported
from evals.console import complain
from evals.falsehoods import Case, falsify, read_lines
from evals.jsonlines import BadRecord
from evals.paraphrases import paraphrase
from evals.show import out
from ingest.documents import parse_document
from ingest.errors import UnreadableDocument
from knowledge.starter import STARTER_CORPUS


def main(arguments: list[str]) -> int:
    """Print the shares by kind; 1 when a document cannot be read or a limit is not kept."""
    options = _parser().parse_args(arguments)
    try:
        files = options.documents or sorted(STARTER_CORPUS.glob("*.md"))
        lines = read_lines([parse_document(file.name, file.read_bytes()).document for file in files])
        if not lines:
            raise BadRecord("the documents hold no sentence to make false ones of")
    except (BadRecord, OSError, UnreadableDocument) as error:
        return complain(error)
    caught = _show("caught", falsify(lines, Random(options.seed)), options.show, wrong=False)
    alarms = _show("false alarms", paraphrase(lines, Random(options.seed)), options.show, wrong=True)
    return 0 if caught >= options.least_caught and alarms <= options.most_alarms else 1


def _show(title: str, cases: Iterable[Case], show: int, wrong: bool) -> float:
    """The share of the cases that were stopped, in percent; prints it by kind, and examples of errors."""
    stopped: Counter[str] = Counter()
    total: Counter[str] = Counter()
    errors: list[str] = []
    for case in cases:
        fault = find_unsupported(case.text, case.source)
        total[case.kind] += 1
        stopped[case.kind] += fault is not None
        if (fault is not None) == wrong:
            verdict = "passed" if fault is None else fault.detail
            errors.append(f"  {case.kind}: {case.text}\n    {case.source.statement}\n    {verdict}")
    share = 100 * stopped.total() / max(1, total.total())
    kinds = ", ".join(f"{kind} {stopped[kind]}/{total[kind]}" for kind in total)
    console = out()
    console.print(f"{title}: {share:.1f} % of {total.total()} ({kinds})", highlight=False, soft_wrap=True)
    for error in errors[:show]:
        console.print(error, markup=False, highlight=False, soft_wrap=True)
    return share


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals falsify", description=__doc__)
    parser.add_argument("documents", type=Path, nargs="*", help="files to make sentences of (the corpus)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N errors of either sort")
    parser.add_argument("--least-caught", type=float, default=98.0, metavar="PERCENT")
    parser.add_argument("--most-alarms", type=float, default=3.0, metavar="PERCENT")
    return parser

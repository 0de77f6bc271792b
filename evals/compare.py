"""python -m evals compare: two runs, or a run and the baseline; exit status 1 when the new one is worse."""

import argparse
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evals.comparing import (
    BASELINE,
    Comparison,
    compare_runs,
    compare_to_baseline,
    read_baseline,
)
from evals.console import complain
from evals.faults import main_cause
from evals.jsonlines import BadRecord
from evals.runs import Run, RunUnusable, open_run
from evals.show import in_unit, out


def main(arguments: list[str]) -> int:
    """Print what moved and which questions changed; 1 when a gate fell or a run cannot be read."""
    options = _parser().parse_args(arguments)
    try:
        if options.old == "baseline" or options.new == "baseline":
            new = open_run(Path(options.new if options.old == "baseline" else options.old))
            comparison = compare_to_baseline(read_baseline(options.baseline), new)
        else:
            new = open_run(Path(options.new))
            comparison = compare_runs(open_run(Path(options.old)), new)
    except (BadRecord, OSError, RunUnusable, ValueError) as error:
        return complain(error)
    _show(out(), comparison, new, details=options.reveal or not new.manifest.held_out)
    return 1 if comparison.below else 0


def _show(console: Console, comparison: Comparison, new: Run, details: bool) -> None:
    if comparison.moved:
        console.print(_table(comparison))
    console.print(
        f"questions lost {len(comparison.lost)}, gained {len(comparison.gained)}, "
        f"McNemar exact p = {comparison.p:.4f}"
    )
    if details:
        questions = {question.id: question.question for question in new.questions}
        for sign, ids in (("-", comparison.lost), ("+", comparison.gained)):
            for id in ids:
                cause = main_cause(new.results[id].faults)
                line = f"{sign} {id} {questions[id]}" + (f"  [{cause.value}]" if cause else "")
                console.print(line, markup=False, highlight=False, soft_wrap=True)
    for line in comparison.below:
        console.print(f"below: {line}", highlight=False)
    console.print("worse" if comparison.below else "not worse")


def _table(comparison: Comparison) -> Table:
    table = Table(title="new against old; p by paired bootstrap")
    table.add_column("measure")
    for name in ("old", "new", "change", "95 % interval", "p", "n"):
        table.add_column(name, justify="right")
    for moved in comparison.moved:
        difference = moved.difference
        values = (moved.old, moved.new, difference.mean)
        interval = f"{in_unit(moved.name, difference.low)} to {in_unit(moved.name, difference.high)}"
        cells = [in_unit(moved.name, value) for value in values]
        table.add_row(moved.name, *cells, interval, f"{difference.p:.3f}", str(difference.n))
    return table


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals compare", description=__doc__)
    parser.add_argument("old", metavar="OLD", help="folder of a run, or the word baseline")
    parser.add_argument("new", metavar="NEW", help="folder of a run")
    parser.add_argument(
        "--baseline", type=Path, default=BASELINE, metavar="FILE", help="default: %(default)s"
    )
    parser.add_argument("--reveal", action="store_true", help="name the questions of the test split too")
    return parser

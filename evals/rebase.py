"""python -m evals baseline: make a run's measures what later runs are held to."""

import argparse
from pathlib import Path

from evals.comparing import BASELINE, make_baseline, write_baseline
from evals.console import complain
from evals.runs import RunUnusable, open_run


def main(arguments: list[str]) -> int:
    """Write the baseline; 1 for a run that cannot be read or that is of the test split."""
    options = _parser().parse_args(arguments)
    try:
        run = open_run(options.run)
        if run.manifest.held_out:
            raise RunUnusable("the baseline is of the development gold, not of the test split")
        write_baseline(make_baseline(run, options.allowed_drop), options.baseline)
    except (OSError, RunUnusable) as error:
        return complain(error)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals baseline", description=__doc__)
    parser.add_argument("run", type=Path, help="folder of a finished run")
    parser.add_argument(
        "--baseline", type=Path, default=BASELINE, metavar="FILE", help="default: %(default)s"
    )
    parser.add_argument(
        "--allowed-drop",
        type=float,
        default=0.015,
        help="how far a gate's mean may fall: another CPU may turn a question or two (default: %(default)s)",
    )
    return parser

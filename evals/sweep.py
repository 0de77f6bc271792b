"""python -m evals sweep: every combination of some settings on the development gold, best first."""

import argparse
import itertools
import subprocess
import sys
from pathlib import Path

from rich.table import Table

from evals.console import complain, progress
from evals.gold import is_held_out
from evals.overrides import OverrideInvalid
from evals.run import add_run_options
from evals.runs import Run, RunUnusable, open_run
from evals.show import in_unit, out

_SHOWN = ("passed", "facts_right", "lists_complete", "refusal_recall", "wrong_refusals", "item_ndcg_10")


def main(arguments: list[str]) -> int:
    """Run each combination in a process of its own; answers kept from before count. 1 when one fails."""
    options = _parser().parse_args(arguments)
    try:
        if is_held_out(options.gold):
            raise OverrideInvalid("settings are chosen on the development gold, never on the test split")
        combinations = read_grid(options.set)
        runs = []
        with progress("sweeping", len(combinations)) as advance:
            for combination in combinations:
                runs.append(_run(combination, options))
                advance()
    except (OSError, OverrideInvalid, RunUnusable) as error:
        return complain(error)
    out().print(_table(runs))
    return 0


def read_grid(assignments: list[str]) -> list[dict[str, str]]:
    """Every combination of KEY=VALUE,VALUE,…; raises OverrideInvalid."""
    axes: dict[str, list[str]] = {}
    for assignment in assignments:
        key, equals, values = assignment.partition("=")
        axes[key.strip()] = [value.strip() for value in values.split(",") if value.strip()]
        if not equals or not axes[key.strip()]:
            raise OverrideInvalid(f"--set wants KEY=VALUE,VALUE,… here, not {assignment}")
    return [dict(zip(axes, values, strict=True)) for values in itertools.product(*axes.values())]


def _run(combination: dict[str, str], options: argparse.Namespace) -> Run:
    """One run; a process of its own, so that no constant or cache of one leaks into the next."""
    name = ",".join(f"{key.rpartition('.')[2]}={value}" for key, value in combination.items())
    folder: Path = options.out / name.replace("/", "_")
    command = [sys.executable, "-m", "evals", "run", str(options.gold), "--out", str(folder), "--brief"]
    command += ["--system", options.system, "--sources", *map(str, options.sources)]
    for option in ("data", "config"):
        if (value := getattr(options, option)) is not None:
            command += [f"--{option}", str(value)]
    for key, value in combination.items():
        command += ["--set", f"{key}={value}"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise RunUnusable(f"the run with {name} failed: {done.stderr.strip()}")
    return open_run(folder)


def _table(runs: list[Run]) -> Table:
    table = Table(title="best first")
    table.add_column("settings")
    for name in (*_SHOWN, "p50 ms"):
        table.add_column(name, justify="right")
    best = sorted(runs, key=lambda run: -run.totals.scores.metrics["passed"].mean)
    for run in best:
        metrics = run.totals.scores.metrics
        cells = [in_unit(name, metrics[name].mean) if name in metrics else "" for name in _SHOWN]
        table.add_row(run.folder.name, *cells, f"{run.totals.scores.latency_ms['p50']:.1f}")
    return table


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals sweep", description=__doc__)
    add_run_options(parser)
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="gets one run's folder a combination"
    )
    return parser

"""python -m evals report: a run as one self-contained page (RTL) and a Markdown summary."""

import argparse
from pathlib import Path

from evals.console import complain
from evals.report.markdown import render_markdown
from evals.report.page import render_page
from evals.runs import RunUnusable, open_run


def main(arguments: list[str]) -> int:
    """Write report.html and report.md and print where; 1 for a run that cannot be read."""
    options = _parser().parse_args(arguments)
    try:
        run = open_run(options.run)
        beside = [open_run(folder) for folder in options.beside]
        folder: Path = options.out or options.run
        folder.mkdir(parents=True, exist_ok=True)
        details = options.reveal or not run.manifest.held_out
        page, summary = folder / "report.html", folder / "report.md"
        page.write_text(render_page(run, beside, details), encoding="utf-8")
        summary.write_text(render_markdown(run), encoding="utf-8")
    except (OSError, RunUnusable, ValueError) as error:
        return complain(error)
    print(page, summary, sep="\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals report", description=__doc__)
    parser.add_argument("run", type=Path, help="folder of a finished run")
    parser.add_argument(
        "--beside", nargs="+", type=Path, default=[], metavar="RUN", help="runs shown in columns beside it"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="default: the run's folder")
    parser.add_argument("--reveal", action="store_true", help="show single questions of the test split too")
    return parser

"""A run on the terminal: its measures with intervals, the causes of misses, the misses themselves."""

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from evals.faults import Fault, main_cause
from evals.runs import Run
from evals.scores import GROUP_METRICS, METRICS, UNITS, Scores
from evals.statistics import Estimate

NAMES = [metric.name for metric in METRICS] + [name for name, _ in GROUP_METRICS]


def out() -> Console:
    """Standard output; a pipe or file gets lines that no table is squeezed into."""
    plain = Console()
    return plain if plain.is_terminal else Console(width=150)


def show_run(run: Run, details: bool) -> None:
    """Measures and causes; with details also each missed question."""
    console = out()
    console.print(scores_table(run.totals.scores, f"{run.manifest.gold}: {run.manifest.system}"))
    latency = ", ".join(f"{name} {ms:.1f}" for name, ms in run.totals.scores.latency_ms.items())
    console.print(f"latency in ms: {latency}; peak memory {run.totals.peak_memory_mb:.0f} MB")
    causes = Counter(main_cause(result.faults) for result in run.results.values() if result.faults)
    if causes:
        shown = ", ".join(f"{cause.value} {count}" for cause, count in causes.most_common() if cause)
        console.print(f"causes of the {causes.total()} misses: {shown}")
    if details:
        _show_misses(console, run)
    elif run.manifest.held_out:
        console.print("this is the test split: single questions are shown only with --reveal")
    console.print(f"run: {run.folder}", soft_wrap=True)


def scores_table(scores: Scores, title: str) -> Table:
    """One row a measure, with the 95 % bootstrap interval."""
    table = Table(title=f"{title}, {scores.questions} questions")
    table.add_column("measure")
    for name in ("mean", "95 % interval", "n"):
        table.add_column(name, justify="right")
    for name in NAMES:
        if (estimate := scores.metrics.get(name)) is not None:
            table.add_row(name, *estimate_cells(name, estimate), str(estimate.n))
    return table


def estimate_cells(name: str, estimate: Estimate) -> tuple[str, str]:
    """Mean and interval in the measure's unit."""
    return (
        in_unit(name, estimate.mean),
        f"{in_unit(name, estimate.low)} to {in_unit(name, estimate.high)}",
    )


def in_unit(name: str, value: float) -> str:
    """Shares in percent, everything else as a plain number."""
    return f"{value:.0f}" if UNITS.get(name) else f"{100 * value:.1f}"


def _show_misses(console: Console, run: Run) -> None:
    misses: Sequence[str] = [id for id, result in run.results.items() if not result.grade.passed]
    questions = {question.id: question for question in run.questions}
    for id in misses:
        faults = run.results[id].faults
        question = questions[id]
        console.print(
            f"[bold]{id}[/] {question.kind}, {question.style}: ", end="", highlight=False, soft_wrap=True
        )
        console.print(question.question, markup=False, highlight=False, soft_wrap=True)
        for (cause, why), facts in _joined(faults).items():
            console.print(
                f"    {cause}: {'، '.join(facts)}: {why}", markup=False, highlight=False, soft_wrap=True
            )


def _joined(faults: Sequence[Fault]) -> dict[tuple[str, str], list[str]]:
    """Facts missed for the same reason, together."""
    found: dict[tuple[str, str], list[str]] = {}
    for fault in faults:
        found.setdefault((fault.cause.value, fault.why), []).append(fault.about)
    return found

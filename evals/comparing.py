"""Two runs side by side: which measures moved, by more than chance or not, and which questions changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from evals.grading import Grade
from evals.jsonlines import BadRecord
from evals.runs import Run
from evals.scores import METRICS, values_of
from evals.show import NAMES
from evals.statistics import Difference, mcnemar, paired_bootstrap

BASELINE = Path("evals/baseline.json")
_HIGHER = {metric.name: metric.higher_is_better for metric in METRICS}
GATES = tuple(metric.name for metric in METRICS if metric.gate)


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a run on the development gold must reach."""

    gold: str
    questions: int
    allowed_drop: float  # of a gate's mean: another CPU may turn a question or two
    measures: dict[str, float]  # the gates' means
    missed: tuple[str, ...]  # ids of the questions that do not pass


@dataclass(frozen=True, slots=True)
class Moved:
    """One measure in both runs, over the questions where it applies in both.

    Otherwise a question that is now answered, but badly cited, would look like a loss.
    """

    name: str
    old: float
    new: float
    difference: Difference


@dataclass(frozen=True, slots=True)
class Comparison:
    """New against old."""

    moved: tuple[Moved, ...]
    lost: tuple[str, ...]  # passed before, now missed
    gained: tuple[str, ...]
    p: float  # McNemar's exact test over lost and gained
    below: tuple[str, ...]  # gates that the new run does not hold, each with both figures


def compare_runs(old: Run, new: Run) -> Comparison:
    """The new run against the old one over the questions that both asked; raises ValueError without any."""
    shared = [id for id in old.results if id in new.results]
    if not shared:
        raise ValueError("the two runs have no question in common")
    before = [old.results[id].grade for id in shared]
    after = [new.results[id].grade for id in shared]
    moved = tuple(found for name in NAMES if (found := _moved(name, before, after)) is not None)
    lost = tuple(b.id for b, a in zip(before, after, strict=True) if b.passed and not a.passed)
    gained = tuple(b.id for b, a in zip(before, after, strict=True) if a.passed and not b.passed)
    old_means = {each.name: each.old for each in moved}
    new_means = {each.name: each.new for each in moved}
    below = fallen(old_means, new_means, 0.0)
    return Comparison(moved, lost, gained, mcnemar(len(lost), len(gained)), below)


def compare_to_baseline(baseline: Baseline, new: Run) -> Comparison:
    """The run against the committed baseline; measures have no intervals there, only their means."""
    means = {name: estimate.mean for name, estimate in new.totals.scores.metrics.items()}
    missed = set(baseline.missed)
    lost = tuple(g.id for g in new.grades if not g.passed and g.id not in missed)
    gained = tuple(g.id for g in new.grades if g.passed and g.id in missed)
    below = fallen(baseline.measures, means, baseline.allowed_drop)
    return Comparison((), lost, gained, mcnemar(len(lost), len(gained)), below)


def fallen(old: Mapping[str, float], new: Mapping[str, float], allowed: float) -> tuple[str, ...]:
    """The gates whose mean is worse than the old one by more than `allowed`, or that are gone altogether."""
    found = []
    for name in GATES:
        if name not in old:
            continue
        if name not in new:
            found.append(f"{name}: {old[name]:.4f} -> not measured")
            continue
        drop = old[name] - new[name] if _HIGHER[name] else new[name] - old[name]
        if drop > allowed + 1e-9:
            found.append(f"{name}: {old[name]:.4f} -> {new[name]:.4f}")
    return tuple(found)


def make_baseline(run: Run, allowed_drop: float) -> Baseline:
    """The run's gates as the baseline for later ones."""
    means = run.totals.scores.metrics
    return Baseline(
        gold=run.manifest.gold,
        questions=run.totals.scores.questions,
        allowed_drop=allowed_drop,
        measures={name: round(means[name].mean, 4) for name in GATES if name in means},
        missed=tuple(grade.id for grade in run.grades if not grade.passed),
    )


_BASELINE: TypeAdapter[Baseline] = TypeAdapter(Baseline)


def read_baseline(path: Path = BASELINE) -> Baseline:
    """The committed baseline; raises BadRecord or OSError."""
    try:
        return _BASELINE.validate_json(path.read_bytes())
    except ValidationError as error:
        raise BadRecord(f"{path} is no baseline: {error}") from error


def write_baseline(baseline: Baseline, path: Path = BASELINE) -> None:
    """Replace the committed baseline."""
    path.write_bytes(_BASELINE.dump_json(baseline, indent=1) + b"\n")


def _moved(name: str, before: Sequence[Grade], after: Sequence[Grade]) -> Moved | None:
    old, new = values_of(name, before), values_of(name, after)
    shared = [id for id in old if id in new]
    if not shared:
        return None
    was, now = [old[id] for id in shared], [new[id] for id in shared]
    return Moved(name, sum(was) / len(was), sum(now) / len(now), paired_bootstrap(was, now))

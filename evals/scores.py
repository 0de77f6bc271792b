"""The table of measures: each is a mean over the questions it applies to, so each has an interval."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from evals.gold import SHORT_FORMS
from evals.grading import CitationGrade, Grade, RankingGrade
from evals.metrics.consistency import agreement
from evals.metrics.resources import percentile
from evals.statistics import Estimate, bootstrap

Value = float | None


class Family(StrEnum):
    ANSWER = "answer"
    REFUSAL = "refusal"
    CITATION = "citation"
    RETRIEVAL = "retrieval"
    CONSISTENCY = "consistency"
    EFFORT = "effort"


@dataclass(frozen=True, slots=True)
class Metric:
    """One measure of a question; None where it does not apply."""

    name: str
    title: str
    family: Family
    value: Callable[[Grade], Value]
    higher_is_better: bool = True
    unit: str = ""  # "" is a share, 0 to 1
    gate: bool = False  # a fall under the baseline fails `compare`


def _citation(pick: Callable[[CitationGrade], Value]) -> Callable[[Grade], Value]:
    return lambda grade: None if grade.citations is None else pick(grade.citations)


def _ranking(pick: Callable[[RankingGrade], Value]) -> Callable[[Grade], Value]:
    return lambda grade: None if grade.ranking is None else pick(grade.ranking)


def _as_share(held: bool | None) -> Value:
    return None if held is None else float(held)


def _complete(grade: Grade) -> Value:
    recall = grade.fact_recall if grade.listed else None
    return None if recall is None else float(recall == 1.0)


METRICS = (
    Metric("passed", "پاسخ درست", Family.ANSWER, lambda g: float(g.passed), gate=True),
    Metric("facts_right", "همهٔ واقعیت‌های لازم", Family.ANSWER, lambda g: _as_share(g.correct), gate=True),
    Metric("fact_recall", "سهم واقعیت‌های گفته‌شده", Family.ANSWER, lambda g: g.fact_recall),
    Metric(
        "list_recall", "سهم بندهای فهرست", Family.ANSWER, lambda g: g.fact_recall if g.listed else None
    ),
    Metric("lists_complete", "فهرست کامل", Family.ANSWER, _complete, gate=True),
    Metric(
        "forbidden", "گفتهٔ نادرست", Family.ANSWER,
        lambda g: float(bool(g.violations)), higher_is_better=False, gate=True,
    ),
    Metric(
        "short_length", "طول پاسخ کوتاه", Family.ANSWER,
        lambda g: float(g.length) if g.kind in SHORT_FORMS and g.answerable and not g.refused else None,
        higher_is_better=False, unit="نویسه",
    ),
    Metric("refusal_right", "تشخیص پاسخ‌داشتن", Family.REFUSAL, lambda g: float(g.refusal_right)),
    Metric(
        "refusal_recall", "بازخوانی امتناع", Family.REFUSAL,
        lambda g: None if g.answerable else float(g.refused), gate=True,
    ),
    Metric(
        "refusal_precision", "دقت امتناع", Family.REFUSAL,
        lambda g: float(not g.answerable) if g.refused else None,
    ),
    Metric(
        "wrong_refusals", "امتناع نابجا", Family.REFUSAL,
        lambda g: float(g.refused) if g.answerable else None, higher_is_better=False, gate=True,
    ),
    Metric(
        "right_document", "استناد به سند درست", Family.CITATION,
        _citation(lambda c: float(c.right_document)), gate=True,
    ),
    Metric("only_right", "بی‌استناد به سند دیگر", Family.CITATION, _citation(lambda c: float(c.only_right))),
    Metric(
        "every_source", "استناد به همهٔ سندها", Family.CITATION, _citation(lambda c: float(c.every_source))
    ),
    Metric("quote_real", "نقل‌قول واقعی", Family.CITATION, _citation(lambda c: c.real), gate=True),
    Metric("locator_valid", "نشانی درست", Family.CITATION, _citation(lambda c: c.located), gate=True),
    Metric(
        "citation_precision", "نقل‌قول دربردارندهٔ جمله", Family.CITATION, _citation(lambda c: c.supporting)
    ),
    Metric("grounded", "جمله‌های مستند", Family.CITATION, lambda g: g.grounded, gate=True),
    Metric(
        "numerals_grounded", "عددهای مستند", Family.CITATION,
        lambda g: None if g.stray is None else float(not g.stray), gate=True,
    ),
    Metric("item_recall_5", "بازخوانی بند @۵", Family.RETRIEVAL, _ranking(lambda r: r.item_recall_5)),
    Metric("item_recall_10", "بازخوانی بند @۱۰", Family.RETRIEVAL, _ranking(lambda r: r.item_recall_10)),
    Metric("item_mrr", "MRR بند", Family.RETRIEVAL, _ranking(lambda r: r.item_mrr)),
    Metric("item_ndcg_10", "nDCG@10 بند", Family.RETRIEVAL, _ranking(lambda r: r.item_ndcg_10), gate=True),
    Metric("section_recall_3", "بازخوانی بخش @۳", Family.RETRIEVAL, _ranking(lambda r: r.section_recall_3)),
    Metric("section_mrr", "MRR بخش", Family.RETRIEVAL, _ranking(lambda r: r.section_mrr)),
    Metric("section_ndcg_5", "nDCG@5 بخش", Family.RETRIEVAL, _ranking(lambda r: r.section_ndcg_5)),
)  # fmt: skip

GROUP_METRICS = (
    ("same_outcome", "گروه‌های با پاسخ یکسان در همهٔ سبک‌ها"),  # facts said and refusal are the same
    ("same_wording", "سهم پاسخ‌های هم‌متن در گروه"),
)
UNITS = {metric.name: metric.unit for metric in METRICS}


@dataclass(frozen=True, slots=True)
class Scores:
    """All measures of a set of grades."""

    questions: int
    metrics: dict[str, Estimate]  # only those that apply to at least one question
    latency_ms: dict[str, float] = field(default_factory=dict)  # p50, p95, p99, max


def score(grades: Sequence[Grade]) -> Scores:
    """Every measure over these grades; raises ValueError without grades."""
    found = {metric.name: values_of(metric.name, grades) for metric in METRICS}
    found |= {name: values_of(name, grades) for name, _ in GROUP_METRICS}
    times = [grade.latency_ms for grade in grades if not grade.error] or [0.0]
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
    return Scores(
        questions=len(grades),
        metrics={name: bootstrap(list(values.values())) for name, values in found.items() if values},
        latency_ms={name: percentile(times, share) for name, share in shares.items()},
    )


def values_of(name: str, grades: Sequence[Grade]) -> dict[str, float]:
    """The measure by question id (by group for consistency) where it applies; KeyError if unknown."""
    if name in dict(GROUP_METRICS):
        return _group_values(name, grades)
    metric = next((metric for metric in METRICS if metric.name == name), None)
    if metric is None:
        raise KeyError(name)
    values = {grade.id: metric.value(grade) for grade in grades}
    return {id: value for id, value in values.items() if value is not None}


def _group_values(name: str, grades: Sequence[Grade]) -> dict[str, float]:
    grouped = sorted((grade for grade in grades if grade.group), key=lambda grade: grade.group or "")
    values = {}
    for group, members in groupby(grouped, key=lambda grade: grade.group or ""):
        answers = list(members)
        if len(answers) < 2:
            continue
        if name == "same_outcome":
            values[group] = float(agreement([(g.refused, g.found, g.violations) for g in answers]) == 1.0)
        else:
            values[group] = agreement([g.wording for g in answers])
    return values

"""The report's tables and charts over a whole run."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from itertools import groupby

from evals.comparing import compare_runs
from evals.faults import Cause, main_cause
from evals.gold import NEGATIVE
from evals.grading import Grade
from evals.report.charts import histogram, interval_bar, plain_bar
from evals.report.pieces import (
    chart,
    framed,
    head_row,
    interval,
    latin,
    measure,
    number,
    numeric,
    table,
    text,
)
from evals.report.words import CAUSES, FAMILIES, KINDS
from evals.runs import Run
from evals.scores import GROUP_METRICS, METRICS, Family, score
from evals.statistics import Estimate, bootstrap

_TITLES: list[tuple[Family, str, str]] = [
    *((metric.family, metric.name, metric.title) for metric in METRICS),
    *((Family.CONSISTENCY, name, title) for name, title in GROUP_METRICS),
]


def tiles(run: Run) -> str:
    """The few figures that matter most."""
    metrics, latency = run.totals.scores.metrics, run.totals.scores.latency_ms
    chosen = [
        ("passed", "پاسخ درست"),
        ("lists_complete", "فهرست‌های کامل"),
        ("refusal_recall", "امتناع بجا"),
        ("wrong_refusals", "امتناع نابجا"),
        ("numerals_grounded", "عددهای مستند"),
    ]
    known = [(title, name) for name, title in chosen if name in metrics]
    shown = [(t, measure(n, metrics[n].mean), "درصد", interval(n, metrics[n])) for t, n in known]
    median, slowest = number(latency["p50"], 1), number(latency["p99"], 1)
    shown.append(("زمان میانهٔ پاسخ", median, "میلی‌ثانیه", f"صدک ۹۹: {slowest}"))
    shown.append(("بیشینهٔ حافظه", number(run.totals.peak_memory_mb), "مگابایت", "همهٔ فرایند سنجش"))
    parts = (
        f'<div class="tile"><span>{title}</span><b>{value} <small>{unit}</small></b><span>{note}</span></div>'
        for title, value, unit, note in shown
    )
    return f'<div class="tiles">{"".join(parts)}</div>'


def measures(run: Run) -> str:
    """Every measure with its interval, family by family."""
    metrics = run.totals.scores.metrics
    body = ""
    for family, group in groupby(_TITLES, key=lambda each: each[0]):
        rows = [_measure_row(n, title, metrics[n]) for _, n, title in group if n in metrics]
        if rows:
            body += f'<tbody class="family"><tr><th colspan="5">{FAMILIES[family]}</th></tr></tbody>'
            body += f"<tbody>{''.join(rows)}</tbody>"
    head = head_row(["سنجه", "", "درصد", "بازهٔ ۹۵ درصدی", "شمار"], [False, False, True, True, True])
    return framed(head + body)


def _measure_row(name: str, title: str, estimate: Estimate) -> str:
    bar = (
        "" if measure(name, 0).endswith("نویسه") else interval_bar(estimate.mean, estimate.low, estimate.high)
    )
    cells = [
        f"<td>{title}</td>",
        chart(bar),
        numeric(measure(name, estimate.mean)),
        numeric(interval(name, estimate)),
        numeric(number(estimate.n)),
    ]
    return f"<tr>{''.join(cells)}</tr>"


def breakdown[K: StrEnum](run: Run, key: Callable[[Grade], K], names: Mapping[K, str]) -> str:
    """Share of right answers by kind, style or persona, most questions first."""
    parts: dict[K, list[Grade]] = {}
    for grade in run.grades:
        parts.setdefault(key(grade), []).append(grade)
    rows = []
    for name, grades in sorted(parts.items(), key=lambda part: -len(part[1])):
        estimate = bootstrap([float(grade.passed) for grade in grades])
        rows.append(
            [
                names[name],
                chart(interval_bar(estimate.mean, estimate.low, estimate.high)),
                numeric(measure("passed", estimate.mean)),
                numeric(interval("passed", estimate)),
                numeric(number(estimate.n)),
            ]
        )
    return table(["", "", "درصد درست", "بازهٔ ۹۵ درصدی", "شمار"], rows)


def causes(run: Run) -> str:
    """Misses by their main cause, in the order of the stages."""
    found = Counter(main_cause(result.faults) for result in run.results.values() if result.faults)
    if not found:
        return "<p>هیچ پرسشی از دست نرفته است.</p>"
    largest = max(found.values())
    rows = [
        [CAUSES[cause], chart(plain_bar(found[cause] / largest)), numeric(number(found[cause]))]
        for cause in Cause
        if found[cause]
    ]
    return table(["علت", "", "پرسش"], rows)


def refusals(run: Run) -> str:
    """Refused among those that must be refused, by kind."""
    rows = []
    for kind in sorted(NEGATIVE):
        grades = [grade for grade in run.grades if grade.kind is kind]
        if grades:
            refused = sum(grade.refused for grade in grades)
            share = refused / len(grades)
            counts = f"{number(refused)} از {number(len(grades))}"
            cells = [numeric(measure("refusal_recall", share)), numeric(counts)]
            rows.append([KINDS[kind], chart(plain_bar(share)), *cells])
    return table(["گونه", "", "درصد امتناع", "شمار"], rows)


def groups(run: Run) -> str:
    """The groups of one question in several styles: whether all members pass and how many texts differ."""
    members: dict[str, list[Grade]] = {}
    for grade in run.grades:
        if grade.group:
            members.setdefault(grade.group, []).append(grade)
    rows = []
    for name, grades in sorted(members.items()):
        if len(grades) < 2:
            continue
        passed = sum(grade.passed for grade in grades)
        texts = len({grade.wording for grade in grades})
        mark = "yes" if passed == len(grades) else "no"
        share = f'<td class="n"><span class="{mark}">{number(passed)} از {number(len(grades))}</span></td>'
        rows.append([latin(name), share, numeric(number(texts))])
    return table(["گروه", "درست", "متن‌های گوناگون"], rows)


def latency(run: Run) -> str:
    """How long answers took."""
    times = [grade.latency_ms for grade in run.grades]
    svg, step = histogram(times)
    shown = " · ".join(f"{latin(n)} {number(ms, 1)}" for n, ms in run.totals.scores.latency_ms.items())
    ends = f'<div class="ends"><span>۰</span><span>{number(24 * step, 1)} میلی‌ثانیه و بیشتر</span></div>'
    return f'<div class="card">{svg}{ends}<p class="note">میلی‌ثانیه: {shown}</p></div>'


def side_by_side(runs: Sequence[Run]) -> str:
    """The measures of several runs, each beside the first; p of the paired test where it differs."""
    first = runs[0]
    scores = [score(run.grades).metrics for run in runs]
    moved = [{m.name: m.difference.p for m in compare_runs(run, first).moved} for run in runs[1:]]
    rows = []
    for _, name, title in _TITLES:
        if all(name not in found for found in scores):
            continue
        cells = [numeric(measure(name, found[name].mean) if name in found else "—") for found in scores]
        tests = [numeric(_p_value(p[name]) if name in p else "—") for p in moved]
        rows.append([title, *cells, *tests])
    labels = [latin(f"{run.manifest.system} {run.folder.name}") for run in runs]
    return table(["سنجه", *labels, *(f"p ({number(n)})" for n in range(2, len(runs) + 1))], rows)


def _p_value(p: float) -> str:
    return "کمتر از ۰٫۰۰۱" if p < 0.001 else number(p, 3)


def setting_list(run: Run) -> str:
    """What was run, as a table."""
    m = run.manifest
    rows = [
        ("پرسش‌ها", f"{latin(m.gold)} ({number(run.totals.scores.questions)} پرسش)"),
        ("سامانه", latin(m.system)),
        ("سندها", "، ".join(map(latin, m.documents)) or "—"),
        ("نمایه", latin(m.index or "—")),
        ("بردارساز", latin(m.embedder or "—")),
        ("تنظیم‌های دیگر", "، ".join(latin(f"{k} = {v}") for k, v in m.settings.items()) or "پیش‌فرض"),
        ("نسخهٔ برنامه", latin(m.program)),
        ("آغاز", latin(m.started_at)),
        ("ماشین", latin(m.machine)),
    ]
    return table(["", ""], [[text(name), value] for name, value in rows])

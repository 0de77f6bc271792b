"""The run as a Markdown summary."""

from collections import Counter

from evals.faults import Cause, main_cause
from evals.report.pieces import interval, measure, number
from evals.report.words import CAUSES, HELD_OUT, INTERVALS, TITLE
from evals.runs import Run
from evals.scores import GROUP_METRICS, METRICS

_TITLES = {metric.name: metric.title for metric in METRICS} | dict(GROUP_METRICS)


def render_markdown(run: Run) -> str:
    """Measures and causes; no single question."""
    m, totals = run.manifest, run.totals
    lines = [
        f"# {TITLE}",
        "",
        f"`{m.gold}`، {number(totals.scores.questions)} پرسش، سامانهٔ `{m.system}`، برنامهٔ `{m.program}`، "
        f"نمایهٔ `{m.index or '—'}`، `{m.started_at}`.",
        "",
        "| سنجه | درصد | بازهٔ ۹۵ درصدی | شمار |",
        "|---|---|---|---|",
    ]
    for name, title in _TITLES.items():
        if (found := totals.scores.metrics.get(name)) is not None:
            lines.append(
                f"| {title} | {measure(name, found.mean)} | {interval(name, found)} | {number(found.n)} |"
            )
    latency = "، ".join(f"{name} {number(ms, 1)}" for name, ms in totals.scores.latency_ms.items())
    lines += ["", INTERVALS, "", f"زمان پاسخ به میلی‌ثانیه: {latency}؛ بیشینهٔ حافظه: "]
    lines[-1] += f"{number(totals.peak_memory_mb)} مگابایت."
    causes = Counter(main_cause(result.faults) for result in run.results.values() if result.faults)
    if causes:
        lines += ["", "## علت پاسخ‌های نادرست", "", "| علت | پرسش |", "|---|---|"]
        lines += [f"| {CAUSES[cause]} | {number(causes[cause])} |" for cause in Cause if causes[cause]]
    if m.held_out:
        lines += ["", HELD_OUT]
    return "\n".join(lines) + "\n"

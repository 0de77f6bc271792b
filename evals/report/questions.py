"""One missed question with its evidence trail."""

from evals.faults import main_cause
from evals.gold import Question
from evals.records import Record
from evals.report.pieces import latin, number, numeric, table, text
from evals.report.words import CAUSES, KINDS, STYLES
from evals.runs import Result, Run
from evals.trail import Trail

_HITS = 10


def misses(run: Run) -> str:
    """Every question that did not pass, folded up."""
    questions = {question.id: question for question in run.questions}
    missed = [result for result in run.results.values() if not result.grade.passed]
    return "".join(_miss(questions[r.grade.id], run.records[r.grade.id], r) for r in missed)


def _miss(question: Question, record: Record, result: Result) -> str:
    cause = main_cause(result.faults)
    parts = [
        _facts(question, result),
        _part("پاسخ", f"<blockquote>{text(record.answered.answer) or '—'}</blockquote>"),
        _part("علت", _faults(result)),
        _citations(record),
    ]
    if record.trail is not None:
        parts.append(_trail(record.trail, result))
    before = "".join(f'<span class="meta">پس از «{text(earlier)}»</span>' for earlier in question.history)
    return (
        f"<details><summary>{latin(question.id)} <bdi>{text(question.question)}</bdi>{before}"
        f'<span class="meta">{KINDS[question.kind]}، {STYLES[question.style]}</span>'
        f'<span class="cause">{CAUSES[cause] if cause else ""}</span></summary>'
        f"<div>{''.join(parts)}</div></details>"
    )


def _part(title: str, content: str) -> str:
    return f"<h3>{title}</h3>{content}"


def _facts(question: Question, result: Result) -> str:
    if not question.answerable:
        return _part("باید", "<p>امتناع شود.</p>")
    marks = [
        f'<li class="{"yes" if found else "no"}">{" / ".join(map(text, wordings))}</li>'
        for wordings, found in zip(question.must, result.grade.found, strict=True)
    ]
    marks += [f'<li class="no">نباید: {text(said)}</li>' for said in result.grade.violations]
    return _part("باید", f"<ul>{''.join(marks)}</ul>")


def _faults(result: Result) -> str:
    lines = "".join(
        f"<li>{CAUSES[fault.cause]}{': «' + text(fault.about) + '»' if fault.about else ''} "
        f'<bdi class="latin" dir="auto">{text(fault.why)}</bdi></li>'
        for fault in result.faults
    )
    return f"<ul>{lines}</ul>"


def _citations(record: Record) -> str:
    if not record.answered.citations:
        return ""
    lines = "".join(
        f"<li>{latin(c.source)} {text(c.locator)}<blockquote>{text(c.quote)}</blockquote></li>"
        for c in record.answered.citations
    )
    return _part("استنادها", f"<ul>{lines}</ul>")


def _trail(trail: Trail, result: Result) -> str:
    forms = "".join(f"<li>{text(form)}</li>" for form in trail.forms)
    seen = {name: value for name, value in trail.features.items() if value}
    features = " · ".join(f"{latin(name)} {number(value, 2)}" for name, value in seen.items())
    rows = []
    for rank, hit in enumerate(trail.hits[:_HITS], 1):
        mark = '<span class="yes">✓</span>' if hit.item in result.relevant else ""
        scores = (hit.score, hit.cosine, hit.words, hit.chars)
        shown = f"{text(hit.text)}<br>{latin(hit.passage)}"
        rows.append([f"{number(rank)} {mark}", shown, *(numeric(number(s, 3)) for s in scores)])
    blocked = "".join(f"<li>{text(b.text)} ({text(b.reason)})</li>" for b in trail.blocked)
    return "".join(
        [
            _part("صورت‌های جست‌وجو", f"<ul>{forms}</ul><p class='note'>{text('، '.join(trail.concepts))}</p>"),
            _part(
                "تصمیم", f"<p>{latin(trail.kind)} {latin(trail.decision)}</p><p class='note'>{features}</p>"
            ),
            _part("بازیافته‌ها", table(["رتبه", "قطعه", "امتیاز", "کسینوس", "واژه", "نویسه"], rows)),
            _part("بازداشته‌ها", f"<ul>{blocked}</ul>") if blocked else "",
        ]
    )

"""The whole page."""

import base64
from collections.abc import Sequence
from pathlib import Path

from evals.report import tables, words
from evals.report.pieces import latin, number
from evals.report.questions import misses
from evals.runs import Run

_FONT = Path(__file__).parents[2] / "bot/web/static/fonts/vazirmatn.woff2"


def render_page(run: Run, beside: Sequence[Run], details: bool) -> str:
    """One HTML document without anything from outside; single questions only with `details`."""
    m = run.manifest
    parts = [
        f"<h1>{words.TITLE}</h1>",
        f'<p class="about">{latin(m.gold)} · {latin(m.system)} · {latin(m.started_at)}</p>',
        tables.tiles(run),
        _section("چه سنجیده شد", tables.setting_list(run)),
        _section("همهٔ سنجه‌ها", f'<p class="note">{words.INTERVALS}</p>{tables.measures(run)}'),
    ]
    if beside:
        parts.append(_section("در کنار اجراهای دیگر", tables.side_by_side([run, *beside])))
    parts += [
        _section("به تفکیک گونهٔ پرسش", tables.breakdown(run, lambda g: g.kind, words.KINDS)),
        _section("به تفکیک سبک نوشتن", tables.breakdown(run, lambda g: g.style, words.STYLES)),
        _section("به تفکیک پرسنده", tables.breakdown(run, lambda g: g.persona, words.PERSONAS)),
        _section("علت پاسخ‌های نادرست", tables.causes(run)),
        _section("امتناع به تفکیک گونه", tables.refusals(run)),
        _section("یک پرسش در چند سبک", tables.groups(run)),
        _section("زمان پاسخ", tables.latency(run)),
    ]
    missed = sum(not grade.passed for grade in run.grades)
    listed = misses(run) if details else f'<p class="note">{words.HELD_OUT}</p>'
    parts.append(_section(f"پرسش‌های از‌دست‌رفته ({number(missed)})", listed))
    return (
        f'<!doctype html><html lang="fa" dir="rtl"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{words.TITLE}</title>'
        f"<style>{_font()}{_style()}</style></head><body><main>{''.join(parts)}</main></body></html>"
    )


def _section(title: str, content: str) -> str:
    return f"<section><h2>{title}</h2>{content}</section>"


def _style() -> str:
    return (Path(__file__).parent / "style.css").read_text(encoding="utf-8")


def _font() -> str:
    """The web page's font written into the document, so that it looks the same anywhere."""
    if not _FONT.exists():
        return ""
    data = base64.b64encode(_FONT.read_bytes()).decode()
    return (
        "@font-face{font-family:Vazirmatn;font-weight:100 900;"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )

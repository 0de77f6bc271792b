"""A result as a report to keep: verdict, scores, proposed steps with their sources, and every answer."""

from itertools import groupby

from fpdf.enums import Align

from bot.assessment import captions, texts
from bot.assessment.result import Action, Answered, DimensionScore, Result, Warned
from bot.assessment.sheet import FULL, INK, LEFT, RIGHT, SOFT, WHITE, WIDE, Colour, Sheet, width_of
from bot.assessment.sheet import height_of as high
from bot.assessment.sheet import lines_of as lines
from bot.dialogue.calendar import written
from knowledge.document import Citation
from knowledge.persian import persian_digits

_PANEL, _PANEL_SOFT, _PANEL_TRACK = (11, 74, 68), (191, 224, 217), (45, 106, 99)
_BAR, _TRACK, _LINE = (29, 147, 130), (228, 235, 232), (214, 222, 218)
_WORST, _WORST_LINE, _QUOTE = (246, 207, 155), (168, 80, 29), (240, 245, 243)
_ALERT, _ALERT_INK = (253, 238, 233), (143, 47, 28)
_NAME, _NUMBER = 66.0, 15.0  # widths of columns
_PAD = 5.0
_STEP = FULL - 10  # width of a step beside its number
_MOST = 200.0  # of a step that is kept on one page, and in a box
_ROUND = 1.0  # corners of a bar


def print_report(result: Result, previous: Result | None = None) -> bytes:
    """The report as PDF, A4, read from the right; `previous` is an earlier result of the same instrument."""
    sheet = Sheet(f"{captions.REPORT}: {result.title}", result.taken_at)
    _head(sheet, result, previous)
    for warned in result.warnings:
        _gate(sheet, warned)
    _scores(sheet, result, previous)
    _plan(sheet, result)
    _answers(sheet, result)
    sheet.need(high(14) + 5 * high(10.5))
    _heading(sheet, captions.READING)
    sheet.paragraph(captions.HOW_TO_READ, 10.5, colour=SOFT)
    foot = f"{captions.BRAND} · {result.title} · {written(result.taken_at)}"
    total = sheet.pages
    return sheet.finish(foot, [captions.page(number, total) for number in range(1, total + 1)])


def _head(sheet: Sheet, result: Result, previous: Result | None) -> None:
    deep = 76.0 if result.verdict else 58.0
    sheet.box(0, 0, WIDE, deep, _PANEL)
    sheet.line(result.title, 19, 14, colour=WHITE, bold=True)
    about = f"{captions.REPORT} · {written(result.taken_at)} · {captions.version(result.version)}"
    sheet.line(about, 10.5, 27, colour=_PANEL_SOFT)
    if result.verdict is None or result.overall is None:
        sheet.line(captions.NO_VERDICT, 15, 40, colour=WHITE, bold=True)
        sheet.y = deep + 8
        return
    sheet.line(result.verdict.title, 23, 38, colour=WHITE, bold=True)
    number = captions.points(result.overall)
    taken = width_of(number, 46, bold=True)
    sheet.line(number, 46, 28, right=LEFT + taken + 1, room=taken + 1, colour=WHITE, bold=True, align=Align.L)
    beside = LEFT + taken + 4
    sheet.line(captions.OUT_OF, 12, 43, right=beside + 30, room=30, colour=_PANEL_SOFT, align=Align.L)
    if previous is not None:
        moved = captions.since(result.overall, previous.overall, previous.taken_at)
        sheet.line(moved, 11, 54, colour=_PANEL_SOFT)
    _bar(sheet, LEFT, 64.5, FULL, 4, result.overall, WHITE, _PANEL_TRACK)
    if previous is not None and previous.overall is not None:
        _mark(sheet, LEFT, 64.5, FULL, 4, previous.overall, WHITE)
    sheet.y = deep + 8
    sheet.paragraph(captions.narrative(result), 11.5)
    sheet.y += 4


def _gate(sheet: Sheet, warned: Warned) -> None:
    text = lines(f"«{warned.text}»", 11.5, FULL - 2 * _PAD, bold=True)
    source = lines(_source(warned.citation), 9.5, FULL - 2 * _PAD)
    deep = high(10) + len(text) * high(11.5) + len(source) * high(9.5) + 2 * _PAD - 2
    sheet.need(deep + 4)
    sheet.box(LEFT, sheet.y, FULL, deep, _ALERT, 3)
    y = sheet.y + _PAD - 1
    sheet.line(captions.GATE, 10, y, RIGHT - _PAD, FULL - 2 * _PAD, _ALERT_INK)
    y += high(10)
    for line in text:
        sheet.line(line, 11.5, y, RIGHT - _PAD, FULL - 2 * _PAD, _ALERT_INK, bold=True)
        y += high(11.5)
    for line in source:
        sheet.line(line, 9.5, y, RIGHT - _PAD, FULL - 2 * _PAD, SOFT)
        y += high(9.5)
    sheet.y += deep + 4


def _heading(sheet: Sheet, text: str) -> None:
    sheet.y += 3
    sheet.line(text, 14, sheet.y, colour=_PANEL, bold=True)
    sheet.y += high(14) + 1


def _scores(sheet: Sheet, result: Result, previous: Result | None) -> None:
    """A table: name, bar, score, and beside an earlier result that one's score and the change."""
    before = {} if previous is None else {d.key: d.score for d in previous.dimensions}
    numbers = 3 if previous is not None else 1
    sheet.need(high(14) + 3 * 14)
    _heading(sheet, captions.SCORES)
    for at, name in enumerate(captions.COLUMNS[2 : 2 + numbers]):
        _number(sheet, name, at, numbers, 9.5, sheet.y, SOFT)
    sheet.line(captions.COLUMNS[0], 9.5, sheet.y, colour=SOFT)
    sheet.y += high(9.5) + 0.5
    tags = captions.extremes(result.dimensions)
    for dimension in result.dimensions:
        cells = [captions.points(dimension.score)]
        if previous is not None:
            earlier = before.get(dimension.key)
            cells += [captions.points(earlier), captions.change(dimension.score, earlier)]
        _row(sheet, dimension, tags.get(dimension.key), before.get(dimension.key), cells)
    sheet.rule(sheet.y, _LINE)
    sheet.y += 3
    said = [captions.answered(result.coverage)]
    if previous is not None:
        said.append(captions.MARK.format(earlier=captions.earlier(previous.taken_at)))
        if previous.version != result.version:
            said.append(texts.OTHER_VERSION)
    sheet.paragraph(" · ".join(said), 9.5, colour=SOFT)
    sheet.y += 3


def _row(
    sheet: Sheet, dimension: DimensionScore, tag: str | None, before: float | None, cells: list[str]
) -> None:
    name = lines(dimension.title, 11, _NAME)
    notes = [tag] if tag else []
    if dimension.score is None:
        notes.append(captions.NO_SCORE)
    elif dimension.coverage < 1:
        notes.append(captions.answered(dimension.coverage))
    deep = len(name) * high(11) + (high(9) if notes else 0) + 3
    sheet.need(deep)
    sheet.rule(sheet.y, _LINE)
    y = sheet.y + 1.5
    for at, line in enumerate(name):
        sheet.line(line, 11, y + at * high(11), room=_NAME)
    if notes:
        colour = _WORST_LINE if tag == captions.WEAKEST else SOFT
        sheet.line(" · ".join(notes), 9, y + len(name) * high(11), room=_NAME, colour=colour)
    middle = y + (deep - 3) / 2
    left, wide = LEFT + len(cells) * _NUMBER + 4, FULL - _NAME - len(cells) * _NUMBER - 8
    fill = {captions.STRONGEST: _PANEL, captions.WEAKEST: _WORST}.get(tag or "", _BAR)
    _bar(sheet, left, middle - 2, wide, 4, dimension.score, fill, _TRACK, hatched=tag == captions.WEAKEST)
    if before is not None:
        _mark(sheet, left, middle - 2, wide, 4, before, INK)
    for at, cell in enumerate(cells):
        _number(sheet, cell, at, len(cells), 12, middle - high(12) / 2, INK if at == 0 else SOFT, at == 0)
    sheet.y += deep


def _number(
    sheet: Sheet, text: str, at: int, count: int, size: float, y: float, colour: Colour, bold: bool = False
) -> None:
    """A cell of the numbers at the left: the first of them stands furthest right."""
    right = LEFT + (count - at) * _NUMBER
    sheet.line(text, size, y, right, _NUMBER, colour, bold, Align.C)


def _bar(
    sheet: Sheet,
    x: float,
    y: float,
    wide: float,
    thick: float,
    score: float | None,
    fill: Colour,
    track: Colour,
    hatched: bool = False,
) -> None:
    """A bar from the right on its track; an empty, dashed track where there is no score."""
    if score is None:
        sheet.pdf.set_draw_color(*SOFT)
        sheet.pdf.set_line_width(0.25)
        sheet.pdf.set_dash_pattern(dash=1.4, gap=1.2)
        sheet.pdf.rect(x, y, wide, thick, round_corners=True, corner_radius=_ROUND)
        sheet.pdf.set_dash_pattern()
        return
    sheet.box(x, y, wide, thick, track, _ROUND)
    long = wide * score / 100
    if long <= 0:
        return
    shape = max(long, 2 * _ROUND)
    with sheet.pdf.rect_clip(x + wide - long, y, long, thick):
        sheet.box(x + wide - shape, y, shape, thick, fill, _ROUND)
        if hatched:
            _hatch(sheet, x + wide - long, y, long, thick)


def _hatch(sheet: Sheet, x: float, y: float, wide: float, thick: float) -> None:
    sheet.pdf.set_draw_color(*_WORST_LINE)
    sheet.pdf.set_line_width(0.6)
    step = 2.2
    for n in range(int((wide + thick) / step) + 1):
        start = x + n * step
        sheet.pdf.line(start, y, start - thick, y + thick)


def _mark(sheet: Sheet, x: float, y: float, wide: float, thick: float, score: float, colour: Colour) -> None:
    at = x + wide - wide * score / 100
    edge = _PANEL if colour == WHITE else WHITE
    sheet.box(at - 0.75, y - 1, 1.5, thick + 2, edge)
    sheet.box(at - 0.35, y - 1.5, 0.7, thick + 3, colour, 0.35)


def _plan(sheet: Sheet, result: Result) -> None:
    first = _depth(result.actions[0]) if result.actions else high(11)
    sheet.need(high(14) + 4 + first)
    _heading(sheet, captions.PLAN)
    if not result.actions:
        sheet.paragraph(captions.NO_PLAN, 11, colour=SOFT)
    for number, action in enumerate(result.actions, 1):
        _action(sheet, number, action)


def _action(sheet: Sheet, number: int, action: Action) -> None:
    """The step, where it belongs, and the words of the document it comes from."""
    sheet.need(min(_depth(action), _MOST))
    sheet.box(RIGHT - 7, sheet.y + 0.4, 7, 7, _PANEL, 3.5)
    sheet.line(persian_digits(number), 10.5, sheet.y + 0.7, room=7, colour=WHITE, bold=True, align=Align.C)
    sheet.paragraph(_step(action), 12, LEFT + _STEP, _STEP, bold=True)
    sheet.paragraph(captions.stage(action.stage, action.dimension), 10, LEFT + _STEP, _STEP, SOFT)
    sheet.y += 1.5
    if _depth(action) <= _MOST:
        sheet.box(LEFT, sheet.y, _STEP, _boxed(action), _QUOTE, 2)
        sheet.box(LEFT + _STEP - 0.8, sheet.y, 0.8, _boxed(action), _BAR)
    sheet.y += 2
    sheet.paragraph(_quote(action), 10, LEFT + _STEP - _PAD, _STEP - 2 * _PAD)
    sheet.paragraph(_source(action.citation), 9.5, LEFT + _STEP - _PAD, _STEP - 2 * _PAD, SOFT)
    sheet.y += 7


def _depth(action: Action) -> float:
    """How much room a step takes."""
    text = lines(_step(action), 12, _STEP, bold=True)
    belongs = lines(captions.stage(action.stage, action.dimension), 10, _STEP)
    return len(text) * high(12) + len(belongs) * high(10) + _boxed(action) + 8.5


def _boxed(action: Action) -> float:
    """How much of it is the box of the quote."""
    quote = lines(_quote(action), 10, _STEP - 2 * _PAD)
    source = lines(_source(action.citation), 9.5, _STEP - 2 * _PAD)
    return len(quote) * high(10) + len(source) * high(9.5) + 4


def _step(action: Action) -> str:
    """What is proposed; as a quote where these are the document's own words."""
    return action.text if _quote(action) else f"«{action.text}»"


def _quote(action: Action) -> str:
    """The document's words, unless the step itself is worded so."""
    quote = action.citation.quote
    return "" if quote.split() == action.text.split() else f"«{quote}»"


def _answers(sheet: Sheet, result: Result) -> None:
    titles = {dimension.key: dimension.title for dimension in result.dimensions}
    sheet.need(50)
    _heading(sheet, captions.ANSWERS)
    for key, answers in groupby(result.answers, key=lambda answer: answer.dimension):
        sheet.need(high(11.5) + 22)
        sheet.y += 1.5
        sheet.line(titles.get(key, ""), 11.5, sheet.y, colour=_PANEL, bold=True)
        sheet.y += high(11.5)
        for answer in answers:
            _answer(sheet, answer)
        sheet.y += 2


def _answer(sheet: Sheet, answer: Answered) -> None:
    """Question and answer in words, and at the left its level as five dots."""
    room = FULL - 30
    question, words = lines(answer.question, 9.5, room), lines(answer.words, 10.5, room)
    deep = len(question) * high(9.5) + len(words) * high(10.5) + 3
    sheet.need(deep)
    sheet.rule(sheet.y, _LINE)
    top = sheet.y + 1.5
    sheet.y = top
    sheet.paragraph(answer.question, 9.5, room=room, colour=SOFT)
    sheet.paragraph(answer.words, 10.5, room=room, colour=INK if answer.level else SOFT)
    if answer.level is not None:
        for dot in range(5):  # the first stands at the right
            filled = dot < answer.level
            sheet.box(LEFT + 13.6 - dot * 3.4, top + 2, 2.4, 2.4, _BAR if filled else _TRACK, 1.2)
        sheet.line(captions.level(answer.level), 9, top + 5, LEFT + 16, 16, SOFT, align=Align.C)
    sheet.y = top + deep - 1.5


def _source(citation: Citation) -> str:
    return f"{citation.title}، {citation.locator}"

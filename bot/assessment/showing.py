"""A result as a message, and what has changed since an earlier one."""

from collections.abc import Sequence

from bot.assessment import captions, texts
from bot.assessment.result import Result
from bot.dialogue.calendar import written
from bot.dialogue.flow import Flow, start
from bot.dialogue.turn import (
    Attachment,
    Block,
    BlockKind,
    Choice,
    FileKind,
    Line,
    Outcome,
    Reply,
    Tone,
    paragraph,
)
from knowledge.document import Citation
from knowledge.persian import persian_digits

_BAR = 5  # dots of a dimension's score
RESULT = ":result:"  # button data: «:result:what:id»
SHOW, REPORT, PICTURE, COMPARE = (f"{RESULT}{what}:" for what in ("show", "report", "picture", "compare"))


def show_result(result: Result, assessment: Flow, expert: Flow | None, earlier: bool) -> Reply:
    """Band, gates, strongest and weakest part and the plan; `earlier`: there is one to compare with."""
    page = _Page()
    head, *more = _heads(result)
    page.head(head)
    page.say(*more)
    for warned in result.warnings:
        answer = next(each for each in result.answers if each.indicator == warned.indicator)
        page.say(texts.STOP.format(question=answer.question, answer=answer.words))
        page.cite(f"«{warned.text}»", warned.citation)
    page.say(*_extremes(result))
    page.head(texts.ALL_SCORES)
    page.lines(_scores(result))
    if result.actions:
        page.head(texts.ACTIONS)
        page.list(
            [
                (
                    texts.ACTION.format(text=a.text.rstrip("."), stage=a.stage, dimension=a.dimension),
                    a.citation,
                )
                for a in result.actions
            ]
        )
    elif result.overall is not None:
        page.say(texts.NO_ACTIONS)
    if result.overall is not None:
        page.say(texts.COVERAGE.format(coverage=_percent(result.coverage)))
    return page.reply(_choices(result, assessment, expert, earlier))


def show_picture(result: Result, previous: Result | None) -> Reply:
    said = texts.HERE_IS_PICTURE.format(title=result.title, date=written(result.taken_at))
    picture = Attachment(FileKind.ASSESSMENT_PICTURE, result.id, captions.in_words(result, previous))
    return _with_file(said, picture)


def show_report(result: Result) -> Reply:
    said = texts.HERE_IS_REPORT.format(title=result.title, date=written(result.taken_at))
    return _with_file(said, Attachment(FileKind.ASSESSMENT_REPORT, result.id, texts.REPORT_BUTTON))


def compare(result: Result, previous: Result) -> Reply:
    """The change of the whole and of each dimension."""
    page = _Page()
    new, old = written(result.taken_at), written(previous.taken_at)
    page.say(texts.COMPARED.format(title=result.title, new=new, old=old))
    ago = texts.ago((result.taken_at - previous.taken_at).days)
    before = {dimension.key: dimension.score for dimension in previous.dimensions}
    lines = [_change(texts.WHOLE, result.overall, previous.overall, ago)]
    lines += [_change(each.title, each.score, before.get(each.key), ago) for each in result.dimensions]
    page.lines(lines)
    if result.version != previous.version:
        page.say(texts.OTHER_VERSION)
    return page.reply((Choice(texts.PICTURE_BUTTON, f"{PICTURE}{result.id}"),))


def show_trend(results: Sequence[Result]) -> Attachment:
    """The picture of these results, the newest last, and what it is about."""
    return Attachment(FileKind.ASSESSMENT_TREND, results[-1].id, captions.trend_in_words(results))


def _heads(result: Result) -> list[str]:
    if result.overall is None or result.verdict is None:
        least = _percent(result.least_coverage)
        return [
            texts.NO_BAND.format(title=result.title),
            texts.TOO_LITTLE.format(coverage=_percent(result.coverage), least=least),
        ]
    points = captions.points(result.overall)
    head = texts.BAND.format(title=result.title, points=points, band=result.verdict.title)
    return [head, captions.narrative(result)]


def _extremes(result: Result) -> list[str]:
    """Strongest and weakest dimension, in a sentence; none over fewer than two scores."""
    scored = [each for each in result.dimensions if each.score is not None]
    if len(scored) < 2:
        return []
    by_tag = {tag: key for key, tag in captions.extremes(result.dimensions).items()}
    if not by_tag:
        return [texts.ALL_ALIKE.format(points=captions.points(scored[0].score))]
    by_key = {each.key: (each.title, captions.points(each.score)) for each in scored}
    best, best_points = by_key[by_tag[captions.STRONGEST]]
    worst, worst_points = by_key[by_tag[captions.WEAKEST]]
    said = {"best": best, "best_points": best_points, "worst": worst, "worst_points": worst_points}
    return [texts.EXTREMES.format(**said)]


def _scores(result: Result) -> list[str]:
    """A line a dimension, with a small bar before its name."""
    lines = []
    for each in result.dimensions:
        bar = texts.bar(round(each.score or 0), 100, _BAR)
        lines.append(texts.ONE_SCORE.format(bar=bar, title=each.title, points=captions.points(each.score)))
    return lines


def _choices(result: Result, assessment: Flow, expert: Flow | None, earlier: bool) -> Sequence[Choice]:
    choices = [
        Choice(texts.REPORT_BUTTON, f"{REPORT}{result.id}"),
        Choice(texts.PICTURE_BUTTON, f"{PICTURE}{result.id}"),
    ]
    if earlier:
        choices.append(Choice(texts.COMPARE_BUTTON, f"{COMPARE}{result.id}"))
    choices.append(start(assessment, texts.RETAKE_BUTTON, result.instrument))
    if expert is not None:
        choices.append(start(expert, texts.EXPERT_BUTTON, result.id))
    return choices


def _change(title: str, new: float | None, old: float | None, ago: str) -> str:
    if new is None or old is None:
        return texts.NOT_COMPARABLE.format(title=title)
    points = {"new": captions.points(new), "old": captions.points(old)}
    if points["new"] == points["old"]:
        return texts.SAME.format(title=title, ago=ago, new=points["new"])
    return texts.CHANGE.format(title=title, change=captions.change(new, old), ago=ago, **points)


def _percent(share: float) -> str:
    return persian_digits(round(share * 100))


def _with_file(text: str, attachment: Attachment) -> Reply:
    blocks = (paragraph(text),)
    return Reply(Outcome.RESULT, blocks, attachments=(attachment,))


class _Page:
    """A reply that is being written; the same citation is numbered once."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._citations: list[Citation] = []

    def head(self, text: str) -> None:
        self._blocks.append(paragraph(text, tone=Tone.STRONG))

    def say(self, *texts_: str) -> None:
        self._blocks += [paragraph(text) for text in texts_]

    def lines(self, texts_: Sequence[str]) -> None:
        self._blocks.append(Block(BlockKind.PARAGRAPH, tuple(Line(text) for text in texts_)))

    def cite(self, text: str, citation: Citation) -> None:
        self._blocks.append(paragraph(text, self._number(citation)))

    def list(self, cited: Sequence[tuple[str, Citation]]) -> None:
        lines = tuple(Line(text, self._number(citation)) for text, citation in cited)
        self._blocks.append(Block(BlockKind.STEPS, lines))

    def reply(self, choices: Sequence[Choice]) -> Reply:
        return Reply(Outcome.RESULT, tuple(self._blocks), tuple(self._citations), tuple(choices))

    def _number(self, citation: Citation) -> int:
        if citation not in self._citations:
            self._citations.append(citation)
        return self._citations.index(citation)

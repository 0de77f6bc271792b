"""Results that a person has: shown again, drawn, printed and compared."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from pydantic import ValidationError

from bot.assessment import texts
from bot.assessment.asking import NAME
from bot.assessment.result import Result, from_record
from bot.assessment.showing import (
    COMPARE,
    PICTURE,
    REPORT,
    RESULT,
    SHOW,
    compare,
    show_picture,
    show_report,
    show_trend,
)
from bot.dialogue.flow import START
from bot.dialogue.ports import AssessmentRecord, OpenSession
from bot.dialogue.turn import Choice, Reply, Turn, notice
from bot.dialogue.words import command_of

KEPT = 200  # results of one person that are looked through

_POINTS = 6  # results that a trend shows, the newest ones

# Keys of the dialogue's WORDS to the data of the button that does the same
_COMMANDS = {"result": SHOW, "result_report": REPORT, "result_picture": PICTURE, "result_compare": COMPARE}


class Results:
    """Implements Service: the buttons under a result, however old it is, and their words for the newest."""

    def __init__(self, shown: Callable[[Result, OpenSession], Reply]) -> None:
        self._does: dict[str, Callable[[Result, OpenSession], Reply]] = {
            SHOW: shown,
            REPORT: lambda result, _: show_report(result),
            PICTURE: lambda result, session: show_picture(result, earlier_of(session, result)),
            COMPARE: _compared,
        }

    def take(self, session: OpenSession, turn: Turn) -> Reply | None:
        if turn.choice is None:
            what = _COMMANDS.get(command_of(turn.text) or "")
            if what is None:
                return None
            known = results_of(session)
            return self._does[what](known[-1], session) if known else _leads_to_one(texts.NO_RESULT)
        if not turn.choice.startswith(RESULT):
            return None
        what, _, result_id = turn.choice.removeprefix(RESULT).partition(":")
        does = self._does.get(f"{RESULT}{what}:")
        found = find_result(session, result_id)
        return _leads_to_one(texts.GONE) if does is None or found is None else does(found, session)


def _leads_to_one(text: str) -> Reply:
    return replace(notice(text), choices=(Choice(texts.BEGIN, f"{START}{NAME}"),))


def results_of(session: OpenSession) -> list[Result]:
    """Oldest first, without those that another program has written in another shape."""
    return readable(session.assessments(KEPT))


def find_result(session: OpenSession, result_id: str) -> Result | None:
    return next((each for each in results_of(session) if each.id == result_id), None)


def earlier_of(session: OpenSession, result: Result) -> Result | None:
    """The one by the same instrument before this one."""
    return previous_of(results_of(session), result)


def previous_of(results: Sequence[Result], result: Result) -> Result | None:
    """The last of them by the same instrument before this one; oldest first in."""
    same = [each for each in results if each.instrument == result.instrument]
    before = [each for each in same if each.taken_at < result.taken_at and each.id != result.id]
    return before[-1] if before else None


def points_of(results: Sequence[Result], result: Result) -> list[Result]:
    """What the trend up to this result shows: those by the same instrument that have an overall score.

    Oldest first in and out, and not more than fit beside each other.
    """
    return [
        each
        for each in results
        if each.instrument == result.instrument
        and each.overall is not None
        and each.taken_at <= result.taken_at
    ][-_POINTS:]


def readable(records: Sequence[AssessmentRecord]) -> list[Result]:
    """Those that are written in the shape of today."""
    return [result for record in records if (result := _read(record)) is not None]


def _compared(result: Result, session: OpenSession) -> Reply:
    previous = earlier_of(session, result)
    if previous is None:
        return notice(texts.NOTHING_EARLIER.format(title=result.title))
    reply = compare(result, previous)
    known = points_of(results_of(session), result)
    return replace(reply, attachments=(show_trend(known),)) if len(known) > 1 else reply


def _read(record: AssessmentRecord) -> Result | None:
    try:
        return from_record(record)
    except ValidationError:
        return None

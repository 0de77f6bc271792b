"""Picture, report and trend of a result as files, each made when a channel asks for it."""

from collections.abc import Sequence
from threading import BoundedSemaphore

from bot.assessment.result import Result
from bot.assessment.results import KEPT, points_of, previous_of, readable
from bot.dialogue.calendar import jalali
from bot.dialogue.ports import Assessments, File
from bot.dialogue.turn import Attachment, FileKind, SessionKey


class AssessmentFiles:
    """Opens attachments of its KINDS; each is about the id of a result."""

    KINDS = (FileKind.ASSESSMENT_PICTURE, FileKind.ASSESSMENT_REPORT, FileKind.ASSESSMENT_TREND)

    def __init__(self, assessments: Assessments, at_once: int = 2) -> None:
        """`at_once` files are made at the same time at most: each takes a core and some 50 MB meanwhile."""
        self._assessments = assessments
        self._room = BoundedSemaphore(at_once)

    def open(self, key: SessionKey, attachment: Attachment) -> File | None:
        """Raises PictureFailed when the picture cannot be drawn."""
        results = readable(self._assessments.assessments(key, KEPT))
        result = next((each for each in results if each.id == attachment.about), None)
        if result is None:
            return None
        with self._room:
            return _make(attachment.kind, result, results)


def _make(kind: FileKind, result: Result, results: Sequence[Result]) -> File | None:
    """None where the result has nothing of this kind to show."""
    what, day = kind.removeprefix("assessment_"), jalali(result.taken_at).isoformat()
    name = f"khoosheyar-{result.instrument}-{what}-{day}"
    # what draws and prints is loaded with the first file: a program that serves pays for it then
    match kind:
        case FileKind.ASSESSMENT_REPORT:
            from bot.assessment.report import print_report

            printed = print_report(result, previous_of(results, result))
            return File(f"{name}.pdf", "application/pdf", printed)
        case FileKind.ASSESSMENT_PICTURE:
            from bot.assessment.picture import draw

            return File(f"{name}.png", "image/png", draw(result, previous_of(results, result)))
        case FileKind.ASSESSMENT_TREND:
            from bot.assessment.trend import draw_trend

            known = points_of(results, result)
            return File(f"{name}.png", "image/png", draw_trend(known)) if known else None
        case _:
            return None

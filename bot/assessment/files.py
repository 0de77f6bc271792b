"""Picture, report and trend of a result as files, each made when a channel asks for it."""

from bot.assessment.results import KEPT, points_of, previous_of, readable
from bot.dialogue.calendar import jalali
from bot.dialogue.ports import Assessments, File
from bot.dialogue.turn import Attachment, FileKind, SessionKey


class AssessmentFiles:
    """Opens attachments of its KINDS; each is about the id of a result."""

    KINDS = (FileKind.ASSESSMENT_PICTURE, FileKind.ASSESSMENT_REPORT, FileKind.ASSESSMENT_TREND)

    def __init__(self, assessments: Assessments) -> None:
        self._assessments = assessments

    def open(self, key: SessionKey, attachment: Attachment) -> File | None:
        """Raises PictureFailed when the picture cannot be drawn."""
        results = readable(self._assessments.assessments(key, KEPT))
        result = next((each for each in results if each.id == attachment.about), None)
        if result is None:
            return None
        kind = attachment.kind.removeprefix("assessment_")
        name = f"khoosheyar-{result.instrument}-{kind}-{jalali(result.taken_at).isoformat()}"
        # what draws and prints is loaded with the first file: a program that serves pays for it then
        match attachment.kind:
            case FileKind.ASSESSMENT_REPORT:
                from bot.assessment.report import print_report

                printed = print_report(result, previous_of(results, result))
                return File(f"{name}.pdf", "application/pdf", printed)
            case FileKind.ASSESSMENT_PICTURE:
                from bot.assessment.picture import draw

                return File(f"{name}.png", "image/png", draw(result, previous_of(results, result)))
            case FileKind.ASSESSMENT_TREND:
                from bot.assessment.trend import draw_trend

                found = points_of(results, result)
                return File(f"{name}.png", "image/png", draw_trend(found)) if found else None
            case _:
                return None

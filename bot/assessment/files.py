"""The picture and the report of a result as files, each made when a channel asks for it."""

from bot.assessment.results import KEPT, previous_of, readable
from bot.dialogue.calendar import jalali
from bot.dialogue.ports import Assessments, File
from bot.dialogue.turn import Attachment, FileKind, SessionKey


class AssessmentFiles:
    """Opens attachments of the kinds ASSESSMENT_PICTURE and ASSESSMENT_REPORT."""

    KINDS = (FileKind.ASSESSMENT_PICTURE, FileKind.ASSESSMENT_REPORT)

    def __init__(self, assessments: Assessments) -> None:
        self._assessments = assessments

    def open(self, key: SessionKey, attachment: Attachment) -> File | None:
        """Raises PictureFailed when the picture cannot be drawn."""
        results = readable(self._assessments.assessments(key, KEPT))
        result = next((each for each in results if each.id == attachment.about), None)
        if result is None:
            return None
        previous = previous_of(results, result)
        name = f"khoosheyar-{result.instrument}-{jalali(result.taken_at).isoformat()}"
        # what draws and prints is loaded with the first file: a program that serves pays for it then
        if attachment.kind is FileKind.ASSESSMENT_PICTURE:
            from bot.assessment.picture import draw

            return File(f"{name}.png", "image/png", draw(result, previous))
        from bot.assessment.report import print_report

        return File(f"{name}.pdf", "application/pdf", print_report(result, previous))

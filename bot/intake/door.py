"""What applicants ask about their cases in the chat, and where an intake may begin."""

from dataclasses import replace

from bot.dialogue.calendar import written
from bot.dialogue.ports import OpenSession
from bot.dialogue.texts import IN_PRIVATE_ONLY
from bot.dialogue.turn import Block, BlockKind, Choice, Line, Outcome, Reply, Turn, notice, paragraph
from bot.dialogue.words import command_of
from bot.intake import texts
from bot.intake.case import Case, EventKind
from bot.intake.claim import ClaimFlow
from bot.intake.flow import IntakeFlow
from bot.intake.ports import OWN_CASES
from bot.intake.questions import BUTTON, CASE_BUTTON, CONTACT
from bot.intake.tracking import CodeInvalid, find_code

_BEGINNINGS = (f":start:{IntakeFlow.name}", f":start:{ClaimFlow.name}", BUTTON)
_MINE, _PERHAPS = _ABOUT_CASES = ("my_cases", "perhaps_my_cases")  # commands
_SHOWN = 5  # of one's own cases


class IntakeDoor:
    """A service of the conversation: it stands before the flows."""

    def __init__(self, flow: IntakeFlow) -> None:
        self._flow = flow

    def take(self, session: OpenSession, turn: Turn) -> Reply | None:
        """How a case stands, or why an intake does not begin here; None when the turn is about neither."""
        command = None if turn.choice is not None else command_of(turn.text)
        if (asked := command_of(turn.text.rstrip("؟? "))) in _ABOUT_CASES and turn.choice is None:
            command = asked  # «درخواستم چی شد؟»
        data = turn.choice or ""
        if command == _PERHAPS and not turn.session.shared:
            return _newest(session) if session.part(OWN_CASES).newest(1) else None
        about = command == _MINE or data.startswith(CASE_BUTTON)
        begins = command in (IntakeFlow.command, ClaimFlow.command) or data.startswith(_BEGINNINGS)
        if turn.session.shared:
            try:
                about = about or (turn.choice is None and find_code(turn.text) is not None)
            except CodeInvalid:
                about = True
            return notice(IN_PRIVATE_ONLY) if about or begins else None
        if data == CONTACT and (session.flow is None or session.flow.name != IntakeFlow.name):
            return notice(texts.CONTACT_NOT_NEEDED)
        if command == _MINE:
            return _newest(session)
        if begins or (turn.choice is not None and not about):
            return None
        try:
            code = find_code(data.removeprefix(CASE_BUTTON) if about else turn.text)
        except CodeInvalid:
            return notice(texts.CODE_WRONG)
        if code is None:
            self._go_on(session, turn)
            return None
        return _one(session, code)

    def _go_on(self, session: OpenSession, turn: Turn) -> None:
        """After a question in between: a plain answer goes to the intake that waits for it."""
        running = session.flow
        if turn.choice is not None or running is None or not (running.asides or running.paused):
            return
        if running.paused and command_of(turn.text) in ("yes", "no"):
            return  # to the question whether to go on
        if running.name == self._flow.name and self._flow.surely(running.state, turn.text):
            session.flow = replace(running, asides=0, paused=False)


def _one(session: OpenSession, code: str) -> Reply:
    own = session.part(OWN_CASES)
    case = own.by_code(code)
    if case is None:
        unknown = paragraph(texts.CODE_UNKNOWN.format(code=texts.ltr(code)))
        claim = Choice(texts.CLAIM_BUTTON, f":start:{ClaimFlow.name}::{code}")
        return Reply(Outcome.NOTICE, (unknown,), choices=(claim,))
    changes = [event for event in own.timeline(case) if event.kind is EventKind.STATUS]
    changed = written(changes[-1].at if changes else case.created_at)
    sent = written(case.created_at)
    lines = [texts.standing(case.code, case.status, sent, changed, case.referral or "")]
    notes = [event.text for event in own.timeline(case) if event.text]
    if notes:
        lines.append(texts.LAST_MESSAGE.format(text=notes[-1]))
    return Reply(Outcome.NOTICE, (Block(BlockKind.PARAGRAPH, tuple(Line(line) for line in lines)),))


def _newest(session: OpenSession) -> Reply:
    cases = session.part(OWN_CASES).newest(_SHOWN)
    if not cases:
        start = Choice(texts.BEGIN, f":start:{IntakeFlow.name}")
        elsewhere = Choice(texts.CLAIM_BUTTON, f":start:{ClaimFlow.name}")
        block = paragraph(texts.NO_CASES)
        return Reply(Outcome.NOTICE, (block,), choices=(start, elsewhere))
    if len(cases) == 1:
        return _one(session, cases[0].code)
    blocks = (
        paragraph(texts.YOUR_CASES),
        Block(BlockKind.BULLETS, tuple(Line(_line(case)) for case in cases)),
    )
    choices = tuple(Choice(case.code, f"{CASE_BUTTON}{case.code}") for case in cases)
    return Reply(Outcome.NOTICE, blocks, choices=choices)


def _line(case: Case) -> str:
    return texts.CASE_LINE.format(
        code=texts.ltr(case.code), status=texts.STATUS[case.status], date=written(case.created_at)
    )

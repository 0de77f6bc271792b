"""Getting at a request from elsewhere: its mobile, then a one-time code sent to where it came from, or read
out by a member of the staff who has called that mobile.

Whether code and mobile belong together is never told, only by the code that arrives.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from bot.dialogue.calendar import written
from bot.dialogue.flow import BACK, CANCEL, Step, is_aside
from bot.dialogue.ports import Json, OpenSession
from bot.dialogue.turn import Block, BlockKind, Choice, Line, Outcome, Reply, Turn, ask, notice, paragraph
from bot.dialogue.words import command_of
from bot.intake import texts
from bot.intake.access import code_digest
from bot.intake.case import Case
from bot.intake.form import Form
from bot.intake.ports import OWN_CASES
from bot.intake.reading import read_mobile
from bot.intake.tracking import CodeInvalid, find_code
from knowledge.persian import fold, persian_digits

_BUTTON = ":claim:"
_VALID = timedelta(minutes=10)  # of a one-time code, and of what it opens
_TRIES = 5
_MOBILE, _CODE, _OPEN, _ERASE = "mobile", "code", "open", "erase"


@dataclass(frozen=True, slots=True)
class Claim:
    """How far somebody has come."""

    tracking: str
    stage: str = _MOBILE
    mobile: str = ""  # as it was given
    digest: str = ""  # of the one-time code; "" when none was sent
    until: datetime | None = None  # aware, UTC
    tries: int = 0


_CLAIM = TypeAdapter(Claim)


class ClaimFlow:
    """The seed is a tracking code, the state a Claim."""

    name = "claim"
    version = 1
    title = texts.CLAIM_TITLE
    patience = timedelta(minutes=10)
    asides = 2
    lasting = False
    explains = False
    command: str | None = "claim"

    def __init__(self, form: Form, clock: Callable[[], datetime], draw: Callable[[], str]) -> None:
        """`clock` gives aware UTC moments, `draw` one-time codes of six digits."""
        self._form = form
        self._clock = clock
        self._draw = draw

    def start(self, seed: Json) -> Step:
        try:
            tracking = find_code(seed) if isinstance(seed, str) else None
        except CodeInvalid:
            tracking = None
        return Step(notice(texts.CLAIM_HOW)) if tracking is None else self._wait(Claim(tracking))

    def ask(self, state: Json) -> Reply:
        claim = _CLAIM.validate_python(state)
        match claim.stage:
            case "code":
                return ask(texts.CLAIM_SENT, Choice(texts.CLAIM_CALL, f"{_BUTTON}call"), BACK, CANCEL)
            case "open":
                return ask(texts.CLAIM_MORE, *self._doors())
            case "erase":
                return ask(texts.CLAIM_SURE, Choice(texts.CLAIM_YES, f"{_BUTTON}yes"), BACK)
        return ask(texts.CLAIM_MOBILE.format(code=texts.ltr(claim.tracking)), CANCEL)

    def advance(self, state: Json, turn: Turn, session: OpenSession) -> Step | None:
        claim = _CLAIM.validate_python(state)
        if claim.until is not None and self._clock() > claim.until:
            return Step(notice(texts.CLAIM_LATE))
        match claim.stage:
            case "mobile":
                return self._take_mobile(claim, turn, session)
            case "code":
                return self._take_code(claim, turn, session)
        erases = turn.choice == f"{_BUTTON}erase" or (turn.choice is None and texts.ERASE in fold(turn.text))
        if claim.stage == _OPEN:
            return self._wait(replace(claim, stage=_ERASE)) if erases else None
        if turn.choice != f"{_BUTTON}yes" and (turn.choice is not None or command_of(turn.text) != "yes"):
            return None
        own = session.part(OWN_CASES)
        if (case := own.claimed(claim.tracking)) is not None:
            own.erase(case, self._clock())
        return Step(notice(texts.CLAIM_ERASED))

    def back(self, state: Json, session: OpenSession) -> Step:
        claim = _CLAIM.validate_python(state)
        return self._wait(replace(claim, stage=_OPEN) if claim.stage == _ERASE else Claim(claim.tracking))

    def skip(self, state: Json, session: OpenSession) -> Step:
        return Step(self.ask(state), state)

    def cancel(self, state: Json, session: OpenSession) -> Reply:
        return notice(texts.CLAIM_LEFT)

    def _take_mobile(self, claim: Claim, turn: Turn, session: OpenSession) -> Step | None:
        mobile = read_mobile(turn.text)
        if mobile is None:
            return None if is_aside(turn.text) else self._wait(claim)
        secret, now = self._draw(), self._clock()
        letter = texts.claim_letter(claim.tracking, persian_digits(secret))
        sent = session.part(OWN_CASES).send_access(claim.tracking, mobile, letter, now)
        digest = code_digest(claim.tracking, secret) if sent else ""
        return self._wait(replace(claim, stage=_CODE, mobile=mobile, digest=digest, until=now + _VALID))

    def _take_code(self, claim: Claim, turn: Turn, session: OpenSession) -> Step | None:
        own = session.part(OWN_CASES)
        if turn.choice == f"{_BUTTON}call" or (turn.choice is None and texts.NO_ACCESS in fold(turn.text)):
            own.ask_for_call(claim.tracking, claim.mobile, self._clock())
            return Step(notice(texts.CLAIM_CALLED.format(code=texts.ltr(claim.tracking))))
        typed = "".join(re.findall(r"\d", fold(turn.text)))
        if not typed:
            return None if is_aside(turn.text) else self._wait(claim)
        digest = code_digest(claim.tracking, typed)
        sent = digest == claim.digest
        if not sent and not own.redeem(claim.tracking, claim.mobile, digest, self._clock()):
            claim = replace(claim, tries=claim.tries + 1)
            if claim.tries >= _TRIES:
                return Step(notice(texts.CLAIM_LATE))
            return Step(ask(texts.CLAIM_WRONG, BACK, CANCEL), _dump(claim))
        case = own.claimed(claim.tracking)
        if case is None:
            return Step(notice(texts.CLAIM_LATE))
        opened = replace(claim, stage=_OPEN, mobile="", digest="", until=self._clock() + _VALID)
        return Step(self._held(case), _dump(opened))

    def _held(self, case: Case) -> Reply:
        """Everything that is held in this case, for its applicant."""
        held = {**case.request.answers, **case.request.personal}
        lines = [
            f"{field.label}: {self._form.shown(field, held[field.id])}"
            for field in self._form.fields
            if field.id in held
        ]
        lines.append(
            texts.CLAIM_CONSENT.format(version=case.request.consent_version, date=written(case.consented_at))
        )
        first = texts.CASE_LINE.format(
            code=texts.ltr(case.code), status=texts.STATUS[case.status], date=written(case.created_at)
        )
        blocks = (
            paragraph(first),
            Block(BlockKind.BULLETS, tuple(Line(line) for line in lines)),
        )
        return Reply(Outcome.FLOW, blocks, choices=self._doors())

    def _doors(self) -> tuple[Choice, ...]:
        return (Choice(texts.CLAIM_ERASE, f"{_BUTTON}erase"), CANCEL)

    def _wait(self, claim: Claim) -> Step:
        state = _dump(claim)
        return Step(self.ask(state), state)


def _dump(claim: Claim) -> Json:
    state: Json = _CLAIM.dump_python(claim, mode="json")
    return state

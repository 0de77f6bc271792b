"""Cases and their events as people read them: codes become labels, English never shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.intake.case import APPLICANT, SYSTEM, Case, CaseEvent, EventKind, Status
from bot.staff.casework import city_of, province_of
from bot.web.staff import texts

Labels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class CaseLines:
    """One case with labels in place of codes, "" where something is not known."""

    case: Case
    firm: str
    kind: str
    province: str  # code
    place: str
    sector: str
    staff: str
    needs: tuple[str, ...]
    description: str

    @property
    def name(self) -> str:
        """The firm's; of one without a name its trade and place, so that cases are told apart."""
        known = "، ".join(filter(None, (self.sector, self.place)))
        return self.firm or (texts.CASE_UNNAMED_IN.format(known=known) if known else texts.CASE_UNNAMED)

    @property
    def status(self) -> str:
        return texts.STATUS[self.case.status]


@dataclass(frozen=True, slots=True)
class ShownEvent:
    at: datetime
    who: str
    what: str
    text: str
    visible: bool
    hidden: bool  # there was a text that this visitor must not read


def case_lines(case: Case, labels: Labels) -> CaseLines:
    request = case.request
    province, city = province_of(case) or "", city_of(case) or ""
    place = [label(labels, "province", province), label(labels, "city", city)]
    return CaseLines(
        case,
        request.text("firm") or "",
        label(labels, "kind", request.text("kind") or ""),
        province,
        "، ".join(filter(None, place)),
        label(labels, "sector", request.text("sector") or ""),
        label(labels, "staff", request.text("staff") or ""),
        tuple(label(labels, "needs", need) for need in request.needs),
        request.text("description") or "",
    )


def label(labels: Labels, field: str, code: str) -> str:
    return labels.get(field, {}).get(code, code)


def shown_events(events: Sequence[CaseEvent]) -> list[ShownEvent]:
    """The newest first."""
    return [
        ShownEvent(
            event.at,
            _who(event.actor),
            _what(event),
            event.text or "",
            event.visible,
            event.kind is EventKind.NOTE and event.text is None,
        )
        for event in reversed(events)
    ]


def _who(actor: str) -> str:
    return {APPLICANT: texts.APPLICANT, SYSTEM: texts.SYSTEM}.get(actor) or actor.removeprefix("staff:")


def _what(event: CaseEvent) -> str:
    after = event.after or ""
    if event.kind is EventKind.STATUS:
        after = texts.STATUS[Status(after)] if after in set(Status) else after
    sentence = texts.EVENTS[event.kind]
    if event.kind is EventKind.ASSIGNED and not after:
        sentence = texts.EVENT_UNASSIGNED
    return sentence.format(after=after)

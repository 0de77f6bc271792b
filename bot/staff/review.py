"""What of a document a person should look at: repaired lines, and items whose figures are not plain."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from knowledge.deciding import key_of, with_decisions
from knowledge.decisions import About, Decision, Decisions, Verdict, squeezed
from knowledge.document import Document, Figure, FigureStatus, Item, ItemKind, Section
from knowledge.reports import ReadingReport, ReadLine

SURE = 0.9  # confidence of a repair or a scan below which a line waits for a person


class Stand(StrEnum):
    WAITING = "waiting"  # read with doubt, nobody has decided
    SURE = "sure"  # repaired with confidence, nobody has decided
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class ReviewFigure:
    """One figure of an item that is not plain, or about which somebody decided."""

    number: int
    figure: Figure
    decision: Decision | None

    @property
    def doubtful(self) -> bool:
        """Whether it is quoted, or could be, and may be wrong."""
        return self.figure.status in (FigureStatus.RECOVERED, FigureStatus.UNCONFIRMED)


@dataclass(frozen=True, slots=True)
class Review:
    """One line or item with why it is here and what was decided about it."""

    about: About
    original: str  # by which decisions know it
    text: str  # what the document says; "" where it no longer holds the line
    confidence: float
    section: Section | None = None
    page: int | None = None
    repairs: tuple[tuple[str, float], ...] = ()  # kind of damage, confidence
    repaired: str = ""  # what repair proposed, where a person's word stands instead
    figures: tuple[ReviewFigure, ...] = ()
    decision: Decision | None = None
    followed: bool = True  # whether the document that was read says what is decided now
    extracted: bool = True  # whether `original` is what the file had, not the item's own text
    correctable: bool = True
    rejectable: bool = True

    @property
    def code(self) -> str:
        """Names it in a form."""
        return hashlib.sha256(f"{self.about} {squeezed(self.original)}".encode()).hexdigest()[:16]

    @property
    def stand(self) -> Stand:
        open_figures = any(one.decision is None for one in self.figures)
        if self.decision is not None or (self.figures and not open_figures):
            return Stand.DECIDED
        return Stand.WAITING if open_figures or self.confidence < SURE else Stand.SURE

    @property
    def doubtful(self) -> bool:
        """Whether to reject it means its figures; else what was extracted comes back."""
        return any(one.doubtful for one in self.figures)

    @property
    def gone(self) -> bool:
        """Whether the document has no such line any more."""
        return not self.text

    @property
    def newest(self) -> Decision | None:
        """The last decision about it or one of its figures."""
        made = [self.decision, *(one.decision for one in self.figures)]
        return max((one for one in made if one is not None), key=lambda one: one.at, default=None)


@dataclass(frozen=True, slots=True)
class Summary:
    """One document in numbers."""

    document: Document
    report: ReadingReport | None
    items: int
    figures: Mapping[FigureStatus, int] = field(default_factory=dict)
    stands: Mapping[Stand, int] = field(default_factory=dict)


def summarise(document: Document, report: ReadingReport | None, decisions: Decisions) -> Summary:
    items = [item for section in document.sections for item in section.items]
    found = reviews(document, report, decisions)
    return Summary(
        document,
        report,
        len(items),
        {status: sum(f.status is status for i in items for f in i.figures) for status in FigureStatus},
        {stand: sum(one.stand is stand for one in found) for stand in Stand},
    )


def reviews(document: Document, report: ReadingReport | None, decisions: Decisions) -> list[Review]:
    """Everything to look at or looked at, the worst first, what was decided last by its newest first."""
    found = [*_items(document, report, decisions)]
    rows = {squeezed(one.original) for one in found if one.extracted}
    found += _lines(document, report, decisions, rows)
    known = {(one.about, squeezed(one.original)) for one in found}
    gone = {d.target[:2]: d for d in decisions if d.target[:2] not in known}
    found += [
        Review(d.about, d.original, "", 1.0, decision=d, followed=False, correctable=False, rejectable=False)
        for d in gone.values()
    ]
    undecided = sorted((one for one in found if one.stand is not Stand.DECIDED), key=_badness)
    decided = [one for one in found if one.stand is Stand.DECIDED]
    return undecided + sorted(decided, key=lambda one: one.newest.at if one.newest else "", reverse=True)


@dataclass(frozen=True, slots=True)
class _Member:
    """An item of a review as it was read, and what it says as decided."""

    section: Section
    item: Item
    text: str


def _badness(one: Review) -> float:
    unreadable = any(each.figure.status is FigureStatus.UNREADABLE for each in one.figures)
    return 0.0 if unreadable else one.confidence


def _items(document: Document, report: ReadingReport | None, decisions: Decisions) -> Iterator[Review]:
    """Table rows that were repaired, and items with doubt; items that were extracted as one stand as one."""
    groups: dict[str, list[_Member]] = {}
    decided = with_decisions(document, decisions)
    for section, now in zip(document.sections, decided.sections, strict=True):
        for item, said in zip(section.items, now.items, strict=True):
            groups.setdefault(key_of(item), []).append(_Member(section, item, said.text))
    lines = {squeezed(line.original): line for line in report.lines} if report is not None else {}
    about = {d.target: d for d in decisions if d.about is About.ITEM}
    named = {target[1] for target in about}
    for key, members in groups.items():
        if squeezed(key) in named or any(_doubtful(member.item) for member in members):
            yield _of_items(key, members, lines.get(squeezed(key)), about)


def _doubtful(item: Item) -> bool:
    own = item.original is None or item.kind is ItemKind.ROW  # else its line is to be looked at
    if item.kind is ItemKind.ROW and item.original is not None:
        return True
    return any(f.status is not FigureStatus.PLAIN for f in item.figures) or (own and item.confidence < SURE)


def _of_items(
    key: str,
    members: Sequence[_Member],
    line: ReadLine | None,
    about: Mapping[tuple[About, str, int | None], Decision],
) -> Review:
    figures = []
    for number, figure in enumerate(figure for member in members for figure in member.item.figures):
        decision = about.get((About.ITEM, squeezed(key), number))
        if figure.status is not FigureStatus.PLAIN or decision is not None:
            figures.append(ReviewFigure(number, figure, decision))
    section, first = members[0].section, members[0].item
    return Review(
        About.ITEM,
        key,
        " ".join(member.text for member in members),
        min(member.item.confidence for member in members),
        section,
        first.page,
        line.repairs if line is not None else (),
        figures=tuple(figures),
        decision=about.get((About.ITEM, squeezed(key), None)),
        extracted=first.original is not None,
        correctable=len(members) == 1,
        rejectable=any(one.doubtful for one in figures) or (len(members) == 1 and line is not None),
    )


def _lines(
    document: Document, report: ReadingReport | None, decisions: Decisions, rows: set[str]
) -> Iterator[Review]:
    places = _places(document)
    for line in report.lines if report is not None else ():
        if squeezed(line.original) in rows:
            continue
        decision = decisions.line(line.original)
        verdict = decision.verdict if decision is not None else None
        followed = verdict is line.verdict and (
            decision is None or verdict is not Verdict.CORRECTED or decision.text == line.text
        )
        yield Review(
            About.LINE,
            line.original,
            line.text,
            line.confidence,
            places.get(line.original.split("\n")[0]) or places.get(line.text),
            line.page,
            line.repairs,
            repaired=line.repaired if line.repaired != line.text else "",
            decision=decision,
            followed=followed,
            rejectable=bool(line.repairs),
        )


def _places(document: Document) -> dict[str, Section]:
    """The section of each raw line, and of each title."""
    found: dict[str, Section] = {}
    for section in document.sections:
        found.setdefault(section.title, section)
        for item in section.items:
            for raw in (item.original or "").split("\n"):
                if raw:
                    found.setdefault(raw, section)
    return found


def find_review(found: Iterable[Review], code: str) -> Review | None:
    return next((one for one in found if one.code == code), None)

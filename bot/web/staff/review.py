"""Repaired lines and doubtful figures of a document: accepted, corrected, rejected, and taken back."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Form, HTTPException
from fastapi.responses import RedirectResponse, Response

from bot.dialogue.catalogue import locate
from bot.dialogue.ports import Json
from bot.staff.audit import Action
from bot.staff.review import Review, Stand, find_review, reviews
from bot.web.staff import texts
from bot.web.staff.knowledge import decisions_of, find_document
from bot.web.staff.pages import Call, In
from knowledge.decisions import About, Decision, Verdict, squeezed
from knowledge.document import Document
from knowledge.persian import has_letters, persian_digits, strip_controls

PAGE = 25
_LONGEST, _LONGEST_FIGURE = 2000, 40  # characters of a correction
_OPENING = 60  # characters of a line, by which the audit names it

Text = Annotated[str, Form()]


def show_review(call: In, document_id: str, show: str = Stand.WAITING, page: int = 1) -> Response:
    if show not in set(Stand) or not 1 <= page < 10_000:
        raise HTTPException(422)
    return _show(call, find_document(call, document_id), Stand(show), page)


def decide(
    call: In,
    document_id: str,
    code: Annotated[list[str], Form()],
    verdict: Text,
    figure: Text = "",
    text: Text = "",
    show: Text = Stand.WAITING,
    page: Annotated[int, Form(ge=1, lt=10_000)] = 1,
) -> Response:
    """Keeps one decision, or that all of these lines are right; 409 when one of them is gone."""
    document = find_document(call, document_id)
    whole_page = len(code) > 1
    if (
        verdict not in set(Verdict)
        or show not in set(Stand)
        or len(code) > PAGE
        or (whole_page and (verdict != Verdict.ACCEPTED or figure))
    ):
        raise HTTPException(422)
    found = _found(call, document)
    chosen = [one for each in code if (one := find_review(found, each)) is not None]
    if len(chosen) < len(code):
        raise HTTPException(409)
    text = strip_controls(text)
    if verdict == Verdict.CORRECTED:
        if wrong := _wrong(text, figure):
            return _show(call, document, Stand(show), page, (code[0], figure, text, wrong))
    else:
        text = ""
    decisions = [_decision(call, one, Verdict(verdict), text, figure) for one in chosen]
    call.desk.library.decide(document.id, decisions)
    call.note(Action.CORRECTION, f"document:{document.id}", _noted(decisions))
    later = any(one.about is About.LINE for one in chosen)
    query = {"show": show, "page": page, "done": "decided_line" if later else "decided_item"}
    return RedirectResponse(f"{_path(document)}?{urlencode(query)}", 303)


def _noted(decisions: Sequence[Decision]) -> dict[str, Json]:
    """For the audit: words of the document only."""
    first = decisions[0]
    if len(decisions) > 1:
        return {"verdict": first.verdict.value, "count": len(decisions)}
    noted: dict[str, Json] = {"verdict": first.verdict.value, "line": squeezed(first.original)[:_OPENING]}
    return noted if first.figure is None else noted | {"figure": first.read}


def _wrong(text: str, figure: str) -> str:
    """What is wrong with a correction, "" when nothing is."""
    if figure:
        numeral = any(char.isdigit() for char in text) and len(text) <= _LONGEST_FIGURE
        return "" if numeral else texts.LINE_FIGURE_MISSING
    return "" if has_letters(text) and len(text) <= _LONGEST else texts.LINE_TEXT_MISSING


def _decision(call: Call, one: Review, verdict: Verdict, text: str, figure: str) -> Decision:
    """The decision about the whole line or this figure of it; 409 where it cannot be decided so."""
    chosen = next((each for each in one.figures if str(each.number) == figure), None)
    allowed = {
        Verdict.ACCEPTED: not one.gone,
        Verdict.CORRECTED: one.correctable or chosen is not None,
        Verdict.REJECTED: one.rejectable or chosen is not None,
        Verdict.OPEN: True,
    }
    if (figure and chosen is None) or not allowed[verdict]:
        raise HTTPException(409)
    read = ""
    if chosen is not None:
        # the figure that the file has, also where an earlier decision stands in its place
        read = chosen.decision.read if chosen.decision is not None else chosen.figure.text
    elif verdict is Verdict.REJECTED and one.about is About.ITEM and not one.doubtful:
        text = squeezed(one.original)
    return Decision(
        one.original,
        verdict,
        text,
        one.about,
        chosen.number if chosen is not None else None,
        read,
        call.account.name,
        datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _found(call: Call, document: Document) -> list[Review]:
    report = call.desk.library.ingested().report(document.id)
    return reviews(document, report, decisions_of(call, document.id))


def _path(document: Document) -> str:
    return f"/staff/knowledge/{document.id}/review"


def _show(
    call: Call,
    document: Document,
    show: Stand,
    page: int,
    wrong: tuple[str, str, str, str] | None = None,
) -> Response:
    """`wrong` is what was typed in vain: the line's code, the figure's number, the text, what is wrong."""
    found = _found(call, document)
    listed = [one for one in found if one.stand is show]
    pages = max(1, -(-len(listed) // PAGE))
    page = min(page, pages)
    return call.show(
        "review.html",
        422 if wrong else 200,
        document=document,
        path=_path(document),
        listed=[(_place(document, one), one) for one in listed[(page - 1) * PAGE : page * PAGE]],
        counts={stand: sum(one.stand is stand for one in found) for stand in Stand},
        show=show,
        page_number=page,
        pages=pages,
        may_decide=not call.visit.blind,
        wrong=wrong or ("", "", "", ""),
    )


def _place(document: Document, one: Review) -> str:
    if one.section is not None:
        return locate(document, one.section, one.page)
    unit = texts.REPORT_PAGES.get(document.paged)
    return f"{unit} {persian_digits(one.page)}" if one.page is not None and unit else ""

"""Questions and what becomes of them: reviewed answers, evaluation cases, and what the documents lack."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Form, HTTPException
from fastapi.responses import Response
from pydantic import TypeAdapter, ValidationError

from bot.staff.audit import Action
from bot.staff.lacks import Look
from bot.staff.questions import AskedWhole, Expected, Kind, veiled
from bot.staff.reviewed import FigureMissing, QuoteMissing
from bot.web.staff import texts
from bot.web.staff.pages import Call, In
from knowledge.document import Citation
from knowledge.persian import has_letters, persian_digits, strip_controls

LIST, ANSWERS = "/staff/questions", "/staff/answers"
PAGE, LACKS, SUGGESTED = 50, 60, 6
_LONGEST, _LONGEST_QUESTION = 2000, 500  # characters of an approved answer and its question
HOLDS = "holds"  # of texts.EXPECTED_RIGHT: the answer has these facts
_CITATION = TypeAdapter(Citation)

Text = Annotated[str, Form()]


def show_questions(call: In, kind: str = Kind.ALL, before: int | None = None) -> Response:
    if kind not in set(Kind) or (before is not None and not 0 <= before < 2**62):
        raise HTTPException(422)
    found = call.desk.questions.page(Kind(kind), PAGE + 1, before)
    shown = [veiled(call.visit, asked) for asked in found[:PAGE]]
    following = {"kind": kind, "before": shown[-1].id} if len(found) > PAGE else None
    return call.show("questions.html", asked=shown, kind=kind, following=following, before=before)


def show_lacks(call: In) -> Response:
    # wordings of people, in numbers: not for blind eyes
    look = Look(()) if call.visit.blind else call.desk.lacks.look()
    return call.show("gaps.html", lacks=look.lacks[:LACKS], waiting=look.waiting)


def show_question(call: In, question_id: int) -> Response:
    return _show(call, _find(call, question_id))


def mark_question(call: In, question_id: int) -> Response:
    """One click: the question is asked again in every evaluation from now on."""
    whole = _find(call, question_id)
    if call.desk.questions.mark(whole.asked.id, call.account.id, datetime.now(UTC)):
        call.note(Action.CASE_FOR_EVALUATION, f"question:{question_id}")
    return call.go(f"{LIST}/{question_id}", "marked")


def expect_answer(
    call: In, question_id: int, question: Text = "", right: Text = "", facts: Text = "", cite: Text = ""
) -> Response:
    """What a right answer is: nothing, since the documents lack it, or these facts of a place in them."""
    whole = _find(call, question_id)
    question = strip_controls(question)[:_LONGEST_QUESTION]
    lines = [strip_controls(line) for line in facts[:_LONGEST].splitlines()]
    must = tuple(wordings for line in lines if (wordings := _wordings(line)))
    citation = _citation(cite)
    errors: dict[str, str] = {}
    if not has_letters(question):
        errors["expected-question"] = texts.REVIEW_NO_QUESTION
    if right not in texts.EXPECTED_RIGHT:
        errors["right-1"] = texts.EXPECTED_CHOOSE
    if right == HOLDS:
        errors |= _wrong_facts(call, must, citation)
    else:
        must, citation = (), None
    if errors:
        return _show(
            call, whole, errors, None, {"question": question, "right": right, "facts": facts, "cite": cite}
        )
    expected = Expected(question, must, citation)
    call.desk.questions.mark(whole.asked.id, call.account.id, datetime.now(UTC), expected=expected)
    call.note(Action.CASE_FOR_EVALUATION, f"question:{question_id}", {"count": len(must)})
    return call.go(f"{LIST}/{question_id}", "marked")


def _wordings(line: str) -> tuple[str, ...]:
    """The alternatives of one fact, which stand between «|»."""
    return tuple(each for part in line.split("|") if has_letters(each := part.strip()))


def _wrong_facts(call: Call, must: Sequence[Sequence[str]], citation: Citation | None) -> dict[str, str]:
    """What keeps these facts from being a case, by field."""
    if not must:
        return {"facts": texts.EXPECTED_NO_FACTS}
    if citation is None:
        return {"place-1": texts.REVIEW_NO_SOURCE}
    try:
        missing = [
            wordings[0]
            for wordings in must
            if not any(call.desk.reviewed.holds(citation, words) for words in wordings)
        ]
    except QuoteMissing:
        return {"place-1": texts.REVIEW_QUOTE_GONE}
    return {"facts": texts.EXPECTED_NOT_THERE.format(fact=missing[0])} if missing else {}


def approve_answer(
    call: In, question_id: int, question: Text = "", text: Text = "", cite: Text = ""
) -> Response:
    whole = _find(call, question_id)
    question = strip_controls(question)[:_LONGEST_QUESTION]
    text = "\n".join(strip_controls(line) for line in text[:_LONGEST].splitlines()).strip()
    errors: dict[str, str] = {}
    citation = _citation(cite)
    if not has_letters(question):
        errors["question"] = texts.REVIEW_NO_QUESTION
    if not has_letters(text):
        errors["text"] = texts.REVIEW_NO_TEXT
    if citation is None:
        errors["cite-1"] = texts.REVIEW_NO_SOURCE
    if not errors and citation is not None:
        now = datetime.now(UTC)
        try:
            answer = call.desk.reviewed.approve(question, text, citation, call.account.id, now)
        except QuoteMissing:
            errors["cite-1"] = texts.REVIEW_QUOTE_GONE
        except FigureMissing as missing:
            errors["text"] = texts.REVIEW_FIGURE.format(figure=persian_digits(missing))
        else:
            call.note(Action.ANSWER_REVIEWED, f"answer:{answer}", {"question": question_id})
            call.desk.questions.mark(whole.asked.id, call.account.id, now, answer)
            return call.go(ANSWERS, "approved")
    return _show(call, whole, errors, {"question": question, "text": text, "cite": cite})


def show_answers(call: In) -> Response:
    return call.show("answers.html", answers=call.desk.reviewed.listed())


def withdraw_answer(call: In, answer_id: int) -> Response:
    if not 0 < answer_id < 2**62 or not call.desk.reviewed.withdraw(answer_id, datetime.now(UTC)):
        raise HTTPException(404)
    call.note(Action.ANSWER_WITHDRAWN, f"answer:{answer_id}")
    return call.go(ANSWERS, "withdrawn_answer")


def _find(call: Call, question_id: int) -> AskedWhole:
    whole = call.desk.questions.find(question_id) if 0 < question_id < 2**62 else None
    if whole is None:
        raise HTTPException(404)
    return whole


def _show(
    call: Call,
    whole: AskedWhole,
    errors: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
    said: dict[str, str] | None = None,
) -> Response:
    """`typed` into the form of a reviewed answer and `said` into that of what is expected, both in vain."""
    may_review = not call.visit.blind
    begun = "" if whole.reply.refused else whole.reply.plain()
    return call.show(
        "question.html",
        422 if errors else 200,
        whole=whole,
        asked=veiled(call.visit, whole.asked),
        may_review=may_review,
        sources=[(_written(one), one) for one in _suggested(call, whole)] if may_review else [],
        errors=errors or {},
        typed=typed or {"question": whole.asked.text, "text": begun, "cite": ""},
        said=said or _said(whole),
    )


def _said(whole: AskedWhole) -> dict[str, str]:
    """What was said before about the right answer."""
    known = whole.expected
    if known is None:
        return {"question": whole.asked.text, "right": "", "facts": "", "cite": ""}
    return {
        "question": known.question,
        "right": "refuses" if known.citation is None else HOLDS,
        "facts": "\n".join(" | ".join(wordings) for wordings in known.must),
        "cite": "" if known.citation is None else _written(known.citation),
    }


def _suggested(call: Call, whole: AskedWhole) -> list[Citation]:
    """What may be cited: what the answer cited, then what search finds for the question."""
    found = call.desk.search.search(whole.asked.text, SUGGESTED) if has_letters(whole.asked.text) else ()
    known = [whole.expected.citation] if whole.expected is not None and whole.expected.citation else []
    citations = [*known, *whole.reply.citations, *call.desk.reviewed.quotable(found)]
    return list({citation.quote: citation for citation in citations}.values())[: SUGGESTED + 4]


def _written(citation: Citation) -> str:
    return json.dumps(_CITATION.dump_python(citation), ensure_ascii=False)


def _citation(text: str) -> Citation | None:
    try:
        return _CITATION.validate_json(text) if text else None
    except ValidationError:
        return None

"""python -m evals pull: rated answers become evaluation cases, or a list for people to look at.

A liked answer is a case as it is: whoever asks the same again gets the same lines. What was disliked has
no right answer yet; it is printed, so that a person can write the case. Questions that staff have given a
reviewed answer at the desk come with that one, those they have judged with what they expect; marked ones
that nobody has judged are printed as in need of a verdict.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from bot.dialogue.ports import RatedTurn, Verdict
from bot.staff.questions import Expected, Marked
from evals.console import complain
from evals.gold import FOLDER, QUESTIONS, Kind, Persona, Question, Style, load_gold
from evals.jsonlines import BadRecord, write_records

FROM_USE = FOLDER / "from_use.jsonl"


def main(arguments: list[str]) -> int:
    """Add the liked answers that the file does not have yet; 1 when the database cannot be used."""
    options = _parser().parse_args(arguments)
    from bot.bootstrap import StartFailed, build_engine
    from bot.settings import SettingsInvalid, load_settings
    from bot.store.feedback import SqlFeedback
    from bot.store.questions import SqlQuestions

    try:
        engine = build_engine(load_settings(options.data))
        rated, desk = SqlFeedback(engine).rated(), SqlQuestions(engine)
        reviewed, marked = desk.evaluation_cases(), desk.marked()
        kept = load_gold(options.out) if options.out.exists() else ()
        judged = judged_cases(marked, kept)
        new = [*judged, *new_cases([*reviewed, *rated], [*kept, *judged])]
        if new:
            write_records(options.out, QUESTIONS, [*kept, *new])
    except (BadRecord, OSError, SettingsInvalid, StartFailed) as error:
        return complain(error)
    for case in marked:
        if case.expected is None:
            print(f"needs a verdict: {case.question} | {case.reason or 'no reason given'}")
    known = {case.id for case in marked}
    for turn in rated:
        if turn.rating.verdict is Verdict.DOWN and turn.id not in known:
            print(f"disliked: {turn.question} | {turn.rating.reason or 'no reason given'}")
    print(f"{len(new)} liked, reviewed or judged answers added to {options.out}")
    return 0


def new_cases(rated: Sequence[RatedTurn], kept: Sequence[Question]) -> list[Question]:
    """The liked answers as cases, without those whose question and history stand in `kept`."""
    known = {(question.question, question.history) for question in kept}
    cases = []
    for turn in rated:
        if turn.rating.verdict is Verdict.UP and (turn.question, turn.earlier) not in known:
            known.add((turn.question, turn.earlier))
            cases.append(_case(turn))
    return cases


def judged_cases(marked: Sequence[Marked], kept: Sequence[Question]) -> list[Question]:
    """What staff have said is right as cases, without those whose question stands in `kept`."""
    known = {(question.question, question.history) for question in kept}
    cases: list[Question] = []
    for one in marked:
        if one.expected is not None and (one.expected.question, ()) not in known:
            known.add((one.expected.question, ()))
            cases.append(_judged(one.id, one.expected))
    return cases


def _judged(number: int, expected: Expected) -> Question:
    cited = expected.citation
    kind = Kind.UNANSWERABLE if cited is None else Kind.LIST if len(expected.must) > 1 else Kind.FACT
    return Question(
        id=f"desk-{number}",
        question=expected.question,
        style=Style.COLLOQUIAL,
        persona=Persona.SME,
        kind=kind,
        history=(),
        source=() if cited is None else (cited.source,),
        must=expected.must,
        list_total=None,
        must_not=(),
        answerable=cited is not None,
        evidence="" if cited is None else cited.quote,
        notes="judged at the desk",
    )


def _case(turn: RatedTurn) -> Question:
    lines = [line.text for block in turn.reply.blocks for line in block.lines if line.citation is not None]
    refused = turn.reply.refused
    return Question(
        id=f"use-{turn.id}",
        question=turn.question,
        style=Style.FOLLOWUP if turn.earlier else Style.COLLOQUIAL,
        persona=Persona.SME,
        kind=Kind.UNANSWERABLE if refused else Kind.LIST if len(lines) > 1 else Kind.FACT,
        history=turn.earlier,
        source=tuple(dict.fromkeys(citation.source for citation in turn.reply.citations)),
        must=() if refused else tuple((line,) for line in lines),
        list_total=len(lines) if len(lines) > 1 and not refused else None,
        must_not=(),
        answerable=not refused,
        evidence="" if refused else turn.reply.citations[0].quote,
        notes=f"liked on {turn.channel}, index {turn.index_version}",
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evals pull", description="Rated answers become evaluation cases."
    )
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="data folder (default: $DATA_DIR, else data)"
    )
    parser.add_argument("--out", type=Path, default=FROM_USE, metavar="FILE", help=f"default: {FROM_USE}")
    return parser

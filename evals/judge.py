"""python -m evals judge: a language model's opinion of a run's answers, beside the deterministic result."""

import argparse
from pathlib import Path

import httpx

from evals.console import complain, progress
from evals.jsonlines import BadRecord, append_record, read_records
from evals.judging import PROMPT, VERDICT, Agreement, Verdict, judge_answer, measure_agreement, prompt_digest
from evals.runs import Run, RunUnusable, open_run
from evals.show import out
from evals.systems import SystemUnknown
from evals.systems.endpoint import parse_endpoint


def main(arguments: list[str]) -> int:
    """Judge what has no verdict yet and print the agreement; 1 when the endpoint or the run is unusable."""
    options = _parser().parse_args(arguments)
    try:
        run = open_run(options.run)
        verdicts = _judge(run, options.endpoint)
        agreement = measure_agreement({grade.id: grade.passed for grade in run.grades}, verdicts)
    except (BadRecord, OSError, RunUnusable, SystemUnknown, ValueError, httpx.HTTPError) as error:
        return complain(error)
    _show(agreement, verdicts, details=not run.manifest.held_out)
    return 0


def _judge(run: Run, spec: str) -> list[Verdict]:
    """All verdicts of this model and prompt; each is kept in the run's folder as soon as it is there."""
    endpoint = parse_endpoint(spec)
    prompt = PROMPT.read_text(encoding="utf-8")
    model = spec.partition("@")[0].replace("/", "_")
    path = run.folder / f"judge-{model}-{prompt_digest(prompt)}.jsonl"
    verdicts = [verdict for _, verdict in read_records(path, VERDICT)] if path.exists() else []
    known = {verdict.id for verdict in verdicts}
    with progress("judging", len(run.questions), len(known)) as advance:
        for question in run.questions:
            if question.id not in known:
                verdict = judge_answer(endpoint, prompt, question, run.records[question.id])
                append_record(path, VERDICT, verdict)
                verdicts.append(verdict)
                advance()
    return verdicts


def _show(agreement: Agreement, verdicts: list[Verdict], details: bool) -> None:
    console = out()
    console.print(
        f"{agreement.both} answers judged, {agreement.unread} verdicts unreadable; "
        f"agreement {100 * agreement.agreed:.1f} %, kappa {agreement.kappa:.2f}"
    )
    console.print(
        f"right here, wrong for the judge: {len(agreement.stricter)}; "
        f"the other way round: {len(agreement.milder)}"
    )
    if details:
        why = {verdict.id: verdict.why for verdict in verdicts}
        for id in (*agreement.stricter, *agreement.milder):
            console.print(f"{id}: {why[id]}", markup=False, highlight=False, soft_wrap=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals judge", description=__doc__)
    parser.add_argument("run", type=Path, help="folder of a finished run")
    parser.add_argument("endpoint", metavar="MODEL@BASE_URL", help="its key in $OPENAI_API_KEY")
    return parser

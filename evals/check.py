"""python -m evals check: are the gold files sound? Schema, uniqueness, sense and evidence."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from evals.console import complain, errors
from evals.gold import FOLDER, NEGATIVE, Kind, Question, load_gold
from evals.jsonlines import BadRecord
from evals.knowledge import KnowledgeBase, read_raw
from evals.matching import canonical, holds
from evals.relevance import RelevanceFinder


def main(arguments: list[str]) -> int:
    """Print every fault with the question's id; 1 when there is one."""
    options = _parser().parse_args(arguments)
    try:
        paths = options.gold or sorted(FOLDER.glob("*.jsonl"))
        files = {path: load_gold(path) for path in paths}
        found = [f"{p.name}: {fault}" for p, questions in files.items() for fault in check_sense(questions)]
        found += check_unique(files)
        everything = [question for questions in files.values() for question in questions]
        if options.sources:
            found += check_evidence(everything, read_raw(options.sources))
        if options.data is not None:
            from knowledge.index import read_documents

            found += check_answers(everything, KnowledgeBase(read_documents(options.data), everything))
    except (BadRecord, OSError) as error:
        return complain(error)
    for fault in found:
        errors.print(fault, highlight=False, markup=False, soft_wrap=True)
    print(f"{len(everything)} questions, {len(found)} faults")
    return 1 if found else 0


def check_sense(questions: Sequence[Question]) -> list[str]:
    """Contradictions inside single questions."""
    return [f"{q.id}: {fault}" for q in questions for fault in _contradictions(q)]


def _contradictions(q: Question) -> list[str]:
    rules = {
        "a question that must be refused is of a kind that has no answer": (q.kind in NEGATIVE)
        != q.answerable,
        "what has no answer requires no fact, source or evidence": q.answerable
        or not (q.must or q.source or q.evidence or q.list_total),
        "an answerable question requires a fact": bool(q.must) or not q.answerable,
        "an answerable question names its source, small talk does not": not q.answerable
        or bool(q.source) == (q.kind is not Kind.GREETING),
        "a source has evidence": bool(q.evidence) or not q.source,
        "a list has as many facts as items": q.list_total is None or q.list_total == len(q.must),
        "only a follow-up has a history": bool(q.history) == (q.style == "followup") or not q.history,
        "a wording has letters": all(canonical(w) for g in (*q.must, q.must_not) for w in g),
        "no required wording holds a forbidden one": not any(
            holds(wording, forbidden) for group in q.must for wording in group for forbidden in q.must_not
        ),
    }
    return [f"not so: {rule}" for rule, held in rules.items() if not held]


def check_unique(files: dict[Path, tuple[Question, ...]]) -> list[str]:
    """Ids and questions that stand twice, also in two files: then a split leaks into the other."""
    found = []
    ids: dict[str, str] = {}
    asked: dict[tuple[str, ...], str] = {}
    for path, questions in files.items():
        for question in questions:
            here = f"{path.name} {question.id}"
            words = (*map(canonical, question.history), canonical(question.question))
            if question.id in ids:
                found.append(f"{here}: the id stands also in {ids[question.id]}")
            if words in asked:
                found.append(f"{here}: the question stands also in {asked[words]}")
            ids[question.id] = asked[words] = here
    return found


def check_evidence(questions: Sequence[Question], raw: dict[str, str]) -> list[str]:
    """Evidence that no source file holds, spaces and spelling variants aside."""
    texts = [canonical(text).replace(" ", "") for text in raw.values()]
    return [
        f"{q.id}: no source file holds the evidence: {line}"
        for q in questions
        for line in q.evidence.splitlines()
        if (wanted := canonical(line).replace(" ", "")) and not any(wanted in text for text in texts)
    ]


def check_answers(questions: Sequence[Question], base: KnowledgeBase) -> list[str]:
    """Required facts that no item of the index says: the gold is wrong, or ingest lost them."""
    finder = RelevanceFinder(base)
    return [
        f"{q.id}: no item of {', '.join(q.source)} says {' / '.join(wordings)}"
        for q in questions
        if q.answerable and q.source
        for wordings, items in zip(q.must, finder.find(q).by_fact, strict=True)
        if not items
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals check", description=__doc__)
    parser.add_argument("gold", nargs="*", type=Path, help="default: all of evals/gold")
    parser.add_argument(
        "--sources", nargs="+", type=Path, metavar="PATH", help="files that the evidence is quoted from"
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="an index that must say every fact")
    return parser

"""python -m evals: how good the answers are, whether they got worse, and why."""

import sys
from importlib import import_module

# Each module has main(arguments) -> exit status and its own --help; it is imported only when it is asked for.
COMMANDS = {
    "answer": ("evals.batch", "answer a question file, one JSON line a question"),
    "run": ("evals.run", "put gold questions to a system, grade the answers, say why any was missed"),
    "compare": ("evals.compare", "two runs, or a run and the baseline: what moved, which questions changed"),
    "sweep": ("evals.sweep", "every combination of some settings on the development gold"),
    "check": ("evals.check", "are the gold files sound: schema, uniqueness, sense, evidence"),
    "report": ("evals.report.command", "a run as one self-contained page (RTL) and a Markdown summary"),
    "retrieval": ("evals.retrieval", "BM25, dense and hybrid search on any SQuAD-like Persian set"),
    "falsify": ("evals.falsify", "false sentences the verifier catches, true ones it stops"),
    "judge": ("evals.judge", "a language model's opinion of a run, and how far it agrees"),
    "pull": ("evals.pull", "liked answers become evaluation cases, disliked ones are listed"),
    "teach": ("evals.teach", "train the adapter that reads question and evidence together (needs torch)"),
    "known": ("evals.known", "make the written questions known to the search, with their lines"),
    "calibrate": ("evals.calibrate", "fit the weights of the refusal decision on the dev questions"),
    "lines": ("evals.lines", "fit the weights by which a list is completed with further lines"),
    "parts": ("evals.parts", "fit the weights by which a part of an answer leads it or stands beside it"),
    "leaning": ("evals.leaning", "fit the weights by which a message is read with the one before it"),
    "baseline": ("evals.rebase", "make a run's measures what later runs are held to"),
    "repair": ("evals.repair", "how readable repair makes damaged pages, on gold pages"),
    "untouched": ("evals.untouched", "how many sound sentences repair changes, and how"),
    "structure": ("evals.structure", "how much of a document's structure ingest finds"),
}


def main(arguments: list[str] | None = None) -> int:
    """Hand the arguments to one command; 2 when there is no such command."""
    given = sys.argv[1:] if arguments is None else arguments
    if not given or given[0] in ("-h", "--help"):
        print(_usage())
        return 0
    if given[0] not in COMMANDS:
        print(f"python -m evals: there is no command {given[0]}\n\n{_usage()}", file=sys.stderr)
        return 2
    module, _ = COMMANDS[given[0]]
    status: int = import_module(module).main(given[1:])
    return status


def _usage() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {help_text}" for name, (_, help_text) in COMMANDS.items()]
    return "\n".join(
        ["usage: python -m evals COMMAND … (python -m evals COMMAND --help tells more)", "", *lines]
    )


if __name__ == "__main__":
    sys.exit(main())

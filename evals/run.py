"""python -m evals run: put the gold questions to a system, grade the answers and say why any was missed."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from evals.console import complain, errors, progress
from evals.gold import FOLDER, is_held_out, load_gold
from evals.history import record_run
from evals.jsonlines import BadRecord
from evals.knowledge import KnowledgeBase, read_raw
from evals.overrides import OverrideInvalid, apply_overrides, read_overrides
from evals.runner import describe_run, perform_run
from evals.runs import RunUnusable
from evals.show import show_run
from evals.systems import Surroundings, SystemUnknown, open_system
from knowledge.starter import STARTER_CORPUS


def main(arguments: list[str]) -> int:
    """Run, print the measures, keep everything in a folder; 1 when it cannot be done or a question fails."""
    options = _parser().parse_args(arguments)
    from bot.bootstrap import StartFailed
    from bot.settings import SettingsInvalid, load_settings
    from knowledge.embedder import EmbedderUnknown, ModelUnavailable
    from knowledge.index import read_documents

    try:
        questions = load_gold(options.gold)
        overrides = read_overrides(options.config, options.set)
        apply_overrides(overrides)
        settings = load_settings(options.data)
        manifest = describe_run(options.gold, options.system, overrides, settings.data_dir)
        sources = tuple(options.sources)
        system = open_system(options.system, Surroundings(settings, sources))
        documents = read_documents(settings.data_dir)
        started = f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
        folder = options.out or settings.data_dir / "runs" / f"{options.gold.stem}-{started}"
        with progress(f"asking {options.system}", len(questions)) as advance:
            run = perform_run(
                options.gold,
                system,
                manifest,
                folder,
                lambda asked: KnowledgeBase(documents, asked, read_raw(sources)),
                advance,
            )
    except (
        BadRecord, EmbedderUnknown, ModelUnavailable, OSError, OverrideInvalid, RunUnusable, SettingsInvalid,
        StartFailed, SystemUnknown,
    ) as error:  # fmt: skip
        return complain(error)
    show_run(run, details=options.reveal if is_held_out(options.gold) else not options.brief)
    if (reason := record_run(run, settings)) is not None:
        errors.print(reason, highlight=False, markup=False, soft_wrap=True)
    failed = [record.error for record in run.records.values() if record.error]
    if failed:
        return complain(RuntimeError(f"{len(failed)} questions failed, the first one with {failed[0]}"))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals run", description=__doc__)
    add_run_options(parser)
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="folder of the run; an interrupted run in it is continued"
    )
    parser.add_argument("--brief", action="store_true", help="do not print the missed questions")
    parser.add_argument("--reveal", action="store_true", help="print single questions of the test split too")
    return parser


def add_run_options(parser: argparse.ArgumentParser) -> None:
    """What says what is run; `sweep` has it too."""
    parser.add_argument(
        "gold",
        nargs="?",
        type=Path,
        default=FOLDER / "dev.jsonl",
        help="gold questions (default: %(default)s)",
    )
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="data folder (default: $DATA_DIR, else data)"
    )
    parser.add_argument(
        "--system",
        default="ours",
        help="ours, reference, openai:MODEL@BASE_URL or call:MODULE:FUNCTION (default: %(default)s)",
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="TOML with settings for this run")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="one setting, or a constant by its dotted name (knowledge.hybrid.WORDS_WEIGHT=0.3)",
    )
    parser.add_argument(
        "--sources",
        nargs="+",
        type=Path,
        default=[STARTER_CORPUS],
        metavar="PATH",
        help="the source files: what ingest lost is told by their text (default: %(default)s)",
    )

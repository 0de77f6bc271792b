"""Everything a first start needs and a second one finds done: the tables and the starter corpus."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from bot.bootstrap import StartFailed, migrate_database
from bot.settings import Settings
from knowledge.data_folder import DataUnwritable, make_writable
from knowledge.decisions import DecisionsBroken, read_decisions
from knowledge.index import IndexMismatch, IndexMissing, read_documents, read_manifest
from knowledge.starter import STARTER_CORPUS


def prepare(settings: Settings) -> None:
    """Migrates, and ingests the starter corpus where it is missing or changed; raises StartFailed."""
    check_writable(settings.data_dir)
    migrate_database(settings)
    arguments = needed_ingest(settings.data_dir, STARTER_CORPUS)
    if not arguments or run_ingest(settings, arguments) == 0:
        return
    # one unreadable file is no reason not to start: the others went in
    if needed_ingest(settings.data_dir, STARTER_CORPUS) == ["build"]:
        raise StartFailed("The documents could not be ingested; the reason stands above")


def check_writable(data: Path) -> None:
    """Makes the data folder; raises StartFailed when nothing can be written there."""
    try:
        make_writable(data)
    except DataUnwritable as error:
        raise StartFailed(str(error)) from error


def needed_ingest(data: Path, corpus: Path) -> list[str]:
    """The arguments for `python -m ingest`, none when the index holds the corpus as it is.

    Documents that people have added or taken away themselves stay as they are: of an existing index only
    the starter documents that it holds and that have changed on disk, or that people have decided something
    about, are read again.
    """
    try:
        manifest = read_manifest(data)
        decided = {one.source: read_decisions(data, one.id).digest for one in read_documents(data)}
    except IndexMissing:
        return ["build"]
    except (IndexMismatch, DecisionsBroken) as error:
        raise StartFailed(str(error)) from error
    changed = [
        str(file)
        for file in sorted(corpus.iterdir())
        if file.name in manifest.digests
        and (hashlib.sha256(file.read_bytes()).hexdigest(), decided.get(file.name, ""))
        != (manifest.digests[file.name], manifest.decisions.get(file.name, ""))
    ]
    return ["add", *changed] if changed else []


def run_ingest(settings: Settings, arguments: list[str]) -> int:
    """Runs `python -m ingest` with its progress on our terminal; gives back its exit status."""
    command = [sys.executable, "-m", "ingest", *arguments, "--data", str(settings.data_dir)]
    return subprocess.run(command, env=os.environ | settings.for_ingest(), check=False).returncode

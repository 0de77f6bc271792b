"""python -m ingest: the knowledge base from the command line."""

import argparse
import gc
import os
import sys
from pathlib import Path

from ingest.ahead import Ahead
from ingest.console import errors, progress_bars, show_build, show_check, show_documents, show_part
from ingest.documents import parse_document
from ingest.errors import UnreadableDocument
from ingest.pipeline import (
    NothingToIndex,
    Prepared,
    current_manifest,
    find_decisions,
    prepare,
    prepare_addition,
    prepare_removal,
    write,
)
from ingest.rankers import open_ranking
from ingest.readers import read_bytes
from ingest.repair.ranking import RankerUnusable
from knowledge.data_folder import make_writable
from knowledge.dense import VectorsUnavailable
from knowledge.document import Document, Item, Section
from knowledge.embedder import DEFAULT, EmbedderUnknown, ModelUnavailable, open_embedder
from knowledge.environment import EnvironmentFileBroken, read_environment
from knowledge.index import IndexMismatch, read_documents
from knowledge.starter import STARTER_CORPUS
from knowledge.versions import IndexLocked


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status is 1 when a file could not be read or the command failed."""
    try:
        options = _parser().parse_args(arguments)
        status: int = options.run(options)
        return status
    except (
        EnvironmentFileBroken,
        IndexLocked,
        IndexMismatch,
        EmbedderUnknown,
        ModelUnavailable,
        RankerUnusable,
        VectorsUnavailable,
        OSError,
    ) as error:
        errors.print(str(error))
        return 1


def _parser() -> argparse.ArgumentParser:
    environment = read_environment()
    parser = argparse.ArgumentParser(
        prog="python -m ingest", description="Documents in, a searchable index out."
    )
    folder = argparse.ArgumentParser(add_help=False)
    folder.add_argument(
        "--data",
        type=Path,
        default=Path(environment.get("DATA_DIR", "data")),
        help="data folder (default: $DATA_DIR, else data)",
    )
    shared = argparse.ArgumentParser(add_help=False, parents=[folder])
    shared.add_argument(
        "--embeddings",
        default=environment.get("EMBEDDINGS", DEFAULT),
        metavar="NAME",
        help="e5-onnx, sentence-transformers:MODEL or openai:MODEL, that one at $EMBEDDINGS_BASE_URL with "
        "$EMBEDDINGS_API_KEY (default: $EMBEDDINGS, else e5-onnx)",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser(
        "build", parents=[shared], help="make the index exactly these files and folders"
    )
    command.add_argument("paths", nargs="*", type=Path, default=[STARTER_CORPUS], metavar="PATH")
    command.set_defaults(run=_build)

    command = commands.add_parser(
        "add", parents=[shared], help="add files, or put them in place of older ones"
    )
    command.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    command.set_defaults(run=_add)

    command = commands.add_parser(
        "check", parents=[folder], help="show what files would become; nothing is written"
    )
    command.add_argument("--json", action="store_true", help="one JSON object a section")
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.set_defaults(run=_check)

    command = commands.add_parser("list", parents=[shared], help="the documents of the index")
    command.set_defaults(run=_list)

    command = commands.add_parser("show", parents=[shared], help="a document, section or item by its id")
    command.add_argument("id", metavar="ID")
    command.set_defaults(run=_show)

    command = commands.add_parser("remove", parents=[shared], help="take documents out of the index")
    command.add_argument("sources", nargs="+", metavar="SOURCE")
    command.set_defaults(run=_remove)
    return parser


def _build(options: argparse.Namespace) -> int:
    make_writable(options.data)
    ranking = open_ranking(read_environment())
    with progress_bars() as show, _embed_ahead(options) as ahead:
        prepared = prepare(options.paths, options.data, show, ranking=ranking, on_document=ahead.take)
    return _write(prepared, options, ahead)


def _add(options: argparse.Namespace) -> int:
    make_writable(options.data)
    ranking = open_ranking(read_environment())
    with progress_bars() as show, _embed_ahead(options) as ahead:
        prepared = prepare_addition(options.paths, options.data, show, ranking, ahead.take)
    return _write(prepared, options, ahead)


def _remove(options: argparse.Namespace) -> int:
    make_writable(options.data)
    try:
        prepared = prepare_removal(options.sources, options.data, open_ranking(read_environment()))
    except KeyError as error:
        errors.print(f"no such document: {error.args[0]}; see: python -m ingest list")
        return 1
    with _embed_ahead(options) as ahead:
        return _write(prepared, options, ahead)


def _embed_ahead(options: argparse.Namespace) -> Ahead:
    environment = read_environment()
    return Ahead(
        options.data,
        lambda: open_embedder(
            options.embeddings,
            options.data,
            threads=os.cpu_count() or 1,
            base_url=environment.get("EMBEDDINGS_BASE_URL"),
            api_key=environment.get("EMBEDDINGS_API_KEY"),
        ),
    )


def _write(prepared: Prepared, options: argparse.Namespace, ahead: Ahead) -> int:
    chroma_url = read_environment().get("CHROMA_URL")
    with progress_bars() as show:
        try:
            report = write(prepared, options.data, ahead.embedder, show, chroma_url, ahead.embedded)
        except NothingToIndex:
            for file in prepared.files:
                if file.reason:
                    errors.print(f"{file.outcome.value}: {file.source} {file.reason}")
            errors.print("no document is left; the index stays as it was")
            return 1
    show_build(report)
    return 1 if report.failed else 0


def _check(options: argparse.Namespace) -> int:
    ranking = open_ranking(read_environment())
    status = 0
    for path in options.files:
        try:
            decisions = find_decisions(options.data, path.name)
            parsed = parse_document(path.name, read_bytes(path), decisions, ranking)
            show_check(path.name, parsed, options.json)
        except UnreadableDocument as error:
            errors.print(f"not read: {path.name}: {error}")
            status = 1
    return status


def _list(options: argparse.Namespace) -> int:
    if (documents := _documents(options.data)) is None:
        return 1
    show_documents(documents)
    return 0


def _show(options: argparse.Namespace) -> int:
    if (documents := _documents(options.data)) is None:
        return 1
    part = _find(documents, options.id)
    if part is None:
        errors.print(f"nothing has the id {options.id}; see: python -m ingest list")
        return 1
    show_part(part)
    return 0


def _documents(data: Path) -> tuple[Document, ...] | None:
    """All documents of the index; None, and a sentence, where there is no index."""
    documents = read_documents(data)
    if current_manifest(data) is None:
        errors.print(f"there is no index in {data}")
        return None
    return documents


def _find(documents: tuple[Document, ...], name: str) -> Document | Section | Item | None:
    for document in documents:
        if name in (document.id, document.source):
            return document
        for section in document.sections:
            if name == section.id:
                return section
            for item in section.items:
                if name == item.id:
                    return item
    return None


if __name__ == "__main__":
    # word lists never become garbage: looking through them over and over took a tenth of the reading
    gc.set_threshold(50_000, 20, 100)
    sys.exit(main())

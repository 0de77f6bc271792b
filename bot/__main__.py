"""python -m bot: serve the assistant, or ask it from the terminal."""

import argparse
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings

FAILED, WRONG_SETTINGS = 1, 2  # exit statuses; 2 is also argparse's own


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and gives back the exit status; what can go wrong is one sentence on stderr."""
    options = _parser().parse_args(arguments)
    from bot.settings import SettingsInvalid, load_settings

    try:
        settings = load_settings(options.data)
    except SettingsInvalid as error:
        print(error, file=sys.stderr)
        return WRONG_SETTINGS
    from bot.bootstrap import StartFailed

    try:
        status: int = options.run(settings, options)
        return status
    except StartFailed as error:
        print(error, file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output has left, as `head` does
        sys.stderr.close()
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot",
        description="Khoosheyar: cited answers from business-cluster policy documents, in Persian.",
        epilog="Settings come from the environment and from .env; the README lists them.",
    )
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data", type=Path, metavar="DIR", help="data folder (default: DATA_DIR, else data)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    serve = commands.add_parser(
        "serve", parents=[shared], help="web chat and API, and Telegram when TELEGRAM_BOT_TOKEN is set"
    )
    serve.add_argument(
        "--prepare", action="store_true", help="first migrate and ingest the starter corpus, where needed"
    )
    serve.set_defaults(run=_serve)

    ask = commands.add_parser("ask", parents=[shared], help="answer one question; nothing is stored")
    ask.add_argument("question")
    ask.add_argument("--json", action="store_true", help="one JSON object with blocks and citations")
    ask.add_argument(
        "--history",
        nargs="+",
        default=[],
        metavar="QUESTION",
        help="earlier questions of the same person, oldest first",
    )
    ask.set_defaults(run=_ask)

    chat = commands.add_parser("chat", parents=[shared], help="talk in the terminal; Ctrl+D ends it")
    chat.set_defaults(run=_chat)

    migrate = commands.add_parser("migrate", parents=[shared], help="bring the database's tables up to date")
    migrate.set_defaults(run=_migrate)

    old = commands.add_parser(
        "prune", parents=[shared], help="erase talks and the persons of closed cases that are old"
    )
    old.add_argument("--days", type=_days, required=True, help="untouched for so many days")
    old.set_defaults(run=_prune)

    rotate = commands.add_parser(
        "rotate-keys", parents=[shared], help="seal personal data anew with the first of DATA_KEYS"
    )
    rotate.set_defaults(run=_rotate_keys)

    _add_staff(commands, shared)
    return parser


def _days(value: str) -> int:
    """At least one, at most a hundred years."""
    if not value.isdecimal() or not 1 <= int(value) <= 36_500:
        raise argparse.ArgumentTypeError("should be a number of days from 1 on")
    return int(value)


def _add_staff(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", shared: argparse.ArgumentParser
) -> None:
    staff = commands.add_parser("staff", help="accounts of the staff desk at /staff")
    actions = staff.add_subparsers(required=True, metavar="ACTION", dest="action")
    add = actions.add_parser("add", parents=[shared], help="a new account; asks for its password")
    add.add_argument("name")
    add.add_argument("--role", required=True, choices=["expert", "manager", "auditor"])
    add.add_argument(
        "--province", action="append", default=[], help="of an expert, by name or code; once for each"
    )
    actions.add_parser("list", parents=[shared], help="all accounts")
    for name, about in (
        ("passwd", "a new password; ends all sessions of the account and lifts its lock"),
        ("disable", "close an account"),
        ("enable", "open it again"),
    ):
        actions.add_parser(name, parents=[shared], help=about).add_argument("name")
    staff.set_defaults(run=_staff)


def _staff(settings: "Settings", options: argparse.Namespace) -> int:
    from bot.staff_command import ACTIONS

    return ACTIONS[options.action](settings, options)


def _serve(settings: "Settings", options: argparse.Namespace) -> int:
    import asyncio

    from bot import bootstrap
    from bot.bootstrap.heaps import share_heaps
    from bot.prepare import check_writable, prepare
    from bot.web import server

    share_heaps()
    _start_log(settings.log_level)
    server.end_on_signals()
    try:
        taken = server.take_address(settings.host, settings.port)
    except server.AddressTaken as error:
        raise bootstrap.StartFailed(str(error)) from error
    if options.prepare:
        prepare(settings)
    else:
        check_writable(settings.data_dir)
    assistant = bootstrap.build_assistant(settings)
    telegram = bootstrap.build_telegram(assistant)
    web = bootstrap.build_web(assistant, telegram)
    try:
        asyncio.run(server.serve(web, taken, bootstrap.running(telegram)))
    finally:
        assistant.engine.dispose()
    return 0


def _start_log(level: str) -> None:
    """Our log goes to stderr; of the libraries only warnings, since some log what people write."""
    handler = logging.StreamHandler()
    handler.setLevel(level)  # here too: a library that sets its own logger's level passes the root's
    logging.basicConfig(
        level=level, handlers=[handler], format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    for library in ("alembic", "bm25s", "chromadb", "httpcore", "httpx", "openai", "telegram", "uvicorn"):
        logging.getLogger(library).setLevel(logging.WARNING)


def _ask(settings: "Settings", options: argparse.Namespace) -> int:
    from bot.bootstrap import build_short_memory
    from bot.console import as_json, as_text, ask_once

    reply = ask_once(build_short_memory(settings, options.history), options.question, "ask")
    print(as_json(reply) if options.json else as_text(reply), end="\n" if options.json else "")
    return 0


def _chat(settings: "Settings", options: argparse.Namespace) -> int:
    import getpass

    from bot.bootstrap import build_assistant
    from bot.console import chat
    from bot.dialogue import texts

    # who sits at the machine may be as fast as they like
    assistant = build_assistant(settings.model_copy(update={"rate_limit_per_minute": 0}))
    print(f"{texts.WELCOME}. {texts.INVITATION}\n", flush=True)
    chat(assistant.conversation, getpass.getuser(), _typed_lines(), print, Path())
    return 0


def _typed_lines() -> Iterator[str]:
    """Lines from the keyboard until Ctrl+D, or from a pipe until its end."""
    if sys.stdin.isatty():
        import readline  # noqa: F401 - arrow keys and earlier lines at the prompt
    while True:
        try:
            yield input("> " if sys.stdin.isatty() else "")
        except EOFError:
            return


def _migrate(settings: "Settings", options: argparse.Namespace) -> int:
    from bot.bootstrap import migrate_database

    print("The database is up to date now." if migrate_database(settings) else "Nothing to migrate.")
    return 0


def _prune(settings: "Settings", options: argparse.Namespace) -> int:
    from bot.upkeep import prune_data

    return prune_data(settings, options)


def _rotate_keys(settings: "Settings", options: argparse.Namespace) -> int:
    from bot.upkeep import rotate_keys

    return rotate_keys(settings, options)


if __name__ == "__main__":
    sys.exit(main())

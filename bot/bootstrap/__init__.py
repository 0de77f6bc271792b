"""The one place that builds the assistant from its settings; everybody else receives its parts.

Imports of the heavy parts stand inside the functions, so that a program pays only for what it uses.
"""

from bot.bootstrap.answers import build_answers
from bot.bootstrap.assistant import Assistant, build_assistant, build_short_memory, read_form
from bot.bootstrap.channels import build_telegram, build_web, running
from bot.bootstrap.database import build_engine, check_keys, migrate_database
from bot.bootstrap.failure import StartFailed

__all__ = [
    "Assistant",
    "StartFailed",
    "build_answers",
    "build_assistant",
    "build_engine",
    "build_short_memory",
    "build_telegram",
    "build_web",
    "check_keys",
    "migrate_database",
    "read_form",
    "running",
]

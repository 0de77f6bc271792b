"""Every Persian word of the staff desk, a module a theme; handlers and templates find them all here."""

from bot.web.staff.texts.cases import *  # noqa: F403
from bot.web.staff.texts.frame import *  # noqa: F403
from bot.web.staff.texts.knowledge import *  # noqa: F403
from bot.web.staff.texts.overview import *  # noqa: F403
from bot.web.staff.texts.people import *  # noqa: F403
from bot.web.staff.texts.questions import *  # noqa: F403
